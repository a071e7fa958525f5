//! Isolation: the link of one proposal never changes another one.

use quartiers_emploi::domain::{ids::ProposalId, proposal::Proposal};

use crate::{
    test_app::TestApp,
    fixtures::{
        proposal, seeds,
        proposal_form::{STEPS, begun, confirmed},
    },
};

async fn find(app: &TestApp, id: i64) -> Proposal {
    app.app.store.find_proposal(ProposalId::new(id)).await.unwrap().expect("the proposal exists")
}

#[tokio::test]
async fn another_s_token_leaves_one_s_own_proposal_untouched() {
    let mut app = TestApp::with(&seeds()).await;
    let own = confirmed(&mut app).await;
    let before = (find(&app, 1).await, app.get(&own).await.body);
    // Same author, so that only the link distinguishes the two.
    let other = begun(&mut app).await;
    let follow = other.replace("/proposer/", "/suivi/");

    let (_, what) = STEPS[0];
    let renamed = [("titre", "Tout autre chose"), what[1], what[2]];
    app.post(&format!("{other}/quoi"), &renamed).await.leads();
    for (step, typed) in &STEPS[1..] {
        app.post(&format!("{other}/{step}"), typed).await.leads();
    }
    app.post(&format!("{other}/lien"), &[("lien-mail", "x@example.org")]).await.leads();
    app.post(&format!("{other}/envoi"), &[]).await.leads();
    for act in ["confirmation", "correction", "modification", "retrait", "effacement"] {
        app.post(&format!("{follow}/{act}"), &[]).await;
    }

    app.get(&follow).await.assert_status(404);
    assert_eq!(find(&app, 1).await, before.0);
    assert_eq!(app.get(&own).await.body, before.1);
}

#[tokio::test]
async fn a_void_token_does_nothing() {
    let mut app = TestApp::with(&seeds()).await;
    let erased = confirmed(&mut app).await;
    app.post(&format!("{erased}/effacement"), &[]).await.leads();
    let linked = proposal("Couture").sent_in(&app).await;
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
