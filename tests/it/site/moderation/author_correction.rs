//! Drafts of authors who were asked for a change: not shown to moderators, not lost by a decision.

use quartiers_emploi::domain::proposal::{ProposalId, ProposalState};

use super::{decide, undo};
use crate::browser::Browser;
use crate::fixtures::proposal_form::{STEPS, submit_confirmed_proposal};
use crate::fixtures::{administrator, moderator_of, seeds};
use crate::outbox::links;
use crate::test_app::TestApp;

const PATH: &str = "/moderation/propositions/1";

/// A proposal for which Claire requested a change; returns its draft.
async fn with_change_requested(app: &mut TestApp) -> (Browser, String) {
    let follow = submit_confirmed_proposal(app).await;
    let mut claire = administrator(app, "Claire Petit").await;
    let words = [("mot", "Où ?")];
    decide(app, &mut claire, ProposalId::new(1), "demande", &words).await.assert_status(303);
    (claire, follow.replace("/suivi/", "/proposer/"))
}

/// Changes the title of the draft.
async fn change_title(app: &TestApp, draft: &str) {
    let mut what = STEPS[0].1.to_vec();
    what[0] = ("titre", "Ateli");
    app.post(&format!("{draft}/quoi"), &what).await;
}

#[tokio::test]
async fn members_see_the_submitted_version_and_not_the_draft() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (mut claire, draft) = with_change_requested(&mut app).await;

    change_title(&app, &draft).await;

    let page = claire.get(&app, PATH).await.assert_status(200);
    assert_eq!(page.text("h1"), "Atelier vélo du Sanitas");
    assert!(page.text("[data-part=titre]").contains("Atelier vélo du Sanitas"));
    assert!(page.text(".decision h2").contains("L’auteur corrige en ce moment"));
    let decided = claire.get(&app, "/moderation?file=decidees").await;
    assert_eq!(decided.texts(".queue th a"), ["Atelier vélo du Sanitas"]);

    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    assert_eq!(claire.get(&app, PATH).await.text("h1"), "Ateli");
}

#[tokio::test]
async fn a_proposal_with_requested_changes_stays_visible_to_its_moderator() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (_, draft) = with_change_requested(&mut app).await;
    let mut here = moderator_of(&app, "Paul", &["37"]).await;
    let mut elsewhere = moderator_of(&app, "Bruno", &["18"]).await;
    let there =
        [("quartiers", ""), ("zone", "commune"), ("accueil", "sur-place"), ("commune", "Bourges")];
    app.post(&format!("{draft}/ou"), &there).await.redirect_target();
    let mut who = STEPS[4].1.to_vec();
    who[2] = ("mail", "autre@example.org");
    app.post(&format!("{draft}/vous"), &who).await.redirect_target();

    here.get(&app, PATH).await.assert_status(200);
    elsewhere.get(&app, PATH).await.assert_status(403);

    // Submitted again from an unconfirmed email address, it is not in the queue.
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    here.get(&app, PATH).await.assert_status(404);
    let mails = app.mails().await;
    let link = links(mails.last().unwrap())[0];
    app.post(link.strip_prefix("https://annuaire.example").unwrap(), &[]).await.redirect_target();
    elsewhere.get(&app, PATH).await.assert_status(200);
    here.get(&app, PATH).await.assert_status(403);
}

#[tokio::test]
async fn a_request_is_not_taken_back_once_its_author_has_begun_to_correct() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (mut claire, draft) = with_change_requested(&mut app).await;
    change_title(&app, &draft).await;
    let store = app.app.store.clone();
    let found = async || store.find_proposal(ProposalId::new(1)).await.unwrap().unwrap();
    let version = found().await.version.to_string();
    assert!(claire.get(&app, PATH).await.texts(".modundo button").is_empty());

    let undoing = format!("{PATH}/annulation");
    let answer = claire.post(&app, &undoing, &[("version", &version)]).await.assert_status(409);

    assert!(answer.text(".lead").contains("ne peut plus être annulée"));
    assert_eq!(found().await.state, ProposalState::ChangesRequested);
    app.post(&format!("{draft}/quoi"), STEPS[0].1).await.redirect_target();
    undo(&app, &mut claire, ProposalId::new(1)).await.assert_status(303);
    assert_eq!(found().await.state, ProposalState::Pending);
}

#[tokio::test]
async fn the_draft_of_a_withdrawn_proposal_is_shown_to_nobody() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (mut claire, draft) = with_change_requested(&mut app).await;
    change_title(&app, &draft).await;

    app.post(&format!("{}/retrait", draft.replace("/proposer/", "/suivi/")), &[])
        .await
        .redirect_target();

    assert_eq!(claire.get(&app, PATH).await.text("h1"), "Atelier vélo du Sanitas");
}
