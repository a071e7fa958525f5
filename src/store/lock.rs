//! Server lock: one server per data folder.

use std::{
    fs::{File, TryLockError},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

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
    pub fn take(path: &Path) -> Result<Self> {
        Ok(Self { _folder: lock_folder(path)?, _file: lock_file(path)? })
    }
}

fn lock_folder(path: &Path) -> Result<File> {
    let folder = folder(path);
    let file = File::open(folder);
    let file = file.map_err(|source| Error::File { path: folder.to_owned(), source })?;
    locked(file, path, folder)
}

fn lock_file(path: &Path) -> Result<Option<File>> {
    let beside = beside(path, ".lock");
    let fault = |source| Error::File { path: beside.clone(), source };
    let file = File::options().create(true).truncate(false).write(true).mode(0o600).open(&beside);
    let file = match file {
        Ok(file) => file,
        Err(error) => match (fault(error), File::open(&beside)) {
            (error, Ok(file)) if error.is_about_room() => file,
            (error, Err(_)) if error.is_about_room() => return Ok(None),
            (error, _) => return Err(error),
        },
    };
    locked(file, path, &beside).map(Some)
}

/// Locks `file` (at `at`) for the database at `path`.
fn locked(file: File, path: &Path, at: &Path) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(Error::File { path: at.to_owned(), source }),
    }
}

/// Folder of the database at `path`.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Path of the companion file: `path` with `ending` appended to its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    PathBuf::from(beside)
}
