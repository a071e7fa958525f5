//! Waiting time in the queue: counted from the last submission.

use jiff::civil::date;
use quartiers_emploi::domain::proposal::ProposalId;

use super::decide;
use crate::browser::Browser;
use crate::fixtures::proposal_form::{STEPS, submit_confirmed_proposal};
use crate::fixtures::{administrator, proposal, seeds};
use crate::test_app::TestApp;

/// A year in seconds.
const YEAR: i64 = 365 * 24 * 3600;

/// Introduction of the queue, then title and age of each proposal, in order.
async fn queue(app: &TestApp, claire: &mut Browser) -> (String, Vec<(String, String)>) {
    let page = claire.get(app, "/moderation").await.assert_status(200);
    let titles = page.texts(".queue th a");
    let rows = titles.into_iter().zip(page.texts(".queue td:nth-child(4)")).collect();
    (page.text(".under"), rows)
}

fn row(title: &str, age: &str) -> (String, String) {
    (title.to_owned(), age.to_owned())
}

#[tokio::test]
async fn a_change_waits_since_it_was_sent_and_not_since_its_author_confirmed_their_address() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    app.advance_seconds(YEAR);
    proposal("Jardin partagé").insert_pending(&app).await;
    app.advance_seconds(7_200);
    let draft = app.post(&format!("{follow}/modification"), &[]).await.redirect_target();

    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    let mut lea = administrator(&app, "Léa Roche").await;
    let (lead, rows) = queue(&app, &mut lea).await;
    assert_eq!(lead, "La plus ancienne attend depuis 2 heures.");
    let first = row("Jardin partagé", "il y a 2 heures");
    assert_eq!(rows, [first, row("Atelier vélo du Sanitas", "à l’instant")]);
    let page = lea.get(&app, "/moderation/propositions/3").await;
    assert!(page.text(".modkind").contains("Reçue à l’instant"), "{}", page.text(".modkind"));
    assert_eq!(date(2027, 11, 24), app.app.clock.today());
}

#[tokio::test]
async fn a_resubmission_restarts_the_waiting_time_and_an_undo_does_not() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    app.advance_seconds(7_200);
    let mut claire = administrator(&app, "Claire Petit").await;
    let id = ProposalId::new(1);
    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);
    super::undo(&app, &mut claire, id).await.assert_status(303);
    assert_eq!(
        queue(&app, &mut claire).await.1,
        [row("Atelier vélo du Sanitas", "il y a 2 heures")]
    );
    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);
    app.post(&format!("{draft}/quoi"), STEPS[0].1).await.redirect_target();

    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    assert_eq!(queue(&app, &mut claire).await.1, [row("Atelier vélo du Sanitas", "à l’instant")]);
}

#[tokio::test]
async fn a_claim_is_shown_with_its_age() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let claim = format!("{path}/reservation");
    claire.post(&app, &claim, &[]).await.assert_status(303);
    let own = claire.get(&app, &path).await.text(".modclaim p");
    assert_eq!(own, "Vous avez réservé cette proposition à l’instant.");
    app.advance_seconds(120);
    let mut paul = administrator(&app, "Paul Roux").await;

    let reported = paul.post(&app, &claim, &[]).await.assert_status(409);

    let words = "Claire Petit a réservé cette proposition il y a 2 minutes.";
    assert_eq!(reported.text("h1"), words);
}
