//! Database handle, connections, conversions between SQL and domain values, files and locks. Knows no table.

pub mod codec;
mod database;
mod disk_space;
mod error;
pub mod file_permissions;
mod outbox_notify;
mod read_only;
pub mod server_lock;
mod sql_enums;

pub use codec::{Day, Moment, Texts, hex, moment, position, text, texts};
pub use database::Store;
pub use disk_space::{DEFAULT_MIN_FREE, DiskGuard, DiskSpace, FULL_DISK, WriteClass};
pub use error::{Error, Result};
pub use file_permissions::open_to_others;
pub use outbox_notify::OutboxNotify;
pub use read_only::{open_live_reader, open_reader};
pub use server_lock::{ServerLock, companion_path};
pub use sql_enums::{Origin, Role, SqlEnum, Status};
