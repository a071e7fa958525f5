//! Database handle and its transactions.

use std::sync::Arc;

use sqlx::sqlite::SqlitePool;
use sqlx::{Connection as _, SqliteConnection};

use super::{DiskGuard, Error, OutboxNotify, Result, ServerLock, WriteClass};
use crate::server_key::ServerKey;
use crate::store::shared::HighWaterMark;

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
