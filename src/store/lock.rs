//! One server on a folder.

use std::{
    fs::{File, TryLockError},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use super::{Error, Result};

/// The locks of a server, which go with the process, however it ends.
///
/// The folder itself is locked: unlike a file in it, it cannot be deleted and made anew under a running server. The lock
/// file keeps out a server of a version that knows no other lock; there is none where none was ever made and the disk
/// lets none be made.
#[derive(Debug)]
pub struct ServerLock {
    _folder: File,
    _file: Option<File>,
}

impl ServerLock {
    /// Takes the locks of a server on the database at `path`.
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

/// `file`, which is at `at`, locked for a server on the database at `path`.
fn locked(file: File, path: &Path, at: &Path) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(Error::File { path: at.to_owned(), source }),
    }
}

/// The folder of the database at `path`.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file that stands beside `path`, with `ending` after its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    PathBuf::from(beside)
}
