//! Low disk space and a read-only folder: reads continue, writes are refused and resume later.

use std::{fs, os::unix::fs::symlink, path::PathBuf};

use quartiers_emploi::store::{Error, Space, Store};

use super::{TestStore, planted};
use crate::{
    app::TestApp,
    browser::Browser,
    given::{
        SECRET, digits, initiative, member, message, moderator_of, noon, proposal, seeds,
        seeds_with,
    },
    mail::round,
    mails::links,
    site::moderation::decide,
};

/// More than any disk has.
const ALL: u64 = u64::MAX;

#[tokio::test]
async fn with_too_little_room_nothing_that_can_wait_is_written() {
    let given = planted(&seeds()).await;
    let store = given.store.clone().keeping_free(ALL);

    let refused = store.post(&message("anne@example.org"), noon()).await.unwrap_err();

    assert!(matches!(refused, Error::NoRoom(_)) && refused.is_about_room(), "{refused:?}");
    assert!(store.plant(&seeds_with([initiative("Garage")]), noon()).await.is_err());
    assert!(!store.has_room());
    assert_eq!(store.version().await.unwrap(), 1, "reading goes on");

    let store = store.keeping_free(0);
    store.post(&message("anne@example.org"), noon()).await.unwrap();
    assert!(store.has_room());
}

#[tokio::test]
async fn what_was_accepted_is_sent_and_what_is_over_erased_without_room() {
    let app = TestApp::with(&seeds()).await;
    app.writes_to("anne@example.org").await;
    let store = app.app.store.clone().keeping_free(ALL);

    assert_eq!(app.sends(&mut round(&app)).await, 1);
    assert_eq!(app.sends(&mut round(&app)).await, 0, "it was noted");
    assert!(store.beat(app.app.clock.now()).await.unwrap().is_sound());

    app.get("/").await.assert_status(200);
    let health = app.health().await.assert_status(200).json();
    assert_eq!((&health["status"], &health["writable"]), (&"degraded".into(), &false.into()));
    let _healed = store.keeping_free(0);
    let health = app.health().await.json();
    assert_eq!((&health["status"], &health["writable"]), (&"ok".into(), &true.into()));
}

#[tokio::test]
async fn in_the_reserve_members_sign_in_and_decide_and_authors_erase_while_proposals_wait() {
    let app = TestApp::with(&seeds()).await;
    member("anne@example.org").active_in(&app).await;
    let mut moderator = moderator_of(&app, "Claire", &[]).await;
    let waiting = proposal("Vélo").waiting_in(&app).await;
    let draft = proposal("Couture").draft_in(&app).await;
    let step = format!("/proposer/{}/quoi", draft.link.reveal());
    let free = Space::at(app.folder()).expect("a readable file system").free;
    let store = app.app.store.clone().keeping_free(free.saturating_mul(2));

    let refused = app.post(&step, &[("titre", "Couture et vélo")]).await.assert_status(503);

    assert!(refused.body.contains("Couture et vélo"), "what was typed is given back");
    let mut browser = Browser::new();
    browser.post(&app, "/connexion/lien", &[("adresse", "anne@example.org")]).await.leads();
    let mail = app.mails().await.pop().expect("a mail");
    let link = links(&mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    let code = digits(&SECRET, app.app.clock.now());
    browser.post(&app, &link, &[("code-preuve", &code)]).await.leads();
    let words = [("motif", "hors-sujet"), ("mot", "Ce n’est pas une initiative pour l’emploi.")];
    decide(&app, &mut moderator, waiting, "refus", &words).await.leads();
    app.post(&format!("/suivi/{}/effacement", draft.link.reveal()), &[]).await.leads();
    assert_eq!(app.app.store.find_proposal(draft.id).await.unwrap(), None);

    // Within the reserve only writes that free space are accepted.
    let _store = store.keeping_free(free.saturating_mul(8));
    let asked = browser.post(&app, "/connexion/lien", &[("adresse", "anne@example.org")]).await;
    asked.assert_status(503);
    app.app.store.erase_proposal(waiting, app.app.clock.now()).await.unwrap();
    assert_eq!(app.app.store.find_proposal(waiting).await.unwrap(), None);
}

/// A database whose folder accepts no new file, and the link that blocks it.
async fn walled() -> (TestStore, PathBuf) {
    let given = planted(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;
    let wall = given.folder.path().join("test.db-shm");
    symlink("/nowhere/at-all", &wall).unwrap();
    (given, wall)
}

#[tokio::test]
async fn a_disk_that_lets_nothing_be_made_is_read_until_it_does() {
    let (given, wall) = walled().await;
    let path = given.folder.path().join("test.db");

    let store = Store::open_serving(&path).await.unwrap();

    assert_eq!(store.published().await.unwrap().initiatives.len(), 1);
    let refused = store.post(&message("anne@example.org"), noon()).await.unwrap_err();
    assert!(refused.is_about_room(), "{refused:?}");
    assert!(Store::open(&path).await.unwrap_err().is_about_room(), "a command wants to write");

    fs::remove_file(&wall).unwrap();
    store.post(&message("anne@example.org"), noon()).await.unwrap();
    assert_eq!(store.list_mails().await.unwrap().len(), 1);
    store.plant(&seeds_with([initiative("Un toit")]), noon()).await.unwrap();
    assert_eq!(store.published().await.unwrap().version, 2);
}

#[tokio::test]
async fn a_second_server_is_refused_there_too() {
    let (given, _wall) = walled().await;
    let path = given.folder.path().join("test.db");
    let _first = Store::open_serving(&path).await.unwrap();

    assert!(matches!(Store::open_serving(&path).await, Err(Error::InUse(_))));
}

#[tokio::test]
async fn a_database_that_has_to_be_put_in_order_first_is_not_read_as_it_lies() {
    let (given, _wall) = walled().await;
    fs::write(given.folder.path().join("test.db-wal"), "what was not written back").unwrap();

    let opened = Store::open_serving(&given.folder.path().join("test.db")).await;

    assert!(matches!(opened, Err(Error::NotReadable(_))), "{opened:?}");
}

#[tokio::test]
async fn connections_made_while_nothing_could_be_written_do_not_keep_it_so() {
    let given = planted(&seeds_with([initiative("Garage solidaire")])).await;
    given.store.close().await;
    // A file that SQLite can open beside the database but not write.
    let wall = given.folder.path().join("test.db-shm");
    fs::create_dir(&wall).unwrap();
    let store = Store::open_serving(&given.folder.path().join("test.db")).await.unwrap();
    assert_eq!(store.version().await.unwrap(), 1);
    let refused = store.post(&message("anne@example.org"), noon()).await.unwrap_err();
    assert!(refused.is_about_room(), "{refused:?}");

    fs::remove_dir(&wall).unwrap();
    let again = store.post(&message("anne@example.org"), noon()).await;
    let then = store.post(&message("anne@example.org"), noon()).await;

    assert!(then.is_ok(), "{again:?} {then:?}");
    assert_eq!(store.version().await.unwrap(), 1);
}
