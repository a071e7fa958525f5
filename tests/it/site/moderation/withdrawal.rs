//! Initiatives withdrawn by a moderator: the notice to the author, and the next steps.

use quartiers_emploi::domain::directory::InitiativeId;
use quartiers_emploi::domain::operations::Purpose;
use quartiers_emploi::domain::proposal::ProposalId;
use quartiers_emploi::mail::Letter;
use quartiers_emploi::store::{
    Attempt, AuthorNotification, InitiativeEdit, ModerationOutcome, Notification,
};

use super::{decide, mails, purposes};
use crate::browser::Browser;
use crate::fixtures::proposal_form::submit_confirmed_proposal;
use crate::fixtures::{administrator, parsed, seeds};
use crate::test_app::{TestApp, TestPage};

const WHY: &str = "Plus personne ne répond au téléphone.";

/// A proposal published by Claire; returns its follow-up page.
async fn published(app: &mut TestApp) -> (Browser, String) {
    let follow = submit_confirmed_proposal(app).await;
    let mut claire = administrator(app, "Claire Petit").await;
    let id = ProposalId::new(1);
    decide(app, &mut claire, id, "publication", &[]).await.assert_status(303);
    (claire, follow)
}

/// Withdraws the initiative (`retrait`) or publishes it again (`retour`), as Claire.
async fn change_visibility(app: &TestApp, claire: &mut Browser, act: &str) -> TestPage {
    let page = claire.get(app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let form = [("en-vigueur", seen.as_str()), ("mot", WHY)];
    claire.post(app, &format!("/moderation/initiatives/1/{act}"), &form).await.assert_status(303)
}

#[tokio::test]
async fn the_author_sees_the_withdrawal_and_its_reason_without_dead_actions() {
    let contact = ["--operator-contact", "annuaire@example.org"];
    let mut app = TestApp::with_settings(&seeds(), &contact).await;
    let (mut claire, follow) = published(&mut app).await;

    change_visibility(&app, &mut claire, "retrait").await;

    let page = app.get(&follow).await.assert_status(200);
    assert_eq!(page.text("main .note h2"), "Retirée de l’annuaire");
    assert!(page.text("main .note p").contains("annuaire@example.org"), "whom to turn to");
    assert_eq!(page.text("blockquote"), WHY);
    assert!(page.texts(".timeline li")[0].contains("Nous avons retiré la fiche de l’annuaire."));
    assert!(!page.body.contains("Claire"));
    let erase = app.get(&format!("{follow}/effacement")).await;
    assert!(erase.text("[data-remaining]").starts_with("La fiche a été retirée de l’annuaire"));
    let moderation = claire.get(&app, "/moderation/propositions/1").await;
    assert!(moderation.text(".decision h2").ends_with("La fiche a été retirée du public depuis."));
}

#[tokio::test]
async fn the_author_gets_one_mail_for_a_withdrawal_and_one_for_a_return() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (mut claire, follow) = published(&mut app).await;

    change_visibility(&app, &mut claire, "retrait").await;
    let (purpose, text) = mails(&app).await.pop().unwrap();
    change_visibility(&app, &mut claire, "retour").await;

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
async fn the_reason_of_a_withdrawal_is_erased_with_the_proposal() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (mut claire, follow) = published(&mut app).await;
    change_visibility(&app, &mut claire, "retrait").await;

    app.post(&format!("{follow}/effacement"), &[]).await.redirect_target();
    change_visibility(&app, &mut claire, "retour").await;

    let page = claire.get(&app, "/moderation/initiatives/1").await;
    assert!(page.text(".events").contains("Fiche retirée du public") && !page.body.contains(WHY));
    assert!(purposes(&app).await.is_empty());
}

#[tokio::test]
async fn a_withdrawal_waits_for_the_mail_to_the_present_author() {
    // given an initiative published from a proposal
    let mut app = TestApp::with_seeds(&seeds()).await;
    published(&mut app).await;
    let (store, initiative, at) = (&app.app.store, InitiativeId::new(1), app.app.clock.now());
    let find = async || store.find_initiative(initiative, None).await.unwrap().unwrap();
    let by = store.list_members().await.unwrap()[0].id;
    let edit = InitiativeEdit { initiative, seen: find().await.revision, by, at };
    let (words, sent) = (parsed(WHY), purposes(&app).await);

    // when it is withdrawn without the mail to its author, then with it
    let without = store.withdraw(&edit, &words, None).await.unwrap();
    let (still, unsent) = (find().await, purposes(&app).await);
    let Attempt::Outdated(Some(author)) = without else { panic!("withdrawn: {without:?}") };
    let message = Letter::new("Retirée").to(&author.email, Purpose::Unpublished);
    let notification = Notification { message, link: app.app.clock.token().hash() };
    let reported = AuthorNotification { author, notification };
    let with = store.withdraw(&edit, &words, Some(&reported)).await.unwrap();

    // then only the second one is done, with its mail
    assert!(still.is_published);
    assert_eq!(unsent, sent);
    assert_eq!(with, Attempt::Done(ModerationOutcome::Done));
    assert!(!find().await.is_published);
    assert_eq!(purposes(&app).await, [&sent[..], &["taken-down".to_owned()]].concat());
}
