//! A proposal withdrawn from the queue by its author for correction.

use quartiers_emploi::domain::proposal::ProposalId;

use crate::fixtures::proposal_form::{STEPS, submit_confirmed_proposal, submit_proposal};
use crate::fixtures::{administrator, seeds};
use crate::test_app::TestApp;

const OUT: &str = "Votre proposition n’est plus dans la file";

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn a_page_asks_before_a_proposal_leaves_the_queue() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let ask = format!("{follow}/correction");
    let page = app.get(&follow).await;
    assert!(page.attrs("main a", "href").contains(&ask));
    assert!(!page.attrs("main form", "action").contains(&ask));

    let page = app.get(&ask).await.assert_status(200);

    assert!(page.text(".lead").contains("n’est plus dans la file"));
    assert_eq!(page.attrs("main form", "action"), [ask.as_str()]);
    assert!(app.get(&follow).await.text("main .note h2").contains("En attente"));
    app.post(&ask, &[]).await.redirect_target();
    assert_eq!(app.get(&ask).await.redirect_target(), follow);
}

#[tokio::test]
async fn every_page_of_a_reopened_proposal_says_it_left_the_queue() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    assert!(app.get(&follow).await.texts("#hors-file").is_empty());

    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();

    assert!(app.get(&follow).await.text("main .note--bad h2").starts_with(OUT));
    for page in ["relire", "quoi"] {
        let page = app.get(&format!("{draft}/{page}")).await.assert_status(200);
        assert!(page.text("#hors-file h2").starts_with(OUT), "{draft}");
    }
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    assert!(app.get(&follow).await.text("main .note h2").contains("En attente"));
}

#[tokio::test]
async fn an_unchanged_reopened_proposal_returns_to_its_place() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    let found = async |app: &TestApp| {
        app.app.store.find_proposal(ProposalId::new(1)).await.unwrap().unwrap()
    };
    let since = found(&app).await.waiting_since;
    app.advance_seconds(7_200);
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    let back = app.get(&format!("{draft}/relire")).await.attr("#hors-file form", "action");

    assert_eq!(app.post(&back, &[]).await.redirect_target(), follow);

    let page = app.get(&follow).await;
    assert!(page.text("main .note h2").contains("En attente"));
    assert!(page.texts(".timeline li")[0].contains("remis la proposition dans la file"));
    assert!(since.is_some() && found(&app).await.waiting_since == since);
    let mut claire = administrator(&app, "Claire Petit").await;
    let queue = claire.get(&app, "/moderation").await;
    assert_eq!(queue.text(".queue td:nth-child(4)"), "il y a 2 heures");
}

#[tokio::test]
async fn a_changed_reopened_proposal_must_be_resubmitted() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    let mut what = STEPS[0].1.to_vec();
    what[0] = ("titre", "Atelier vélo");
    app.post(&format!("{draft}/quoi"), &what).await.redirect_target();
    assert_no_return_to_queue(&app, &follow).await;

    let unconfirmed = submit_proposal(&mut app).await;
    app.post(&format!("{unconfirmed}/correction"), &[]).await.redirect_target();
    assert_no_return_to_queue(&app, &unconfirmed).await;

    app.post(&format!("{draft}/quoi"), STEPS[0].1).await.redirect_target();
    app.post(&format!("{follow}/retrait"), &[]).await.redirect_target();
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    assert_no_return_to_queue(&app, &follow).await;
}

/// Asserts that no button offers a return to the queue, and that requesting one changes nothing.
async fn assert_no_return_to_queue(app: &TestApp, follow: &str) {
    let back = format!("{follow}/remise");
    assert!(!app.get(follow).await.attrs("main form", "action").contains(&back));
    app.post(&back, &[]).await.redirect_target();
    assert!(app.get(follow).await.text("main .note--bad h2").starts_with(OUT));
}
