//! Creation of a backup while a server may be running.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::{Connection as _, SqliteConnection};

use super::super::sqlite::{DiskSpace, companion_path, open_live_reader};
use super::digest::read_content;
use super::error::{BackupError, Result, file_error};
use super::files::blocking;
use super::folder::{Backup, BackupFolder, DATABASE};
use super::manifest::Manifest;
use super::restore::open_copy;
use super::{erasures, files};

impl BackupFolder {
    /// Backs up the database at `database`, which may be in use, and appends its erasures to the erasure log. Leaves
    /// at least `min_free` bytes of the disk free.
    ///
    /// # Errors
    /// If any step fails. Earlier backups are unchanged, and this one leaves nothing behind.
    pub async fn create(&self, database: &Path, now: Timestamp, min_free: u64) -> Result<Backup> {
        if !database.exists() {
            return Err(BackupError::NoDatabase(database.to_owned()));
        }
        let lock = self.lock().await?;
        let partial = self.partial(&lock)?;
        let copied = self.copy(database, &partial, now, min_free).await;
        let (this, folder) = (self.clone(), partial.clone());
        let added = match copied {
            Ok(manifest) => blocking(move || this.add(&folder, manifest)).await,
            Err(error) => Err(error),
        };
        if added.is_err() {
            // The next backup removes a folder that could not be removed here.
            let _ = files::remove(&partial);
        }
        added
    }

    /// Copies the database into the folder `partial`, then reads the whole copy to compute its digest.
    async fn copy(
        &self,
        database: &Path,
        partial: &Path,
        now: Timestamp,
        min_free: u64,
    ) -> Result<Manifest> {
        self.refuse_full_disk(database, min_free)?;
        let mut connection = open_live_reader(database).await?;
        erasures::append(&self.path, &mut connection).await?;
        let copy = partial.join(DATABASE);
        vacuum_into(&mut connection, copy.clone()).await?;
        connection.close().await?;
        let file = copy.clone();
        let bytes = blocking(move || {
            files::restrict_and_sync(&file).map_err(file_error(&file))?;
            Ok(fs::metadata(&file).map_err(file_error(&file))?.len())
        });
        let bytes = bytes.await?;
        let mut connection = open_copy(&copy).await?;
        refuse_damaged(&mut connection, database).await?;
        let schema = schema(&mut connection).await?;
        let content = read_content(&mut connection).await?;
        connection.close().await?;
        Ok(Manifest::new(content, schema, bytes, now))
    }

    fn refuse_full_disk(&self, database: &Path, min_free: u64) -> Result<()> {
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let needed = size(database) + size(&companion_path(database, "-wal")) + min_free;
        match DiskSpace::at(&self.path) {
            Some(DiskSpace { free, .. }) if free < needed => {
                Err(BackupError::DiskSpace { path: self.path.clone(), needed, free })
            }
            _ => Ok(()),
        }
    }

    /// Appends the erasures of the database at `database` to the erasure log of this folder. Returns the number of
    /// new ones.
    pub async fn append_erasures(&self, database: &Path) -> Result<usize> {
        let _lock = self.lock().await?;
        let mut connection = open_live_reader(database).await?;
        let added = erasures::append(&self.path, &mut connection).await?;
        connection.close().await?;
        Ok(added)
    }
}

/// Copies the database behind `connection` to the new file `copy`. Does not block writers.
async fn vacuum_into(connection: &mut SqliteConnection, copy: PathBuf) -> Result<()> {
    // `VACUUM INTO` accepts an empty file and keeps its permissions.
    files::make_file(&copy).map_err(file_error(&copy))?;
    let path = copy.to_string_lossy().into_owned();
    #[expect(clippy::disallowed_methods, reason = "no checked macro takes this statement")]
    let vacuum = sqlx::query("VACUUM INTO ?1").bind(path);
    vacuum.execute(connection).await?;
    Ok(())
}

/// Rejects the copy of the database at `database` if `quick_check` or `foreign_key_check` reports a problem.
async fn refuse_damaged(connection: &mut SqliteConnection, database: &Path) -> Result<()> {
    let refused = |detail| Err(BackupError::Damaged { path: database.to_owned(), detail });
    let checked = sqlx::query_scalar!(
        r#"SELECT max(quick_check) AS "found!: String" FROM pragma_quick_check"#
    );
    let checked = checked.fetch_one(&mut *connection).await?;
    if checked != "ok" {
        return refused(checked);
    }
    let dangling = sqlx::query_scalar!(
        r#"SELECT max("table") AS "table?: String" FROM pragma_foreign_key_check"#
    );
    match dangling.fetch_one(connection).await? {
        Some(table) => refused(format!("a row of {table} refers to none")),
        None => Ok(()),
    }
}

/// Number of the latest migration applied to the database.
async fn schema(connection: &mut SqliteConnection) -> sqlx::Result<i64> {
    let schema = sqlx::query_scalar!(
        r#"SELECT max(version) AS "version!: i64" FROM _sqlx_migrations WHERE success"#
    );
    schema.fetch_one(connection).await
}
