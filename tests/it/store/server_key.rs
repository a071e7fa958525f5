//! Pairing of database and key: a missing half is detected before any write, and given up only on request.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use quartiers_emploi::domain::operations::{MailContent, MailState};
use quartiers_emploi::store::{Error, Loss, LossAcceptance, LossReport, Store, key_path};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tempfile::TempDir;

use super::{TestStore, with_seeds_imported};
use crate::fixtures::{corrupt_encrypted_mails, message, noon, seeds};

/// Records a migration of a newer version.
const NEWER: &str =
    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
    VALUES (9999, 'later', 1, x'00', 0)";

/// A closed database with a mail in it, beside its key.
async fn closed() -> TestStore {
    let given = with_seeds_imported(&seeds()).await;
    given.store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    given.store.close().await;
    given
}

fn database(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("test.db")
}

/// Reason why the database at `path` is refused, the same for commands and servers.
async fn loss(path: &Path) -> Loss {
    let command = Store::open(path).await.unwrap_err();
    let server = Store::open_for_server(path).await.unwrap_err();
    assert!(!command.is_unwritable() && !server.is_unwritable());
    match (command, server) {
        (Error::Lost { loss: command, .. }, Error::Lost { loss: server, .. }) => {
            assert_eq!(command, server);
            command
        }
        other => panic!("{other:?}"),
    }
}

/// Deletes the fingerprint of the key, as in a database of an older version.
async fn forget_fingerprint(path: &Path) {
    run(path, "DELETE FROM server_key").await;
}

#[tokio::test]
async fn a_missing_key_is_refused_and_none_is_made() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::remove_file(key_path(&path)).unwrap();

    assert_eq!(loss(&path).await, Loss::KeyMissing);
    assert!(!key_path(&path).exists());

    forget_fingerprint(&path).await;
    assert_eq!(loss(&path).await, Loss::KeyMissing, "a used database had a key");
}

#[tokio::test]
async fn another_key_is_refused_and_left() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::write(key_path(&path), [7; 32]).unwrap();

    assert_eq!(loss(&path).await, Loss::KeyOther);

    forget_fingerprint(&path).await;
    assert_eq!(loss(&path).await, Loss::KeyOther, "it opens nothing that is sealed");
    assert_eq!(fs::read(key_path(&path)).unwrap(), [7; 32]);
}

#[tokio::test]
async fn a_file_that_is_no_key_is_refused_and_left() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::write(key_path(&path), "").unwrap();

    assert_eq!(loss(&path).await, Loss::KeyUnusable);
    assert_eq!(fs::read(key_path(&path)).unwrap(), b"");
}

#[tokio::test]
async fn a_missing_or_empty_database_beside_a_key_is_refused() {
    let given = closed().await;
    let path = database(&given.folder);

    fs::remove_file(&path).unwrap();
    assert_eq!(loss(&path).await, Loss::Database);
    assert!(!path.exists());

    fs::write(&path, "").unwrap();
    assert_eq!(loss(&path).await, Loss::Database);
    assert_eq!(fs::read(&path).unwrap(), b"");
}

#[tokio::test]
async fn a_database_without_a_fingerprint_gets_that_of_the_key_that_opens_it() {
    let given = closed().await;
    let path = database(&given.folder);
    forget_fingerprint(&path).await;

    Store::open(&path).await.unwrap().close().await;

    corrupt_encrypted_mails(&path).await;
    Store::open(&path).await.expect("the fingerprint was recorded").close().await;
    fs::write(key_path(&path), [7; 32]).unwrap();
    assert_eq!(loss(&path).await, Loss::KeyOther);
}

#[tokio::test]
async fn a_first_start_that_was_cut_before_the_key_was_made_is_taken_up_again() {
    let folder = TempDir::new().unwrap();
    let path = database(&folder);
    Store::open(&path).await.unwrap().close().await;
    forget_fingerprint(&path).await;
    fs::remove_file(key_path(&path)).unwrap();

    Store::open(&path).await.unwrap().close().await;

    assert_eq!(fs::read(key_path(&path)).unwrap().len(), 32);
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_and_left() {
    let given = closed().await;
    let path = database(&given.folder);
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'later', 1, x'00', 0)";
    run(&path, newer).await;
    let before = fs::read(&path).unwrap();

    for opened in [Store::open(&path).await, Store::open_for_server(&path).await] {
        assert!(matches!(opened, Err(Error::NewerSchema(_))), "{opened:?}");
    }
    assert!(fs::read(&path).unwrap() == before);
}

const ACCEPTANCE: LossAcceptance<'_> =
    LossAcceptance { at: Timestamp::UNIX_EPOCH, reason: "perdu" };

#[tokio::test]
async fn waiting_mails_are_given_up_with_a_lost_key_and_what_is_written_since_is_not() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::remove_file(key_path(&path)).unwrap();

    let (store, losses) = Store::open_for_server_accepting_loss(&path, &ACCEPTANCE).await.unwrap();
    store.queue_message(&message("lea@example.org"), noon()).await.unwrap();

    let given_up = LossReport { loss: Loss::KeyMissing, mails: 1, authenticators: 0, members: 0 };
    assert_eq!(losses, Some(given_up));
    let mails = store.list_mails().await.unwrap();
    assert_eq!(mails[0].content, MailContent::Unreadable);
    assert_eq!(mails[0].state, MailState::Failed(Timestamp::UNIX_EPOCH));
    assert_eq!(mails[0].answer.as_deref(), Some("perdu"));
    assert_eq!(mails[1].content, MailContent::Readable(message("lea@example.org")));
    store.close().await;
    drop(store);
    assert!(Store::open_for_server(&path).await.is_ok(), "the new key is that of the database");
}

#[tokio::test]
async fn a_file_that_is_no_key_is_moved_aside_when_the_loss_is_accepted() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::write(key_path(&path), "no key").unwrap();
    let former = given.folder.path().join("secret.key.unusable");
    fs::write(&former, "no key either").unwrap();

    let (_store, losses) = Store::open_for_server_accepting_loss(&path, &ACCEPTANCE).await.unwrap();

    assert_eq!(losses.unwrap().loss, Loss::KeyUnusable);
    let aside = given.folder.path().join("secret.key.unusable-2");
    assert_eq!(fs::read(aside).unwrap(), b"no key");
    assert_eq!(fs::read(former).unwrap(), b"no key either");
    assert_eq!(fs::read(key_path(&path)).unwrap().len(), 32);
}

#[tokio::test]
async fn another_key_becomes_that_of_the_database_when_the_loss_is_accepted() {
    let given = closed().await;
    let path = database(&given.folder);
    fs::write(key_path(&path), [7; 32]).unwrap();

    let (_store, losses) = Store::open_for_server_accepting_loss(&path, &ACCEPTANCE).await.unwrap();

    assert_eq!(losses.unwrap().loss, Loss::KeyOther);
    assert_eq!(fs::read(key_path(&path)).unwrap(), [7; 32]);
}

#[tokio::test]
async fn a_new_database_is_made_beside_an_old_key_when_the_loss_is_accepted() {
    let given = closed().await;
    let path = database(&given.folder);
    let key = fs::read(key_path(&path)).unwrap();
    fs::remove_file(&path).unwrap();

    let (store, losses) = Store::open_for_server_accepting_loss(&path, &ACCEPTANCE).await.unwrap();

    assert_eq!(losses.unwrap().loss, Loss::Database);
    assert!(store.is_empty().await.unwrap());
    assert_eq!(fs::read(key_path(&path)).unwrap(), key);
}

#[tokio::test]
async fn accepting_a_loss_gives_up_nothing_where_nothing_is_lost() {
    let given = closed().await;

    let opened = Store::open_for_server_accepting_loss(&database(&given.folder), &ACCEPTANCE).await;

    let (store, losses) = opened.unwrap();
    assert_eq!(losses, None);
    let mails = store.list_mails().await.unwrap();
    assert!(matches!(mails[0].state, MailState::Waiting(_)), "{mails:?}");
}

#[tokio::test]
async fn a_newer_schema_is_always_refused() {
    let given = closed().await;
    let path = database(&given.folder);
    run(&path, NEWER).await;

    let opened = Store::open_for_server_accepting_loss(&path, &ACCEPTANCE).await;

    assert!(matches!(opened, Err(Error::NewerSchema(_))), "{opened:?}");
}

#[expect(clippy::disallowed_methods, reason = "the checked macros do not know the test database")]
async fn run(path: &Path, sql: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
