//! Isolation: the link of one proposal never changes another one.

use quartiers_emploi::domain::proposal::{Proposal, ProposalId};

use crate::fixtures::proposal_form::{STEPS, create_draft, submit_confirmed_proposal};
use crate::fixtures::{proposal, seeds};
use crate::test_app::TestApp;

async fn find(app: &TestApp, id: i64) -> Proposal {
    app.app.store.find_proposal(ProposalId::new(id)).await.unwrap().expect("the proposal exists")
}

#[tokio::test]
async fn another_s_token_leaves_one_s_own_proposal_untouched() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let own = submit_confirmed_proposal(&mut app).await;
    let before = (find(&app, 1).await, app.get(&own).await.body);
    // Same author, so that only the link distinguishes the two.
    let other = create_draft(&mut app).await;
    let follow = other.replace("/proposer/", "/suivi/");

    let (_, what) = STEPS[0];
    let renamed = [("titre", "Tout autre chose"), what[1], what[2]];
    app.post(&format!("{other}/quoi"), &renamed).await.redirect_target();
    for (step, typed) in &STEPS[1..] {
        app.post(&format!("{other}/{step}"), typed).await.redirect_target();
    }
    app.post(&format!("{other}/lien"), &[("lien-mail", "x@example.org")]).await.redirect_target();
    app.post(&format!("{other}/envoi"), &[]).await.redirect_target();
    for act in ["confirmation", "correction", "modification", "retrait", "effacement"] {
        app.post(&format!("{follow}/{act}"), &[]).await;
    }

    app.get(&follow).await.assert_status(404);
    assert_eq!(find(&app, 1).await, before.0);
    assert_eq!(app.get(&own).await.body, before.1);
}

#[tokio::test]
async fn a_void_token_does_nothing() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let erased = submit_confirmed_proposal(&mut app).await;
    app.post(&format!("{erased}/effacement"), &[]).await.redirect_target();
    let linked = proposal("Couture").insert_submitted(&app).await;
    let before = app.app.store.find_proposal(linked.id).await.unwrap();

    for act in ["confirmation", "correction", "modification", "retrait", "effacement"] {
        app.post(&format!("{erased}/{act}"), &[]).await.assert_status(404);
    }
    for page in ["quoi", "envoi", "lien"] {
        let draft = erased.replace("/suivi/", "/proposer/");
        app.post(&format!("{draft}/{page}"), STEPS[0].1).await.assert_status(404);
    }

    assert_eq!(app.app.store.find_proposal(linked.id).await.unwrap(), before);
}
