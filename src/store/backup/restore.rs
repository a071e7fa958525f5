//! Restore of a backup into an empty data folder: complete and verified, or nothing.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::super::sqlite::{Error, ServerLock, Store, companion_path};
use super::super::{Loss, LossAcceptance, key_path};
use super::digest::read_content;
use super::erasures::{self, ErasureLog};
use super::error::{BackupError, KeyLoss, Result, file_error};
use super::files::{self, blocking};
use super::folder::{Backup, DATABASE};
use super::manifest::Manifest;

/// Name of the folder for unfinished work; a later restore removes it.
const WORK: &str = ".restoring";

/// Directory that an empty ext file system contains.
const LOST_AND_FOUND: &str = "lost+found";

/// Source of the server key for the restored database; no backup contains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyChoice {
    /// Copy of the key in this file.
    File(PathBuf),
    /// The key is lost: creates a new one and gives up the waiting mails for `reason`.
    AcceptLoss { reason: String },
    /// Not decided: the restore is refused, and the error states the loss.
    Undecided,
}

/// Result of a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub manifest: Manifest,
    /// Restored backup.
    pub path: PathBuf,
    /// Records erased after the backup was made, and erased again by the restore.
    pub erased: u64,
    /// Number of malformed lines in the erasure log. `None` if there is no log.
    pub unreadable: Option<usize>,
    /// Data lost with the key, if the loss was accepted.
    pub loss: Option<KeyLoss>,
}

/// Restores the backup at `from` into the empty folder `data`, at `now`.
///
/// # Errors
/// If the folder is not empty, the database does not match its manifest, the key belongs to another database, or any
/// step fails. In all cases nothing is left behind.
pub async fn restore(
    from: &Path,
    data: &Path,
    key: &KeyChoice,
    now: Timestamp,
) -> Result<Restored> {
    let made = prepare_empty_folder(data)?;
    let database = data.join(DATABASE);
    let lock_file = companion_path(&database, ".lock");
    let had_lock_file = lock_file.exists();
    // Keeps servers from starting on the folder during the restore.
    let lock = ServerLock::acquire(&database)?;
    let work = data.join(WORK);
    let outcome = async {
        clear_work(data)?;
        let backup = Backup::find(from)?;
        files::make_folder(&work).map_err(file_error(&work))?;
        let restored = rebuild(&backup, &work, key, now).await?;
        let (work, data) = (work.clone(), data.to_owned());
        blocking(move || install(&work, &data)).await?;
        Ok(restored)
    };
    let outcome = outcome.await;
    if outcome.is_err() {
        files::remove(&work).map_err(file_error(&work))?;
    }
    if !had_lock_file {
        // The folder lock is still held.
        files::remove(&lock_file).map_err(file_error(&lock_file))?;
    }
    if outcome.is_err() && made {
        // Only removes the folder if it is empty.
        let _ = fs::remove_dir(data);
    }
    drop(lock);
    outcome
}

/// Rejects a folder that contains anything but an unfinished restore. True if it created the folder.
fn prepare_empty_folder(data: &Path) -> Result<bool> {
    if !data.exists() {
        files::make_folder(data).map_err(file_error(data))?;
        return Ok(true);
    }
    if !data.is_dir() {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    refuse_others(data)?;
    Ok(false)
}

/// Rejects a folder that contains anything but unfinished work and a server lock file.
fn refuse_others(data: &Path) -> Result<()> {
    let lock_file = companion_path(Path::new(DATABASE), ".lock");
    for entry in fs::read_dir(data).map_err(file_error(data))? {
        let entry = entry.map_err(file_error(data))?;
        let name = entry.file_name();
        let known = name == WORK || name == LOST_AND_FOUND || name == lock_file.as_os_str();
        if !known && !is_own_key(data, &entry.path()) {
            return Err(BackupError::NotEmpty(data.to_owned()));
        }
    }
    Ok(())
}

/// True if `path` is the key that an interrupted restore into `data` put in place: a hard link to the file in its
/// work folder.
fn is_own_key(data: &Path, path: &Path) -> bool {
    let key = key_path(&data.join(DATABASE));
    let identity = |path: &Path| fs::metadata(path).map(|file| (file.dev(), file.ino())).ok();
    let own = identity(&key_path(&data.join(WORK).join(DATABASE)));
    path == key && own.is_some() && own == identity(path)
}

/// Removes the leftovers of an interrupted restore from `data`. Requires the server lock.
fn clear_work(data: &Path) -> Result<()> {
    refuse_others(data)?;
    let (key, work) = (key_path(&data.join(DATABASE)), data.join(WORK));
    // Removes the key first: it is recognised as a hard link to the file in the work folder.
    files::remove(&key).map_err(file_error(&key))?;
    files::sync_folder(data).map_err(file_error(data))?;
    files::remove(&work).map_err(file_error(&work))
}

/// Builds a verified and migrated database from `backup` in the folder `work`, with its key beside it.
pub(super) async fn rebuild(
    backup: &Backup,
    work: &Path,
    key: &KeyChoice,
    now: Timestamp,
) -> Result<Restored> {
    refuse_newer(backup)?;
    let (from, to) = (backup.database(), work.join(DATABASE));
    let (source, copy) = (from.clone(), to.clone());
    blocking(move || files::copy(&source, &copy).map_err(file_error(&copy))).await?;
    let loss = verify(backup, &to).await?;
    let log = erasures::read(&backup.folder().path)?;
    let store = open(&to, key, loss, now).await?;
    let erasures = log.as_ref().map(|log| &log.erasures).into_iter().flatten();
    let erased = store.apply_erasures(&erasures.copied().collect::<Vec<_>>(), now).await;
    store.close().await;
    Ok(Restored {
        manifest: backup.manifest.clone(),
        path: backup.path.clone(),
        erased: erased?,
        unreadable: log.as_ref().map(|ErasureLog { unreadable, .. }| *unreadable),
        loss: matches!(key, KeyChoice::AcceptLoss { .. }).then_some(loss),
    })
}

fn refuse_newer(backup: &Backup) -> Result<()> {
    let newest = sqlx::migrate!().iter().map(|migration| migration.version).max();
    let Manifest { schema, program, .. } = &backup.manifest;
    if newest.is_some_and(|newest| *schema <= newest) {
        return Ok(());
    }
    let (path, program, schema) = (backup.path.clone(), program.clone(), *schema);
    Err(BackupError::Newer { path, program, schema })
}

/// Verifies the database at `copy` against the manifest of `backup`. Returns the data that depends on the server key.
async fn verify(backup: &Backup, copy: &Path) -> Result<KeyLoss> {
    let path = backup.database();
    let unreadable = |error: sqlx::Error| BackupError::Unreadable {
        path: path.clone(),
        detail: error.to_string(),
    };
    let mut connection = open_copy(copy).await.map_err(unreadable)?;
    // Checks the digest first: its error tells the operator that the content differs from the backup.
    let found = read_content(&mut connection).await.map_err(unreadable)?.digest;
    let expected = backup.manifest.digest.clone();
    if found != expected {
        return Err(BackupError::Digest { path, expected, found });
    }
    let checked = integrity_check(&mut connection).await.map_err(unreadable)?;
    if checked != "ok" {
        return Err(BackupError::Unreadable { path, detail: checked });
    }
    let loss = loss(&mut connection).await.map_err(unreadable)?;
    connection.close().await.map_err(unreadable)?;
    Ok(loss)
}

/// Opens a database that nothing else uses, read-only.
pub(super) async fn open_copy(path: &Path) -> sqlx::Result<SqliteConnection> {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .disable_statement_logging()
        .connect()
        .await
}

async fn integrity_check(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    let integrity_check = sqlx::query_scalar!(
        r#"SELECT max(integrity_check) AS "found!: String" FROM pragma_integrity_check"#
    );
    integrity_check.fetch_one(connection).await
}

async fn loss(connection: &mut SqliteConnection) -> sqlx::Result<KeyLoss> {
    let loss = sqlx::query_as!(
        KeyLoss,
        r#"
        SELECT
            (SELECT count(*) FROM outbox
                WHERE sealed IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL) AS "mails!: u64",
            (SELECT count(*) FROM accounts WHERE totp IS NOT NULL) AS "authenticators!: u64"
        "#
    );
    loss.fetch_one(connection).await
}

/// Opens the database at `path` with the chosen key and migrates it.
async fn open(path: &Path, key: &KeyChoice, loss: KeyLoss, now: Timestamp) -> Result<Store> {
    let file = match key {
        KeyChoice::Undecided => return Err(BackupError::KeyNeeded(loss)),
        KeyChoice::AcceptLoss { reason } => {
            let opened =
                Store::open_for_server_accepting_loss(path, &LossAcceptance { at: now, reason })
                    .await;
            return Ok(opened?.0);
        }
        KeyChoice::File(file) => file.clone(),
    };
    files::copy(&file, &key_path(path)).map_err(file_error(&file))?;
    let opened = Store::open(path).await;
    opened.map_err(|error| {
        let Error::Lost { loss, .. } = error else { return error.into() };
        match loss {
            Loss::KeyOther => BackupError::WrongKey(file),
            Loss::KeyUnusable => BackupError::NoKey(file),
            Loss::KeyMissing | Loss::Database => error.into(),
        }
    })
}

/// Moves the key, then the database, from `work` to `data`. Never replaces a file.
fn install(work: &Path, data: &Path) -> Result<()> {
    let database = work.join(DATABASE);
    let log = companion_path(&database, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(Error::NotReadable(database).into());
    }
    refuse_others(data)?;
    let to = data.join(DATABASE);
    let (key, key_to) = (key_path(&database), key_path(&to));
    link(&key, &key_to, data)?;
    if let Err(error) = link(&database, &to, data) {
        files::remove(&key_to).map_err(file_error(&key_to))?;
        return Err(error);
    }
    files::remove(work).map_err(file_error(work))
}

/// Hard-links the file `from` as `to` in the folder `data`. Fails if `to` exists.
fn link(from: &Path, to: &Path, data: &Path) -> Result<()> {
    files::restrict_and_sync(from).map_err(file_error(from))?;
    fs::hard_link(from, to).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            BackupError::NotEmpty(data.to_owned())
        } else {
            file_error(to)(error)
        }
    })?;
    files::sync_folder(data).map_err(file_error(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Data folder with the finished work of a restore.
    fn given() -> (tempfile::TempDir, PathBuf) {
        let data = tempfile::TempDir::new().unwrap();
        let work = data.path().join(WORK);
        fs::create_dir(&work).unwrap();
        fs::write(work.join(DATABASE), "restored").unwrap();
        fs::write(work.join("secret.key"), "its key").unwrap();
        (data, work)
    }

    #[test]
    fn a_file_that_appeared_during_the_restore_is_not_replaced() {
        for name in [DATABASE, "secret.key", "directory.db-wal"] {
            let (data, work) = given();
            let appeared = data.path().join(name);
            fs::write(&appeared, "of a server").unwrap();

            let refused = install(&work, data.path());

            assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{name}: {refused:?}");
            assert_eq!(fs::read(&appeared).unwrap(), b"of a server");
            assert_eq!(fs::read_dir(data.path()).unwrap().count(), 2, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_taken_is_not_replaced() {
        let (data, work) = given();
        let to = data.path().join(DATABASE);
        fs::write(&to, "of a server").unwrap();

        let refused = link(&work.join(DATABASE), &to, data.path());

        assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
        assert_eq!(fs::read(&to).unwrap(), b"of a server");
    }

    #[test]
    fn a_key_that_a_cut_restore_did_not_put_there_is_left() {
        let (data, _) = given();
        let key = data.path().join("secret.key");
        fs::write(&key, "its key").unwrap();

        let refused = clear_work(data.path());

        assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
        assert_eq!(fs::read(&key).unwrap(), b"its key");
    }
}
