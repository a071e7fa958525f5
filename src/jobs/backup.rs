//! Hourly backups of a running server, their rotation, and the list of erasures.

use std::{error::Error as _, path::PathBuf, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::{
    app::App,
    domain::backup::BackupState,
    store::{BackupError, BackupFolder},
};

/// How soon an erasure is in the list of the backup folder.
const PERIOD: Duration = Duration::from_secs(10);
/// How often a backup is made.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How long after a failure it is tried again.
const RETRY: SignedDuration = SignedDuration::from_mins(5);

/// The backups of a server that runs.
#[derive(Debug)]
pub struct BackupRound {
    database: PathBuf,
    folder: BackupFolder,
    /// When a backup was tried last, and how long to wait from then on.
    tried: Option<(Timestamp, SignedDuration)>,
    /// How many erasures are in the list of the folder; none until it was written.
    erasures: Option<u64>,
}

/// Works for ever; a failure is logged once, shown by the state of `app`, and tried again.
pub async fn back_up(app: App, folder: BackupFolder) {
    let mut round = BackupRound::new(app.config.database(), folder);
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    loop {
        ticks.tick().await;
        match round.step(&app).await {
            Ok(_) if app.backup_state().is_none_or(|state| state.error.is_none()) => told.well(),
            Ok(_) => {}
            Err(error) => told.failure("backup not made", &error),
        }
    }
}

impl BackupRound {
    /// Backs `database` up to `folder`. Backups that are there count.
    #[must_use]
    pub fn new(database: PathBuf, folder: BackupFolder) -> Self {
        let newest = folder.newest().ok().map(|backup| (backup.manifest.made_at, EVERY));
        Self { database, folder, tried: newest, erasures: None }
    }

    /// Writes new erasures to the list, and makes a backup if one is due. True if one was made.
    ///
    /// # Errors
    /// When either fails; the state of `app` says so until a backup is made.
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
        self.tried = Some((now, RETRY));
        let made = self.folder.create(&self.database, now, app.config.least_free()).await?;
        self.tried = Some((now, EVERY));
        let (number, bytes) = (made.number, made.manifest.bytes);
        tracing::info!(backup.number = number, bytes, "backup {number} made, {bytes} bytes");
        // By a clock that is wrong, the wrong ones would go.
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

    /// A clock that went back makes one due: it is not known how long ago the last was.
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
            error: error.map(described),
        }
    }
}

/// `error` with its causes, for an operator.
fn described(error: &BackupError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
