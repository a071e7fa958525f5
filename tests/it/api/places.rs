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
async fn an_empty_query_or_no_match_is_an_empty_list() {
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

#[tokio::test]
async fn the_search_box_suggests_needs_organisations_and_places_in_little_space() {
    let app = TestApp::with_real_seeds().await;
    let names = |answer: &serde_json::Value| -> Vec<String> {
        let items = answer["items"].as_array().expect("a list").iter();
        items.map(|it| format!("{}: {}", it["name"], it["what"]).replace('"', "")).collect()
    };

    for (typed, expected) in [
        ("garde", "Garde d’enfants: Besoin"),
        ("nounou", "Garde d’enfants: Besoin"),
        ("nounou+Tours", "Garde d’enfants: Besoin, Tours"),
        ("mission+locale+tour", "Mission locale"),
        ("sanit", "Sanitas: Quartier, Tours (Indre-et-Loire)"),
        ("Tours", "Tours: Commune, 8 quartiers (Indre-et-Loire)"),
        ("onzain", "Veuzain-sur-Loire"),
    ] {
        let answer = app.get(&format!("/api/v1/suggestions?q={typed}")).await.assert_status(200);
        let found = names(&answer.json());
        assert!(found.iter().any(|it| it.contains(expected)), "{typed}: {found:?}");
        assert!(answer.body.len() <= 2_048, "{typed}: {} bytes", answer.body.len());
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let url = answer.json()["items"][0]["url"].as_str().unwrap_or_default().to_owned();
        let path = url.strip_prefix("https://annuaire.example").expect("a URL of the site");
        app.get(path).await.assert_status(200);
    }
    for letter in 'a'..='z' {
        let answer = app.get(&format!("/api/v1/suggestions?q={letter}")).await.assert_status(200);
        assert!(answer.body.len() <= 2_048, "{letter}: {} bytes", answer.body.len());
    }
    assert!(names(&app.get("/api/v1/suggestions").await.json()).is_empty());
    app.get("/api/v1/suggestions?q=a&page=2").await.assert_status(400);
}
