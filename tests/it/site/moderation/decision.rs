//! Decisions: publishing, requesting a change, refusing, and the rights they require.

use quartiers_emploi::domain::proposal::Field;

use super::{decide, events, mails, purposes};
use crate::fixtures::{administrator, moderator_of, proposal, seeds};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_publication_is_public_at_once() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let answer = decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    assert_eq!(answer.header("location"), format!("/moderation/propositions/{id}"));
    let page = app.get("/initiatives/atelier-velo").await.assert_status(200);
    assert_eq!(page.text("h1"), "Atelier vélo");
    app.get("/i/1").await.assert_status(301);
    assert_eq!(app.get("/initiatives?q=velo").await.texts(".card h3"), ["Atelier vélo"]);
    let found = app.get("/api/v1/initiatives?q=velo").await.json();
    assert_eq!(found["total"], 1, "{found}");
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    assert_eq!(page.text("[data-state]"), "Publiée");
    assert_eq!(page.text(".events li b"), "Publiée par Claire Petit");
    let mails = mails(&app).await;
    assert!(mails[0].1.contains("https://annuaire.example/initiatives/atelier-velo"), "{mails:?}");
    assert_eq!(events(&app).await, ["published"]);
}

#[tokio::test]
async fn some_parts_are_published_and_the_mail_lists_the_others() {
    let app = TestApp::with_seeds(&seeds()).await;
    let new = proposal("Atelier vélo").with_field(Field::Conditions, "Avoir un vélo.");
    let id = new.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    let version = page.attr("#decision [name=version]", "value");
    let path = format!("/moderation/propositions/{id}/publication");
    let mut form = vec![("version", version.as_str()), ("en-vigueur", "")];
    form.push(("partie", "titre"));
    claire.post(&app, &path, &form).await.assert_status(422);
    form.extend(["resume", "activite", "porteur", "freins"].map(|part| ("partie", part)));

    claire.post(&app, &path, &form).await.assert_status(303);

    let catalogue = app.app.catalogue();
    let facts = &catalogue.initiatives[0].facts;
    assert_eq!(facts.barriers.len(), 1);
    assert!(facts.practical.conditions.is_none() && facts.neighbourhoods.is_empty());
    let text = &mails(&app).await[0].1;
    assert!(text.contains("Ce qui a été laissé de côté") && text.contains("Conditions"), "{text}");
}

#[tokio::test]
async fn a_change_request_needs_a_message_and_a_refusal_a_reason_too() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = decide(&app, &mut claire, id, "refus", &[("mot", "  ")]).await.assert_status(422);
    let refusal =
        decide(&app, &mut claire, id, "refus", &[("mot", "Déjà là.")]).await.assert_status(422);
    let request = decide(&app, &mut claire, id, "demande", &[]).await.assert_status(422);

    assert_eq!(page.attrs("#erreurs a", "href"), ["#mot", "#motif"]);
    assert_eq!(refusal.attrs("#erreurs a", "href"), ["#motif"]);
    assert_eq!(refusal.text("textarea#mot"), "Déjà là.");
    assert_eq!(request.attrs("#erreurs a", "href"), ["#mot"]);
    assert!(events(&app).await.is_empty() && mails(&app).await.is_empty());
}

#[tokio::test]
async fn a_refusal_is_sent_whole_with_its_reason() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let words = [("motif", "doublon"), ("mot", "Votre action est déjà là.\nVoyez « Vélo ».")];

    decide(&app, &mut claire, id, "refus", &words).await.assert_status(303);

    let (purpose, text) = mails(&app).await.remove(0);
    assert_eq!(purpose, "refused");
    assert!(text.contains("Déjà dans l’annuaire") && text.contains("> Voyez « Vélo »."), "{text}");
    assert!(text.contains("https://annuaire.example/suivi/"), "{text}");
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    assert_eq!(page.text(".events blockquote"), "Votre action est déjà là. Voyez « Vélo ».");
    assert_eq!(app.get("/proposer/regles").await.texts(".rules dt").len(), 9);
}

#[tokio::test]
async fn the_link_of_a_mail_leads_to_the_proposal() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);

    let text = mails(&app).await.remove(0).1;
    let token = text.split("/suivi/").nth(1).unwrap().split_whitespace().next().unwrap();
    let link = token.parse::<quartiers_emploi::domain::account::Token>().unwrap().hash();
    let found = app.app.store.find_linked_proposal(link).await.unwrap();
    assert_eq!(found.unwrap().id, id);
    assert_eq!(purposes(&app).await, ["change-asked"]);
}

#[tokio::test]
async fn a_moderator_of_another_departement_sees_and_decides_nothing() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut cher = moderator_of(&app, "Paul Cher", &["18"]).await;
    let path = format!("/moderation/propositions/{id}");

    cher.get(&app, &path).await.assert_status(403);
    cher.get(&app, &format!("{path}/apercu")).await.assert_status(403);
    for act in ["publication", "demande", "refus", "annulation", "reservation"] {
        let form = [("version", "2"), ("mot", "x"), ("motif", "doublon")];
        cher.post(&app, &format!("{path}/{act}"), &form).await.assert_status(403);
    }
    app.get(&path).await.assert_status(303);
    app.post(&format!("{path}/refus"), &[]).await.assert_status(401);
    assert!(cher.get(&app, "/moderation").await.texts("[data-proposal]").is_empty());
    assert!(events(&app).await.is_empty());
}

#[tokio::test]
async fn an_address_is_never_one_that_another_has_or_had() {
    let app = TestApp::with_seeds(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    for _ in 0..3 {
        let id = proposal("Atelier vélo").insert_pending(&app).await;
        decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);
    }

    let catalogue = app.app.catalogue();
    let mut slugs: Vec<_> = catalogue.initiatives.iter().map(|it| it.facts.slug.as_str()).collect();
    slugs.sort_unstable();
    assert_eq!(slugs, ["atelier-velo", "atelier-velo-tours", "atelier-velo-tours-2"]);
}

#[tokio::test]
async fn publications_survive_an_import() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    app.app.store.import_seeds(&seeds(), app.app.clock.now()).await.unwrap();
    app.app.refresh().await.unwrap();

    app.get("/initiatives/atelier-velo").await.assert_status(200);
}

#[tokio::test]
async fn an_invalid_proposal_can_only_be_answered() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id =
        proposal("Atelier vélo").with_field(Field::Coverage, "planète").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await.assert_status(200);

    assert!(page.text("#t-unsound").contains("ne peut pas être publiée"));
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(422);
    decide(&app, &mut claire, id, "demande", &[("mot", "Quelle zone ?")]).await.assert_status(303);
}

#[tokio::test]
async fn private_contacts_are_shown_separately() {
    let app = TestApp::with_seeds(&seeds()).await;
    let new = proposal("Atelier vélo").with_field(Field::Phone, "02 47 31 64 61");
    let id = new.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");

    let page = claire.get(&app, &path).await;
    let preview = claire.get(&app, &format!("{path}/apercu")).await.assert_status(200);

    assert_eq!(page.texts(".modbox--private dd"), ["02 47 31 64 61"]);
    assert!(!page.attrs("[data-part]", "data-part").contains(&"telephone".to_owned()));
    assert!(!preview.body.contains("02 47 31 64 61") && preview.text("h1") == "Atelier vélo");
}
