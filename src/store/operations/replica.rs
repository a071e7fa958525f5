//! Opening of a database file that another program replicates from the primary server.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::server_key::ServerKey;
use crate::store::sqlite::{
    Error, Result, Store, check, latest_applied_migration, newest_migration,
};

/// Connections at most: one read of the catalogue, and polls of its version.
const CONNECTIONS: u32 = 2;

/// Wait for the program that replicates: it locks the file while it applies changes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the file at `path` for a replica, read-only. A program such as `litestream restore -f` keeps it like the
    /// database of the primary server.
    ///
    /// Reads take the locks of SQLite: an immutable connection would see halves of two versions. A connection serves
    /// one read: nothing that it cached is older than the file. The server key of the primary is not needed.
    ///
    /// # Errors
    /// If there is no file, or it is damaged, of another program, or of another version of the schema.
    pub async fn open_replica(path: &Path) -> Result<Self> {
        fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .read_only(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .disable_statement_logging();
        let readers = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .test_before_acquire(false)
            .after_release(|_, _| Box::pin(async { Ok(false) }));
        let readers = readers.connect_lazy_with(options);
        check(&readers, path).await?;
        let applied = latest_applied_migration(&mut *readers.acquire().await?).await?;
        if applied < newest_migration() {
            return Err(Error::OlderSchema(path.to_owned()));
        }
        let key = ServerKey::ephemeral();
        Ok(Self::from_pools(path, key, readers.clone(), readers))
    }

    /// Latest heartbeat of the server that writes the database, as of the last [`Store::clock_state`]. One a minute.
    #[must_use]
    pub fn last_heartbeat(&self) -> Option<Timestamp> {
        self.high_water_mark.get()
    }
}
