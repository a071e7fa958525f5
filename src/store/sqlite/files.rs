//! File permissions of the data folder: its email addresses and key are for the owner only.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::{Error, Result};

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

/// `path`, or the first unused name of `path-2`, `path-3` and so on.
pub fn unused(path: &Path) -> PathBuf {
    let numbered = (2..).map(|number: u32| companion_path(path, &format!("-{number}")));
    let mut names = std::iter::once(path.to_owned()).chain(numbered);
    names.find(|name| fs::symlink_metadata(name).is_err()).unwrap_or_else(|| path.to_owned())
}

/// Path of the key file of the database at `path`.
#[must_use]
pub fn key_path(path: &Path) -> PathBuf {
    path.with_file_name("secret.key")
}

/// Folder of the database at `path`.
pub fn database_folder(path: &Path) -> &Path {
    path.parent()
        .filter(|database_folder| !database_folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Path of the companion file: `path` with `ending` appended to its name.
pub fn companion_path(path: &Path, ending: &str) -> PathBuf {
    let mut companion_path = path.as_os_str().to_owned();
    companion_path.push(ending);
    PathBuf::from(companion_path)
}
