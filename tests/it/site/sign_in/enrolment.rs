//! Enrolment by invitation.

use super::{ACCOUNT, ANNE, last_mail, path};
use crate::browser::Browser;
use crate::fixtures::{member, seeds, totp_code};
use crate::test_app::TestApp;
use quartiers_emploi::domain::account::TotpSecret;
use quartiers_emploi::jobs::erase_expired;

/// A site whose administrator invited Anne as moderator of Cher; returns the path of the mailed link.
async fn invited() -> (TestApp, Browser, String) {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    let fields =
        [("adresse", ANNE), ("nom", "Anne Martin"), ("role", "relecture"), ("departements", "18")];
    admin.post(&app, "/moderation/membres", &fields).await.assert_status(303);
    let link = path(&last_mail(&app, ANNE).await);
    (app, admin, link)
}

/// TOTP secret shown on the page for manual entry.
fn secret(shown: &str) -> TotpSecret {
    let secret = totp_rs::Secret::try_from_base32(shown.replace(' ', "")).unwrap();
    TotpSecret::try_from(secret.as_ref()).unwrap()
}

#[tokio::test]
async fn an_invitation_says_who_it_is_for_and_opens_the_account_once() {
    let (app, _, link) = invited().await;
    for _ in 0..10 {
        let page = app.get(&link).await.assert_status(200);
        assert_eq!(page.text("h1"), "Bienvenue, Anne Martin");
        assert!(page.text(".lead").contains("anne@example.org"));
        assert!(page.text(".lead").contains("ces départements : Cher"), "{}", page.text(".lead"));
        assert_eq!(page.texts("main button").len(), 1);
    }
    let mut anne = Browser::new();
    let page = anne.post(&app, &link, &[]).await.assert_status(303);
    assert_eq!(page.header("location"), ACCOUNT);
    anne.get(&app, ACCOUNT).await.assert_status(200);
    assert_eq!(app.get(&link).await.assert_status(410).text("h1"), "Cette invitation ne sert plus");
    Browser::new().post(&app, &link, &[]).await.assert_status(410);
}

#[tokio::test]
async fn an_invited_member_sets_up_a_sign_in_method_first() {
    let (app, _, link) = invited().await;
    let mut anne = Browser::new();
    anne.post(&app, &link, &[]).await;
    let page = anne.get(&app, ACCOUNT).await.assert_status(200);
    assert!(page.text(".note").contains("Choisissez au moins une façon de vous connecter"));
    assert_eq!(page.attrs(".members a", "href"), [ACCOUNT]);
    let page = anne.get(&app, "/moderation/membres").await.assert_status(303);
    assert_eq!(page.header("location"), ACCOUNT);
    anne.post(&app, "/moderation/membres", &[]).await.assert_status(403);

    let page = anne.get(&app, "/moderation/compte/application").await.assert_status(200);
    let shown = page.text("[data-secret]");
    assert!(!page.texts("svg.qr").is_empty());
    let code = totp_code(&secret(&shown), app.app.clock.now());
    let page = anne.post(&app, "/moderation/compte/application", &[("code-preuve", &code)]).await;
    let next = page.assert_status(303).header("location").to_owned();
    let page = anne.get(&app, &next).await.assert_status(200);
    assert!(page.text(".note--ok").contains("C’est fait"));
    let page = anne.post(&app, "/moderation/compte/codes", &[]).await.assert_status(200);
    assert_eq!(page.texts(".codes code").len(), 10);

    let page = anne.get(&app, ACCOUNT).await;
    assert!(page.texts(".note").is_empty());
    assert_eq!(
        page.attrs(".members a", "href"),
        ["/moderation", "/moderation/initiatives", ACCOUNT]
    );
    assert!(page.text("main").contains("Il vous reste 10"));
}

#[tokio::test]
async fn a_wrong_first_code_shows_the_same_secret_again() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).insert_enrolled(&app).await;
    let page = anne.get(&app, "/moderation/compte/application").await;
    let shown = page.text("[data-secret]");
    let mut wrong = totp_code(&secret(&shown), app.app.clock.now());
    wrong.replace_range(5.., if wrong.ends_with('0') { "1" } else { "0" });

    let page = anne.post(&app, "/moderation/compte/application", &[("code-preuve", &wrong)]).await;

    let page = page.assert_status(422);
    assert_eq!(page.text("[data-secret]"), shown);
    assert!(page.text("#code-preuve-e").contains("l’heure de votre téléphone"));
    let page = anne.get(&app, "/moderation/compte/application").await;
    assert_eq!(page.text("[data-secret]"), shown);
    let (_, mut other) = member("paul@example.org").insert_enrolled(&app).await;
    let page = other.get(&app, "/moderation/compte/application").await;
    assert_ne!(page.text("[data-secret]"), shown);
}

#[tokio::test]
async fn an_expired_invitation_is_renewed_by_mail_only() {
    let (mut app, _, link) = invited().await;
    app.set_clock("2026-11-24T09:15:00Z");
    Browser::new().post(&app, &link, &[]).await.assert_status(410);
    let page = app.get(&link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Ce lien est trop ancien");
    let mails = app.mails().await.len();

    let again = page.attr("main form", "action");
    let mut anne = Browser::new();
    let page = anne.post(&app, &again, &[]).await.assert_status(303);

    anne.get(&app, page.header("location")).await.assert_status(200);
    assert_eq!(app.mails().await.len(), mails + 1);
    anne.post(&app, &again, &[]).await.assert_status(410);
    app.get(&link).await.assert_status(410);
    let link = path(&last_mail(&app, ANNE).await);
    anne.post(&app, &link, &[]).await.assert_status(303);
    assert!(anne.cookie("__Host-s").is_some());
}

#[tokio::test]
async fn an_expired_invitation_survives_the_hourly_erasure() {
    let (mut app, _, link) = invited().await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    app.set_clock("2026-11-24T10:00:00Z");
    erase_expired(&app.app.store, app.app.clock.now(), false).await.unwrap();
    let page = app.get(&link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Ce lien est trop ancien");

    for day in 25..=30 {
        app.set_clock(&format!("2026-11-{day}T10:00:00Z"));
        app.app.store.tick(app.app.clock.now()).await.unwrap();
    }
    app.set_clock("2026-12-01T10:00:00Z");
    erase_expired(&app.app.store, app.app.clock.now(), false).await.unwrap();
    app.get(&link).await.assert_status(410);
}

#[tokio::test]
async fn a_clock_that_jumps_erases_no_invitation_on_requests() {
    let (mut app, _, link) = invited().await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();

    app.set_clock("2027-01-24T09:00:00Z");
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    Browser::new().post(&app, "/connexion/lien", &[("adresse", ANNE)]).await.assert_status(303);
    member("lea@example.org").insert_invited(&app).await;
    erase_expired(&app.app.store, app.app.clock.now(), true).await.unwrap();

    app.set_clock("2026-11-24T09:05:00Z");
    let page = app.get(&link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Bienvenue, Anne Martin");
    Browser::new().post(&app, &link, &[]).await.assert_status(303);
}

#[tokio::test]
async fn an_invitation_of_a_clock_that_was_ahead_fetches_another_and_does_not_serve_for_years() {
    let (mut app, mut admin, _) = invited().await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    let page = admin.get(&app, "/moderation/membres").await;
    let members: Vec<_> = page.attrs("th a", "href").into_iter().zip(page.texts("th a")).collect();
    let anne = &members.iter().find(|(_, name)| name == "Anne Martin").unwrap().0;
    app.set_clock("2036-11-24T09:00:00Z");
    let (_, mut admin) = member("chef@example.org").administrator().signed_in(&app).await;
    admin.post(&app, &format!("{anne}/invitation"), &[]).await.assert_status(303);
    let link = path(&last_mail(&app, ANNE).await);

    app.set_clock("2026-11-24T09:05:00Z");

    Browser::new().post(&app, &link, &[]).await.assert_status(410);
    let page = app.get(&link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Ce lien est trop ancien");
    let again = page.attr("main form", "action");
    Browser::new().post(&app, &again, &[]).await.assert_status(303);
    let link = path(&last_mail(&app, ANNE).await);
    Browser::new().post(&app, &link, &[]).await.assert_status(303);
}

#[tokio::test]
async fn an_invitation_is_erased_a_week_after_its_expiry() {
    let (mut app, mut admin, link) = invited().await;
    app.set_clock("2026-12-01T09:15:01Z");
    let (id, _) = member("lea@example.org").insert_enrolled(&app).await;
    assert!(id.get() > 0);
    app.get(&link).await.assert_status(410);
    admin.get(&app, "/moderation/membres").await.assert_status(303);
}

#[tokio::test]
async fn another_invitation_voids_the_first() {
    let (app, mut admin, first) = invited().await;
    let page = admin.get(&app, "/moderation/membres").await;
    let members: Vec<_> = page.attrs("th a", "href").into_iter().zip(page.texts("th a")).collect();
    let anne = &members.iter().find(|(_, name)| name == "Anne Martin").unwrap().0;
    admin.post(&app, &format!("{anne}/invitation"), &[]).await.assert_status(303);
    app.get(&first).await.assert_status(410);
    app.get(&path(&last_mail(&app, ANNE).await)).await.assert_status(200);
}
