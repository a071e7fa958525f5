//! By mail and code.

use quartiers_emploi::domain::{account::Method, code::MailCode};

use super::{ACCOUNT, ANNE, last_mail, path};
use crate::{
    app::{TestApp, TestPage},
    browser::Browser,
    given::{SECRET, browser_of, digits, member, seeds},
};

const ASK: &str = "/connexion/lien";
const CODE: &str = "/connexion/code";

/// A site with a moderator, and a browser that asked for a link to sign in to her account.
async fn asked() -> (TestApp, Browser) {
    let app = TestApp::with(&seeds()).await;
    member(ANNE).active_in(&app).await;
    let browser = ask(&app, ANNE).await;
    (app, browser)
}

async fn ask(app: &TestApp, address: &str) -> Browser {
    let mut browser = Browser::new();
    let page = browser.post(app, ASK, &[("adresse", address)]).await.assert_status(303);
    assert_eq!(page.header("location"), ASK);
    browser
}

fn now(app: &TestApp) -> String {
    digits(&SECRET, app.app.clock.now())
}

/// Six digits that are not those of now.
fn wrong(app: &TestApp) -> String {
    let right: u32 = now(app).parse().unwrap();
    format!("{:06}", (right + 1) % 1_000_000)
}

/// The code of the last mail.
async fn code(app: &TestApp) -> String {
    let mail = last_mail(app, ANNE).await;
    let mut words = mail.text.split_whitespace();
    words.find(|word| word.len() == 9 && word.parse::<MailCode>().is_ok()).unwrap().to_owned()
}

#[track_caller]
fn is_in(page: TestPage, browser: &Browser) {
    let page = page.assert_status(303);
    assert_eq!(page.header("location"), "/moderation");
    assert!(browser.cookie("__Host-s").is_some());
    assert!(browser.cookie("__Host-q").is_none());
}

#[tokio::test]
async fn a_link_and_a_code_of_the_authenticator_sign_in() {
    let (app, _) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    let mut elsewhere = Browser::new();

    let page = elsewhere.get(&app, &link).await.assert_status(200);
    assert_eq!(page.text("h1"), "Se connecter au compte de anne");
    assert!(page.text("main").contains(ANNE));
    let page = elsewhere.post(&app, &link, &[("code-preuve", &now(&app))]).await;

    is_in(page, &elsewhere);
    let page = elsewhere.get(&app, ACCOUNT).await.assert_status(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert!(page.text(".things").contains("Firefox sous Linux"));
    assert!(page.text(".things").contains("par message et code"));
}

#[tokio::test]
async fn a_mail_scanner_that_opens_the_link_burns_nothing() {
    let (app, _) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    for _ in 0..10 {
        app.get(&link).await.assert_status(200);
    }
    let mut browser = Browser::new();
    let page = browser.post(&app, &link, &[("code-preuve", &now(&app))]).await;
    is_in(page, &browser);
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let (mut app, _) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await.assert_status(303);

    app.clock_says("2026-11-24T09:02:00Z");
    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;

    let page = page.assert_status(410);
    assert_eq!(page.text("h1"), "Ce lien ne sert plus");
    assert_eq!(page.attrs("main a", "href"), ["/connexion"]);
    app.get(&link).await.assert_status(410);
}

#[tokio::test]
async fn a_link_serves_ten_minutes() {
    let (mut app, _) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    app.clock_says("2026-11-24T09:09:59Z");
    app.get(&link).await.assert_status(200);
    app.clock_says("2026-11-24T09:10:00Z");
    app.get(&link).await.assert_status(410);
    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;
    page.assert_status(410);
}

#[tokio::test]
async fn what_is_no_link_is_answered_like_a_dead_one() {
    let app = TestApp::with(&seeds()).await;
    for link in ["x", &"A".repeat(43), "%00", "..%2f"] {
        app.get(&format!("{ASK}/{link}")).await.assert_status(410);
    }
}

#[tokio::test]
async fn the_code_of_the_mail_serves_in_the_browser_that_asked_only() {
    let (app, mut browser) = asked().await;
    let (code, digits) = (code(&app).await, now(&app));
    let fields = [("code-recu", code.as_str()), ("code-preuve", digits.as_str())];

    Browser::new().post(&app, CODE, &fields).await.assert_status(410);
    let mut other = ask(&app, "personne@example.org").await;
    let page = other.post(&app, CODE, &fields).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu"]);

    let page = browser.post(&app, CODE, &fields).await;
    is_in(page, &browser);
}

#[tokio::test]
async fn an_unknown_address_is_answered_as_a_known_one() {
    let (app, mut known) = asked().await;
    let mails = app.mails().await.len();
    let mut unknown = ask(&app, "personne@example.org").await;
    assert_eq!(app.mails().await.len(), mails);

    let answers = [known.get(&app, ASK).await.body, unknown.get(&app, ASK).await.body];
    assert_eq!(answers[0], answers[1]);
    for _ in 0..5 {
        let fields = [("code-recu", "7K2M-9QXT"), ("code-preuve", "123456")];
        let known = known.post(&app, CODE, &fields).await;
        let unknown = unknown.post(&app, CODE, &fields).await;
        assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    }
}

#[tokio::test]
async fn five_wrong_codes_kill_the_link() {
    let (app, mut browser) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    let (code, right, wrong) = (code(&app).await, now(&app), wrong(&app));
    for at in 1..=4 {
        let page = if at % 2 == 0 {
            Browser::new().post(&app, &link, &[("code-preuve", &wrong)]).await
        } else {
            browser.post(&app, CODE, &[("code-recu", &code), ("code-preuve", &wrong)]).await
        };
        let page = page.assert_status(422);
        assert_eq!(page.attrs("#erreurs a", "href"), ["#code-preuve"], "{at}");
        assert_eq!(page.attr("#code-preuve", "value"), "", "{at}");
    }
    Browser::new().post(&app, &link, &[("code-preuve", &wrong)]).await.assert_status(410);
    Browser::new().post(&app, &link, &[("code-preuve", &right)]).await.assert_status(410);
    let fields = [("code-recu", code.as_str()), ("code-preuve", right.as_str())];
    browser.post(&app, CODE, &fields).await.assert_status(410);
}

#[tokio::test]
async fn a_code_of_an_authenticator_is_taken_once() {
    let (app, _) = asked().await;
    let link = path(&last_mail(&app, ANNE).await);
    Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await.assert_status(303);
    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);

    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;

    assert!(page.assert_status(422).text("#code-preuve-e").contains("il a déjà servi"));
}

#[tokio::test]
async fn all_mistakes_are_told_at_once() {
    let (app, mut browser) = asked().await;
    let page = browser.post(&app, CODE, &[]).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu", "#code-preuve"]);
    let fields = [("code-recu", "court"), ("code-secours", "abc")];
    let page = browser.post(&app, CODE, &fields).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu", "#code-secours"]);
    assert!(!page.attrs("details[open]", "open").is_empty());
}

#[tokio::test]
async fn a_new_request_voids_the_older_one() {
    let (app, mut first) = asked().await;
    let (old, code) = (path(&last_mail(&app, ANNE).await), code(&app).await);
    ask(&app, ANNE).await;
    app.get(&old).await.assert_status(410);
    let digits = now(&app);
    let fields = [("code-recu", code.as_str()), ("code-preuve", digits.as_str())];
    first.post(&app, CODE, &fields).await.assert_status(410);
    app.get(&path(&last_mail(&app, ANNE).await)).await.assert_status(200);
}

#[tokio::test]
async fn an_address_gets_five_mails_an_hour_and_the_same_page_after_that() {
    let (mut app, _) = asked().await;
    let before = app.mails().await.len();
    for _ in 0..9 {
        ask(&app, ANNE).await;
    }
    assert_eq!(app.mails().await.len(), before + 4);
    app.get(&path(&last_mail(&app, ANNE).await)).await.assert_status(200);
    app.clock_says("2026-11-24T10:00:01Z");
    ask(&app, ANNE).await;
    assert_eq!(app.mails().await.len(), before + 5);
}

#[tokio::test]
async fn an_address_that_is_none_is_told_beside_its_field() {
    let app = TestApp::with(&seeds()).await;
    for (typed, said) in [("", "Tapez une adresse électronique."), ("anne@", "pas complète")] {
        let fields = [("adresse", typed), ("retour", "/moderation/membres")];
        let page = Browser::new().post(&app, ASK, &fields).await.assert_status(422);
        assert!(page.text("#adresse-e").contains(said), "{typed}");
        assert_eq!(page.attr("#adresse", "value"), typed);
        assert_eq!(page.attr("input[name=retour]", "value"), "/moderation/membres");
    }
}

#[tokio::test]
async fn who_wanted_a_page_gets_there_and_never_to_another_site() {
    let app = TestApp::with(&seeds()).await;
    member(ANNE).active_in(&app).await;
    let page = app.get("/moderation/membres?tri=nom").await.assert_status(303);
    let sign_in = page.header("location").to_owned();
    assert_eq!(sign_in, "/connexion?retour=%2Fmoderation%2Fmembres%3Ftri%3Dnom");
    let page = app.get(&sign_in).await.assert_status(200);
    assert_eq!(page.attr("input[name=retour]", "value"), "/moderation/membres?tri=nom");

    for (second, back, lands) in
        [(0, "/moderation/compte", "/moderation/compte"), (30, "//evil.example", "/moderation")]
    {
        let mut app = TestApp::with(&seeds()).await;
        member(ANNE).active_in(&app).await;
        app.clock_says(&format!("2026-11-24T09:00:{second:02}Z"));
        let mut browser = Browser::new();
        browser.post(&app, ASK, &[("adresse", ANNE), ("retour", back)]).await;
        let link = path(&last_mail(&app, ANNE).await);
        let page = browser.post(&app, &link, &[("code-preuve", &now(&app))]).await;
        assert_eq!(page.header("location"), lands, "{back}");
    }
}

#[tokio::test]
async fn a_recovery_code_stands_for_the_authenticator_once_and_is_told_by_mail() {
    let app = TestApp::with(&seeds()).await;
    let id = member(ANNE).active_in(&app).await;
    let mut browser = browser_of(&app, id, Method::MailTotp).await;
    let page = browser.post(&app, "/moderation/compte/codes", &[]).await.assert_status(200);
    let codes = page.texts(".codes code");
    assert_eq!(codes.len(), 10);

    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);
    let typed = codes[3].to_lowercase().replace('-', " ");
    let mut elsewhere = Browser::new();
    let page = elsewhere.post(&app, &link, &[("code-secours", &typed)]).await;
    is_in(page, &elsewhere);

    let mail = last_mail(&app, ANNE).await;
    assert!(mail.text.contains("Il vous en reste 9"), "{}", mail.text);
    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);
    let page = Browser::new().post(&app, &link, &[("code-secours", &typed)]).await;
    assert!(page.assert_status(422).text("#code-secours-e").contains("il a déjà servi"));
    let page = Browser::new().post(&app, &link, &[("code-secours", &codes[4])]).await;
    page.assert_status(303);
}

#[tokio::test]
async fn who_is_only_invited_or_removed_gets_no_mail() {
    let app = TestApp::with(&seeds()).await;
    member(ANNE).invited_in(&app).await;
    let before = app.mails().await.len();
    ask(&app, ANNE).await;
    assert_eq!(app.mails().await.len(), before);
}
