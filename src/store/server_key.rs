//! The server key of a database: the fingerprint kept in the database must match the key file beside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sqlx::{SqliteConnection, SqlitePool};

use super::{Error, Result, outbox, proof};
use crate::vault::Vault;

/// Newest sealed values of each kind that are tried with a key whose database has no fingerprint yet.
const SAMPLES: i64 = 100;

/// One half of the pair of database and key that is lost, or does not fit the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The database was used with a key, and there is no key file.
    KeyMissing,
    /// The key file does not hold a key.
    KeyUnusable,
    /// The key file holds another key than the one the database was used with.
    KeyOther,
    /// There is a key file, and the database is missing or empty.
    Database,
}

/// The path of the key of the database at `path`.
#[must_use]
pub fn key_path(path: &Path) -> PathBuf {
    path.with_file_name("secret.key")
}

/// The key file beside a database, read before the database is opened.
///
/// A new database is migrated before its key is made: a key file that is there first is the key of an older database.
pub(super) struct KeyFile {
    path: PathBuf,
    key: Option<Vault>,
}

impl KeyFile {
    /// Reads the key file beside the database at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let path = key_path(path);
        match Vault::read(&path) {
            Ok(key) => Ok(Self { path, key }),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                Err(Error::Lost { path, loss: Loss::KeyUnusable })
            }
            Err(source) => Err(Error::File { path, source }),
        }
    }

    /// Refuses a missing database beside a key, without making one.
    pub fn refuse_missing_database(&self, path: &Path) -> Result<()> {
        let missing = fs::metadata(path).map_or(true, |file| file.len() == 0);
        let logged = fs::metadata(super::lock::beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
        if missing && !logged { self.refuse_new_database() } else { Ok(()) }
    }

    /// Refuses an empty database beside a key.
    pub async fn refuse_empty_database(&self, pool: &SqlitePool) -> Result<()> {
        let objects = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema");
        if objects.fetch_one(pool).await? == 0 { self.refuse_new_database() } else { Ok(()) }
    }

    fn refuse_new_database(&self) -> Result<()> {
        match self.key {
            Some(_) => Err(self.lost(Loss::Database)),
            None => Ok(()),
        }
    }

    /// The key of the migrated database behind `pool`. A new database gets a new key; a database without a fingerprint
    /// gets that of the key that opens what is sealed in it.
    pub async fn settle(self, pool: &SqlitePool) -> Result<Vault> {
        let mut connection = pool.acquire().await?;
        let key = match self.matching(&mut connection).await? {
            Some(key) => key,
            None => self.make()?,
        };
        if fingerprint(&mut connection).await?.is_none() {
            note(&mut connection, &key).await?;
        }
        match fingerprint(&mut connection).await? {
            Some(noted) if noted == key.fingerprint() => Ok(key),
            Some(_) | None => Err(self.lost(Loss::KeyOther)),
        }
    }

    /// The key of the database behind `pool`, which cannot be written.
    pub async fn settle_read_only(self, pool: &SqlitePool) -> Result<Vault> {
        let mut connection = pool.acquire().await?;
        let key = self.matching(&mut connection).await?;
        key.ok_or_else(|| self.lost(Loss::KeyMissing))
    }

    /// The key in the file, if it is that of the database; none if a new key may be made.
    async fn matching(&self, connection: &mut SqliteConnection) -> Result<Option<Vault>> {
        let noted = fingerprint(connection).await?;
        let Some(key) = Vault::read(&self.path).map_err(|source| self.fault(source))? else {
            let used = noted.is_some() || is_used(connection).await?;
            return if used { Err(self.lost(Loss::KeyMissing)) } else { Ok(None) };
        };
        let matches = match noted {
            Some(noted) => noted == key.fingerprint(),
            None => opens(connection, &key).await?,
        };
        if matches { Ok(Some(key)) } else { Err(self.lost(Loss::KeyOther)) }
    }

    fn make(&self) -> Result<Vault> {
        Vault::open(&self.path).map_err(|source| self.fault(source))
    }

    fn fault(&self, source: io::Error) -> Error {
        Error::File { path: self.path.clone(), source }
    }

    fn lost(&self, loss: Loss) -> Error {
        Error::Lost { path: self.path.clone(), loss }
    }
}

/// The fingerprint of the key that the database belongs to; none if it was never noted.
async fn fingerprint(connection: &mut SqliteConnection) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("SELECT fingerprint FROM server_key").fetch_optional(connection).await
}

/// Notes that the database belongs to `key`. The first program to do so wins.
async fn note(connection: &mut SqliteConnection, key: &Vault) -> sqlx::Result<()> {
    let fingerprint = key.fingerprint();
    let fingerprint = fingerprint.as_slice();
    sqlx::query!(
        "INSERT INTO server_key (id, fingerprint) VALUES (1, ?1) ON CONFLICT (id) DO NOTHING",
        fingerprint
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// True if the database holds anything: then it was used with a key. A program that stopped while it made a new database
/// leaves it empty.
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

/// True if `key` opens one of the newest sealed values, or if there is none.
async fn opens(connection: &mut SqliteConnection, key: &Vault) -> sqlx::Result<bool> {
    let mails = sqlx::query_scalar!(
        r#"SELECT sealed AS "sealed!" FROM outbox WHERE sealed IS NOT NULL ORDER BY id DESC LIMIT ?1"#,
        SAMPLES
    );
    let mails = mails.fetch_all(&mut *connection).await?;
    let secrets = sqlx::query_scalar!(
        r#"SELECT totp AS "totp!" FROM accounts WHERE totp IS NOT NULL ORDER BY id DESC LIMIT ?1"#,
        SAMPLES
    );
    let secrets = secrets.fetch_all(connection).await?;
    let none = mails.is_empty() && secrets.is_empty();
    let opens = |label| move |sealed: &Vec<u8>| key.unseal(label, sealed).is_ok();
    Ok(none || mails.iter().any(opens(outbox::SEAL)) || secrets.iter().any(opens(proof::SEAL)))
}
