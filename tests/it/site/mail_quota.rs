//! Mail quotas: when the site limit is used up, newcomers and members still get their mails.

use quartiers_emploi::domain::operations::Purpose;

use super::draft_quota::behind_a_proxy;
use crate::browser::Browser;
use crate::fixtures::proposal_form::create_complete_draft;
use crate::fixtures::{SECRET, member, seeds, totp_code};
use crate::outbox::links;
use crate::test_app::TestApp;

const MEMBER: &str = "lea@example.org";
const ASK: &str = "/connexion/lien";

/// Requests mails to made-up addresses until the limit of the site is used up.
async fn use_up_site_limit(app: &TestApp) {
    for n in 0..400 {
        let from = format!("203.0.{}.7", n / 16);
        let address = format!("personne{n}@domaine{}.example", n / 80);
        app.post_from(&from, "/suivi", &[("mail", &address)]).await.redirect_target();
    }
}

/// Number of queued mails with `purpose`.
async fn count(app: &TestApp, purpose: Purpose) -> usize {
    app.mails().await.iter().filter(|mail| mail.purpose == purpose).count()
}

#[tokio::test]
async fn an_exhausted_site_limit_still_serves_newcomers_and_members() {
    for mut app in [behind_a_proxy().await, TestApp::with_seeds(&seeds()).await] {
        member(MEMBER).insert_active(&app).await;
        let draft = create_complete_draft(&mut app).await;
        use_up_site_limit(&app).await;
        let sent = count(&app, Purpose::Links).await;
        assert!((300..=400).contains(&sent), "the ceiling and a share: {sent}");
        let one_more = [("mail", "encore@domaine4.example")];
        app.post_from("203.0.24.8", "/suivi", &one_more).await.redirect_target();
        assert_eq!(count(&app, Purpose::Links).await, sent, "it is used up");

        app.post_from("198.51.100.4", &format!("{draft}/envoi"), &[]).await.redirect_target();
        app.post_from("198.51.100.5", ASK, &[("adresse", MEMBER)]).await.redirect_target();

        assert_eq!(count(&app, Purpose::Confirm).await, 1);
        assert_eq!(count(&app, Purpose::SignIn).await, 1);
    }
}

#[tokio::test]
async fn strangers_who_ask_in_a_members_name_leave_her_own_network_served() {
    let app = behind_a_proxy().await;
    member(MEMBER).insert_active(&app).await;
    for n in 0..60 {
        let from = format!("203.0.{}.7", n / 6);
        let page = app.post_from(&from, ASK, &[("adresse", MEMBER)]).await;
        assert_eq!(page.redirect_target(), ASK);
    }
    let before = count(&app, Purpose::SignIn).await;
    assert!(before < 40, "{before}");

    app.post_from("198.51.100.4", ASK, &[("adresse", MEMBER)]).await.redirect_target();

    assert_eq!(count(&app, Purpose::SignIn).await, before + 1);
}

/// Signs in by the link of the last mail.
async fn sign_in(app: &TestApp, browser: &mut Browser) {
    browser.post(app, ASK, &[("adresse", MEMBER)]).await.redirect_target();
    let mail = app.mails().await.pop().expect("a mail");
    let link = links(&mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    let code = totp_code(&SECRET, app.app.clock.now());
    browser.post(app, &link, &[("code-preuve", &code)]).await.redirect_target();
}

#[tokio::test]
async fn the_browser_of_a_member_is_served_without_a_network() {
    let app = TestApp::with_seeds(&seeds()).await;
    member(MEMBER).insert_active(&app).await;
    let mut hers = Browser::new();
    sign_in(&app, &mut hers).await;
    hers.post(&app, "/connexion/fin", &[]).await.redirect_target();
    assert!(hers.cookie("__Host-s").is_none());
    let mut stranger = Browser::new();
    for _ in 0..40 {
        stranger.post(&app, ASK, &[("adresse", MEMBER)]).await.redirect_target();
    }
    let before = count(&app, Purpose::SignIn).await;
    let theirs = stranger.post(&app, ASK, &[("adresse", MEMBER)]).await;
    assert_eq!(count(&app, Purpose::SignIn).await, before, "the stranger's are used up");

    let answer = hers.post(&app, ASK, &[("adresse", MEMBER)]).await;

    assert_eq!(count(&app, Purpose::SignIn).await, before + 1);
    assert_eq!((answer.status, answer.body), (theirs.status, theirs.body), "the same page");
    // Her browser has no share for another address.
    for _ in 0..40 {
        hers.post(&app, ASK, &[("adresse", "personne@example.org")]).await.redirect_target();
    }
    assert_eq!(count(&app, Purpose::SignIn).await, before + 1);
}

/// Uses up what strangers may ask for in the name of the member.
async fn use_up_the_account(app: &TestApp) {
    let mut stranger = Browser::new();
    for _ in 0..40 {
        stranger.post(app, ASK, &[("adresse", MEMBER)]).await.redirect_target();
    }
}

#[tokio::test]
async fn each_browser_of_a_member_has_a_share_of_its_own() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    member(MEMBER).insert_active(&app).await;
    let (mut hers, mut copied) = (Browser::new(), Browser::new());
    sign_in(&app, &mut hers).await;
    // A one-time code serves once.
    app.advance_seconds(60);
    sign_in(&app, &mut copied).await;
    assert_ne!(hers.cookie("__Host-k"), copied.cookie("__Host-k"));
    use_up_the_account(&app).await;
    for _ in 0..20 {
        copied.post(&app, ASK, &[("adresse", MEMBER)]).await.redirect_target();
    }
    let before = count(&app, Purpose::SignIn).await;
    copied.post(&app, ASK, &[("adresse", MEMBER)]).await.redirect_target();
    assert_eq!(count(&app, Purpose::SignIn).await, before, "the share of this one is used up");

    hers.post(&app, ASK, &[("adresse", MEMBER)]).await.redirect_target();

    assert_eq!(count(&app, Purpose::SignIn).await, before + 1);
}

#[tokio::test]
async fn a_member_browser_cookie_lasts_for_half_a_year() {
    for (days, known) in [(182, 1), (183, 0)] {
        let mut app = TestApp::with_seeds(&seeds()).await;
        member(MEMBER).insert_active(&app).await;
        let mut hers = Browser::new();
        sign_in(&app, &mut hers).await;
        app.advance_seconds(days * 24 * 3_600);
        use_up_the_account(&app).await;
        let before = count(&app, Purpose::SignIn).await;

        hers.post(&app, ASK, &[("adresse", MEMBER)]).await.redirect_target();

        assert_eq!(count(&app, Purpose::SignIn).await, before + known, "{days} days");
    }
}
