//! Database handle, connections, conversions between SQL and domain values, files and locks. Knows no table.

pub mod codec;
mod connection;
mod database;
mod disk_space;
mod error;
pub mod files;
mod outbox_notify;
pub mod server_lock;
mod sql_enums;

pub use codec::{Day, Moment, Texts, hex, json, moment, position, text, texts};
pub use connection::{
    check, immutable_options, latest_applied_migration, newest_migration, open_live_reader,
    open_reader, options, pool, refuse_older_schema, sqlite_version,
};
pub use database::{Attempt, ERASURE_BATCH, ERASURE_LIMIT, MAX_ATTEMPTS, Store};
pub use error::{Error, Loss, Result};
pub use files::{companion_path, key_path, open_to_others};
pub use sql_enums::{Origin, Role, RoleName, SqlEnum, Status};

pub use disk_space::{DEFAULT_MIN_FREE, DiskGuard, DiskSpace, FULL_DISK, WriteClass};
pub use outbox_notify::OutboxNotify;

pub use server_lock::ServerLock;
