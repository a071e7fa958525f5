//! Disk space: writes stop before the disk is full, so that reads go on and no write is cut short.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rustix::fs::{StatVfsMountFlags, statvfs};

use super::Error;
use super::files::database_folder;

/// Minimum free space in bytes for writes of class `Submission`.
pub const DEFAULT_MIN_FREE: u64 = 200 * 1024 * 1024;

/// Absolute minimum of free bytes, whatever the operator allows: below it SQLite cannot finish a transaction.
pub const FULL_DISK: u64 = 1024 * 1024;

/// Priority of a write when the disk is short of space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteClass {
    /// Drafts, proposals, imports and other mails: refused below the limit.
    Submission,
    /// Sign-in, accounts and sessions: may use the reserve.
    SignIn,
    /// Claims, decisions and published edits of members: may use the reserve.
    Moderation,
    /// Erasures, answers of mail servers, the clock: writes that free space, or are small and prevent a repeated
    /// action. Never refused.
    Release,
}

/// The reserve is one quarter of the limit.
const RESERVE: u64 = 4;

impl WriteClass {
    /// Minimum of free bytes for this class, if the limit is `least`.
    const fn min_free(self, least: u64) -> u64 {
        match self {
            Self::Submission => least,
            Self::SignIn | Self::Moderation => least / RESERVE,
            Self::Release => 0,
        }
    }
}

/// Space left on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiskSpace {
    /// Bytes that this program may still write.
    pub free: u64,
    /// True if the file system is mounted read-only.
    pub read_only: bool,
}

impl DiskSpace {
    /// Reads the space of the disk that contains `path`, or will. `None` if the system does not report it.
    #[must_use]
    pub fn at(path: &Path) -> Option<Self> {
        let there = path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
        let found = statvfs(there).ok()?;
        Some(Self {
            free: found.f_bavail.saturating_mul(found.f_frsize),
            read_only: found.f_flag.contains(StatVfsMountFlags::RDONLY),
        })
    }
}

impl DiskSpace {
    /// True if the disk is writable with at least `least` bytes (and [`FULL_DISK`]) free.
    fn is_enough(self, least: u64) -> bool {
        !self.read_only && self.free >= least.max(FULL_DISK)
    }
}

/// Disk of the database and its minimum free space.
#[derive(Debug)]
pub struct DiskGuard {
    folder: PathBuf,
    min_free: AtomicU64,
    /// True if the disk rejected the last write: a quota, or a fault that `statvfs` does not show.
    failing: AtomicBool,
}

impl DiskGuard {
    /// Disk of the database at `path`.
    pub fn for_database(path: &Path) -> Self {
        Self {
            folder: database_folder(path).to_owned(),
            min_free: AtomicU64::new(DEFAULT_MIN_FREE),
            failing: AtomicBool::new(false),
        }
    }

    /// Sets the minimum free space to `bytes`.
    pub fn set_min_free(&self, bytes: u64) {
        self.min_free.store(bytes, Ordering::Relaxed);
    }

    /// Records whether the disk accepted the last write.
    pub fn record_result(&self, error: Option<&Error>) {
        let failing = error.is_some_and(Error::is_disk_failure);
        if failing || error.is_none() {
            self.failing.store(failing, Ordering::Relaxed);
        }
    }

    /// True if the disk rejected the last write.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// True if the file system is mounted read-write, however little space is left.
    pub fn is_writable(&self) -> bool {
        DiskSpace::at(&self.folder).is_none_or(|space| !space.read_only)
    }

    /// Returns the folder if its disk lacks space for a write of this class. Unknown space counts as enough.
    pub(in crate::store) fn shortage(&self, class: WriteClass) -> Option<&Path> {
        if class == WriteClass::Release {
            return None;
        }
        let space = DiskSpace::at(&self.folder)?;
        let least = class.min_free(self.min_free.load(Ordering::Relaxed));
        (!space.is_enough(least)).then_some(&*self.folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_full_for_any_configured_minimum() {
        let with = |free, read_only| DiskSpace { free, read_only };
        assert!(with(FULL_DISK, false).is_enough(0));
        assert!(!with(FULL_DISK - 1, false).is_enough(0));
        assert!(!with(0, false).is_enough(0));
        assert!(!with(u64::MAX, true).is_enough(0));
        assert!(!with(FULL_DISK, false).is_enough(FULL_DISK + 1));
    }
}
