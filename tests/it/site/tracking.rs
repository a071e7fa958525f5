//! Follow-up page of a proposal, reached by its link.

use quartiers_emploi::domain::proposal::ProposalId;

use super::moderation::{connection, decide};
use crate::fixtures::proposal_form::{
    STEPS, create_draft, submit_confirmed_proposal, submit_proposal,
};
use crate::fixtures::{administrator, seeds};
use crate::outbox::links;
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn a_proposal_is_corrected_and_sent_again_without_a_second_confirmation() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");

    assert_eq!(
        app.post(&format!("{follow}/correction"), &[]).await.redirect_target(),
        format!("{draft}/relire")
    );
    app.post(&format!("{draft}/quoi"), STEPS[0].1).await.redirect_target();
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    let page = app.get(&follow).await;
    assert!(page.text("main .note h2").contains("En attente"));
    assert_eq!(page.texts(".timeline li").len(), 5);
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn a_new_address_must_be_confirmed() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    let mut who = STEPS[4].1.to_vec();
    who[2] = ("mail", "paul@example.org");
    app.post(&format!("{draft}/vous"), &who).await.redirect_target();

    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    assert!(app.get(&follow).await.text("main .note h2").contains("confirmer"));
    assert_eq!(app.mails().await.last().unwrap().to.as_str(), "paul@example.org");
}

#[tokio::test]
async fn correcting_voids_the_confirmation_link() {
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;
    let mails = app.mails().await;
    let confirm = links(&mails[0])[0].strip_prefix("https://annuaire.example").unwrap();

    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();

    app.post(confirm, &[]).await.assert_status(410);
}

#[tokio::test]
async fn a_new_confirmation_link_voids_the_old_one() {
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;

    let again = format!("{follow}/confirmation");
    let target = app.post(&again, &[]).await.redirect_target();

    assert!(app.get(&target).await.text("[role=status]").contains("en route"));
    let mails = app.mails().await;
    let path = |at: usize| {
        links(&mails[at])[0].strip_prefix("https://annuaire.example").unwrap().to_owned()
    };
    app.post(&path(0), &[]).await.assert_status(410);
    assert_eq!(app.post(&path(1), &[]).await.redirect_target(), follow);
}

#[tokio::test]
async fn a_proposal_is_withdrawn_and_taken_up_again() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;

    app.post(&format!("{follow}/retrait"), &[]).await.redirect_target();
    app.post(&format!("{follow}/retrait"), &[]).await.redirect_target();

    let page = app.get(&follow).await;
    assert!(page.text("main .note h2").contains("Retirée"));
    assert!(page.attrs("main form", "action").contains(&format!("{follow}/correction")));
}

#[tokio::test]
async fn a_proposal_is_erased_with_its_links_and_its_mails() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let page = app.get(&format!("{follow}/effacement")).await.assert_status(200);
    assert!(page.text("main").contains("définitif"));

    let to = app.post(&format!("{follow}/effacement"), &[]).await.redirect_target();

    assert!(app.get(&to).await.text(".note--ok").contains("effacée"));
    app.get(&follow).await.assert_status(404);
    assert!(app.mails().await.is_empty());
    let email = "anne@example.org".parse().unwrap();
    assert!(app.app.store.list_proposals_by_email(&email).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_links_of_all_proposals_are_mailed_and_the_response_reveals_nothing() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;

    let known = app.post("/suivi", &[("mail", " Anne@example.org ")]).await.redirect_target();
    let unknown = app.post("/suivi", &[("mail", "paul@example.org")]).await.redirect_target();
    app.advance_seconds(180);
    app.post("/suivi", &[("mail", "paul@example.org")]).await.redirect_target();

    assert_eq!(known, unknown);
    assert!(app.get(&known).await.text("[role=status]").contains("dans quelques minutes"));
    let mails = app.mails().await;
    let [_, ours, nothing] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    let link = links(ours)[0].strip_prefix("https://annuaire.example").unwrap();
    assert_ne!(link, follow);
    assert_eq!(app.get(link).await.assert_status(200).text("h1"), "Atelier vélo du Sanitas");
    assert_eq!(links(nothing), ["https://annuaire.example/proposer"]);
    app.post("/suivi", &[("mail", "anne")]).await.assert_status(422);
}

#[tokio::test]
async fn a_draft_is_found_again_by_its_address() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    app.post(&format!("{draft}/vous"), STEPS[4].1).await.redirect_target();

    app.post("/suivi", &[("mail", "anne@example.org")]).await.redirect_target();

    let mails = app.mails().await;
    let link = links(&mails[0])[0].strip_prefix("https://annuaire.example").unwrap();
    let page = app.get(link).await.assert_status(200);
    assert_eq!(page.attr("main .btn", "href"), link.replace("/suivi/", "/proposer/"));
}

#[tokio::test]
async fn pages_behind_a_link_are_not_cached_or_indexed() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = create_draft(&mut app).await;
    for path in [
        follow.clone(),
        format!("{follow}/effacement"),
        format!("{draft}/quoi"),
        format!("{draft}/relire"),
    ] {
        let page = app.get(&path).await.assert_status(200);
        assert_eq!(page.header("cache-control"), "private, no-store", "{path}");
        assert_eq!(page.attr("meta[name=robots]", "content"), "noindex", "{path}");
    }
    assert_eq!(app.get("/proposer").await.header("cache-control"), "private, no-store");
    let robots = app.get("/robots.txt").await.body;
    assert!(robots.contains("Disallow: /proposer/\n") && robots.contains("Disallow: /suivi/\n"));
}

#[tokio::test]
async fn failed_mails_are_erased_with_their_proposal() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let mut connection = connection(&app).await;
    #[expect(clippy::disallowed_methods, reason = "simulates a refusal by the mail server")]
    let refused = sqlx::query("UPDATE outbox SET failed_at = due_at, answer = sealed");
    refused.execute(&mut connection).await.unwrap();

    app.post(&format!("{follow}/effacement"), &[]).await.redirect_target();

    #[expect(clippy::disallowed_methods, reason = "test reads the outbox directly")]
    let left = sqlx::query_scalar::<_, i64>(
        "SELECT count(*) FROM outbox WHERE sealed IS NOT NULL OR answer IS NOT NULL",
    );
    assert_eq!(left.fetch_one(&mut connection).await.unwrap(), 0);
}

#[tokio::test]
async fn a_clock_set_back_makes_no_expired_confirmation_valid() {
    let mut app = app().await;
    submit_proposal(&mut app).await;
    let mails = app.mails().await;
    let confirm = links(&mails[0])[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    app.set_clock("2026-11-27T09:01:00Z");
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    app.get(&confirm).await.assert_status(410);

    app.set_clock("2026-11-24T09:01:00Z");

    app.get(&confirm).await.assert_status(410);
    app.post(&confirm, &[]).await.assert_status(410);
}

#[tokio::test]
async fn a_proposal_after_an_erased_one_shares_nothing_with_it() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let first = submit_confirmed_proposal(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    app.post(&format!("{first}/effacement"), &[]).await.redirect_target();

    let second = submit_confirmed_proposal(&mut app).await;

    assert_eq!(app.get(&second).await.texts(".timeline li").len(), 3);
    claire.get(&app, "/moderation/propositions/1").await.assert_status(404);
    decide(&app, &mut claire, ProposalId::new(2), "publication", &[]).await.assert_status(303);
}

#[tokio::test]
async fn the_tracking_page_shows_the_retention_of_the_proposal() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let retention = async |app: &TestApp| app.get(&follow).await.text("[data-retention]");
    assert!(retention(&app).await.contains("tant que nous n’avons pas répondu"));

    app.post(&format!("{follow}/retrait"), &[]).await.redirect_target();

    assert!(retention(&app).await.contains("jusqu’au 26 mai 2027"), "{}", retention(&app).await);
}
