//! Opening the file: safe settings, the right SQLite, a sound and migrated database.

use std::{fs, path::Path, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{
    Error, Loss, Result, Store,
    key_loss::{Acceptance, Losses},
    lock::ServerLock,
    private,
    room::Room,
    server_key::KeyFile,
};
use crate::vault::Vault;

/// "QVLE", as the first migration writes it in the head of the file.
const APPLICATION_ID: i64 = 1_364_610_117;

/// Older ones can damage a WAL database that two connections use (the WAL-reset race).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Larger files are not read whole before each start; a start stays under half a second.
const CHECKED_AT_OPEN: u64 = 64 * 1024 * 1024;

impl Store {
    /// Opens the file at `path` for a command, creating and migrating it as needed. It may run
    /// beside a server.
    pub async fn open(path: &Path) -> Result<Self> {
        private::make_folder(path)?;
        let key = KeyFile::read(path)?;
        key.refuse_missing_database(path)?;
        let writer = writer(path).await?;
        key.refuse_empty_database(&mut *writer.acquire().await?).await?;
        sqlx::migrate!().run(&writer).await.map_err(sqlx::Error::from)?;
        let key = key.settle(&writer).await?;
        Self::beside(path, key, writer).await
    }

    /// Opens the file at `path` for a server. A second server on the same folder is refused. Where the disk is full or
    /// read-only, what is published is read all the same, and the rest follows when there is room.
    pub async fn open_serving(path: &Path) -> Result<Self> {
        private::make_folder(path)?;
        let lock = ServerLock::take(path)?;
        Ok(Self::open_or_read(path).await?.locked(lock))
    }

    /// The same, where an operator accepts to go on without a lost key or database. Gives what was given up, if anything
    /// is lost.
    pub async fn open_serving_anyway(
        path: &Path,
        acceptance: &Acceptance<'_>,
    ) -> Result<(Self, Option<Losses>)> {
        private::make_folder(path)?;
        let lock = ServerLock::take(path)?;
        let (store, losses) = match Self::open_or_read(path).await {
            Err(Error::Lost { loss, .. }) => Self::open_lost(path, (loss, acceptance)).await?,
            opened => (opened?, None),
        };
        Ok((store.locked(lock), losses))
    }

    async fn open_or_read(path: &Path) -> Result<Self> {
        match Self::open(path).await {
            Err(error) if error.is_about_room() && path.exists() => {
                let error: &dyn std::error::Error = &error;
                tracing::error!(error, "nothing can be written: serving what is there");
                Self::open_still(path).await
            }
            opened => opened,
        }
    }

    async fn open_lost(
        path: &Path,
        (loss, acceptance): (Loss, &Acceptance<'_>),
    ) -> Result<(Self, Option<Losses>)> {
        let key = KeyFile::read_or_move(path)?;
        let writer = writer(path).await?;
        sqlx::migrate!().run(&writer).await.map_err(sqlx::Error::from)?;
        let (key, losses) = key.settle_anyway(&writer, acceptance).await?;
        let losses = Losses { loss, ..losses.unwrap_or(Losses::of(loss)) };
        tracing::warn!(?losses, "a loss was accepted: {loss:?}");
        Ok((Self::beside(path, key, writer).await?, Some(losses)))
    }

    /// The store whose `writer` is open and migrated.
    async fn beside(path: &Path, key: Vault, writer: SqlitePool) -> Result<Self> {
        let readers = pool(4).connect_with(options(path).read_only(true)).await?;
        let store = Self::over(path, key, (readers, writer));
        store.fill_keys().await?;
        private::tighten(path);
        Ok(store)
    }

    fn locked(self, lock: ServerLock) -> Self {
        Self { _lock: Some(Arc::new(lock)), ..self }
    }

    pub(super) fn over(
        path: &Path,
        vault: Vault,
        (readers, writer): (SqlitePool, SqlitePool),
    ) -> Self {
        Self {
            readers,
            writer,
            still: None,
            vault: Arc::new(vault),
            room: Arc::new(Room::of(path)),
            bell: Arc::default(),
            greatest: Arc::default(),
            _lock: None,
        }
    }

    /// The version of SQLite inside the program.
    pub async fn sqlite_version(&self) -> Result<String> {
        sqlite_version(&self.readers).await
    }

    /// Closes every connection; the last one writes the log back into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// The one connection that writes to the file at `path`, which is created as needed and checked.
async fn writer(path: &Path) -> Result<SqlitePool> {
    private::make_file(path)?;
    let writer = pool(1).connect_with(options(path)).await?;
    check(&writer, path).await?;
    Ok(writer)
}

/// Refuses a database that this program may not use.
pub(super) async fn check(pool: &SqlitePool, path: &Path) -> Result<()> {
    refuse_old_sqlite(pool).await?;
    refuse_foreign_file(pool, path).await?;
    refuse_damage(pool, path).await?;
    refuse_newer_schema(pool, path).await
}

pub(super) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        // What is erased leaves no trace in the file.
        .pragma("secure_delete", "ON")
        // A large import runs statements of seconds, which are no cause for alarm.
        .disable_statement_logging()
}

/// Connections stay open: read-only ones need the files beside the database that the others keep.
pub(super) fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

async fn refuse_old_sqlite(pool: &SqlitePool) -> Result<()> {
    let version = sqlite_version(pool).await?;
    if is_safe(&version) { Ok(()) } else { Err(Error::OldSqlite(version)) }
}

async fn sqlite_version(pool: &SqlitePool) -> Result<String> {
    let version = sqlx::query_scalar!(r#"SELECT sqlite_version() AS "version!: String""#);
    Ok(version.fetch_one(pool).await?)
}

fn is_safe(version: &str) -> bool {
    let numbers: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.as_slice() >= OLDEST_SQLITE.as_slice())
}

/// A file of another program is left alone. A new one is empty, or has only the table of migrations: the first start
/// was cut off before the first of them, which writes our number.
async fn refuse_foreign_file(pool: &SqlitePool, path: &Path) -> Result<()> {
    let found = sqlx::query!(
        r#"
        SELECT
            (SELECT max(application_id) FROM pragma_application_id) AS "application_id!: i64",
            (SELECT count(*) FROM sqlite_schema WHERE tbl_name <> '_sqlx_migrations') AS "objects!: i64"
        "#
    );
    let found = found.fetch_one(pool).await?;
    let ours = found.application_id == APPLICATION_ID;
    let new = found.application_id == 0 && found.objects == 0;
    if ours || new { Ok(()) } else { Err(Error::NotOurs(path.to_owned())) }
}

/// Structure only: a changed letter inside a text is not seen.
async fn refuse_damage(pool: &SqlitePool, path: &Path) -> Result<()> {
    let size =
        fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    if size.len() > CHECKED_AT_OPEN {
        return Ok(());
    }
    let check = sqlx::query_scalar!(
        r#"SELECT max(quick_check) AS "found!: String" FROM pragma_quick_check"#
    );
    match check.fetch_one(pool).await?.as_str() {
        "ok" => Ok(()),
        found => Err(Error::Damaged { path: path.to_owned(), found: found.to_owned() }),
    }
}

/// Refuses a database with a migration that this program does not know.
async fn refuse_newer_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
    let applied = applied(&mut *pool.acquire().await?).await?;
    if applied > newest() { Err(Error::NewerSchema(path.to_owned())) } else { Ok(()) }
}

/// The number of the last migration that this program knows.
pub fn newest() -> Option<i64> {
    sqlx::migrate!().iter().map(|migration| migration.version).max()
}

/// The number of the last migration of the database; none in a new one.
pub(super) async fn applied(connection: &mut SqliteConnection) -> Result<Option<i64>> {
    let table =
        sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'");
    if table.fetch_one(&mut *connection).await? == 0 {
        return Ok(None);
    }
    let applied = sqlx::query_scalar!(
        r#"SELECT max(version) AS "version: i64" FROM _sqlx_migrations WHERE success"#
    );
    Ok(applied.fetch_one(connection).await?)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn sqlite_below_the_floor_is_not_safe() {
        for safe in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(is_safe(safe), "{safe}");
        }
        for old in ["3.51.2", "3.50.9", "3.9.0", "2.99.99", "", "new"] {
            assert!(!is_safe(old), "{old}");
        }
    }
}
