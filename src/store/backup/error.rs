//! Errors of making, reading and restoring backups.

use std::io;
use std::path::PathBuf;

use super::super::sqlite::Error;

/// Failure of a backup or a restore.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] Error),
    #[error("there is no database at {0}")]
    NoDatabase(PathBuf),
    #[error("there is no complete backup in {0}")]
    NoBackup(PathBuf),
    #[error("{path} is no manifest of a backup: {detail}")]
    Manifest { path: PathBuf, detail: String },
    #[error("{path} was made by program {program}, whose schema {schema} is newer")]
    Newer { path: PathBuf, program: String, schema: i64 },
    #[error("{path} has {found} bytes instead of {expected}")]
    Size { path: PathBuf, expected: u64, found: u64 },
    #[error("the content of {path} has the digest {found} instead of {expected}")]
    Digest { path: PathBuf, expected: String, found: String },
    #[error("{path} cannot be read whole: {detail}")]
    Unreadable { path: PathBuf, detail: String },
    #[error("the disk of {path} has {free} bytes free, {needed} are needed")]
    DiskSpace { path: PathBuf, needed: u64, free: u64 },
    #[error("there is no folder {0} to make the backup folder in")]
    NoParent(PathBuf),
    #[error("the copy of {path} is damaged: {detail}")]
    Damaged { path: PathBuf, detail: String },
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    #[error("a restore needs the key of the server, or an agreement to its loss")]
    KeyNeeded(KeyLoss),
    #[error("{0} is no key")]
    NoKey(PathBuf),
    #[error("{0} is the key of another database")]
    WrongKey(PathBuf),
}

pub type Result<T> = std::result::Result<T, BackupError>;

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Wraps an I/O error at `path`.
pub fn file_error(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.into();
    move |source| BackupError::Store(Error::File { path, source })
}

/// Data that depends on the server key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLoss {
    /// Mails waiting to be sent.
    pub mails: u64,
    /// Members who sign in with one-time codes.
    pub authenticators: u64,
}
