//! Lockout of one-time codes after ten failed attempts in a day.

use quartiers_emploi::domain::account::AuthMethod;

use super::{ANNE, ASK, CODE, ask, code, is_signed_in, last_mail, now, path, wrong_code};
use crate::browser::Browser;
use crate::fixtures::{browser_of, member, seeds};
use crate::test_app::TestApp;

const REAUTHENTICATION: &str = "/connexion/preuve";

/// A site with Anne as a member, behind a proxy that names client networks.
async fn site() -> TestApp {
    let app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    member(ANNE).insert_active(&app).await;
    app
}

/// Path of a new sign-in link for Anne.
async fn link(app: &TestApp, network: usize) -> String {
    let network = format!("192.0.{network}.7");
    app.post_from(&network, ASK, &[("adresse", ANNE)]).await.assert_status(303);
    let mails = app.mails().await;
    let mail = mails.iter().rev().find(|mail| mail.text.contains("/connexion/lien/"));
    path(mail.expect("a mail with a link"))
}

/// Submits `count` wrong codes, five per link.
async fn guess(app: &TestApp, count: usize) {
    let wrong = wrong_code(app);
    let mut way = link(app, 0).await;
    for number in 0..count {
        if number > 0 && number.is_multiple_of(5) {
            way = link(app, number).await;
        }
        Browser::new().post(app, &way, &[("code-preuve", &wrong)]).await;
    }
}

#[tokio::test]
async fn after_ten_wrong_codes_the_right_one_is_refused_for_a_day_and_the_page_says_what_serves() {
    let mut app = site().await;
    guess(&app, 9).await;
    let before = app.mails().await.len();
    let way = link(&app, 20).await;
    let wrong = wrong_code(&app);
    let page = Browser::new().post(&app, &way, &[("code-preuve", &wrong)]).await;

    let page = page.assert_status(422);
    let why = page.text("[data-without-totp]");
    assert!(why.contains("Ils serviront de nouveau le 25 novembre 2026 à 10 h"), "{why}");
    assert!(why.contains("un code de secours ou votre clé d’accès"), "{why}");
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-secours"]);
    assert!(page.texts("#code-preuve").is_empty(), "no field for what does not serve");
    let mail = last_mail(&app, ANNE).await;
    assert_eq!(app.mails().await.len(), before + 2, "the link, and the warning");
    assert_eq!(mail.subject, "Trop de codes faux sur votre compte");
    assert!(mail.text.contains("de nouveau le 25 novembre 2026 à"), "{}", mail.text);

    for moment in ["2026-11-24T09:01:00Z", "2026-11-25T08:59:59Z"] {
        app.set_clock(moment);
        let way = link(&app, 21).await;
        let page = Browser::new().post(&app, &way, &[("code-preuve", &now(&app))]).await;
        page.assert_status(422);
    }
    app.set_clock("2026-11-25T09:00:00Z");
    let (way, mut browser) = (link(&app, 22).await, Browser::new());
    let page = browser.post(&app, &way, &[("code-preuve", &now(&app))]).await;
    is_signed_in(page, &browser);
}

#[tokio::test]
async fn a_guesser_who_reads_the_mails_gets_ten_guesses_a_day() {
    let mut app = site().await;
    let mut guesses = 0;
    for hour in 0..30_usize {
        let (day, hour_of_day) = (24 + (9 + hour) / 24, (9 + hour) % 24);
        app.set_clock(&format!("2026-11-{day}T{hour_of_day:02}:00:00Z"));
        app.app.store.tick(app.app.clock.now()).await.unwrap();
        let (way, wrong) = (link(&app, hour).await, wrong_code(&app));
        for _ in 0..4 {
            let page = Browser::new().post(&app, &way, &[("code-preuve", &wrong)]).await;
            // A code that was checked gets an error beside its field.
            guesses += page.texts("#code-preuve-e").len();
        }
    }
    // The tenth attempt of a day triggers the lockout; those of the first day then expire.
    assert_eq!(guesses, 9 + 9);
}

#[tokio::test]
async fn a_right_code_takes_no_wrong_one_back() {
    let mut app = site().await;
    guess(&app, 9).await;
    app.set_clock("2026-11-24T09:02:00Z");
    let (way, mut browser) = (link(&app, 30).await, Browser::new());
    is_signed_in(browser.post(&app, &way, &[("code-preuve", &now(&app))]).await, &browser);

    app.set_clock("2026-11-24T09:03:00Z");
    let way = link(&app, 31).await;
    let page = Browser::new().post(&app, &way, &[("code-preuve", &wrong_code(&app))]).await;

    assert!(!page.text("[data-without-totp]").is_empty());
}

#[tokio::test]
async fn wrong_proofs_are_counted_across_sessions_and_links_and_those_of_a_day_before_are_not() {
    let mut app = site().await;
    guess(&app, 4).await;
    app.set_clock("2026-11-25T08:59:59Z");
    let account = app.app.store.list_members().await.unwrap()[0].id;
    for _ in 0..2 {
        let mut browser = browser_of(&app, account, AuthMethod::MailTotp).await;
        for _ in 0..2 {
            let wrong = [("code-preuve", "000000")];
            browser.post(&app, REAUTHENTICATION, &wrong).await.assert_status(422);
        }
    }
    guess(&app, 1).await;
    app.set_clock("2026-11-25T09:00:00Z");
    let mut browser = browser_of(&app, account, AuthMethod::MailTotp).await;
    for _ in 0..4 {
        let page = browser.post(&app, REAUTHENTICATION, &[("code-preuve", "000000")]).await;
        assert!(page.assert_status(422).texts("[data-without-totp]").is_empty());
    }
    let mut browser = browser_of(&app, account, AuthMethod::MailTotp).await;

    let page =
        browser.post(&app, REAUTHENTICATION, &[("code-preuve", "000000")]).await.assert_status(422);

    assert!(page.text("[data-without-totp]").contains("sont refusés pendant 24 heures"));
    let page = browser.get(&app, REAUTHENTICATION).await.assert_status(200);
    assert!(!page.text("[data-without-totp]").is_empty());
    assert!(page.texts("#code-preuve").is_empty());
}

#[cfg(feature = "passkeys")]
#[tokio::test]
async fn passkeys_and_recovery_codes_go_on_and_wrong_recovery_codes_count() {
    use serde_json::json;

    use super::ACCOUNT;
    use crate::authenticator::Authenticator;

    let app = site().await;
    let account = app.app.store.list_members().await.unwrap()[0].id;
    let mut first = browser_of(&app, account, AuthMethod::MailTotp).await;
    let mut authenticator = Authenticator::new();
    let options = first.post_json(&app, "/moderation/compte/cles/demande", &json!({})).await.json();
    let made = json!({ "answer": authenticator.create_passkey(&options), "nom": "clé" });
    first.post_json(&app, "/moderation/compte/cles", &made).await.assert_status(200);
    let codes = first.post(&app, "/moderation/compte/codes", &[]).await.texts(".codes code");
    let way = link(&app, 0).await;
    let unknown = "7K2M9QXT7K2M9QXT7K2M9QXT";
    for number in 0..10 {
        let way = if number < 5 { way.clone() } else { link(&app, number).await };
        Browser::new().post(&app, &way, &[("code-secours", unknown)]).await;
    }

    let way = link(&app, 40).await;
    let page = Browser::new().post(&app, &way, &[("code-preuve", &now(&app))]).await;
    assert!(!page.assert_status(422).text("[data-without-totp]").is_empty());
    let mut browser = Browser::new();
    is_signed_in(browser.post(&app, &way, &[("code-secours", &codes[0])]).await, &browser);
    let mut browser = Browser::new();
    let options = browser.post_json(&app, "/connexion/cle/demande", &json!({})).await.json();
    let answer = json!({ "answer": authenticator.sign_assertion(&options) });
    browser.post_json(&app, "/connexion/cle", &answer).await.assert_status(200);
    browser.get(&app, ACCOUNT).await.assert_status(200);
}

#[tokio::test]
async fn without_the_mail_nobody_causes_or_sees_a_lockout() {
    let app = site().await;
    let mut stranger = ask(&app, ANNE).await;
    for _ in 0..5 {
        for _ in 0..4 {
            let fields = [("code-recu", "7K2M-9QXT"), ("code-preuve", "123456")];
            stranger.post(&app, CODE, &fields).await.assert_status(422);
        }
        stranger = Browser::new();
        stranger.post(&app, ASK, &[("adresse", ANNE)]).await;
    }
    let (way, mut anne) = (link(&app, 50).await, Browser::new());
    is_signed_in(anne.post(&app, &way, &[("code-preuve", &now(&app))]).await, &anne);

    guess(&app, 10).await;
    let (mut known, mut unknown) = (Browser::new(), Browser::new());
    known.post(&app, ASK, &[("adresse", ANNE)]).await.assert_status(303);
    unknown.post(&app, ASK, &[("adresse", "personne@example.org")]).await.assert_status(303);
    let fields = [("code-recu", "7K2M-9QXT"), ("code-preuve", "123456")];
    let known = known.post(&app, CODE, &fields).await;
    let unknown = unknown.post(&app, CODE, &fields).await;
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
}

#[tokio::test]
async fn the_mailed_code_shows_the_lockout_in_the_requesting_browser() {
    let app = TestApp::with_seeds(&seeds()).await;
    member(ANNE).insert_active(&app).await;
    guess(&app, 5).await;
    guess(&app, 5).await;
    let mut browser = Browser::new();
    browser.post(&app, ASK, &[("adresse", ANNE)]).await.assert_status(303);
    let (received, totp_code) = (code(&app).await, now(&app));

    let fields = [("code-recu", received.as_str()), ("code-preuve", totp_code.as_str())];
    let page = browser.post(&app, CODE, &fields).await.assert_status(422);

    let message = page.text("#code-preuve-e");
    assert!(message.contains("sont refusés pendant 24 heures"), "{message}");
}

#[tokio::test]
async fn administrators_see_whose_codes_are_refused_and_a_new_authenticator_ends_it() {
    let app = site().await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    let page = admin.get(&app, "/moderation/membres").await.assert_status(200);
    assert!(page.texts("[data-lockout]").is_empty());
    guess(&app, 10).await;

    let page = admin.get(&app, "/moderation/membres").await.assert_status(200);

    let reported = page.texts("[data-lockout]");
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(
        reported[0].contains("anne") && reported[0].contains("le 24 novembre 2026 à 10 h"),
        "{reported:?}"
    );

    let account = app.app.store.list_members().await.unwrap();
    let anne = account.iter().find(|it| it.email.as_str() == ANNE).unwrap().id;
    let until = app.app.store.totp_refused_until(anne, app.app.now()).await.unwrap();
    assert!(until.is_some());
    crate::fixtures::activate(&app.app.store, &app.app.clock, anne).await;
    assert_eq!(app.app.store.totp_refused_until(anne, app.app.now()).await.unwrap(), None);
}

#[tokio::test]
async fn a_lockout_of_a_clock_that_was_ahead_ends_when_it_is_set_right() {
    let mut app = site().await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    app.set_clock("2036-11-24T09:00:00Z");
    guess(&app, 10).await;
    let way = link(&app, 60).await;
    let page = Browser::new().post(&app, &way, &[("code-preuve", &now(&app))]).await;
    page.assert_status(422);

    app.set_clock("2026-11-24T09:01:00Z");

    let (way, mut browser) = (link(&app, 61).await, Browser::new());
    is_signed_in(browser.post(&app, &way, &[("code-preuve", &now(&app))]).await, &browser);
}
