//! Sign-in by the mailed code, and by one-time and recovery codes.

use quartiers_emploi::domain::account::AuthMethod;

use super::{
    ANNE, ASK, CODE, ask, code, is_signed_in, last_mail, link_requested, now, path, wrong_code,
};
use crate::browser::Browser;
use crate::fixtures::{browser_of, member, seeds};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_mailed_code_works_in_the_requesting_browser_only() {
    let (app, mut browser) = link_requested().await;
    let (code, totp_code) = (code(&app).await, now(&app));
    let fields = [("code-recu", code.as_str()), ("code-preuve", totp_code.as_str())];

    Browser::new().post(&app, CODE, &fields).await.assert_status(410);
    let mut other = ask(&app, "personne@example.org").await;
    let page = other.post(&app, CODE, &fields).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu"]);

    let page = browser.post(&app, CODE, &fields).await;
    is_signed_in(page, &browser);
}

#[tokio::test]
async fn an_unknown_address_gets_the_response_of_a_member() {
    let (app, mut known) = link_requested().await;
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
    let (app, mut browser) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    let (code, right, wrong) = (code(&app).await, now(&app), wrong_code(&app));
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
    let (app, _) = link_requested().await;
    let link = path(&last_mail(&app, ANNE).await);
    Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await.assert_status(303);
    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);

    let page = Browser::new().post(&app, &link, &[("code-preuve", &now(&app))]).await;

    assert!(page.assert_status(422).text("#code-preuve-e").contains("il a déjà servi"));
}

#[tokio::test]
async fn all_errors_are_shown_at_once() {
    let (app, mut browser) = link_requested().await;
    let page = browser.post(&app, CODE, &[]).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu", "#code-preuve"]);
    let fields = [("code-recu", "court"), ("code-secours", "abc")];
    let page = browser.post(&app, CODE, &fields).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#code-recu", "#code-secours"]);
    assert!(!page.attrs("details[open]", "open").is_empty());
}

#[tokio::test]
async fn a_recovery_code_replaces_the_authenticator_once_and_is_notified_by_mail() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = member(ANNE).insert_active(&app).await;
    let mut browser = browser_of(&app, id, AuthMethod::MailTotp).await;
    let page = browser.post(&app, "/moderation/compte/codes", &[]).await.assert_status(200);
    let codes = page.texts(".codes code");
    assert_eq!(codes.len(), 10);

    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);
    let typed = codes[3].to_lowercase().replace('-', " ");
    let mut elsewhere = Browser::new();
    let page = elsewhere.post(&app, &link, &[("code-secours", &typed)]).await;
    is_signed_in(page, &elsewhere);

    let mail = last_mail(&app, ANNE).await;
    assert!(mail.text.contains("Il vous en reste 9"), "{}", mail.text);
    ask(&app, ANNE).await;
    let link = path(&last_mail(&app, ANNE).await);
    let page = Browser::new().post(&app, &link, &[("code-secours", &typed)]).await;
    assert!(page.assert_status(422).text("#code-secours-e").contains("il a déjà servi"));
    let page = Browser::new().post(&app, &link, &[("code-secours", &codes[4])]).await;
    page.assert_status(303);
}
