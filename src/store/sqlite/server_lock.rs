//! Server lock: one server per data folder.

use std::fs::{File, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::files::{companion_path, database_folder};
use super::{Error, Result};

/// Locks held by a server; released when its process ends.
///
/// The folder itself is locked, since a lock file could be deleted and recreated under a running server. The lock
/// file keeps out servers of older versions that lock only the file. There is none if none exists and the disk is
/// full or read-only.
#[derive(Debug)]
pub struct ServerLock {
    _folder: File,
    _file: Option<File>,
}

impl ServerLock {
    /// Takes the locks for the database at `path`. Fails if another server holds one.
    pub fn acquire(path: &Path) -> Result<Self> {
        Ok(Self { _folder: lock_folder(path)?, _file: lock_file(path)? })
    }
}

fn lock_folder(path: &Path) -> Result<File> {
    let database_folder = database_folder(path);
    let file = File::open(database_folder);
    let file = file.map_err(|source| Error::File { path: database_folder.to_owned(), source })?;
    lock(file, path, database_folder)
}

fn lock_file(path: &Path) -> Result<Option<File>> {
    let companion_path = companion_path(path, ".lock");
    let fault = |source| Error::File { path: companion_path.clone(), source };
    let file =
        File::options().create(true).truncate(false).write(true).mode(0o600).open(&companion_path);
    let file = match file {
        Ok(file) => file,
        Err(error) => match (fault(error), File::open(&companion_path)) {
            (error, Ok(file)) if error.is_unwritable() => file,
            (error, Err(_)) if error.is_unwritable() => return Ok(None),
            (error, _) => return Err(error),
        },
    };
    lock(file, path, &companion_path).map(Some)
}

/// Locks `file` (at `at`) for the database at `path`.
fn lock(file: File, path: &Path, at: &Path) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(Error::File { path: at.to_owned(), source }),
    }
}
