//! Room on the disk: writing stops before it is full, so that reading goes on and nothing is cut short.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use rustix::fs::{StatVfsMountFlags, statvfs};

use super::{Error, Store, lock::folder};

/// Under this many bytes free, nothing that can wait is written.
pub const LEAST_FREE: u64 = 200 * 1024 * 1024;

/// A disk with less is full, whatever an operator allows: SQLite could not end a transaction.
pub const FULL: u64 = 1024 * 1024;

/// What a write is for: which ones are refused first when the disk is short of space. This is the one table of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WriteClass {
    /// Drafts, proposals, imports and other mails: refused under the limit.
    Submission,
    /// Signing in, accounts and sessions: go on in the reserve.
    SignIn,
    /// Claims and decisions of members, and what they publish: go on in the reserve.
    Moderation,
    /// Erasures, the answers of mail servers, the clock: what frees space, or is small and keeps a thing from being done
    /// twice. Never refused.
    Release,
}

/// The part of the limit that is the reserve: one in so many.
const RESERVE: u64 = 4;

impl WriteClass {
    /// Bytes that must be free for it, where `least` is the limit.
    const fn least_free(self, least: u64) -> u64 {
        match self {
            Self::Submission => least,
            Self::SignIn | Self::Moderation => least / RESERVE,
            Self::Release => 0,
        }
    }
}

/// What a disk has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Bytes that this program may still write.
    pub free: u64,
    /// Nothing can be written, however much is free.
    pub read_only: bool,
}

impl Space {
    /// That of the disk which holds `path`, or will hold it; none when the system does not tell.
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

impl Space {
    /// Whether there is room to write where `least` bytes are to be left free.
    fn is_enough(self, least: u64) -> bool {
        !self.read_only && self.free >= least.max(FULL)
    }
}

impl Store {
    /// Leaves at least `bytes` of the disk free from now on; [`LEAST_FREE`] unless told.
    #[must_use]
    pub fn keeping_free(self, bytes: u64) -> Self {
        self.room.keep_free(bytes);
        self
    }

    /// Whether there is room to write anything, and the disk took the last change.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.room.lacking(WriteClass::Submission).is_none() && !self.room.is_failing()
    }
}

/// The disk of a database, and how much of it is left free.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    least: AtomicU64,
    /// The last change failed because the disk did not take it: a quota, or a fault that the system does not tell.
    failing: AtomicBool,
}

impl Room {
    /// That of the database at `path`.
    pub fn of(path: &Path) -> Self {
        Self {
            folder: folder(path).to_owned(),
            least: AtomicU64::new(LEAST_FREE),
            failing: AtomicBool::new(false),
        }
    }

    /// Leaves at least `bytes` free from now on.
    pub fn keep_free(&self, bytes: u64) {
        self.least.store(bytes, Ordering::Relaxed);
    }

    /// Notes whether the disk took the last change.
    pub fn note(&self, error: Option<&Error>) {
        let failing = error.is_some_and(Error::is_about_disk);
        if failing || error.is_none() {
            self.failing.store(failing, Ordering::Relaxed);
        }
    }

    /// Whether the disk took the last change.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Whether the disk may be written, however little is left.
    pub fn is_writable(&self) -> bool {
        Space::at(&self.folder).is_none_or(|space| !space.read_only)
    }

    /// The folder, where there is too little room for a write of this class; what the system does not tell counts as room.
    pub(super) fn lacking(&self, class: WriteClass) -> Option<&Path> {
        if class == WriteClass::Release {
            return None;
        }
        let space = Space::at(&self.folder)?;
        let least = class.least_free(self.least.load(Ordering::Relaxed));
        (!space.is_enough(least)).then_some(&*self.folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_full_whatever_is_to_be_left_free() {
        let with = |free, read_only| Space { free, read_only };
        assert!(with(FULL, false).is_enough(0));
        assert!(!with(FULL - 1, false).is_enough(0));
        assert!(!with(0, false).is_enough(0));
        assert!(!with(u64::MAX, true).is_enough(0));
        assert!(!with(FULL, false).is_enough(FULL + 1));
    }
}
