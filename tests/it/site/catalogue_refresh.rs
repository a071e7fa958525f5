//! Catalogue refresh after a change of the store, and at a change of day.

use axum::http::Extensions;
use quartiers_emploi::request_catalogue::RequestCatalogue;

use crate::fixtures::{initiative, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_change_of_the_store_is_seen_and_then_served_without_a_restart() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage").with_number(1)])).await;
    assert!(!app.app.is_outdated().await.expect("a catalogue version"));

    let more =
        seeds_with([initiative("Garage").with_number(1), initiative("Permis").with_number(2)]);
    app.app.store.import_seeds(&more, app.app.clock.now()).await.expect("the seeds are imported");
    assert!(app.app.is_outdated().await.expect("a catalogue version"));
    app.get("/initiatives/permis").await.assert_status(404);

    app.app.refresh().await.expect("the catalogue is built");
    assert!(!app.app.is_outdated().await.expect("a catalogue version"));
    app.get("/initiatives/permis").await.assert_status(200);
}

#[tokio::test]
async fn a_new_day_makes_a_new_catalogue_with_new_ages() {
    let seeds = seeds_with([initiative("Garage").attested_on("2024-11-24")]);
    let mut app = TestApp::with_seeds(&seeds).await;
    assert_eq!(app.get("/initiatives/garage").await.text(".state"), "À confirmer");

    app.advance_to("2026-11-25T09:00:00Z").await;

    assert_eq!(app.get("/initiatives/garage").await.text(".state"), "Ancienne");
}

#[tokio::test]
async fn a_request_keeps_the_catalogue_under_whose_generation_its_page_is_cached() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage").with_number(1)])).await;
    let take = |extensions: &mut Extensions| RequestCatalogue::of_request(&app.app, extensions).0;
    let mut request = Extensions::new();
    let generation = app.app.cache_generation(&take(&mut request));

    let more =
        seeds_with([initiative("Garage").with_number(1), initiative("Permis").with_number(2)]);
    app.app.store.import_seeds(&more, app.app.clock.now()).await.expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");

    assert_eq!(app.app.cache_generation(&take(&mut request)), generation);
    assert_eq!(take(&mut request).initiatives.len(), 1);
    let later = take(&mut Extensions::new());
    assert!(app.app.cache_generation(&later) > generation);
    assert_eq!(later.initiatives.len(), 2);
}
