//! Room on the disk: writing stops before it is full, so that reading goes on and nothing is cut short.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rustix::fs::{StatVfsMountFlags, statvfs};

use super::Store;

/// Under this many bytes free, nothing that can wait is written.
pub const LEAST_FREE: u64 = 200 * 1024 * 1024;

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

impl Store {
    /// Leaves at least `bytes` of the disk free from now on; [`LEAST_FREE`] unless told.
    #[must_use]
    pub fn keeping_free(self, bytes: u64) -> Self {
        self.room.keep_free(bytes);
        self
    }

    /// Whether there is room to write anything.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.room.lacking(WriteClass::Submission).is_none()
    }
}

/// The disk of a database, and how much of it is left free.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    least: AtomicU64,
}

impl Room {
    /// That of the database at `path`.
    pub fn of(path: &Path) -> Self {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Self {
            folder: folder.unwrap_or(Path::new(".")).to_owned(),
            least: AtomicU64::new(LEAST_FREE),
        }
    }

    /// Leaves at least `bytes` free from now on.
    pub fn keep_free(&self, bytes: u64) {
        self.least.store(bytes, Ordering::Relaxed);
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
        let enough = !space.read_only && space.free >= least;
        (!enough).then_some(&*self.folder)
    }
}
