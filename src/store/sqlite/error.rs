//! Errors of the store, and losses of the key or of the database.

use std::io;
use std::path::PathBuf;

use crate::domain::operations::SlugConflict;

/// Failure of the store. A missing record is an `Option`, not an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("database")]
    Database(#[from] sqlx::Error),
    #[error("preparing {path}")]
    File { path: PathBuf, source: io::Error },
    #[error("{0} is in use by another server")]
    InUse(PathBuf),
    #[error("{0} is not a database of this directory")]
    NotOurs(PathBuf),
    #[error("{path} is damaged: {found}")]
    Damaged { path: PathBuf, found: String },
    #[error("SQLite {0} can damage a database in WAL mode; 3.51.3 is the oldest that is safe")]
    OldSqlite(String),
    #[error("{} addresses of the folder belong to records written through the site", .0.len())]
    SlugConflict(Vec<SlugConflict>),
    #[error("too little room on the disk of {0}, or it is read-only")]
    NoSpace(PathBuf),
    #[error("the disk is full or read-only, and {0} needs what cannot be written")]
    NotReadable(PathBuf),
    #[error("{path}: {loss:?}")]
    Lost { path: PathBuf, loss: Loss },
    #[error("{0} was written by a newer program")]
    NewerSchema(PathBuf),
    #[error("{0} was written by an older program")]
    OlderSchema(PathBuf),
}

impl Error {
    /// True if nothing can be written at the moment: the disk is full, read-only or failing, or another program holds
    /// the write lock.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        // Primary result codes SQLITE_BUSY, READONLY, IOERR, FULL and CANTOPEN: the low byte of the extended code.
        const CODES: [i64; 5] = [5, READ_ONLY, 10, 13, 14];
        match self {
            Self::NoSpace(_) => true,
            Self::File { source, .. } => matches!(
                source.kind(),
                io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::ReadOnlyFilesystem
            ),
            Self::Database(_) => self.code().is_some_and(|code| CODES.contains(&code)),
            Self::InUse(_)
            | Self::NotOurs(_)
            | Self::Damaged { .. }
            | Self::OldSqlite(_)
            | Self::SlugConflict(_)
            | Self::NotReadable(_)
            | Self::Lost { .. }
            | Self::NewerSchema(_)
            | Self::OlderSchema(_) => false,
        }
    }

    /// True if the disk rejected a write: it is full, read-only or failing.
    #[must_use]
    pub fn is_disk_failure(&self) -> bool {
        // SQLITE_BUSY: another program holds the write lock.
        const BUSY: i64 = 5;
        self.is_unwritable() && self.code() != Some(BUSY)
    }

    /// Primary result code of SQLite.
    pub(in crate::store) fn code(&self) -> Option<i64> {
        let Self::Database(sqlx::Error::Database(error)) = self else { return None };
        Some(error.code()?.parse::<i64>().ok()? & 0xff)
    }
}

/// `SQLITE_READONLY`.
pub(super) const READ_ONLY: i64 = 8;

pub type Result<T> = std::result::Result<T, Error>;

/// Missing or mismatched half of the pair of database and key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// There is no key file, but the database was used with a key.
    KeyMissing,
    /// The key file does not contain a key.
    KeyUnusable,
    /// The key file contains a key other than the one of the database.
    KeyOther,
    /// There is a key file, but the database is missing or empty.
    Database,
}
