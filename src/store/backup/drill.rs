//! A drill: restores the newest backup aside, opens it as the program does, and throws it away.

use std::path::Path;

use jiff::Timestamp;

use super::{
    error::{Result, at},
    files,
    folder::{BackupFolder, DATABASE},
    manifest::Manifest,
    restore::{KeyChoice, rebuild},
};
use crate::store::Store;

/// What a drill has found in the newest backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    pub manifest: Manifest,
    /// Records that had been erased after the backup.
    pub erased: u64,
    /// Published initiatives and organisations, as the program reads them.
    pub initiatives: usize,
    pub organisations: usize,
}

impl BackupFolder {
    /// Restores the newest backup in a folder of its own, which is removed afterwards, at `now`.
    ///
    /// # Errors
    /// When a restore of it would fail, or the program cannot read what was restored.
    pub async fn drill(&self, now: Timestamp) -> Result<Drill> {
        let lock = self.lock().await?;
        let partial = self.partial(&lock)?;
        let drilled = self.restore_aside(&partial, now).await;
        files::remove(&partial).map_err(at(&partial))?;
        drilled
    }

    async fn restore_aside(&self, partial: &Path, now: Timestamp) -> Result<Drill> {
        let backup = self.newest()?;
        // The key of the server has no place in the backup folder, not even for a moment.
        let key = KeyChoice::AcceptLoss { reason: String::new() };
        let restored = rebuild(&backup, partial, &key, now).await?;
        let store = Store::open(&partial.join(DATABASE)).await?;
        let published = store.published().await;
        store.close().await;
        let published = published?;
        Ok(Drill {
            manifest: restored.manifest,
            erased: restored.erased,
            initiatives: published.initiatives.len(),
            organisations: published.organisations.len(),
        })
    }
}
