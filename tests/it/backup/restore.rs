//! Restore: complete, verified, into an empty folder.

use std::fs::{self, File};
use std::io::Write as _;
use std::process::Command;
use std::thread;

use quartiers_emploi::domain::operations::{MailContent, MailState};
use quartiers_emploi::store::{BackupError, Error, KeyChoice, KeyLoss, Store, restore};

use tokio::runtime::Runtime;

use super::{Site, change_word, titles};
use crate::fixtures::{member, proposal};

#[tokio::test]
async fn a_restored_site_has_its_key_and_reads_its_mail() {
    let site = Site::new().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    site.make_backup().await;

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(titles(&store, 3).await, ["Atelier vélo"]);
    let mails = store.list_mails().await.unwrap();
    assert!(matches!(mails[0].content, MailContent::Readable(_)), "{mails:?}");
    assert_eq!((restored.loss, restored.erased), (None, 0));
    let mut left: Vec<_> = fs::read_dir(site.place.path().join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    left.sort();
    assert_eq!(left, ["directory.db", "secret.key"]);
}

#[tokio::test]
async fn a_changed_word_inside_a_row_is_noticed() {
    let site = Site::new().await;
    proposal("Atelier vélocipède").insert_draft(&site.app).await;
    let made = site.make_backup().await;

    change_word(&made.database(), "Atelier vélocipède", "Atelier vélodipède");

    let refused = site.restore_error(&site.key()).await;
    assert!(matches!(refused, BackupError::Digest { .. }), "{refused:?}");
}

#[tokio::test]
async fn any_changed_byte_of_a_row_or_of_the_schema_is_noticed() {
    let site = Site::new().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    let made = site.make_backup().await;
    let sound = fs::read(made.database()).unwrap();

    for (word, other) in
        [("CREATE TABLE events", "CREATE TABLE evants"), ("Bourges Nord", "Bourges Nort")]
    {
        change_word(&made.database(), word, other);
        let refused = site.restore_error(&site.key()).await;
        let seen = matches!(refused, BackupError::Digest { .. } | BackupError::Unreadable { .. });
        assert!(seen, "{word}: {refused:?}");
        fs::write(made.database(), &sound).unwrap();
    }

    assert!(site.restore_to("data").await.is_ok(), "it was the word");
}

#[tokio::test]
async fn a_backup_that_is_cut_is_refused() {
    let site = Site::new().await;
    let made = site.make_backup().await;
    let file = File::options().write(true).open(made.database()).unwrap();
    file.set_len(made.manifest.bytes - 4096).unwrap();

    let refused = site.restore_error(&site.key()).await;

    assert!(matches!(refused, BackupError::Size { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let site = Site::new().await;
    let made = site.make_backup().await;
    let manifest = made.path.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let schema = format!("\"schema\": {}", made.manifest.schema);
    fs::write(&manifest, text.replace(&schema, "\"schema\": 9999")).unwrap();

    let refused = site.restore_error(&site.key()).await;

    assert!(matches!(refused, BackupError::Newer { schema: 9999, .. }), "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_is_not_empty_is_left_as_it_is() {
    let site = Site::new().await;
    site.make_backup().await;
    let data = site.place.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("secret.key"), "un reste").unwrap();
    let now = site.app.app.clock.now();

    let refused = restore(&site.backups(), &data, &site.key(), now).await;

    assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
    assert_eq!(fs::read(data.join("secret.key")).unwrap(), b"un reste");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
}

#[tokio::test]
async fn remains_of_an_interrupted_restore_do_not_block_another() {
    let site = Site::new().await;
    site.make_backup().await;
    let work = site.place.path().join("data/.restoring");
    fs::create_dir_all(&work).unwrap();
    fs::write(work.join("directory.db"), "half").unwrap();

    site.restore_to("data").await.unwrap();

    assert!(!work.exists());
}

#[tokio::test]
async fn a_restore_without_the_key_lists_the_losses() {
    let site = Site::new().await;
    member("lea@example.org").insert_active(&site.app).await;
    site.make_backup().await;

    let refused = site.restore_error(&KeyChoice::Undecided).await;

    let BackupError::KeyNeeded(KeyLoss { mails, authenticators }) = refused else {
        panic!("{refused:?}")
    };
    assert!(mails >= 1);
    assert_eq!(authenticators, 1);
}

#[tokio::test]
async fn a_key_of_another_database_and_what_is_no_key_are_refused() {
    let site = Site::new().await;
    site.make_backup().await;
    let key = site.place.path().join("other.key");

    fs::write(&key, [7; 32]).unwrap();
    let other = site.restore_error(&KeyChoice::File(key.clone())).await;
    fs::write(&key, "abc").unwrap();
    let none = site.restore_error(&KeyChoice::File(key.clone())).await;
    fs::remove_file(&key).unwrap();
    let absent = site.restore_error(&KeyChoice::File(key.clone())).await;

    assert!(matches!(&other, BackupError::WrongKey(path) if *path == key), "{other:?}");
    assert!(matches!(&none, BackupError::NoKey(path) if *path == key), "{none:?}");
    assert!(matches!(absent, BackupError::Store(_)), "{absent:?}");
}

#[tokio::test]
async fn accepting_a_key_loss_restores_everything_else() {
    let site = Site::new().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    site.make_backup().await;
    let data = site.place.path().join("data");
    let now = site.app.app.clock.now();

    let key = KeyChoice::AcceptLoss { reason: "la clé est perdue".to_owned() };
    let restored = restore(&site.backups(), &data, &key, now).await.unwrap();

    assert_eq!(restored.loss, Some(KeyLoss { mails: 1, authenticators: 0 }));
    let store = Store::open(&data.join("directory.db")).await.unwrap();
    assert_eq!(titles(&store, 3).await, ["Atelier vélo"]);
    let mails = store.list_mails().await.unwrap();
    assert!(matches!(mails[0].state, MailState::Failed(_)), "{mails:?}");
    let old = fs::read(site.app.folder().join("secret.key")).unwrap();
    assert_ne!(fs::read(data.join("secret.key")).unwrap(), old);
}

#[tokio::test]
async fn one_backup_of_many_is_restored_by_its_folder_or_its_file() {
    let site = Site::new().await;
    let first = site.make_backup().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    site.make_backup().await;
    let now = site.app.app.clock.now();

    for (name, from) in [("one", first.path.clone()), ("two", first.database())] {
        let data = site.place.path().join(name);
        let restored = restore(&from, &data, &site.key(), now).await.unwrap();
        assert_eq!(restored.manifest.rows_of("proposals"), 0);
    }
    let (newest, _) = site.restore_to("three").await.unwrap();
    assert_eq!(newest.manifest.rows_of("proposals"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_filled_during_a_restore_is_locked_and_nothing_is_replaced() {
    let site = Site::new().await;
    site.make_backup().await;
    let data = site.place.path().join("data");
    // Blocks the restore while it reads its key from a named pipe.
    let pipe = site.place.path().join("key");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let now = site.app.app.clock.now();
    let (from, to, key) = (site.backups(), data.clone(), KeyChoice::File(pipe.clone()));
    let restoring =
        thread::spawn(move || Runtime::new().unwrap().block_on(restore(&from, &to, &key, now)));
    let opened = tokio::task::spawn_blocking(|| File::options().write(true).open(pipe));
    let mut pipe = opened.await.unwrap().unwrap();

    let served = Store::open_for_server(&data.join("directory.db")).await;
    fs::write(data.join("directory.db"), "of another program").unwrap();
    pipe.write_all(&fs::read(site.app.folder().join("secret.key")).unwrap()).unwrap();
    drop(pipe);
    let refused = restoring.join().unwrap();

    assert!(matches!(served, Err(Error::InUse(_))), "{served:?}");
    assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
    assert_eq!(fs::read(data.join("directory.db")).unwrap(), b"of another program");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
}

#[tokio::test]
async fn a_folder_that_a_server_has_locked_is_refused() {
    let site = Site::new().await;
    site.make_backup().await;
    let data = site.place.path().join("data");
    fs::create_dir(&data).unwrap();
    let lock = File::open(&data).unwrap();
    lock.lock().unwrap();
    let now = site.app.app.clock.now();

    let refused = restore(&site.backups(), &data, &site.key(), now).await;

    assert!(matches!(refused, Err(BackupError::Store(Error::InUse(_)))), "{refused:?}");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
}

#[tokio::test]
async fn a_restore_that_was_cut_after_its_key_was_in_place_can_be_repeated() {
    let site = Site::new().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    site.make_backup().await;
    let data = site.place.path().join("data");
    let work = data.join(".restoring");
    fs::create_dir_all(&work).unwrap();
    fs::write(work.join("directory.db"), "whole, not yet in place").unwrap();
    fs::copy(site.app.folder().join("secret.key"), work.join("secret.key")).unwrap();
    fs::hard_link(work.join("secret.key"), data.join("secret.key")).unwrap();

    let (_, store) = site.restore_to("data").await.unwrap();

    assert_eq!(titles(&store, 3).await, ["Atelier vélo"]);
    assert!(!work.exists());
}
