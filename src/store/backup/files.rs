//! Files and folders that are their owner's alone, and written through to the disk.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;

/// Makes the folder at `path`, and those above it, where there is none.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Makes the folder at `path` where there is none, and none above it.
pub fn make_last_folder(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(FOLDER).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

/// Makes an empty file at `path`.
pub fn make_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(FILE).open(path)
}

/// Writes `bytes` to a new file at `path`, through to the disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = make_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Copies the file `from` to a new file at `to`, through to the disk.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut file = make_file(to)?;
    io::copy(&mut source, &mut file)?;
    file.sync_all()
}

/// Writes the file at `path` through to the disk, and keeps others from reading it.
pub fn seal(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(FILE))?;
    File::open(path)?.sync_all()
}

/// Writes the entries of the folder at `path` through to the disk.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Removes the file or folder at `path`, if there is one.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
