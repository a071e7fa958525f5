//! Server key of a database: the fingerprint in the database must match the key file beside it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sqlx::{Connection as _, SqliteConnection, SqlitePool};

use super::key_loss::{self, LossAcceptance, LossReport};
use crate::server_key::ServerKey;
use crate::store::accounts::TOTP_LABEL;
use crate::store::outbox;
use crate::store::sqlite::files::unused;
use crate::store::sqlite::{
    Error, Loss, Result, companion_path, key_path, latest_applied_migration, newest_migration,
    open_reader,
};

/// Number of recent encrypted values tried with a key if the database has no fingerprint yet.
const SAMPLES: i64 = 100;

/// Checks, read-only, that the database at `path`, its key and this program belong together. Returns the number of
/// the latest migration applied.
pub async fn check_key(path: &Path) -> Result<Option<i64>> {
    let key = KeyFile::read(path)?;
    key.refuse_missing_database(path)?;
    let mut connection = open_reader(path).await?;
    let applied = latest_applied_migration(&mut connection).await?;
    if applied > newest_migration() {
        return Err(Error::NewerSchema(path.to_owned()));
    }
    key.refuse_empty_database(&mut connection).await?;
    if applied.is_some() {
        key.matching(&mut connection).await?;
    }
    Ok(applied)
}

/// Key file beside a database, read before the database is opened.
///
/// A new database is migrated before its key is created: an existing key file belongs to an older database.
pub struct KeyFile {
    path: PathBuf,
    exists: bool,
}

impl KeyFile {
    /// Reads the key file beside the database at `path`. Fails if it does not contain a key.
    pub fn read(path: &Path) -> Result<Self> {
        let mut file = Self { path: key_path(path), exists: false };
        file.exists = file.key()?.is_some();
        Ok(file)
    }

    /// Like [`KeyFile::read`], but renames a file that does not contain a key.
    pub fn read_or_move(path: &Path) -> Result<Self> {
        match Self::read(path) {
            Err(Error::Lost { path: key, .. }) => {
                let aside = unused(&companion_path(&key, ".unusable"));
                fs::rename(&key, aside).map_err(|source| Error::File { path: key, source })?;
                Self::read(path)
            }
            read => read,
        }
    }

    /// Fails if there is a key but no database. Creates no database.
    pub fn refuse_missing_database(&self, path: &Path) -> Result<()> {
        let missing = fs::metadata(path).map_or(true, |file| file.len() == 0);
        let logged = fs::metadata(companion_path(path, "-wal")).is_ok_and(|log| log.len() > 0);
        if missing && !logged { self.refuse_new_database() } else { Ok(()) }
    }

    /// Fails if there is a key but the database is empty.
    pub async fn refuse_empty_database(&self, connection: &mut SqliteConnection) -> Result<()> {
        let objects = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema");
        if objects.fetch_one(connection).await? == 0 { self.refuse_new_database() } else { Ok(()) }
    }

    fn refuse_new_database(&self) -> Result<()> {
        if self.exists { Err(self.lost(Loss::Database)) } else { Ok(()) }
    }

    /// Returns the key of the migrated database. Creates one for a new database. If the database has no fingerprint
    /// yet, stores that of the key, provided that it decrypts the existing values.
    pub async fn resolve(&self, pool: &SqlitePool) -> Result<ServerKey> {
        let mut connection = pool.acquire().await?;
        let key = match self.matching(&mut connection).await? {
            Some(key) => key,
            None => self.create_or_read()?,
        };
        if fingerprint(&mut connection).await?.is_none() {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            store_fingerprint(&mut tx, &key, false).await?;
            key_loss::derive_links(&mut tx, &key).await?;
            tx.commit().await?;
        }
        match fingerprint(&mut connection).await? {
            Some(noted) if noted == key.fingerprint() => Ok(key),
            Some(_) | None => Err(self.lost(Loss::KeyOther)),
        }
    }

    /// Like [`KeyFile::resolve`], but accepts a lost key: the key in the file, or a new one, replaces it, and what it
    /// cannot decrypt is given up.
    pub async fn resolve_accepting_loss(
        &self,
        pool: &SqlitePool,
        acceptance: &LossAcceptance<'_>,
    ) -> Result<(ServerKey, Option<LossReport>)> {
        let loss = match self.resolve(pool).await {
            Err(Error::Lost { loss, .. }) => loss,
            resolved => return Ok((resolved?, None)),
        };
        let key = self.create_or_read()?;
        let mut connection = pool.acquire().await?;
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
        store_fingerprint(&mut tx, &key, true).await?;
        let losses = key_loss::give_up(&mut tx, &key, loss, acceptance).await?;
        tx.commit().await?;
        Ok((key, Some(losses)))
    }

    /// Returns the key of the database, which is read-only.
    pub async fn resolve_read_only(&self, pool: &SqlitePool) -> Result<ServerKey> {
        let mut connection = pool.acquire().await?;
        let key = self.matching(&mut connection).await?;
        key.ok_or_else(|| self.lost(Loss::KeyMissing))
    }

    /// Returns the key in the file if it matches the database. `None` if a new key may be created.
    async fn matching(&self, connection: &mut SqliteConnection) -> Result<Option<ServerKey>> {
        let noted = fingerprint(connection).await?;
        let Some(key) = self.key()? else {
            let used = noted.is_some() || is_used(connection).await?;
            return if used { Err(self.lost(Loss::KeyMissing)) } else { Ok(None) };
        };
        let matches = match noted {
            Some(noted) => noted == key.fingerprint(),
            None => decrypts_samples(connection, &key).await?,
        };
        if matches { Ok(Some(key)) } else { Err(self.lost(Loss::KeyOther)) }
    }

    /// Reads the key in the file, if there is one.
    fn key(&self) -> Result<Option<ServerKey>> {
        ServerKey::read(&self.path).map_err(|source| {
            let unusable = source.kind() == io::ErrorKind::InvalidData;
            if unusable { self.lost(Loss::KeyUnusable) } else { self.fault(source) }
        })
    }

    /// Reads the key in the file, or creates one.
    fn create_or_read(&self) -> Result<ServerKey> {
        ServerKey::open(&self.path).map_err(|source| self.fault(source))
    }

    fn fault(&self, source: io::Error) -> Error {
        Error::File { path: self.path.clone(), source }
    }

    fn lost(&self, loss: Loss) -> Error {
        Error::Lost { path: self.path.clone(), loss }
    }
}

/// Fingerprint of the key of the database. `None` if it was never stored.
async fn fingerprint(connection: &mut SqliteConnection) -> sqlx::Result<Option<Vec<u8>>> {
    let table = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema WHERE name = 'server_key'");
    if table.fetch_one(&mut *connection).await? == 0 {
        return Ok(None);
    }
    sqlx::query_scalar!("SELECT fingerprint FROM server_key").fetch_optional(connection).await
}

/// Stores the fingerprint of `key`. Keeps an existing one unless `replace` is true.
async fn store_fingerprint(
    connection: &mut SqliteConnection,
    key: &ServerKey,
    replace: bool,
) -> sqlx::Result<()> {
    let fingerprint = key.fingerprint();
    let fingerprint = fingerprint.as_slice();
    sqlx::query!(
        r#"
        INSERT INTO server_key (id, fingerprint) VALUES (1, ?1)
        ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint WHERE ?2
        "#,
        fingerprint,
        replace
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// True if the database contains data, and so was used with a key. An interrupted first start leaves it empty.
async fn is_used(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let used = sqlx::query_scalar!(
        r#"
        SELECT (SELECT version FROM catalogue) > 0
            OR EXISTS (SELECT 1 FROM accounts)
            OR EXISTS (SELECT 1 FROM proposals)
            OR EXISTS (SELECT 1 FROM outbox) AS "used!: bool"
        "#
    );
    used.fetch_one(connection).await
}

/// True if `key` decrypts one of the newest encrypted values, or if there are none.
async fn decrypts_samples(
    connection: &mut SqliteConnection,
    key: &ServerKey,
) -> sqlx::Result<bool> {
    let mails = sqlx::query_scalar!(
        r#"SELECT sealed AS "encrypted!" FROM outbox WHERE sealed IS NOT NULL ORDER BY id DESC LIMIT ?1"#,
        SAMPLES
    );
    let mails = mails.fetch_all(&mut *connection).await?;
    let secrets = sqlx::query_scalar!(
        r#"SELECT totp AS "totp!" FROM accounts WHERE totp IS NOT NULL ORDER BY id DESC LIMIT ?1"#,
        SAMPLES
    );
    let secrets = secrets.fetch_all(connection).await?;
    let none = mails.is_empty() && secrets.is_empty();
    let decrypts_samples = |label| move |encrypted: &Vec<u8>| key.decrypt(label, encrypted).is_ok();
    Ok(none
        || mails.iter().any(decrypts_samples(outbox::MAIL_LABEL))
        || secrets.iter().any(decrypts_samples(TOTP_LABEL)))
}
