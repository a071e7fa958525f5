//! Backups of the database: made while a server runs, verified by digest, restored into an empty folder.

mod create;
mod digest;
mod drill;
mod erasures;
mod error;
mod files;
mod folder;
mod manifest;
mod restore;

pub use drill::Drill;
pub use error::{BackupError, KeyLoss};
pub use folder::{Backup, BackupFolder};
pub use manifest::Manifest;
pub use restore::{KeyChoice, Restored, restore};
