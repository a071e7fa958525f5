//! A site whose server key was lost: links keep working or a page explains what to do; no internal error.

use std::fs;

use quartiers_emploi::domain::moderation::AuditKind;
use quartiers_emploi::store::{Loss, LossAcceptance, LossReport, Store, key_path};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::browser::Browser;
use crate::fixtures::proposal_form::{create_complete_draft, submit_proposal};
use crate::fixtures::{SECRET, member, seeds, totp_code};
use crate::outbox::links;
use crate::test_app::TestApp;

/// Path of the link in the last mail of `app`.
async fn mailed(app: &TestApp) -> String {
    let mail = app.mails().await.pop().expect("a mail");
    let link = links(&mail)[0].strip_prefix("https://annuaire.example");
    link.expect("a link to the site").to_owned()
}

/// The same site, restarted without its key.
async fn without_key(mut app: TestApp) -> (TestApp, LossReport) {
    app.app.store.close().await;
    fs::remove_file(key_path(&app.database())).unwrap();
    let acceptance = LossAcceptance { at: app.app.clock.now(), reason: "perdu" };
    let opened = Store::open_for_server_accepting_loss(&app.database(), &acceptance).await;
    let (store, losses) = opened.unwrap();
    app.app.store = store;
    (app.with_current_clock(), losses.expect("a reported loss"))
}

#[tokio::test]
async fn a_confirmation_mailed_before_still_confirms_and_leads_to_the_proposal() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = submit_proposal(&mut app).await;
    let confirmation = mailed(&app).await;

    let (app, losses) = without_key(app).await;

    let given_up = LossReport { loss: Loss::KeyMissing, mails: 1, authenticators: 0, members: 0 };
    assert_eq!(losses, given_up);
    app.get(&confirmation).await.assert_status(200);
    let to = app.post(&confirmation, &[]).await.redirect_target();
    app.get(&to).await.assert_status(200);
    app.get(&follow).await.assert_status(200);
    let again = app.get(&confirmation).await.redirect_target();
    app.get(&again).await.assert_status(200);
}

#[tokio::test]
async fn drafts_go_on_by_the_links_that_their_authors_have() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_complete_draft(&mut app).await;

    let (app, _) = without_key(app).await;

    app.get(&format!("{draft}/relire")).await.assert_status(200);
    let follow = app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    let confirmation = mailed(&app).await;
    app.get(&follow).await.assert_status(200);
    let to = app.post(&confirmation, &[]).await.redirect_target();
    app.get(&to).await.assert_status(200);
}

#[tokio::test]
async fn a_form_made_with_the_lost_key_comes_back_with_what_was_typed() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);

    let (app, _) = without_key(app).await;

    let typed = [("titre", "Atelier vélo"), ("timbre", form_token.as_str())];
    let page = app.post("/proposer", &typed).await.assert_status(422);
    assert_eq!(page.attr("#titre", "value"), "Atelier vélo");
    assert_ne!(page.attr("[name=timbre]", "value"), form_token);
}

#[tokio::test]
async fn a_link_of_a_lost_database_explains_what_to_do() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    submit_proposal(&mut app).await;
    let confirmation = mailed(&app).await;

    let elsewhere = TestApp::with_seeds(&seeds()).await;

    for page in [elsewhere.get(&confirmation).await, elsewhere.post(&confirmation, &[]).await] {
        let page = page.assert_status(410);
        assert!(page.attrs("main a", "href").contains(&"/suivi".to_owned()), "{}", page.body);
    }
}

#[tokio::test]
async fn authenticators_are_removed_with_an_event_and_their_members_counted() {
    let app = TestApp::with_seeds(&seeds()).await;
    let anne = member("anne@example.org").insert_active(&app).await;

    let (app, losses) = without_key(app).await;

    assert_eq!((losses.authenticators, losses.members), (1, 1));
    let removed = AuditKind::TotpRemoved.as_str();
    let detail = format!(r#"{{"cause":"key-lost","member":{anne}}}"#);
    assert_eq!(last_event(&app).await, (removed.to_owned(), None, Some(detail)));
}

#[tokio::test]
async fn an_authenticator_that_no_key_opens_is_refused_without_a_fault() {
    let app = TestApp::with_seeds(&seeds()).await;
    member("anne@example.org").insert_active(&app).await;
    let mut browser = Browser::new();
    browser
        .post(&app, "/connexion/lien", &[("adresse", "anne@example.org")])
        .await
        .redirect_target();
    let link = mailed(&app).await;
    run(&app, "UPDATE accounts SET totp = randomblob(60)").await;

    let code = totp_code(&SECRET, app.app.clock.now());
    browser.post(&app, &link, &[("code-preuve", &code)]).await.assert_status(422);
}

#[expect(clippy::disallowed_methods, reason = "the checked macros do not know the test database")]
async fn run(app: &TestApp, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut connection = options.connect().await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
}

/// Kind, account id and detail of the last event.
#[expect(clippy::disallowed_methods, reason = "the checked macros do not know the test database")]
async fn last_event(app: &TestApp) -> (String, Option<i64>, Option<String>) {
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut connection = options.connect().await.unwrap();
    let event = sqlx::query_as("SELECT kind, account, detail FROM events ORDER BY id DESC LIMIT 1");
    event.fetch_one(&mut connection).await.unwrap()
}
