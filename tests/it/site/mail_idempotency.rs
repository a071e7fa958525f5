//! Repeated requests for the same mail: one mail is sent, and every response is identical.

use crate::fixtures::proposal_form::{STEPS, create_draft, submit_proposal};
use crate::fixtures::seeds;
use crate::outbox::links;
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

/// Submits the same form twenty times; returns the common redirect target.
async fn submit_twenty_times(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> String {
    let first = app.post(path, fields).await.redirect_target();
    for _ in 1..20 {
        assert_eq!(app.post(path, fields).await.redirect_target(), first);
    }
    first
}

#[tokio::test]
async fn repeated_requests_send_one_confirmation_mail() {
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;
    let again = format!("{follow}/confirmation");

    submit_twenty_times(&app, &again, &[]).await;

    let mails = app.mails().await;
    assert_eq!(mails.len(), 2);
    app.advance_seconds(121);
    app.post(&again, &[]).await.redirect_target();
    assert_eq!(app.mails().await.len(), 3);
    let last = app.mails().await;
    let link = links(&last[2])[0].strip_prefix("https://annuaire.example").unwrap();
    assert_eq!(app.post(link, &[]).await.redirect_target(), follow);
}

#[tokio::test]
async fn repeated_requests_mail_the_link_of_a_draft_once_to_each_address() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let path = format!("{draft}/lien");

    submit_twenty_times(&app, &path, &[("lien-mail", "anne@example.org")]).await;
    submit_twenty_times(&app, &path, &[("lien-mail", "paul@example.org")]).await;

    assert_eq!(app.mails().await.len(), 2);
}

#[tokio::test]
async fn repeated_requests_mail_the_links_of_all_proposals_once() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    app.post(&format!("{draft}/vous"), STEPS[4].1).await.redirect_target();

    submit_twenty_times(&app, "/suivi", &[("mail", "anne@example.org")]).await;

    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn the_page_beyond_the_mail_limit_shows_a_contact() {
    let mut app =
        TestApp::with_settings(&seeds(), &["--operator-contact", "contact@annuaire.example"]).await;
    let follow = submit_proposal(&mut app).await;
    let again = format!("{follow}/confirmation");
    for _ in 0..5 {
        app.advance_seconds(121);
        app.post(&again, &[]).await.redirect_target();
    }
    app.advance_seconds(121);

    let page = app.post(&again, &[]).await.assert_status(429);

    assert!(page.text("[role=status]").contains("contact@annuaire.example"), "{}", page.body);
}

#[tokio::test]
async fn a_proposal_lives_as_long_as_a_link_that_confirms_it() {
    use quartiers_emploi::domain::operations::RetentionClass;
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;
    app.advance_seconds(71 * 3_600);
    app.post(&format!("{follow}/confirmation"), &[]).await.redirect_target();
    let mails = app.mails().await;
    let link = links(&mails[1])[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    let gone = async |app: &TestApp| {
        app.app.store.erase(RetentionClass::Unconfirmed, app.app.clock.now()).await.unwrap()
    };

    app.advance_seconds(71 * 3_600);
    assert_eq!(gone(&app).await, 0);
    let due = app.app.store.list_due(app.app.clock.now()).await.unwrap();
    assert!(due.iter().all(|it| it.class != RetentionClass::Unconfirmed || it.due == 0), "{due:?}");
    assert!(app.get(&link).await.assert_status(200).text(".lead").contains("Atelier vélo"));

    app.advance_seconds(3_601);
    assert_eq!(gone(&app).await, 1);
}

#[tokio::test]
async fn the_subject_of_a_mail_to_an_unconfirmed_address_has_no_input() {
    let mut app = app().await;
    let draft = crate::fixtures::proposal_form::create_complete_draft(&mut app).await;
    let mut what = STEPS[0].1.to_vec();
    what[0] = ("titre", "Gagnez https://evil.example ou evil.example");
    app.post(&format!("{draft}/quoi"), &what).await.redirect_target();
    app.post(&format!("{draft}/lien"), &[("lien-mail", "victim@example.org")])
        .await
        .redirect_target();
    app.post("/suivi", &[("mail", "anne@example.org")]).await.redirect_target();
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    let mails = app.mails().await;
    assert_eq!(mails.len(), 3);
    for mail in mails {
        assert!(!mail.subject.contains("Gagnez"), "{}", mail.subject);
        for text in [&mail.text, &mail.html] {
            assert!(!text.contains("evil.example"), "{text}");
        }
    }
}

#[tokio::test]
async fn the_page_beyond_the_mail_limit_explains_it_and_preserves_the_input() {
    let mut app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    let who = STEPS[4].1;
    let mut drafts = Vec::new();
    for n in 0..7 {
        let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
        app.advance_seconds(5);
        let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
        let from = format!("198.51.{n}.1");
        let draft = app.post_from(&from, "/proposer", &first).await.redirect_target();
        let draft = draft.trim_end_matches("/ou").to_owned();
        for (step, typed) in &STEPS[1..4] {
            app.post(&format!("{draft}/{step}"), typed).await.redirect_target();
        }
        app.post(&format!("{draft}/vous"), who).await.redirect_target();
        drafts.push(draft);
    }
    let (last, others) = drafts.split_last().unwrap();
    for draft in others {
        app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    }

    let page = app.post(&format!("{last}/envoi"), &[]).await.assert_status(429);

    assert!(page.text("main .note").contains("rien n’est perdu"));
    assert_eq!(app.mails().await.len(), 6);
    app.advance_seconds(3_600);
    app.post(&format!("{last}/envoi"), &[]).await.redirect_target();
    assert_eq!(app.mails().await.len(), 7);
}
