//! Database handle, its transactions and connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePool;
use sqlx::{Connection as _, Sqlite, SqliteConnection};

use super::error::READ_ONLY;
use super::{DiskGuard, Error, OutboxNotify, Result, ServerLock, WriteClass};
use crate::server_key::ServerKey;

/// Number of attempts after which a write whose facts change each time is a conflict.
pub const MAX_ATTEMPTS: usize = 5;

/// Outcome of a write that was prepared from the facts `F`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt<T, F> {
    Done(T),
    /// The facts are these by now. Nothing was written.
    Outdated(F),
}

/// Database handle: several reading connections, one writing connection.
#[derive(Debug, Clone)]
pub struct Store {
    pub(in crate::store) readers: SqlitePool,
    pub(in crate::store) writer: SqlitePool,
    /// Read-only immutable connection, used if the disk does not allow any other.
    pub(in crate::store) immutable_reader: Option<SqlitePool>,
    pub(in crate::store) server_key: Arc<ServerKey>,
    pub(in crate::store) disk: Arc<DiskGuard>,
    pub(in crate::store) outbox_notify: Arc<OutboxNotify>,
    pub(in crate::store) high_water_mark: Arc<HighWaterMark>,
    /// Server lock, which keeps other servers off the file.
    pub(in crate::store) _lock: Option<Arc<ServerLock>>,
}

impl Store {
    /// Server key, stored beside the database.
    #[must_use]
    pub fn server_key(&self) -> &ServerKey {
        &self.server_key
    }

    /// Runs `change` as one transaction of class `Submission`. Fails if the disk is short of space.
    pub(in crate::store) async fn write<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_as(WriteClass::Submission, change).await
    }

    /// Like `write`, but allowed on a full disk (see [`WriteClass::Release`]).
    pub(in crate::store) async fn write_on_full_disk<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_as(WriteClass::Release, change).await
    }

    /// Runs `change` as one `BEGIN IMMEDIATE` transaction of this class. All writes go through here.
    ///
    /// After an error the connection is closed, since after a full disk it would reject all later transactions. The
    /// next write opens a new one.
    pub(in crate::store) async fn write_as<T>(
        &self,
        class: WriteClass,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        if let Some(folder) = self.disk.shortage(class) {
            return Err(Error::NoSpace(folder.to_owned()));
        }
        let mut connection = self.writer.acquire().await?;
        let outcome = async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let value = change(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        }
        .await;
        self.outbox_notify.transaction_ended(outcome.is_ok());
        self.disk.record_result(outcome.as_ref().err());
        if let Err(error) = &outcome {
            connection.close_on_drop();
            self.close_stale_connections(connection, error).await;
        }
        outcome
    }

    /// Dry run: runs `change` in a transaction and rolls it back.
    pub(in crate::store) async fn dry_run<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        let mut connection = self.writer.acquire().await?;
        let outcome = async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let value = change(&mut tx).await?;
            tx.rollback().await?;
            Ok(value)
        }
        .await;
        if outcome.is_err() {
            connection.close_on_drop();
        }
        outcome
    }
}

/// Maximum number of rows erased or reminded of in one transaction, so that writers do not wait.
pub const ERASURE_BATCH: u64 = 500;

/// [`ERASURE_BATCH`] as an SQLite integer.
pub const ERASURE_LIMIT: i64 = 500;

/// In-memory copy of the high-water mark: milliseconds since 1970, or `i64::MIN` if there is none.
#[derive(Debug)]
pub struct HighWaterMark(AtomicI64);

impl Default for HighWaterMark {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl HighWaterMark {
    pub(in crate::store) fn set(&self, moment: Option<Timestamp>) {
        let moment = moment.map_or(i64::MIN, Timestamp::as_millisecond);
        self.0.store(moment, Ordering::Relaxed);
    }

    pub(in crate::store) fn get(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).ok()
    }
}

impl Store {
    /// Sets the minimum free space to `bytes`; the default is `DEFAULT_MIN_FREE`.
    #[must_use]
    pub fn with_min_free(self, bytes: u64) -> Self {
        self.disk.set_min_free(bytes);
        self
    }

    /// True if writes of all classes are allowed, and the disk accepted the last one.
    #[must_use]
    pub fn has_disk_space(&self) -> bool {
        self.disk.shortage(WriteClass::Submission).is_none() && !self.disk.is_failing()
    }
}

impl Store {
    /// Closes `writer` after `error`, with all idle readers, if the disk is writable again. The connections of a
    /// process share one view of the companion files; as long as one stays open that was opened while they were
    /// read-only, none can write.
    pub(in crate::store) async fn close_stale_connections(
        &self,
        writer: PoolConnection<Sqlite>,
        error: &Error,
    ) {
        if error.code() != Some(READ_ONLY) || !self.disk.is_writable() {
            return;
        }
        let mut connections = vec![writer];
        while let Some(reader) = self.readers.try_acquire() {
            connections.push(reader);
        }
        for connection in connections {
            // The connection is gone even if closing fails.
            let _ = connection.close().await;
        }
    }

    /// Acquires a reading connection; the immutable one if the disk allows no other.
    pub(in crate::store) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        match (self.readers.acquire().await, &self.immutable_reader) {
            (Err(_), Some(immutable_reader)) => Ok(immutable_reader.acquire().await?),
            (reader, _) => Ok(reader?),
        }
    }
}
