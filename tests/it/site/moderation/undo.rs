//! Undoing decisions.

use super::{connection, decide, events, purposes, undo};
use crate::fixtures::{administrator, initiative, parsed, proposal, seeds, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn an_undone_publication_removes_page_and_mail_and_can_be_repeated() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    undo(&app, &mut claire, id).await.assert_status(303);

    app.get("/initiatives/atelier-velo").await.assert_status(410);
    app.get("/i/1").await.assert_status(410);
    assert!(purposes(&app).await.is_empty());
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    assert_eq!(page.text("[data-state]"), "À relire");
    assert_eq!(page.text(".events li b"), "Publication annulée par Claire Petit");

    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);
    app.get("/initiatives/atelier-velo").await.assert_status(200);
    app.get("/i/1").await.assert_status(301);
    assert_eq!(events(&app).await, ["published", "undone", "published"]);
}

#[tokio::test]
async fn an_undone_change_restores_the_previous_version() {
    let garage = |title| {
        let garage = initiative(title).in_commune("37261");
        seeds_with([garage.with(|facts| {
            facts.summary = parsed("Des voitures réparées à petit prix pour aller travailler.");
        })])
    };
    let seeds = garage("Garage solidaire");
    let app = TestApp::with_seeds(&seeds).await;
    let change = proposal("Garage")
        .changing(&app, 1)
        .with_field(quartiers_emploi::domain::proposal::Field::Title, "Garage pour tous");
    let id = change.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);
    let during = app.get("/initiatives/garage-solidaire").await.assert_status(200);
    assert_eq!(during.text("h1"), "Garage pour tous");

    undo(&app, &mut claire, id).await.assert_status(303);

    let after = app.get("/initiatives/garage-solidaire").await.assert_status(200);
    assert_eq!(after.text("h1"), "Garage solidaire");
    let renamed = garage("Garage neuf");
    app.app.store.import_seeds(&renamed, app.app.clock.now()).await.unwrap();
    app.app.refresh().await.unwrap();
    assert_eq!(
        app.get("/initiatives/garage-neuf").await.assert_status(200).text("h1"),
        "Garage neuf"
    );
}

#[tokio::test]
async fn undoing_a_refusal_after_its_mail_sends_another() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "refus", &[("motif", "doublon"), ("mot", "Déjà là.")]).await;
    #[expect(clippy::disallowed_methods, reason = "simulates that the mail was sent")]
    let sent = sqlx::query("UPDATE outbox SET sent_at = '2026-11-24T09:00:00.000Z'");
    sent.execute(&mut connection(&app).await).await.unwrap();

    undo(&app, &mut claire, id).await.assert_status(303);

    assert_eq!(purposes(&app).await, ["refused", "undone"]);
    assert_eq!(events(&app).await, ["refused", "undone"]);
}

#[tokio::test]
async fn a_decision_cannot_be_undone_after_another_publication() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    let version = page.attr(".modundo [name=version]", "value");
    let change = proposal("Atelier vélo").changing(&app, 1).insert_pending(&app).await;
    decide(&app, &mut claire, change, "publication", &[]).await.assert_status(303);

    let path = format!("/moderation/propositions/{id}/annulation");
    let answer = claire.post(&app, &path, &[("version", &version)]).await.assert_status(409);

    assert!(answer.text("[data-event]").contains("Publiée par Claire Petit"));
    app.get("/initiatives/atelier-velo").await.assert_status(200);
}
