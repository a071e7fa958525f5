//! File permissions of the data folder: its email addresses and key are for the owner only.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::server_lock::{companion_path, database_folder};
use super::{Error, Result};
use crate::store::operations::key_path;

/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// Creates the folder of the database at `path` with mode 0700 if it is missing.
pub fn make_folder(path: &Path) -> Result<()> {
    let folder = database_folder(path);
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|source| Error::File { path: folder.to_owned(), source })
}

/// Creates the file of a new database with mode 0600; SQLite gives its companion files the same permissions.
pub fn make_file(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    match File::options().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(Error::File { path: path.to_owned(), source: error })
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Restricts the files of the database at `path` to their owner. If the disk or another owner prevents it, they stay
/// as they are, and `doctor` reports them.
pub fn restrict(path: &Path) {
    for file in files(path) {
        if is_open(&file) && fs::set_permissions(&file, Permissions::from_mode(0o600)).is_ok() {
            let file = file.display();
            tracing::info!("restricted {file} to its owner");
        }
    }
}

/// The folder of the database at `path` and the files in it that others than the owner can access.
#[must_use]
pub fn open_to_others(path: &Path) -> Vec<PathBuf> {
    let mut open = files(path);
    open.insert(0, database_folder(path).to_owned());
    open.retain(|path| is_open(path));
    open
}

fn files(path: &Path) -> Vec<PathBuf> {
    let files = ["-wal", "-shm", ".lock"].map(|ending| companion_path(path, ending));
    [path.to_owned(), key_path(path)].into_iter().chain(files).collect()
}

fn is_open(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & OTHERS != 0)
}
