//! Background workers, one file each.

mod backup;
mod breaker;
mod deliver;
mod erase;
mod follow;
mod heartbeat;
mod relay;
mod told;

use std::time::Duration;

use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::timeout,
};

use crate::{app::App, mail::Courier, store::BackupFolder};

pub use backup::BackupRound;
pub use deliver::Round;
pub use erase::{Pass, erase_due, forget_files, remind_due};

/// Timeout for the mail being sent at shutdown.
const FAREWELL: Duration = Duration::from_secs(10);

/// Running workers of a server.
#[derive(Debug)]
pub struct Jobs {
    others: JoinSet<()>,
    delivery: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Jobs {
    /// Starts all workers.
    #[must_use]
    pub fn start(app: &App, courier: Courier) -> Self {
        let mut others = JoinSet::new();
        others.spawn(follow::follow(app.clone()));
        others.spawn(heartbeat::beat(app.clone()));
        others.spawn(erase::erase(app.clone()));
        if let Some(folder) = &app.config.backup {
            others.spawn(backup::back_up(app.clone(), BackupFolder::new(folder)));
        }
        let (stop, stopped) = watch::channel(false);
        let delivery = tokio::spawn(deliver::deliver(app.clone(), courier, stopped));
        Self { others, delivery, stop }
    }

    /// Stops all workers. A mail being sent has [`FAREWELL`] to finish; otherwise it is sent again at the next start.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if timeout(FAREWELL, &mut self.delivery).await.is_err() {
            tracing::warn!("shutdown timeout: a mail being sent was aborted");
            self.delivery.abort();
        }
        self.others.shutdown().await;
    }
}
