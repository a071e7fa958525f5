//! Initiatives withdrawn by a moderator: the notice to the author, and the next steps.

use quartiers_emploi::domain::ids::ProposalId;

use super::{decide, mails, purposes};
use crate::{
    app::{TestApp, TestPage},
    browser::Browser,
    given::{administrator, seeds, steps::confirmed},
};

const WHY: &str = "Plus personne ne répond au téléphone.";

/// A proposal published by Claire; returns its follow-up page.
async fn published(app: &mut TestApp) -> (Browser, String) {
    let follow = confirmed(app).await;
    let mut claire = administrator(app, "Claire Petit").await;
    let id = ProposalId::new(1);
    decide(app, &mut claire, id, "publication", &[]).await.assert_status(303);
    (claire, follow)
}

/// Withdraws the initiative (`retrait`) or publishes it again (`retour`), as Claire.
async fn turn(app: &TestApp, claire: &mut Browser, act: &str) -> TestPage {
    let page = claire.get(app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let form = [("en-vigueur", seen.as_str()), ("mot", WHY)];
    claire.post(app, &format!("/moderation/initiatives/1/{act}"), &form).await.assert_status(303)
}

#[tokio::test]
async fn its_author_reads_that_it_is_hidden_and_why_and_is_offered_nothing_that_fails() {
    let mut app = TestApp::with(&seeds()).await;
    let (mut claire, follow) = published(&mut app).await;

    turn(&app, &mut claire, "retrait").await;

    let page = app.get(&follow).await.assert_status(200);
    assert_eq!(page.text("main .note h2"), "Retirée de l’annuaire");
    assert!(page.text("main .note p").contains("éditeur"), "whom to turn to");
    assert_eq!(page.text("blockquote"), WHY);
    assert!(page.texts(".hist li")[0].contains("Nous avons retiré la fiche de l’annuaire."));
    assert!(!page.body.contains("Claire"));
    let erase = app.get(&format!("{follow}/effacement")).await;
    assert!(erase.text("[data-stays]").starts_with("La fiche a été retirée de l’annuaire"));
    let moderation = claire.get(&app, "/moderation/propositions/1").await;
    assert!(moderation.text(".moddone h2").ends_with("La fiche a été retirée du public depuis."));
}

#[tokio::test]
async fn its_author_is_mailed_once_when_it_is_hidden_and_once_when_it_is_back() {
    let mut app = TestApp::with(&seeds()).await;
    let (mut claire, follow) = published(&mut app).await;

    turn(&app, &mut claire, "retrait").await;
    let (purpose, text) = mails(&app).await.pop().unwrap();
    turn(&app, &mut claire, "retour").await;

    assert_eq!(purpose, "taken-down");
    assert!(text.contains(&format!("> {WHY}")), "{text}");
    assert_eq!(purposes(&app).await, ["confirm", "published", "taken-down", "put-back"]);
    let link = text.split("https://annuaire.example").nth(1).unwrap();
    let link = link.split_whitespace().next().unwrap();
    assert_eq!(app.get(link).await.text("h1"), "Atelier vélo du Sanitas");
    let page = app.get(&follow).await;
    assert_eq!(page.text("main .note h2"), "Publiée");
    assert!(page.texts("blockquote").is_empty());
    let modify = format!("{follow}/modification");
    assert!(page.attrs("main form", "action").contains(&modify));
}

#[tokio::test]
async fn why_it_was_hidden_is_erased_with_its_proposal_and_nobody_is_mailed_after() {
    let mut app = TestApp::with(&seeds()).await;
    let (mut claire, follow) = published(&mut app).await;
    turn(&app, &mut claire, "retrait").await;

    app.post(&format!("{follow}/effacement"), &[]).await.leads();
    turn(&app, &mut claire, "retour").await;

    let page = claire.get(&app, "/moderation/initiatives/1").await;
    assert!(page.text(".events").contains("Fiche retirée du public") && !page.body.contains(WHY));
    assert!(purposes(&app).await.is_empty());
}
