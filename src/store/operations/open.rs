//! Opening of the database by commands and servers; read-only where the disk cannot be written.

use std::path::Path;
use std::sync::Arc;

use sqlx::SqlitePool;

use super::key_loss::{LossAcceptance, LossReport};
use super::server_key::KeyFile;
use crate::server_key::ServerKey;
use crate::store::Loss;
use crate::store::sqlite::{
    DiskGuard, Error, Result, ServerLock, Store, check, files, immutable_options, options, pool,
    refuse_older_schema, sqlite_version,
};

impl Store {
    /// Opens the database at `path` for a command; creates and migrates it if needed. A server may be running.
    pub async fn open(path: &Path) -> Result<Self> {
        files::make_folder(path)?;
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
        files::make_folder(path)?;
        let lock = ServerLock::acquire(path)?;
        Ok(Self::open_or_read_only(path).await?.with_lock(lock))
    }

    /// Like [`Store::open_for_server`], but accepts a lost key or database. Returns what was given up, if anything was
    /// lost.
    pub async fn open_for_server_accepting_loss(
        path: &Path,
        acceptance: &LossAcceptance<'_>,
    ) -> Result<(Self, Option<LossReport>)> {
        files::make_folder(path)?;
        let lock = ServerLock::acquire(path)?;
        let (store, losses) = match Self::open_or_read_only(path).await {
            Err(Error::Lost { loss, .. }) => Self::open_after_loss(path, loss, acceptance).await?,
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

    /// Opens the file at `path` read-only and immutable. Normal connections are retried each time one is needed.
    async fn open_read_only(path: &Path) -> Result<Self> {
        let immutable_reader = pool(1).connect_with(immutable_options(path)?).await?;
        check(&immutable_reader, path).await?;
        refuse_older_schema(&immutable_reader, path).await?;
        let options = options(path).create_if_missing(false);
        let writer = pool(1).connect_lazy_with(options.clone());
        let readers = pool(4).connect_lazy_with(options.read_only(true));
        let server_key = KeyFile::read(path)?.resolve_read_only(&immutable_reader).await?;
        Ok(Self {
            immutable_reader: Some(immutable_reader),
            ..Self::from_pools(path, server_key, readers, writer)
        })
    }

    async fn open_after_loss(
        path: &Path,
        loss: Loss,
        acceptance: &LossAcceptance<'_>,
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
        let store = Self::from_pools(path, key, readers, writer);
        store.fill_duplicate_keys().await?;
        files::restrict(path);
        Ok(store)
    }

    fn with_lock(self, lock: ServerLock) -> Self {
        Self { _lock: Some(Arc::new(lock)), ..self }
    }

    pub(super) fn from_pools(
        path: &Path,
        key: ServerKey,
        readers: SqlitePool,
        writer: SqlitePool,
    ) -> Self {
        Self {
            readers,
            writer,
            immutable_reader: None,
            server_key: Arc::new(key),
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
    files::make_file(path)?;
    let writer = pool(1).connect_with(options(path)).await?;
    check(&writer, path).await?;
    Ok(writer)
}
