//! Quarantined proposals, and their release.

use quartiers_emploi::domain::proposal::QuarantineReason;

use super::{decide, events};
use crate::fixtures::{administrator, proposal, seeds};
use crate::test_app::TestApp;

const QUARANTINE_TAB: &str = "/moderation?file=quarantaine";

#[tokio::test]
async fn a_corrected_proposal_leaves_the_quarantine() {
    let app = TestApp::with_seeds(&seeds()).await;
    let sent = proposal("Vite")
        .quarantined(QuarantineReason::Honeypot)
        .confirmed_at("2026-11-24T08:00:00Z");
    let linked = sent.insert_submitted(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let words = [("mot", "Où ?")];
    decide(&app, &mut claire, linked.id, "demande", &words).await.assert_status(303);
    let draft = format!("/proposer/{}", linked.link.reveal());
    // A browser that auto-fills all fields does so again.
    let typed =
        [("titre", "Vite fait"), ("resume", "Des vélos réparés et prêtés."), ("rubrique", "x")];
    app.post(&format!("{draft}/quoi"), &typed).await;

    app.post(&format!("{draft}/envoi"), &[]).await;

    let found = app.app.store.find_proposal(linked.id).await.unwrap().unwrap();
    assert_eq!(found.quarantine, None);
    let page = claire.get(&app, &format!("/moderation/propositions/{}", linked.id)).await;
    assert!(page.text(".events").contains("Elle est sortie de la quarantaine."));
}

#[tokio::test]
async fn releasing_from_quarantine_queues_by_age_and_records_one_event() {
    let app = TestApp::with_seeds(&seeds()).await;
    proposal("Récente").insert_pending(&app).await;
    let early = proposal("Vite")
        .quarantined(QuarantineReason::TooFast)
        .confirmed_at("2026-11-20T08:00:00Z");
    let id = early.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let queue = claire.get(&app, "/moderation").await;
    assert_eq!(queue.texts(".modnav a")[1], "Quarantaine (1)");
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    let action = page.attr(".modclaim:has(.btn--2)", "action");

    claire.post(&app, &action, &[]).await.assert_status(303);
    claire.post(&app, &action, &[]).await.assert_status(303);

    assert_eq!(claire.get(&app, "/moderation").await.texts(".queue th a"), ["Vite", "Récente"]);
    let quarantined = claire.get(&app, QUARANTINE_TAB).await;
    assert!(quarantined.texts(".queue th a").is_empty());
    assert_eq!(quarantined.texts(".modnav a")[1], "Quarantaine");
    assert_eq!(events(&app).await, ["cleared"]);
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    assert!(page.text(".events").contains("Sortie de la quarantaine par Claire Petit"));
    assert!(page.texts(".modclaim .btn--2").is_empty());
}
