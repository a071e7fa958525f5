//! Low disk space and a read-only folder: reads continue, writes are refused and resume later.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use quartiers_emploi::store::{DiskSpace, Error, Store};

use super::{TestStore, with_seeds_imported};
use crate::browser::Browser;
use crate::fixtures::{
    SECRET, initiative, member, message, moderator_of, noon, proposal, seeds, seeds_with, totp_code,
};
use crate::mail::mail_worker;
use crate::outbox::links;
use crate::site::moderation::decide;
use crate::test_app::TestApp;

/// More than any disk has.
const MAX_BYTES: u64 = u64::MAX;

#[tokio::test]
async fn low_disk_space_refuses_deferrable_writes() {
    let given = with_seeds_imported(&seeds()).await;
    let store = given.store.clone().with_min_free(MAX_BYTES);

    let refused = store.queue_message(&message("anne@example.org"), noon()).await.unwrap_err();

    assert!(matches!(refused, Error::NoSpace(_)) && refused.is_unwritable(), "{refused:?}");
    assert!(store.import_seeds(&seeds_with([initiative("Garage")]), noon()).await.is_err());
    assert!(!store.has_disk_space());
    assert_eq!(store.version().await.unwrap(), 1, "reading goes on");

    let store = store.with_min_free(0);
    store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    assert!(store.has_disk_space());
}

#[tokio::test]
async fn low_disk_space_still_sends_mails_and_erases() {
    let app = TestApp::with_seeds(&seeds()).await;
    app.queue_mail_to("anne@example.org").await;
    let store = app.app.store.clone().with_min_free(MAX_BYTES);

    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 1);
    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 0, "it was noted");
    assert!(store.tick(app.app.clock.now()).await.unwrap().is_sound());

    app.get("/").await.assert_status(200);
    let health = app.health().await.assert_status(200).json();
    assert_eq!((&health["status"], &health["writable"]), (&"degraded".into(), &false.into()));
    let _healed = store.with_min_free(0);
    let health = app.health().await.json();
    assert_eq!((&health["status"], &health["writable"]), (&"ok".into(), &true.into()));
}

#[tokio::test]
async fn in_the_reserve_members_sign_in_and_decide_and_authors_erase_while_proposals_wait() {
    let app = TestApp::with_seeds(&seeds()).await;
    member("anne@example.org").insert_active(&app).await;
    let mut moderator = moderator_of(&app, "Claire", &[]).await;
    let waiting = proposal("Vélo").insert_pending(&app).await;
    let draft = proposal("Couture").insert_draft(&app).await;
    let step = format!("/proposer/{}/quoi", draft.link.reveal());
    let free = DiskSpace::at(app.folder()).expect("a readable file system").free;
    let store = app.app.store.clone().with_min_free(free.saturating_mul(2));

    let refused = app.post(&step, &[("titre", "Couture et vélo")]).await.assert_status(503);

    assert!(refused.body.contains("Couture et vélo"), "what was typed is given back");
    let mut browser = Browser::new();
    browser
        .post(&app, "/connexion/lien", &[("adresse", "anne@example.org")])
        .await
        .redirect_target();
    let mail = app.mails().await.pop().expect("a mail");
    let link = links(&mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    let code = totp_code(&SECRET, app.app.clock.now());
    browser.post(&app, &link, &[("code-preuve", &code)]).await.redirect_target();
    let words = [("motif", "hors-sujet"), ("mot", "Ce n’est pas une initiative pour l’emploi.")];
    decide(&app, &mut moderator, waiting, "refus", &words).await.redirect_target();
    app.post(&format!("/suivi/{}/effacement", draft.link.reveal()), &[]).await.redirect_target();
    assert_eq!(app.app.store.find_proposal(draft.id).await.unwrap(), None);

    // Within the reserve only writes that free space are accepted.
    let _store = store.with_min_free(free.saturating_mul(8));
    let request = browser.post(&app, "/connexion/lien", &[("adresse", "anne@example.org")]).await;
    request.assert_status(503);
    app.app.store.erase_proposal(waiting, app.app.clock.now()).await.unwrap();
    assert_eq!(app.app.store.find_proposal(waiting).await.unwrap(), None);
}

/// A database whose folder accepts no new file, and the link that blocks it.
async fn with_blocked_folder() -> (TestStore, PathBuf) {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;
    let blocker = given.folder.path().join("test.db-shm");
    symlink("/nowhere/at-all", &blocker).unwrap();
    (given, blocker)
}

#[tokio::test]
async fn an_unwritable_folder_is_served_read_only_until_writable() {
    let (given, blocker) = with_blocked_folder().await;
    let path = given.folder.path().join("test.db");

    let store = Store::open_for_server(&path).await.unwrap();

    assert_eq!(store.published().await.unwrap().initiatives.len(), 1);
    let refused = store.queue_message(&message("anne@example.org"), noon()).await.unwrap_err();
    assert!(refused.is_unwritable(), "{refused:?}");
    assert!(Store::open(&path).await.unwrap_err().is_unwritable(), "a command wants to write");

    fs::remove_file(&blocker).unwrap();
    store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    assert_eq!(store.list_mails().await.unwrap().len(), 1);
    store.import_seeds(&seeds_with([initiative("Un toit")]), noon()).await.unwrap();
    assert_eq!(store.published().await.unwrap().version, 2);
}

#[tokio::test]
async fn a_second_server_is_refused_in_read_only_mode() {
    let (given, _wall) = with_blocked_folder().await;
    let path = given.folder.path().join("test.db");
    let _first = Store::open_for_server(&path).await.unwrap();

    assert!(matches!(Store::open_for_server(&path).await, Err(Error::InUse(_))));
}

#[tokio::test]
async fn a_database_that_needs_recovery_is_not_opened_read_only() {
    let (given, _wall) = with_blocked_folder().await;
    fs::write(given.folder.path().join("test.db-wal"), "what was not written back").unwrap();

    let opened = Store::open_for_server(&given.folder.path().join("test.db")).await;

    assert!(matches!(opened, Err(Error::NotReadable(_))), "{opened:?}");
}

#[tokio::test]
async fn connections_opened_read_only_become_writable_again() {
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;
    // A file that SQLite can open beside the database but not write.
    let blocker = given.folder.path().join("test.db-shm");
    fs::create_dir(&blocker).unwrap();
    let store = Store::open_for_server(&given.folder.path().join("test.db")).await.unwrap();
    assert_eq!(store.version().await.unwrap(), 1);
    let refused = store.queue_message(&message("anne@example.org"), noon()).await.unwrap_err();
    assert!(refused.is_unwritable(), "{refused:?}");

    fs::remove_dir(&blocker).unwrap();
    let again = store.queue_message(&message("anne@example.org"), noon()).await;
    let then = store.queue_message(&message("anne@example.org"), noon()).await;

    assert!(then.is_ok(), "{again:?} {then:?}");
    assert_eq!(store.version().await.unwrap(), 1);
}
