//! Background workers, one file each; a lasting failure is logged once.

mod backup;
mod catalogue_refresh;
mod clock_watch;
mod delivery;
mod rejection_history;
mod retention;

use std::error::Error;
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
    /// None on a replica.
    delivery: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

impl Jobs {
    /// Starts all workers.
    #[must_use]
    pub fn start(app: &App, mailer: Mailer) -> Self {
        let mut others = JoinSet::new();
        others.spawn(catalogue_refresh::refresh_catalogue(app.clone()));
        others.spawn(clock_watch::run(app.clone()));
        others.spawn(retention::erase(app.clone()));
        if let Some(folder) = &app.config.backup {
            others.spawn(backup::run_backups(app.clone(), BackupFolder::new(folder)));
        }
        let (stop, stopped) = watch::channel(false);
        let delivery = tokio::spawn(delivery::run_delivery(app.clone(), mailer, stopped));
        Self { workers: others, delivery: Some(delivery), stop }
    }

    /// Starts the one worker of a replica, which writes nothing: it follows the database.
    #[must_use]
    pub fn start_replica(app: &App) -> Self {
        let mut workers = JoinSet::new();
        workers.spawn(catalogue_refresh::refresh_catalogue(app.clone()));
        Self { workers, delivery: None, stop: watch::Sender::new(false) }
    }

    /// Stops all workers. A mail being sent has [`SHUTDOWN_TIMEOUT`] to finish; otherwise it is sent again at the next start.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(delivery) = &mut self.delivery
            && timeout(SHUTDOWN_TIMEOUT, &mut *delivery).await.is_err()
        {
            tracing::warn!("shutdown timeout: a mail being sent was aborted");
            delivery.abort();
        }
        self.workers.shutdown().await;
    }
}

/// Last failure logged.
#[derive(Debug, Default)]
pub struct FailureLog(Option<String>);

impl FailureLog {
    /// Logs the failure `what` with its `error`, unless it was the last one logged.
    pub fn failed(&mut self, what: &str, error: &(dyn Error + 'static)) {
        if self.0.as_deref() != Some(what) {
            tracing::error!(error, "{what}");
            self.0 = Some(what.to_owned());
        }
    }

    /// Logs the end of the failure, if there was one.
    pub fn resolved(&mut self) {
        if let Some(what) = self.0.take() {
            tracing::info!("resolved: {what}");
        }
    }
}
