//! Connections: settings, minimum SQLite version, integrity check, migrations applied, read access.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, SqliteConnection, SqlitePool};

use super::files::companion_path;
use super::{Error, Result};

/// Options to read a file immutably. SQLite ignores the WAL then, so a file with a non-empty WAL is refused.
pub fn immutable_options(path: &Path) -> Result<SqliteConnectOptions> {
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
pub async fn refuse_older_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
    let current =
        latest_applied_migration(&mut *pool.acquire().await?).await? == newest_migration();
    if current { Ok(()) } else { Err(Error::NotReadable(path.to_owned())) }
}

/// Application id "QVLE", set by the first migration.
pub const APPLICATION_ID: i64 = 1_364_610_117;

/// Oldest safe version: older ones can damage a WAL database used by two connections (WAL-reset race).
pub const MIN_SQLITE: [u32; 3] = [3, 51, 3];

/// Files above 64 MiB are not checked at start, to keep the start under half a second.
pub const MAX_CHECKED_BYTES: u64 = 64 * 1024 * 1024;

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

/// Connections stay open: read-only ones need the `-wal` and `-shm` files that open connections keep alive. None is
/// opened in the background to replace a closed one: among stale connections it would be stale too.
pub fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

pub async fn refuse_old_sqlite(pool: &SqlitePool) -> Result<()> {
    let version = sqlite_version(pool).await?;
    if is_safe(&version) { Ok(()) } else { Err(Error::OldSqlite(version)) }
}

pub async fn sqlite_version(pool: &SqlitePool) -> Result<String> {
    let version = sqlx::query_scalar!(r#"SELECT sqlite_version() AS "version!: String""#);
    Ok(version.fetch_one(pool).await?)
}

fn is_safe(version: &str) -> bool {
    let numbers: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.as_slice() >= MIN_SQLITE.as_slice())
}

/// Rejects the file of another program. A new file is empty, or has only the migrations table if the first start was
/// interrupted before the first migration set the application id.
pub async fn refuse_foreign_file(pool: &SqlitePool, path: &Path) -> Result<()> {
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
pub async fn refuse_damage(pool: &SqlitePool, path: &Path) -> Result<()> {
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
pub async fn refuse_newer_schema(pool: &SqlitePool, path: &Path) -> Result<()> {
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
