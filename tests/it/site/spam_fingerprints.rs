//! Spam fingerprints: proposals similar to refused spam get a higher score and come later in the queue.

use quartiers_emploi::domain::proposal::Field;

use super::moderation::{connection, decide, undo};
use crate::fixtures::{ProposalBuilder, administrator, proposal, seeds};
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

/// A proposal with the text and the link of a spam campaign.
fn spam_proposal() -> ProposalBuilder {
    let text =
        "Devenez riche avec notre méthode : elle a fait ses preuves auprès de milliers de gens.";
    proposal("Méthode")
        .with_field(Field::Summary, text)
        .with_field(Field::Website, "https://riche.example")
}

/// Spam score of `proposed`.
async fn spam_score(app: &TestApp, proposed: ProposalBuilder) -> u32 {
    let id = proposed.insert_pending(app).await;
    app.app.store.find_proposal(id).await.unwrap().unwrap().spam_score
}

#[tokio::test]
async fn refused_spam_is_recognised_by_its_text_and_domain() {
    let app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let id = spam_proposal().insert_pending(&app).await;
    assert_eq!(spam_score(&app, spam_proposal()).await, 0);
    let refusal = [("motif", "indesirable"), ("mot", "Nous ne publions pas de publicité.")];
    decide(&app, &mut claire, id, "refus", &refusal).await.assert_status(303);

    let text = spam_proposal().entry.get(Field::Summary).to_uppercase().replace(':', "");
    assert_eq!(spam_score(&app, spam_proposal()).await, 15);
    assert_eq!(spam_score(&app, proposal("Autre").with_field(Field::Summary, &text)).await, 10);
    let site = proposal("Autre").with_field(Field::Website, "http://www.riche.example/x");
    assert_eq!(spam_score(&app, site).await, 5);
    assert_eq!(spam_score(&app, proposal("Atelier vélo")).await, 0);
    app.app.store.erase_proposal(id, app.app.clock.now()).await.unwrap();
    assert_eq!(spam_score(&app, spam_proposal()).await, 15, "it outlives the proposal");

    #[expect(clippy::disallowed_methods, reason = "test reads the database directly")]
    let marks = sqlx::query_scalar::<_, String>("SELECT group_concat(hex(mark)) FROM spam_marks");
    let marks = marks.fetch_one(&mut connection(&app).await).await.unwrap();
    assert_eq!(marks.len(), 2 * 64 + 1, "two keyed hashes and nothing else: {marks}");
}

#[tokio::test]
async fn other_or_undone_refusals_store_no_fingerprints() {
    let app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let id = spam_proposal().insert_pending(&app).await;
    let words = ("mot", "Cela ne mène pas vers un travail.");
    decide(&app, &mut claire, id, "refus", &[("motif", "hors-sujet"), words]).await;
    assert_eq!(spam_score(&app, spam_proposal()).await, 0);
    undo(&app, &mut claire, id).await.assert_status(303);
    decide(&app, &mut claire, id, "refus", &[("motif", "indesirable"), words]).await;
    assert_eq!(spam_score(&app, spam_proposal()).await, 15);

    undo(&app, &mut claire, id).await.assert_status(303);

    assert_eq!(spam_score(&app, spam_proposal()).await, 0);
}
