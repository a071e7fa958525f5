//! Backup worker: hourly backups, rotation, and the list of erasures.

use std::error::Error as _;
use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::{MissedTickBehavior, interval};

use super::FailureLog;
use crate::app::App;
use crate::domain::operations::BackupState;
use crate::store::{BackupError, BackupFolder};

/// Poll interval: maximum delay until an erasure is in the list of the backup folder.
const POLL_INTERVAL: Duration = Duration::from_secs(10);
/// Interval between backups.
const BACKUP_INTERVAL: SignedDuration = SignedDuration::from_hours(1);
/// Delay before a retry after a failure.
const RETRY_DELAY: SignedDuration = SignedDuration::from_mins(5);

/// State of the backup worker.
#[derive(Debug)]
pub struct BackupWorker {
    database: PathBuf,
    folder: BackupFolder,
    /// Time of the last attempt, and the delay until the next one.
    tried: Option<(Timestamp, SignedDuration)>,
    /// Number of erasures in the list of the folder; `None` until it is written.
    erasures: Option<u64>,
}

/// Runs the worker. A failure is logged once, shown by `App::backup_state`, and retried.
pub async fn run_backups(app: App, folder: BackupFolder) {
    let mut round = BackupWorker::new(app.config.database(), folder);
    let mut ticks = interval(POLL_INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failures = FailureLog::default();
    loop {
        ticks.tick().await;
        match round.step(&app).await {
            Ok(_) if app.backup_state().is_none_or(|state| state.error.is_none()) => {
                failures.resolved();
            }
            Ok(_) => {}
            Err(error) => failures.failed("backup failed", &error),
        }
    }
}

impl BackupWorker {
    /// Worker for backups of `database` in `folder`; the newest existing backup sets the next due time.
    #[must_use]
    pub fn new(database: PathBuf, folder: BackupFolder) -> Self {
        let newest = folder.newest().ok().map(|backup| (backup.manifest.made_at, BACKUP_INTERVAL));
        Self { database, folder, tried: newest, erasures: None }
    }

    /// Appends new erasures to the list, and makes a backup if one is due. True if one was made.
    ///
    /// # Errors
    /// If either fails; the backup state of `app` shows the error until a backup is made.
    pub async fn step(&mut self, app: &App) -> Result<bool, BackupError> {
        let stepped = self.try_step(app).await;
        match &stepped {
            Ok(false) if app.backup_state().is_some() => {}
            outcome => app.set_backup_state(self.state(outcome.as_ref().err())),
        }
        stepped
    }

    async fn try_step(&mut self, app: &App) -> Result<bool, BackupError> {
        self.append_erasures(app).await?;
        let now = app.clock.now();
        if !self.is_due(now) {
            return Ok(false);
        }
        self.tried = Some((now, RETRY_DELAY));
        let made = self.folder.create(&self.database, now, app.config.least_free()).await?;
        self.tried = Some((now, BACKUP_INTERVAL));
        let (number, bytes) = (made.number, made.manifest.bytes);
        tracing::info!(backup.number = number, bytes, "made backup {number}, {bytes} bytes");
        // With a wrong clock, rotation would delete the wrong backups.
        if app.store.clock_state(now).await?.is_sound() {
            self.folder.rotate(now).await?;
        }
        Ok(true)
    }

    async fn append_erasures(&mut self, app: &App) -> Result<(), BackupError> {
        let erasures = app.store.count_erasures().await?;
        if self.erasures != Some(erasures) {
            self.folder.append_erasures(&self.database).await?;
            self.erasures = Some(erasures);
        }
        Ok(())
    }

    /// A clock set back makes a backup due: the age of the last one is unknown.
    fn is_due(&self, now: Timestamp) -> bool {
        self.tried.is_none_or(|(at, wait)| {
            let since = now.duration_since(at);
            since < SignedDuration::ZERO || since >= wait
        })
    }

    fn state(&self, error: Option<&BackupError>) -> BackupState {
        let newest = self.folder.newest().ok();
        BackupState {
            last: newest.map(|backup| backup.manifest.made_at),
            error: error.map(error_chain),
        }
    }
}

/// `error` with its causes, on one line.
fn error_chain(error: &BackupError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
