//! Follow-up page after a decision: what the author reads and may do.

use quartiers_emploi::domain::proposal::ProposalId;

use super::moderation::{decide, undo};
use crate::fixtures::proposal_form::{submit_confirmed_proposal, submit_proposal};
use crate::fixtures::{administrator, seeds};
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn a_published_proposal_can_be_modified_once_per_version() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    let button = app.get(&follow).await.attrs("main form", "action");
    assert!(button.contains(&format!("{follow}/modification")), "{button:?}");

    let first = app.post(&format!("{follow}/modification"), &[]).await.redirect_target();
    let again = app.post(&format!("{follow}/modification"), &[]).await.redirect_target();

    assert_eq!(first, again);
    let page = app.get(&format!("{first}/quoi")).await.assert_status(200);
    assert_eq!(page.attr("#titre", "value"), "Atelier vélo du Sanitas");
    let who = app.get(&format!("{first}/vous")).await;
    assert_eq!(who.attr("#mail", "value"), "Anne@Example.org");
    let change = app.app.store.find_proposal(ProposalId::new(2)).await.unwrap().unwrap();
    assert!(change.base.is_some() && change.confirmed_at.is_some());
    assert!(app.app.store.find_proposal(ProposalId::new(3)).await.unwrap().is_none());
    let title = app.get("/initiatives/atelier-velo-du-sanitas").await.assert_status(200);
    assert_eq!(title.text("h1"), "Atelier vélo du Sanitas");
}

#[tokio::test]
async fn only_published_proposals_can_be_modified() {
    // Action taken before, and the label of the resulting state.
    let cases = [
        ("", "En attente"),
        ("correction", "n’est plus dans la file"),
        ("retrait", "Retirée"),
        ("demande", "précision"),
        ("refus", "Refusée"),
    ];
    for (act, stands) in cases {
        let mut app = app().await;
        let mut claire = administrator(&app, "Claire Petit").await;
        let follow = submit_confirmed_proposal(&mut app).await;
        match act {
            "" => {}
            "demande" | "refus" => {
                let words = [("mot", "Voici."), ("motif", "doublon")];
                let id = ProposalId::new(1);
                decide(&app, &mut claire, id, act, &words).await.assert_status(303);
            }
            act => drop(app.post(&format!("{follow}/{act}"), &[]).await.redirect_target()),
        }
        assert!(app.get(&follow).await.text("main .note h2").contains(stands), "{stands}");
        assert_not_modifiable(&app, &follow).await;
    }
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;
    assert_not_modifiable(&app, &follow).await;
}

#[tokio::test]
async fn a_withdrawn_initiative_cannot_be_modified() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let form = [("en-vigueur", seen.as_str()), ("mot", "Fermé.")];
    claire.post(&app, "/moderation/initiatives/1/retrait", &form).await.assert_status(303);

    assert_not_modifiable(&app, &follow).await;
}

/// Asserts that a proposal that is not published offers no modification, and that requesting one changes nothing.
async fn assert_not_modifiable(app: &TestApp, follow: &str) {
    let act = format!("{follow}/modification");
    assert!(!app.get(follow).await.attrs("main form", "action").contains(&act), "{follow}");
    assert_eq!(app.post(&act, &[]).await.redirect_target(), follow);
    assert!(app.app.store.find_proposal(ProposalId::new(2)).await.unwrap().is_none());
}

#[tokio::test]
async fn the_author_sees_the_message_and_the_parts_left_out() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let path = "/moderation/propositions/1";
    let page = claire.get(&app, path).await;
    let version = page.attr("#decision [name=version]", "value");
    let mut form = vec![("version", version.as_str()), ("en-vigueur", "")];
    form.push(("mot", "Merci.\nÀ bientôt."));
    form.extend(["titre", "resume", "activite", "porteur", "quartiers"].map(|it| ("partie", it)));

    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

    let page = app.get(&follow).await;
    assert!(page.text("main .note h2").contains("Publiée"));
    assert_eq!(page.text("blockquote"), "Merci.À bientôt.");
    let left = page.text("[data-detail]");
    assert!(left.starts_with("Tout a été publié, sauf : Jours et heures, Lieu"), "{left}");
    assert!(!left.contains("Quartiers") && !page.body.contains("Claire"), "{left}");
}

#[tokio::test]
async fn no_parts_are_listed_after_a_full_publication_or_an_undo() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let id = ProposalId::new(1);
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);
    assert!(app.get(&follow).await.texts("[data-detail], blockquote").is_empty());
    undo(&app, &mut claire, id).await.assert_status(303);

    let words = [("mot", "Déjà là."), ("motif", "doublon")];
    decide(&app, &mut claire, id, "refus", &words).await.assert_status(303);

    let page = app.get(&follow).await;
    assert_eq!(page.text("blockquote"), "Déjà là.");
    assert!(page.text("[data-detail]").starts_with("Raison : Déjà dans l’annuaire."));
    undo(&app, &mut claire, id).await.assert_status(303);
    assert!(app.get(&follow).await.texts("[data-detail], blockquote").is_empty());
}
