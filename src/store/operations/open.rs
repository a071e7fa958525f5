//! Opening of the database: connection settings, minimum SQLite version, integrity check, migrations.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, SqliteConnection, SqlitePool};

use super::key_loss::{LossAcceptance, LossReport};
use super::server_key::KeyFile;
use crate::server_key::ServerKey;
use crate::store::Loss;
use crate::store::sqlite::{DiskGuard, Error, Result, ServerLock, Store, file_permissions};

/// Application id "QVLE", set by the first migration.
const APPLICATION_ID: i64 = 1_364_610_117;

/// Oldest safe version: older ones can damage a WAL database used by two connections (WAL-reset race).
const MIN_SQLITE: [u32; 3] = [3, 51, 3];

/// Files above 64 MiB are not checked at start, to keep the start under half a second.
const MAX_CHECKED_BYTES: u64 = 64 * 1024 * 1024;

impl Store {
    /// Opens the database at `path` for a command; creates and migrates it if needed. A server may be running.
    pub async fn open(path: &Path) -> Result<Self> {
        file_permissions::make_folder(path)?;
        let key = KeyFile::read(path)?;
        key.refuse_missing_database(path)?;
        let writer = writer(path).await?;
        key.refuse_empty_database(&mut *writer.acquire().await?).await?;
        sqlx::migrate!().run(&writer).await.map_err(sqlx::Error::from)?;
        let key = key.resolve(&writer).await?;
        Self::with_writer(path, key, writer).await
    }

    /// Opens the database at `path` for a server. Fails if another server uses the folder. On a full or read-only
    /// disk it opens read-only, and writes resume when there is space.
    pub async fn open_for_server(path: &Path) -> Result<Self> {
        file_permissions::make_folder(path)?;
        let lock = ServerLock::acquire(path)?;
        Ok(Self::open_or_read_only(path).await?.with_lock(lock))
    }

    /// Like [`Store::open_for_server`], but accepts a lost key or database. Returns what was given up, if anything was
    /// lost.
    pub async fn open_for_server_accepting_loss(
        path: &Path,
        acceptance: &LossAcceptance<'_>,
    ) -> Result<(Self, Option<LossReport>)> {
        file_permissions::make_folder(path)?;
        let lock = ServerLock::acquire(path)?;
        let (store, losses) = match Self::open_or_read_only(path).await {
            Err(Error::Lost { loss, .. }) => {
                Self::open_after_loss(path, (loss, acceptance)).await?
            }
            opened => (opened?, None),
        };
        Ok((store.with_lock(lock), losses))
    }

    async fn open_or_read_only(path: &Path) -> Result<Self> {
        match Self::open(path).await {
            Err(error) if error.is_unwritable() && path.exists() => {
                let error: &dyn std::error::Error = &error;
                tracing::error!(error, "cannot write to the database: serving it read-only");
                Self::open_read_only(path).await
            }
            opened => opened,
        }
    }

    async fn open_after_loss(
        path: &Path,
        (loss, acceptance): (Loss, &LossAcceptance<'_>),
    ) -> Result<(Self, Option<LossReport>)> {
        let key = KeyFile::read_or_move(path)?;
        let writer = writer(path).await?;
        sqlx::migrate!().run(&writer).await.map_err(sqlx::Error::from)?;
        let (key, losses) = key.resolve_accepting_loss(&writer, acceptance).await?;
        let losses = LossReport { loss, ..losses.unwrap_or(LossReport::of(loss)) };
        Ok((Self::with_writer(path, key, writer).await?, Some(losses)))
    }

    /// Builds the store from a `writer` that is open and migrated.
    async fn with_writer(path: &Path, key: ServerKey, writer: SqlitePool) -> Result<Self> {
        let readers = pool(4).connect_with(options(path).read_only(true)).await?;
        let store = Self::from_pools(path, key, (readers, writer));
        store.fill_duplicate_keys().await?;
        file_permissions::restrict(path);
        Ok(store)
    }

    fn with_lock(self, lock: ServerLock) -> Self {
        Self { _lock: Some(Arc::new(lock)), ..self }
    }

    pub(in crate::store) fn from_pools(
        path: &Path,
        vault: ServerKey,
        (readers, writer): (SqlitePool, SqlitePool),
    ) -> Self {
        Self {
            readers,
            writer,
            immutable_reader: None,
            server_key: Arc::new(vault),
            disk: Arc::new(DiskGuard::for_database(path)),
            outbox_notify: Arc::default(),
            high_water_mark: Arc::default(),
            _lock: None,
        }
    }

    /// Version of the bundled SQLite.
    pub async fn sqlite_version(&self) -> Result<String> {
        sqlite_version(&self.readers).await
    }

    /// Closes all connections; the last one checkpoints the WAL.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Opens and checks the writing connection to the file at `path`, creating the file if needed.
async fn writer(path: &Path) -> Result<SqlitePool> {
    file_permissions::make_file(path)?;
    let writer = pool(1).connect_with(options(path)).await?;
    check(&writer, path).await?;
    Ok(writer)
}

/// Rejects a database that this program must not use.
pub async fn check(pool: &SqlitePool, path: &Path) -> Result<()> {
    refuse_old_sqlite(pool).await?;
    refuse_foreign_file(pool, path).await?;
    refuse_damage(pool, path).await?;
    refuse_newer_schema(pool, path).await
}

pub fn options(path: &Path) -> SqliteConnectOptions {
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
        // Overwrites deleted content, so that erased data leaves no trace in the file.
        .pragma("secure_delete", "ON")
        // A large import has statements of several seconds: do not log them as slow.
        .disable_statement_logging()
}

/// Connections stay open: read-only ones need the `-wal` and `-shm` files that open connections keep alive.
pub fn pool(connections: u32) -> SqlitePoolOptions {
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
    numbers.is_some_and(|numbers| numbers.as_slice() >= MIN_SQLITE.as_slice())
}

/// Rejects the file of another program. A new file is empty, or has only the migrations table if the first start was
/// interrupted before the first migration set the application id.
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

/// Rejects a file that fails `quick_check`. This checks the structure, not the content.
async fn refuse_damage(pool: &SqlitePool, path: &Path) -> Result<()> {
    let size =
        fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    if size.len() > MAX_CHECKED_BYTES {
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

/// Rejects a database with migrations unknown to this program.
async fn refuse_newer_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
    let latest_applied_migration = latest_applied_migration(&mut *pool.acquire().await?).await?;
    if latest_applied_migration > newest_migration() {
        Err(Error::NewerSchema(path.to_owned()))
    } else {
        Ok(())
    }
}

/// Number of the latest migration known to this program.
pub fn newest_migration() -> Option<i64> {
    sqlx::migrate!().iter().map(|migration| migration.version).max()
}

/// Number of the latest migration applied to the database. `None` if it is new.
pub async fn latest_applied_migration(connection: &mut SqliteConnection) -> Result<Option<i64>> {
    let table =
        sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'");
    if table.fetch_one(&mut *connection).await? == 0 {
        return Ok(None);
    }
    let latest_applied_migration = sqlx::query_scalar!(
        r#"SELECT max(version) AS "version: i64" FROM _sqlx_migrations WHERE success"#
    );
    Ok(latest_applied_migration.fetch_one(connection).await?)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn sqlite_below_the_minimum_version_is_rejected() {
        for safe in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(is_safe(safe), "{safe}");
        }
        for old in ["3.51.2", "3.50.9", "3.9.0", "2.99.99", "", "new"] {
            assert!(!is_safe(old), "{old}");
        }
    }
}
