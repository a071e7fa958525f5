//! Backup folder: one subfolder a backup, an erasure log, a lock file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::error::{BackupError, Result, file_error};
use super::files::{self, blocking};
use super::manifest::Manifest;
use crate::domain::operations::{NumberedBackup, backup};

/// File name of the database inside a backup.
pub(super) const DATABASE: &str = "directory.db";

const MANIFEST: &str = "manifest.json";

const LOCK: &str = ".lock";

/// Name prefix of unfinished work, which the next backup removes.
const PARTIAL: &str = ".partial";

/// Folder with the backups of one database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFolder {
    pub(super) path: PathBuf,
}

/// A complete backup: a folder with a database and its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub number: u64,
    pub path: PathBuf,
    pub manifest: Manifest,
}

/// Exclusive lock on a backup folder; released when the process ends.
#[derive(Debug)]
pub(super) struct Lock(
    #[expect(dead_code, reason = "the lock lives as long as the open file")] File,
);

impl BackupFolder {
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Takes the lock; waits for other writers. Creates the folder, but not its parent: if the backup disk is not
    /// mounted, nothing is written in its place.
    pub(super) async fn lock(&self) -> Result<Lock> {
        let path = self.path.clone();
        blocking(move || {
            let parent = crate::store::sqlite::files::database_folder(&path);
            if !parent.is_dir() {
                return Err(BackupError::NoParent(parent.to_owned()));
            }
            files::make_last_folder(&path).map_err(file_error(&path))?;
            let lock = path.join(LOCK);
            let file = File::options().create(true).truncate(false).write(true).open(&lock);
            let file = file.map_err(file_error(&lock))?;
            file.lock().map_err(file_error(&lock))?;
            Ok(Lock(file))
        })
        .await
    }

    /// Creates an empty folder for unfinished work, after removing the leftovers of interrupted runs.
    pub(super) fn partial(&self, _: &Lock) -> Result<PathBuf> {
        for entry in self.entries()? {
            if name(&entry).starts_with(PARTIAL) {
                files::remove(&entry).map_err(file_error(&entry))?;
            }
        }
        let partial = self.path.join(PARTIAL);
        files::make_folder(&partial).map_err(file_error(&partial))?;
        Ok(partial)
    }

    /// Turns the finished folder `partial` into the newest backup.
    pub(super) fn add(&self, partial: &Path, manifest: Manifest) -> Result<Backup> {
        let file = partial.join(MANIFEST);
        files::write(&file, manifest.text().as_bytes()).map_err(file_error(&file))?;
        files::sync_folder(partial).map_err(file_error(partial))?;
        let number = self.numbered()?.last().map_or(1, |(number, _)| number + 1);
        let moment = manifest.made_at.strftime("%Y%m%dT%H%M%SZ");
        let path = self.path.join(format!("{number:06}-{moment}"));
        fs::rename(partial, &path).map_err(file_error(&path))?;
        files::sync_folder(&self.path).map_err(file_error(&self.path))?;
        Ok(Backup { number, path, manifest })
    }

    /// Complete backups, oldest first. Skips incomplete ones.
    pub fn list(&self) -> Result<Vec<Backup>> {
        let found = self.numbered()?.into_iter();
        let sound = |(number, path)| Backup::read(number, path).ok();
        Ok(found.filter_map(sound).collect())
    }

    /// The newest backup.
    ///
    /// # Errors
    /// If there is none, or the newest is incomplete: no older one is used instead.
    pub fn newest(&self) -> Result<Backup> {
        match self.numbered()?.pop() {
            Some((number, path)) => Backup::read(number, path),
            None => Err(BackupError::NoBackup(self.path.clone())),
        }
    }

    /// Deletes the backups that the rotation does not keep at `now`. Returns their number.
    pub async fn rotate(&self, now: jiff::Timestamp) -> Result<usize> {
        let lock = self.lock().await?;
        let this = self.clone();
        blocking(move || this.delete_surplus(&lock, now)).await
    }

    fn delete_surplus(&self, _: &Lock, now: jiff::Timestamp) -> Result<usize> {
        let backups = self.list()?;
        let numbered: Vec<NumberedBackup> = backups.iter().map(Backup::numbered).collect();
        let surplus = backup::backups_to_prune(&numbered, now);
        for backup in backups.iter().filter(|it| surplus.contains(&it.number)) {
            // Renames first, so that a half-deleted folder is never taken for a backup.
            let doomed = self.path.join(format!("{PARTIAL}-{}", backup.number));
            fs::rename(&backup.path, &doomed).map_err(file_error(&backup.path))?;
            files::remove(&doomed).map_err(file_error(&doomed))?;
        }
        files::sync_folder(&self.path).map_err(file_error(&self.path))?;
        Ok(surplus.len())
    }

    /// All folders with a backup name, by number.
    fn numbered(&self) -> Result<Vec<(u64, PathBuf)>> {
        let entries = self.entries()?.into_iter();
        let numbered = |path: PathBuf| Some((number(&path)?, path));
        let mut numbered: Vec<_> = entries.filter_map(numbered).collect();
        numbered.sort();
        Ok(numbered)
    }

    fn entries(&self) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(&self.path).map_err(file_error(&self.path))?;
        entries.map(|entry| Ok(entry.map_err(file_error(&self.path))?.path())).collect()
    }
}

impl Backup {
    /// Resolves `path`: a backup folder (its newest backup), a backup, or a file inside a backup.
    pub fn find(path: &Path) -> Result<Self> {
        let path = path.canonicalize().map_err(file_error(path))?;
        let folder = if path.is_file() { path.parent().unwrap_or(&path) } else { &path };
        if folder.join(MANIFEST).exists() || path.is_file() {
            return Self::read(number(folder).unwrap_or_default(), folder.to_owned());
        }
        BackupFolder::new(folder).newest()
    }

    fn read(number: u64, path: PathBuf) -> Result<Self> {
        let manifest = Manifest::read(&path.join(MANIFEST))?;
        let this = Self { number, path, manifest };
        let database = this.database();
        let found = fs::metadata(&database).map_err(file_error(&database))?.len();
        let expected = this.manifest.bytes;
        if found == expected {
            Ok(this)
        } else {
            Err(BackupError::Size { path: database, expected, found })
        }
    }

    /// Path of its database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Backup folder that contains it.
    pub(super) fn folder(&self) -> BackupFolder {
        BackupFolder::new(self.path.parent().unwrap_or(&self.path))
    }

    fn numbered(&self) -> NumberedBackup {
        NumberedBackup { number: self.number, made_at: self.manifest.made_at }
    }
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Number in the folder name of a backup, such as `000042-20261129T200000Z`.
fn number(path: &Path) -> Option<u64> {
    let (number, moment) = name(path).split_once('-')?;
    let is_moment = moment.ends_with('Z') && moment.contains('T');
    if is_moment { number.parse().ok() } else { None }
}
