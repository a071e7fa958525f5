//! Sign-in by mailed link.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::{
    ACCOUNT, ANNE, ASK, CODE, ask, code, is_signed_in, last_mail, link_requested, now, path,
};
use crate::browser::Browser;
use crate::fixtures::{member, seeds};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_link_and_a_code_of_the_authenticator_sign_in() {
    let (app, _) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    let mut elsewhere = Browser::new();

    let page = elsewhere.get(&app, &link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Se connecter au compte de anne");
    assert!(page.text("main").contains(ANNE));
    let page = elsewhere.post(&app, &link, &[("code-preuve", &now(&app))]).await;

    is_signed_in(page, &elsewhere);
    let page = elsewhere.get(&app, ACCOUNT).await.assert_status(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert!(page.text(".records").contains("Firefox sous Linux"));
    assert!(page.text(".records").contains("par courriel et code"));
}

#[tokio::test]
async fn opening_a_link_does_not_consume_it() {
    let (app, _) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    for _ in 0..10 {
        app.get(&link).await.assert_status(200);
    }
    let mut browser = Browser::new();
    let page = browser.post(&app, &link, &[("code-preuve", &now(&app))]).await;
    is_signed_in(page, &browser);
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let (mut app, _) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await.assert_status(303);

    app.set_clock("2026-11-24T09:02:00Z");
    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;

    let page = page.assert_status(410);
    assert_eq!(page.text("h1"), "Ce lien ne sert plus");
    assert_eq!(page.attrs("main a", "href"), ["/connexion"]);
    app.get(&link).await.assert_status(410);
}

#[tokio::test]
async fn one_of_ten_concurrent_sign_ins_succeeds() {
    let (app, _) = link_requested().await;
    let (link, code) = (path(&last_mail(&app, ANNE).await), now(&app));
    let (app, link, code) = (Arc::new(app), Arc::new(link), Arc::new(code));
    let mut tries = JoinSet::new();
    for _ in 0..10 {
        let (app, link, code) = (Arc::clone(&app), Arc::clone(&link), Arc::clone(&code));
        tries.spawn(async move {
            let page = Browser::new().post(&app, &link, &[("code-preuve", &code)]).await;
            page.status.as_u16()
        });
    }
    let mut answers = tries.join_all().await;
    answers.sort_unstable();
    assert_eq!(answers, [[303].as_slice(), &[410; 9]].concat());
}

#[tokio::test]
async fn a_link_serves_ten_minutes() {
    let (mut app, _) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    app.set_clock("2026-11-24T09:09:59Z");
    app.get(&link).await.assert_status(200);
    app.set_clock("2026-11-24T09:10:00Z");
    app.get(&link).await.assert_status(410);
    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;
    page.assert_status(410);
}

#[tokio::test]
async fn an_unknown_link_gets_the_page_of_an_expired_one() {
    let app = TestApp::with_seeds(&seeds()).await;
    for link in ["x", &"A".repeat(43), "%00", "..%2f"] {
        app.get(&format!("{ASK}/{link}")).await.assert_status(410);
    }
}

#[tokio::test]
async fn a_new_request_voids_the_older_one_of_the_same_browser() {
    let (app, mut browser) = link_requested().await;
    let old = path(&last_mail(&app, ANNE).await);
    let code = code(&app).await;
    browser.post(&app, ASK, &[("adresse", ANNE)]).await.assert_status(303);

    app.get(&old).await.assert_status(410);
    let totp_code = now(&app);
    let fields = [("code-recu", code.as_str()), ("code-preuve", totp_code.as_str())];
    browser.post(&app, CODE, &fields).await.assert_status(422);
    app.get(&path(&last_mail(&app, ANNE).await)).await.assert_status(200);
}

#[tokio::test]
async fn a_stranger_who_asks_in_the_name_of_a_member_ends_nothing_that_she_waits_for() {
    let (app, mut browser) = link_requested().await;
    let hers = path(&last_mail(&app, ANNE).await);
    let code = code(&app).await;
    let mut stranger = ask(&app, ANNE).await;
    stranger.post(&app, ASK, &[("adresse", "nobody@example.org")]).await.assert_status(303);

    app.get(&hers).await.assert_status(200);
    let totp_code = now(&app);
    let fields = [("code-recu", code.as_str()), ("code-preuve", totp_code.as_str())];
    let page = browser.post(&app, CODE, &fields).await;

    is_signed_in(page, &browser);
}

#[tokio::test]
async fn a_link_that_signs_in_ends_all_others_that_wait() {
    let (app, _) = link_requested().await;
    let first = path(&last_mail(&app, ANNE).await);
    ask(&app, ANNE).await;
    let second = path(&last_mail(&app, ANNE).await);
    app.get(&first).await.assert_status(200);

    Browser::new().post(&app, &second, &[("code-preuve", &now(&app))]).await.assert_status(303);

    app.get(&first).await.assert_status(410);
}

/// Requests a sign-in link for Anne from `network`.
async fn ask_from(app: &TestApp, network: &str) {
    let page = app.post_from(network, ASK, &[("adresse", ANNE)]).await.assert_status(303);
    assert_eq!(page.header("location"), ASK);
}

#[tokio::test]
async fn a_network_makes_five_mails_to_an_account_leave_and_another_network_five_more() {
    let mut app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    member(ANNE).insert_active(&app).await;
    let before = app.mails().await.len();
    for _ in 0..10 {
        ask_from(&app, "192.0.2.7").await;
    }
    assert_eq!(app.mails().await.len(), before + 5);
    ask_from(&app, "198.51.100.7").await;
    assert_eq!(app.mails().await.len(), before + 6, "she signs in from elsewhere");
    app.set_clock("2026-11-24T10:00:00Z");
    ask_from(&app, "192.0.2.7").await;
    assert_eq!(app.mails().await.len(), before + 7);
}

#[tokio::test]
async fn an_account_gets_twenty_mails_an_hour_and_everybody_the_same_page_after_that() {
    let app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    member(ANNE).insert_active(&app).await;
    let before = app.mails().await.len();
    for network in 0..6 {
        for _ in 0..5 {
            ask_from(&app, &format!("192.0.{network}.7")).await;
        }
    }
    // Each of the last two networks used its share of two mails.
    assert_eq!(app.mails().await.len(), before + 24);
    app.get(&path(&last_mail(&app, ANNE).await)).await.assert_status(200);
}

#[tokio::test]
async fn an_invalid_address_has_an_error_at_its_field() {
    let app = TestApp::with_seeds(&seeds()).await;
    for (typed, message) in [
        ("", "Tapez une adresse électronique."),
        ("anne@", "pas complète"),
        ("a..b@example.org", "pas complète"),
        ("anne@-example.org", "pas complète"),
    ] {
        let fields = [("adresse", typed), ("retour", "/moderation/membres")];
        let page = Browser::new().post(&app, ASK, &fields).await.assert_status(422);
        assert!(page.text("#adresse-e").contains(message), "{typed}");
        assert_eq!(page.attr("#adresse", "value"), typed);
        assert_eq!(page.attr("input[name=retour]", "value"), "/moderation/membres");
    }
}

#[tokio::test]
async fn an_address_that_no_mail_can_go_to_is_refused_by_every_form() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    let before = app.mails().await.len();
    for typed in ["a..b@example.org", ".a@example.org", "a@example-.org", "a@exam_ple.org"] {
        let fields = [("adresse", typed), ("nom", "Anne"), ("role", "relecture")];
        let page = admin.post(&app, "/moderation/membres", &fields).await.assert_status(422);
        assert!(page.text("#adresse-e").contains("pas complète"), "{typed}");
        let page = app.post("/suivi", &[("mail", typed)]).await.assert_status(422);
        assert_eq!(page.attrs("#erreurs a", "href"), ["#mail"], "{typed}");
    }
    assert_eq!(app.mails().await.len(), before);
}

#[tokio::test]
async fn sign_in_returns_to_the_requested_page_of_this_site_only() {
    let app = TestApp::with_seeds(&seeds()).await;
    member(ANNE).insert_active(&app).await;
    let page = app.get("/moderation/membres?tri=nom").await.assert_status(303);
    let sign_in = page.header("location").to_owned();
    assert_eq!(sign_in, "/connexion?retour=%2Fmoderation%2Fmembres%3Ftri%3Dnom");
    let page = app.get(&sign_in).await.assert_status(200);
    assert_eq!(page.attr("input[name=retour]", "value"), "/moderation/membres?tri=nom");

    for (second, back, lands) in
        [(0, "/moderation/compte", "/moderation/compte"), (30, "//evil.example", "/moderation")]
    {
        let mut app = TestApp::with_seeds(&seeds()).await;
        member(ANNE).insert_active(&app).await;
        app.set_clock(&format!("2026-11-24T09:00:{second:02}Z"));
        let mut browser = Browser::new();
        browser.post(&app, ASK, &[("adresse", ANNE), ("retour", back)]).await;
        let link = path(&last_mail(&app, ANNE).await);
        let page = browser.post(&app, &link, &[("code-preuve", &now(&app))]).await;
        assert_eq!(page.header("location"), lands, "{back}");
    }
}

#[tokio::test]
async fn invited_or_removed_members_get_no_sign_in_mail() {
    let app = TestApp::with_seeds(&seeds()).await;
    member(ANNE).insert_invited(&app).await;
    let before = app.mails().await.len();
    ask(&app, ANNE).await;
    assert_eq!(app.mails().await.len(), before);
}

#[tokio::test]
async fn a_network_over_the_limit_gets_429_and_others_do_not() {
    let app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    member(ANNE).insert_active(&app).await;
    for number in 0..30 {
        let address = format!("nobody-{number}@example.org");
        let page = app.post_from("192.0.2.7", ASK, &[("adresse", &address)]).await;
        page.assert_status(303);
    }
    let before = app.mails().await.len();

    for address in [ANNE, "nobody@example.org"] {
        let page = app.post_from("192.0.2.8", ASK, &[("adresse", address)]).await;
        let page = page.assert_status(429);
        assert!(page.text("#adresse-e").contains("depuis votre réseau"));
        assert_eq!(page.attr("#adresse", "value"), address);
    }

    assert_eq!(app.mails().await.len(), before);
    app.post_from("198.51.100.7", ASK, &[("adresse", ANNE)]).await.assert_status(303);
    assert_eq!(app.mails().await.len(), before + 1);
}
