//! Catalogue refresh after a change of the store, and at a change of day.

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
async fn a_new_day_makes_a_new_catalogue_and_ages_what_it_tells() {
    let seeds = seeds_with([initiative("Garage").attested_on("2024-11-24")]);
    let mut app = TestApp::with_seeds(&seeds).await;
    assert_eq!(app.get("/initiatives/garage").await.text(".state"), "À confirmer");

    app.advance_to("2026-11-25T09:00:00Z").await;

    assert_eq!(app.get("/initiatives/garage").await.text(".state"), "Ancienne");
}
