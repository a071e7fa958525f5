//! One server on a file.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use super::{Error, Result};

/// The lock stands beside the database and goes with the process, however it ends. There is none where none was ever
/// made and the disk lets none be made.
pub fn lock(path: &Path) -> Result<Option<File>> {
    let beside = beside(path, ".lock");
    let fault = |source| Error::File { path: beside.clone(), source };
    let file = match File::options().create(true).truncate(false).write(true).open(&beside) {
        Ok(file) => file,
        Err(error) => match (fault(error), File::open(&beside)) {
            (error, Ok(file)) if error.is_about_room() => file,
            (error, Err(_)) if error.is_about_room() => return Ok(None),
            (error, _) => return Err(error),
        },
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(fault(source)),
    }
}

/// The file that stands beside `path`, with `ending` after its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    PathBuf::from(beside)
}
