//! Background workers, one file each.

mod backup;
mod catalogue_refresh;
mod clock_watch;
mod delivery;
mod failure_log;
mod rejection_history;
mod retention;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use crate::app::App;
use crate::mail::Mailer;
use crate::store::BackupFolder;

pub use backup::BackupWorker;
pub use delivery::DeliveryWorker;
pub use retention::{RetentionPass, delete_mail_files, erase_expired, send_reminders};

/// Timeout for the mail being sent at shutdown.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Running workers of a server.
#[derive(Debug)]
pub struct Jobs {
    workers: JoinSet<()>,
    delivery: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Jobs {
    /// Starts all workers.
    #[must_use]
    pub fn start(app: &App, mailer: Mailer) -> Self {
        let mut others = JoinSet::new();
        others.spawn(catalogue_refresh::refresh_catalogue(app.clone()));
        others.spawn(clock_watch::beat(app.clone()));
        others.spawn(retention::erase(app.clone()));
        if let Some(folder) = &app.config.backup {
            others.spawn(backup::run_backups(app.clone(), BackupFolder::new(folder)));
        }
        let (stop, stopped) = watch::channel(false);
        let delivery = tokio::spawn(delivery::run_delivery(app.clone(), mailer, stopped));
        Self { workers: others, delivery, stop }
    }

    /// Stops all workers. A mail being sent has [`SHUTDOWN_TIMEOUT`] to finish; otherwise it is sent again at the next start.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if timeout(SHUTDOWN_TIMEOUT, &mut self.delivery).await.is_err() {
            tracing::warn!("shutdown timeout: a mail being sent was aborted");
            self.delivery.abort();
        }
        self.workers.shutdown().await;
    }
}
