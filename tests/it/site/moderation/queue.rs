//! The queue: order, tabs, filters, rights.

use quartiers_emploi::domain::proposal::{Field, QuarantineReason};

use super::decide;
use crate::fixtures::{
    BOURGES_NORD, administrator, initiative, moderator_of, proposal, seeds, seeds_with,
};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_oldest_comes_first_with_its_age_and_its_kind_of_request() {
    let seeds = seeds_with([initiative("Garage solidaire").in_commune("37261")]);
    let app = TestApp::with_seeds(&seeds).await;
    proposal("Récente").confirmed_at("2026-11-24T08:00:00Z").insert_pending(&app).await;
    let change = proposal("Garage").changing(&app, 1).confirmed_at("2026-11-18T08:00:00Z");
    change.with_spam_score(3).insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, "/moderation").await.assert_status(200);

    assert_eq!(page.text("h1"), "2 propositions à relire");
    assert_eq!(page.text(".under"), "La plus ancienne attend depuis 6 jours.");
    assert_eq!(page.texts(".queue th a"), ["Garage solidaire", "Récente"]);
    assert_eq!(page.texts(".queue td:nth-child(2)"), ["Modification", "Nouvelle fiche"]);
    assert_eq!(page.texts(".queue td:nth-child(4)"), ["il y a 6 jours", "il y a une heure"]);
    assert!(page.text(".queue td:nth-child(5)").contains("3 signes suspects"));
    assert!(page.texts(".queue td:nth-child(5)")[1].contains("sur 100"));
    assert_eq!(page.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn filters_are_links_that_keep_the_others() {
    let app = TestApp::with_seeds(&seeds()).await;
    proposal("À Tours").insert_pending(&app).await;
    proposal("À Bourges")
        .with_field(Field::Neighbourhoods, BOURGES_NORD)
        .insert_pending(&app)
        .await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, "/moderation?departement=18").await;

    assert_eq!(page.texts(".queue th a"), ["À Bourges"]);
    assert_eq!(page.texts("[aria-current=true]"), ["Cher", "Tout", "Tout"]);
    let links = page.attrs(".modfilters a", "href");
    assert!(links.contains(&"/moderation?departement=18&demande=nouvelle".to_owned()), "{links:?}");
    let changes = claire.get(&app, "/moderation?departement=18&demande=modification").await;
    assert_eq!(changes.text(".modempty"), "Aucune proposition ne correspond à ces choix.");
    claire
        .get(&app, "/moderation?departement=%27%22&demande=x&page=99999999999999999999")
        .await
        .assert_status(200);
}

#[tokio::test]
async fn a_moderator_sees_their_departements_and_proposals_without_one() {
    let app = TestApp::with_seeds(&seeds()).await;
    proposal("À Tours").insert_pending(&app).await;
    proposal("À Bourges")
        .with_field(Field::Neighbourhoods, BOURGES_NORD)
        .insert_pending(&app)
        .await;
    let nowhere = proposal("Partout").with_field(Field::Neighbourhoods, "");
    nowhere.with_field(Field::Coverage, "region").insert_pending(&app).await;
    let mut cher = moderator_of(&app, "Paul Cher", &["18"]).await;

    let page = cher.get(&app, "/moderation").await;

    assert_eq!(page.texts(".queue th a"), ["À Bourges", "Partout"]);
    assert_eq!(page.text("h1"), "2 propositions à relire");
    assert_eq!(cher.get(&app, "/moderation?departement=37").await.texts(".queue th a").len(), 0);
}

#[tokio::test]
async fn quarantined_and_decided_proposals_have_their_own_tabs() {
    let app = TestApp::with_seeds(&seeds()).await;
    proposal("Vite").quarantined(QuarantineReason::TooFast).insert_pending(&app).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    assert_eq!(
        claire.get(&app, "/moderation?file=decidees").await.text("h1"),
        "Aucune proposition décidée"
    );

    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);

    let queue = claire.get(&app, "/moderation").await;
    assert_eq!(
        (queue.text("h1"), queue.text(".modempty")),
        ("Aucune proposition à relire".into(), "La file est vide. Merci.".into())
    );
    let quarantined = claire.get(&app, "/moderation?file=quarantaine").await;
    assert_eq!(quarantined.texts(".queue th a"), ["Vite"]);
    assert!(quarantined.text(".queue td:nth-child(5)").contains("remplie trop vite"));
    let decided = claire.get(&app, "/moderation?file=decidees").await;
    assert_eq!(decided.texts(".queue td:nth-child(4) b"), ["Précision demandée"]);
}

#[tokio::test]
async fn a_long_queue_is_paginated() {
    let app = TestApp::with_seeds(&seeds()).await;
    for number in 0..27 {
        proposal(&format!("Action {number:02}")).insert_pending(&app).await;
    }
    let mut claire = administrator(&app, "Claire Petit").await;

    let first = claire.get(&app, "/moderation").await;
    let last = claire.get(&app, &first.attr(".pages a[rel=next]", "href")).await;

    assert_eq!(first.texts("[data-proposal]").len(), 25);
    assert_eq!(last.texts(".queue th a"), ["Action 25", "Action 26"]);
}

#[tokio::test]
async fn shortcuts_are_off_by_default_and_hidden_without_script() {
    let app = TestApp::with_seeds(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let empty = claire.get(&app, "/moderation").await.assert_status(200);
    assert!(empty.attrs("#raccourcis", "type").is_empty());
    proposal("Atelier vélo").insert_pending(&app).await;

    let page = claire.get(&app, "/moderation").await.assert_status(200);

    assert_eq!(page.attrs("[data-shortcuts]", "hidden"), [""]);
    assert!(page.attrs("#raccourcis", "checked").is_empty());
    assert!(
        page.text("[data-shortcuts]")
            .contains("J : proposition suivante. K : précédente. O : ouvrir.")
    );
}
