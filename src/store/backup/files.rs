//! Files (0600) and folders (0700) of the owner, synced to disk.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use super::error::{Result, file_error};

const FILE: u32 = 0o600;

const FOLDER: u32 = 0o700;

/// Creates the folder at `path` and its parents where they are missing.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Creates the folder at `path` if it is missing, but no parent.
pub fn make_last_folder(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(FOLDER).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

/// Creates an empty file at `path`. Fails if it exists.
pub fn make_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(FILE).open(path)
}

/// Writes `bytes` to a new file at `path` and syncs it.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = make_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Copies the file `from` to a new file at `to` and syncs it.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut file = make_file(to)?;
    io::copy(&mut source, &mut file)?;
    file.sync_all()
}

/// Restricts the file at `path` to its owner and syncs it.
pub fn restrict_and_sync(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(FILE))?;
    File::open(path)?.sync_all()
}

/// Syncs the directory entries of the folder at `path`.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Removes the file or folder at `path` if it exists.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Runs blocking disk I/O on a blocking thread.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| Err(file_error("")(io::Error::other(panic))))
}
