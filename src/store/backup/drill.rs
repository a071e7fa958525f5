//! Backup drill: restores the newest backup into a temporary folder, opens it like a server, then deletes it.

use std::path::Path;

use jiff::Timestamp;

use super::error::{Result, file_error};
use super::files;
use super::folder::{BackupFolder, DATABASE};
use super::manifest::Manifest;
use super::restore::{KeyChoice, rebuild};
use crate::store::sqlite::Store;

/// Result of a backup drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    pub manifest: Manifest,
    /// Records erased after the backup was made, and erased again by the restore.
    pub erased: u64,
    /// Numbers of published initiatives and organisations in the restored database.
    pub initiatives: usize,
    pub organisations: usize,
}

impl BackupFolder {
    /// Restores the newest backup into a temporary folder at `now`, and removes the folder afterwards.
    ///
    /// # Errors
    /// If a restore of the backup would fail, or the restored database cannot be read.
    pub async fn drill(&self, now: Timestamp) -> Result<Drill> {
        let lock = self.lock().await?;
        let partial = self.partial(&lock)?;
        let drilled = self.restore_aside(&partial, now).await;
        files::remove(&partial).map_err(file_error(&partial))?;
        drilled
    }

    async fn restore_aside(&self, partial: &Path, now: Timestamp) -> Result<Drill> {
        let backup = self.newest()?;
        // The server key must never be in the backup folder, not even temporarily.
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
