//! Reading where nothing can be written: a full or read-only disk keeps SQLite from making the files that it wants beside
//! a database.

use std::{fs, path::Path};

use sqlx::{
    ConnectOptions as _, Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection,
    sqlite::SqliteConnectOptions,
};

use super::{
    Error, Result, Store,
    error::READ_ONLY,
    lock::beside,
    open::{applied, check, newest, options, pool},
    server_key::KeyFile,
};

impl Store {
    /// Ends `writer`, whose change has ended with `error`, and what shares its fate: SQLite has one view of the files
    /// beside a database for all connections of a program, and while one lives that was made when they were read-only,
    /// none can write.
    pub(super) async fn let_go(&self, writer: PoolConnection<Sqlite>, error: &Error) {
        if error.code() != Some(READ_ONLY) || !self.room.is_writable() {
            return;
        }
        let mut connections = vec![writer];
        while let Some(reader) = self.readers.try_acquire() {
            connections.push(reader);
        }
        for connection in connections {
            // It is gone either way.
            let _ = connection.close().await;
        }
    }

    /// A connection that reads; of the file as it lies where the disk lets no other be opened.
    pub(super) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        match (self.readers.acquire().await, &self.still) {
            (Err(_), Some(still)) => Ok(still.acquire().await?),
            (reader, _) => Ok(reader?),
        }
    }

    /// Opens the file at `path` as it lies. Other connections are tried anew each time one is wanted.
    pub(super) async fn open_still(path: &Path) -> Result<Self> {
        let still = pool(1).connect_with(as_it_lies(path)?).await?;
        check(&still, path).await?;
        refuse_older_schema(&still, path).await?;
        let options = options(path).create_if_missing(false);
        let writer = pool(1).connect_lazy_with(options.clone());
        let readers = pool(4).connect_lazy_with(options.read_only(true));
        let vault = KeyFile::read(path)?.settle_read_only(&still).await?;
        Ok(Self { still: Some(still), ..Self::over(path, vault, (readers, writer)) })
    }
}

/// Reads a file beside which nothing can be written. SQLite then takes no notice of its log: one that holds something is
/// refused.
fn as_it_lies(path: &Path) -> Result<SqliteConnectOptions> {
    let log = fs::metadata(beside(path, "-wal")).map_or(0, |log| log.len());
    if log > 0 {
        return Err(Error::NotReadable(path.to_owned()));
    }
    Ok(SqliteConnectOptions::new().filename(path).read_only(true).immutable(true))
}

/// A connection that only looks at the file at `path`, which may be in use.
pub async fn look(path: &Path) -> Result<SqliteConnection> {
    match look_in_use(path).await {
        Err(error) if error.is_about_room() => opened(&as_it_lies(path)?).await,
        opened => opened,
    }
}

/// The same; never of the file as it lies, whose log may be written meanwhile.
pub async fn look_in_use(path: &Path) -> Result<SqliteConnection> {
    opened(&SqliteConnectOptions::new().filename(path).read_only(true)).await
}

/// SQLite opens the files only when it first reads.
async fn opened(options: &SqliteConnectOptions) -> Result<SqliteConnection> {
    let mut connection = options.connect().await?;
    let objects = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema");
    objects.fetch_one(&mut connection).await?;
    Ok(connection)
}

/// What cannot be written cannot be brought up to this program either.
async fn refuse_older_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
    let current = applied(&mut *pool.acquire().await?).await? == newest();
    if current { Ok(()) } else { Err(Error::NotReadable(path.to_owned())) }
}
