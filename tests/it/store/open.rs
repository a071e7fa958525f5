//! Opening the database, and writing after a failed transaction.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use quartiers_emploi::store::{Error, Store, open_to_others};
use sqlx::migrate::Migrate as _;
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use super::{store, with_seeds_imported};
use crate::fixtures::{initiative, noon, seeds, seeds_with};

fn database(folder: &TempDir) -> PathBuf {
    folder.path().join("test.db")
}

#[tokio::test]
async fn a_new_database_is_empty_and_made_with_its_folder() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("some").join("where").join("test.db");

    let store = Store::open(&path).await.unwrap();

    assert!(store.is_empty().await.unwrap());
    assert_eq!(store.published().await.unwrap().version, 0);
}

#[tokio::test]
async fn imported_seeds_are_there_after_reopening() {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;

    let again = Store::open(&database(&given.folder)).await.unwrap();

    assert_eq!(again.published().await.unwrap().initiatives.len(), 1);
    assert!(!again.is_empty().await.unwrap());
}

#[tokio::test]
async fn two_servers_on_one_file_are_refused_but_a_command_may_run_beside() {
    let folder = TempDir::new().unwrap();
    let first = Store::open_for_server(&database(&folder)).await.unwrap();

    let second = Store::open_for_server(&database(&folder)).await;
    let command = Store::open(&database(&folder)).await.unwrap();
    command.import_seeds(&seeds(), noon()).await.unwrap();

    assert!(matches!(second, Err(Error::InUse(_))), "{second:?}");
    assert_eq!(first.version().await.unwrap(), 1);
}

#[tokio::test]
async fn the_lock_is_released_when_a_server_ends() {
    let folder = TempDir::new().unwrap();
    let first = Store::open_for_server(&database(&folder)).await.unwrap();
    first.close().await;
    drop(first);

    assert!(Store::open_for_server(&database(&folder)).await.is_ok());
}

#[tokio::test]
async fn a_deleted_lock_file_does_not_let_a_second_server_in() {
    let folder = TempDir::new().unwrap();
    let _first = Store::open_for_server(&database(&folder)).await.unwrap();
    fs::remove_file(folder.path().join("test.db.lock")).unwrap();

    let second = Store::open_for_server(&database(&folder)).await;

    assert!(matches!(second, Err(Error::InUse(_))), "{second:?}");
}

/// Permission bits of the file or folder at `path`.
fn permissions_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_new_folder_and_all_in_it_are_for_their_owner_only() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let path = data.join("test.db");

    let store = Store::open_for_server(&path).await.unwrap();
    store.import_seeds(&seeds(), noon()).await.unwrap();

    assert_eq!(permissions_of(&data), 0o700);
    let names = ["secret.key", "test.db", "test.db-shm", "test.db-wal", "test.db.lock"];
    for name in names {
        assert_eq!(permissions_of(&data.join(name)), 0o600, "{name}");
    }
    assert_eq!(fs::read_dir(&data).unwrap().count(), names.len());
    assert_eq!(open_to_others(&path), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn files_that_others_could_read_are_tightened_and_a_folder_is_left() {
    let given = with_seeds_imported(&seeds()).await;
    given.store.close().await;
    let path = database(&given.folder);
    let key = given.folder.path().join("secret.key");
    for (path, permissions_of) in [(given.folder.path(), 0o755), (&path, 0o644), (&key, 0o640)] {
        fs::set_permissions(path, Permissions::from_mode(permissions_of)).unwrap();
    }

    let _store = Store::open(&path).await.unwrap();

    assert_eq!((permissions_of(&path), permissions_of(&key)), (0o600, 0o600));
    assert_eq!(open_to_others(&path), [given.folder.path()], "whoever made it decides");
}

#[tokio::test]
async fn a_file_of_another_program_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(database(&folder), "not a database, and long enough to be read as one").unwrap();

    assert!(Store::open(&database(&folder)).await.is_err());
    assert!(fs::read_to_string(database(&folder)).unwrap().starts_with("not a database"));
}

#[tokio::test]
async fn a_first_start_interrupted_before_its_first_migration_is_completed() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}?mode=rwc", database(&folder).display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    connection.ensure_migrations_table("_sqlx_migrations").await.unwrap();
    connection.close().await.unwrap();

    let store = Store::open(&database(&folder)).await.unwrap();

    assert_eq!(store.version().await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_with_tables_of_another_program_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}?mode=rwc", database(&folder).display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("CREATE TABLE theirs (number INTEGER)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    assert!(matches!(Store::open(&database(&folder)).await, Err(Error::NotOurs(_))));
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;
    corrupt_pages(&database(&given.folder));

    let opened = Store::open(&database(&given.folder)).await;

    assert!(opened.is_err());
}

/// Overwrites the page headers of all pages but the first few.
fn corrupt_pages(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    for page in bytes.chunks_mut(4096).skip(2) {
        page[..16].fill(0xff);
    }
    fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn the_bundled_sqlite_has_safe_compile_options() {
    let given = store().await;
    let version = given.store.sqlite_version().await.unwrap();
    let numbers: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(numbers >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn a_failed_write_leaves_nothing_behind_and_the_writer_usable() {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    let twice = seeds_with([
        initiative("Un toit").with_slug("un-toit").with_number(8),
        initiative("Un autre toit").with_slug("un-toit").with_number(9),
    ]);

    let failed = given.store.import_seeds(&twice, noon()).await;
    let after_failure = given.store.published().await.unwrap();
    let next = given.store.import_seeds(&seeds_with([initiative("Un toit")]), noon()).await;

    assert!(failed.is_err());
    assert_eq!(after_failure.version, 1);
    assert_eq!(after_failure.initiatives[0].facts.title.as_str(), "Garage solidaire");
    assert!(next.is_ok(), "{next:?}");
    assert_eq!(given.store.version().await.unwrap(), 2);
}
