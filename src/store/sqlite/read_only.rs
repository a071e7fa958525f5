//! Read access on a full or read-only disk, where SQLite cannot create its companion files.

use std::fs;
use std::path::Path;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Sqlite, SqliteConnection, SqlitePool};

use super::error::READ_ONLY;
use super::server_lock::companion_path;
use super::{Error, Result, Store};
use crate::store::operations::{
    KeyFile, check, latest_applied_migration, newest_migration, options, pool,
};

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
            (Err(_), Some(still)) => Ok(still.acquire().await?),
            (reader, _) => Ok(reader?),
        }
    }

    /// Opens the file at `path` read-only and immutable. Normal connections are retried each time one is needed.
    pub(in crate::store) async fn open_read_only(path: &Path) -> Result<Self> {
        let still = pool(1).connect_with(immutable_options(path)?).await?;
        check(&still, path).await?;
        refuse_older_schema(&still, path).await?;
        let options = options(path).create_if_missing(false);
        let writer = pool(1).connect_lazy_with(options.clone());
        let readers = pool(4).connect_lazy_with(options.read_only(true));
        let vault = KeyFile::read(path)?.resolve_read_only(&still).await?;
        Ok(Self {
            immutable_reader: Some(still),
            ..Self::from_pools(path, vault, (readers, writer))
        })
    }
}

/// Options to read a file immutably. SQLite ignores the WAL then, so a file with a non-empty WAL is refused.
fn immutable_options(path: &Path) -> Result<SqliteConnectOptions> {
    let log = fs::metadata(companion_path(path, "-wal")).map_or(0, |log| log.len());
    if log > 0 {
        return Err(Error::NotReadable(path.to_owned()));
    }
    Ok(SqliteConnectOptions::new().filename(path).read_only(true).immutable(true))
}

/// Opens a read-only connection to the file at `path`, which may be in use. Immutable if the disk allows no other.
pub async fn open_reader(path: &Path) -> Result<SqliteConnection> {
    match open_live_reader(path).await {
        Err(error) if error.is_unwritable() => open_connection(&immutable_options(path)?).await,
        open_connection => open_connection,
    }
}

/// Like [`open_reader`], but never immutable: a server may write to the WAL meanwhile.
pub async fn open_live_reader(path: &Path) -> Result<SqliteConnection> {
    open_connection(&SqliteConnectOptions::new().filename(path).read_only(true)).await
}

/// Opens a connection and runs a query, since SQLite opens the files only at the first read.
async fn open_connection(options: &SqliteConnectOptions) -> Result<SqliteConnection> {
    let mut connection = options.connect().await?;
    let objects = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema");
    objects.fetch_one(&mut connection).await?;
    Ok(connection)
}

/// Rejects a database with an older schema: it cannot be migrated read-only.
async fn refuse_older_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
    let current =
        latest_applied_migration(&mut *pool.acquire().await?).await? == newest_migration();
    if current { Ok(()) } else { Err(Error::NotReadable(path.to_owned())) }
}
