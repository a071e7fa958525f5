//! Erasure log: records erased after a backup are erased again on restore.

use std::fs;

use quartiers_emploi::domain::account::{AccountStatus, AuthMethod};
use quartiers_emploi::domain::operations::Purpose;
use quartiers_emploi::jobs::erase_expired;
use quartiers_emploi::mail::Letter;
use quartiers_emploi::store::{ChangeContext, restore};

use super::{Site, titles};
use crate::browser::Browser;
use crate::fixtures::{account, browser_of, draft, member, parsed, proposal, proposals};
use crate::outbox::links;

#[tokio::test]
async fn a_proposal_that_its_author_erased_stays_erased() {
    let site = Site::new().await;
    let linked = proposal("Atelier vélo").insert_submitted(&site.app).await;
    proposal("Atelier couture").insert_submitted(&site.app).await;
    site.make_backup().await;
    let (store, now) = (&site.app.app.store, site.app.app.clock.now());
    store.erase_proposal(linked.id, now).await.unwrap();
    site.folder().append_erasures(&site.app.database()).await.unwrap();

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(titles(&store, 3).await, ["Atelier couture"]);
    assert_eq!(restored.erased, 1);
    let mails = store.list_mails().await.unwrap();
    assert_eq!(mails.len(), 2, "the mail about it is gone: {mails:?}");
}

#[tokio::test]
async fn the_next_backup_brings_the_list_up_to_date() {
    let site = Site::new().await;
    let linked = proposal("Atelier vélo").insert_submitted(&site.app).await;
    let first = site.make_backup().await;
    let now = site.app.app.clock.now();
    site.app.app.store.erase_proposal(linked.id, now).await.unwrap();

    site.make_backup().await;

    let data = site.place.path().join("data");
    let restored = restore(&first.path, &data, &site.key(), now).await.unwrap();
    assert_eq!(restored.erased, 1);
}

#[tokio::test]
async fn drafts_without_author_expire_again_and_others_stay_erased() {
    let mut site = Site::new().await;
    draft("2026-10-20T09:00:00Z").insert_into(&site.app).await;
    draft("2026-11-10T09:00:00Z")
        .unconfirmed()
        .with_email("anne@example.org")
        .insert_into(&site.app)
        .await;
    site.app.set_clock("2026-11-19T08:00:00Z");
    site.make_backup().await;
    site.app.set_clock("2026-11-24T09:00:00Z");
    let now = site.app.app.clock.now();
    site.app.app.store.accept_clock(now).await.unwrap();
    erase_expired(&site.app.app.store, now, false).await.unwrap();
    assert_eq!(proposals(&site.app).await, []);
    site.folder().append_erasures(&site.app.database()).await.unwrap();

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(restored.erased, 1);
    let due = store.list_due(now).await.unwrap();
    assert_eq!(
        due.iter().map(|it| it.due).sum::<u64>(),
        1,
        "the other is over by its age: {due:?}"
    );
}

#[tokio::test]
async fn a_removed_member_stays_removed_and_nobody_stays_signed_in() {
    let site = Site::new().await;
    let lea = member("lea@example.org").insert_active(&site.app).await;
    let anne = member("anne@example.org").administrator().insert_active(&site.app).await;
    browser_of(&site.app, anne, AuthMethod::MailTotp).await;
    site.make_backup().await;
    let message = Letter::new("Au revoir").to(&parsed("lea@example.org"), Purpose::AccountChanged);
    let changing = ChangeContext { by: None, message: &message, at: site.app.app.clock.now() };
    site.app.app.store.remove_member(lea, &changing).await.unwrap();
    assert_eq!(account(&site.app, lea).await, None);
    site.folder().append_erasures(&site.app.database()).await.unwrap();

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(store.find_account(lea).await.unwrap(), None);
    let there = store.find_account(anne).await.unwrap().expect("the member exists");
    assert_eq!(there.status, AccountStatus::Active);
    assert_eq!(restored.erased, 1, "the authenticator went with the member");
    assert_eq!(restored.manifest.rows_of("sessions"), 1, "somebody was signed in");
    let now = site.app.app.clock.now();
    assert_eq!(store.list_sessions(anne, now).await.unwrap().len(), 0);
}

#[tokio::test]
async fn an_erasure_does_not_touch_what_was_begun_again_after_it() {
    let site = Site::new().await;
    let linked = proposal("Atelier vélo").insert_submitted(&site.app).await;
    site.make_backup().await;
    let before = site.app.app.clock.now() - jiff::SignedDuration::from_hours(1);
    site.app.app.store.erase_proposal(linked.id, before).await.unwrap();
    site.folder().append_erasures(&site.app.database()).await.unwrap();

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(restored.erased, 0, "it was begun after that erasure");
    assert_eq!(titles(&store, 3).await, ["Atelier vélo"]);
}

#[tokio::test]
async fn the_list_outlives_a_restore_and_goes_to_another_folder() {
    let site = Site::new().await;
    let linked = proposal("Atelier vélo").insert_submitted(&site.app).await;
    let first = site.make_backup().await;
    let now = site.app.app.clock.now();
    site.app.app.store.erase_proposal(linked.id, now).await.unwrap();
    site.folder().append_erasures(&site.app.database()).await.unwrap();
    let data = site.place.path().join("data");
    restore(&first.path, &data, &site.key(), now).await.unwrap();
    let list = fs::read_to_string(site.backups().join("erasures.log")).unwrap();

    let other = quartiers_emploi::store::BackupFolder::new(site.place.path().join("other"));
    other.append_erasures(&data.join("directory.db")).await.unwrap();
    other.append_erasures(&data.join("directory.db")).await.unwrap();

    let copied = fs::read_to_string(site.place.path().join("other/erasures.log")).unwrap();
    assert_eq!(copied, list);
    assert_eq!(list.lines().count(), 1);
    assert!(!list.contains("example.org") && !list.contains("vélo"));
}

#[tokio::test]
async fn a_restore_without_the_erasure_log_warns() {
    let site = Site::new().await;
    site.make_backup().await;
    let (with, _store) = site.restore_to("one").await.unwrap();
    fs::remove_file(site.backups().join("erasures.log")).unwrap();
    let (without, _store) = site.restore_to("two").await.unwrap();

    assert_eq!((with.unreadable, without.unreadable), (Some(0), None));
}

#[tokio::test]
async fn a_recovery_code_that_was_used_after_the_backup_does_not_serve_again() {
    let site = Site::new().await;
    let lea = member("lea@example.org").insert_active(&site.app).await;
    let mut browser = browser_of(&site.app, lea, AuthMethod::MailTotp).await;
    let page = browser.post(&site.app, "/moderation/compte/codes", &[]).await.assert_status(200);
    let code = page.texts(".codes code").remove(3);
    site.make_backup().await;
    let mut elsewhere = Browser::new();
    let request = elsewhere.post(&site.app, "/connexion/lien", &[("adresse", "lea@example.org")]);
    request.await.assert_status(303);
    let mail = site.app.mails().await.pop().expect("a mail");
    let link = links(&mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    let fields = [("code-secours", code.as_str())];
    elsewhere.post(&site.app, &link, &fields).await.assert_status(303);
    site.folder().append_erasures(&site.app.database()).await.unwrap();

    let (restored, store) = site.restore_to("data").await.unwrap();

    assert_eq!(restored.erased, 1);
    assert_eq!(store.sign_in_methods(lea).await.unwrap().codes, 9);
}
