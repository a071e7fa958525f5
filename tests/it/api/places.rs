//! Place suggestions for the search box.

use crate::fixtures::seeds;
use crate::test_app::TestApp;

#[tokio::test]
async fn the_likeliest_places_come_with_what_they_are_and_their_page() {
    let app = TestApp::with_real_seeds().await;

    let answer = app.get("/api/v1/lieux?q=tours+san").await.assert_status(200);

    let found = answer.json();
    assert_eq!(found["items"][0]["name"], "Sanitas");
    assert_eq!(found["items"][0]["what"], "Quartier, Tours (Indre-et-Loire)");
    let url = "https://annuaire.example/quartiers/sanitas-tours";
    assert_eq!(found["items"][0]["url"], url);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn a_town_comes_with_how_many_neighbourhoods_it_has() {
    let app = TestApp::with_real_seeds().await;

    let found = app.get("/api/v1/lieux?q=Tours").await.json();

    assert_eq!(found["items"][0]["what"], "Commune, 8 quartiers (Indre-et-Loire)");
    assert_eq!(found["items"].as_array().map(Vec::len), Some(10));
}

#[tokio::test]
async fn nothing_typed_or_nothing_found_is_an_empty_list() {
    let app = TestApp::with_seeds(&seeds()).await;

    for query in ["", "?q=", "?q=zzzzqqqq", "?q=%FF", "?q=%27%27"] {
        let found = app.get(&format!("/api/v1/lieux{query}")).await.assert_status(200).json();

        assert_eq!(found["items"].as_array().map(Vec::len), Some(0), "{query}");
    }
}

#[tokio::test]
async fn an_unknown_parameter_is_refused() {
    let app = TestApp::with_seeds(&seeds()).await;

    let answer = app.get("/api/v1/lieux?q=tours&limite=3").await.assert_status(400);

    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json()["errors"][0]["parameter"], "limite");
}
