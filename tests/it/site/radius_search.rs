//! Radius search: initiatives located near a point, and those that serve it.

use quartiers_emploi::domain::directory::{Coverage, DeliveryMode, Seeds};
use quartiers_emploi::import;

use crate::fixtures::{SANITAS, initiative, parsed, seeds_with};
use crate::test_app::TestApp;

/// A point in the neighbourhood Sanitas, in Tours.
const HERE: &str = "/initiatives?lat=47.3840&lon=0.6960";

async fn site() -> TestApp {
    let somewhere = |title| initiative(title).with(|it| it.departements = vec![parsed("37")]);
    let made_up = seeds_with([
        initiative("Dans le quartier").with_number(1).in_neighbourhood(SANITAS).in_commune("37261"),
        initiative("Dans la ville").with_number(2).in_commune("37261"),
        somewhere("Pour le département")
            .with_number(3)
            .with(|it| it.coverage = Coverage::Departement),
        somewhere("On ne sait où").with_number(4),
        initiative("Ailleurs").with_number(5).in_commune("18033"),
        initiative("À Amboise").with_number(7).in_commune("37003"),
        initiative("Bus").with_number(6).in_commune("37261").with(|it| {
            it.delivery = Some(DeliveryMode::Itinerant);
        }),
    ]);
    // Real outlines.
    let today = "2026-11-24".parse().expect("a valid date");
    let real = import::read(&import::SeedFolder::Embedded, today).expect("valid seeds");
    let (initiatives, organisations, schemes) = (made_up.initiatives, Vec::new(), Vec::new());
    TestApp::with_seeds(&Seeds { initiatives, organisations, schemes, ..real }).await
}

#[tokio::test]
async fn the_nearest_comes_first_and_each_says_why_it_is_there() {
    let app = site().await;

    let page = app.get(&format!("{HERE}&tri=distance")).await.assert_status(200);

    assert_eq!(
        page.texts(".card h3"),
        ["Dans le quartier", "Bus", "Dans la ville", "Pour le département"]
    );
    let near = page.texts(".card__near");
    assert_eq!(near[0], "Dans ce quartier");
    assert!(near[1].starts_with("Se déplace. Dans une commune dont"), "{}", near[1]);
    assert!(near[2].starts_with("Dans une commune dont le centre est à "), "{}", near[2]);
    assert_eq!(near[3], "Dans tout le département");
}

#[tokio::test]
async fn a_smaller_circle_keeps_what_is_nearer_and_what_serves_its_centre() {
    let app = site().await;

    let small = app.get(&format!("{HERE}&rayon=500")).await;
    let large = app.get(&format!("{HERE}&rayon=50000")).await;

    let serving = ["Dans le quartier", "Bus", "Dans la ville", "Pour le département"];
    assert_eq!(small.texts(".card h3"), serving);
    assert_eq!(small.texts(".card__near")[2], "À Tours");
    assert!(large.texts(".card h3").contains(&"À Amboise".to_owned()));
}

#[tokio::test]
async fn the_filters_keep_the_point_and_the_chip_drops_it() {
    let app = site().await;
    let page = app.get(&format!("{HERE}&rayon=2000&tri=distance&departement=37")).await;

    let preserved = page.attrs(".filters input[type=hidden]", "name");
    assert_eq!(preserved, ["lat", "lon", "rayon", "tri"]);
    let chips = page.attrs(".chips .chip", "href");
    assert!(chips.contains(&"/initiatives?departement=37".to_owned()), "{chips:?}");
}

#[tokio::test]
async fn the_position_of_a_visitor_is_not_stored() {
    let app = site().await;
    for path in [HERE.to_owned(), HERE.replace("/initiatives", "/api/v1/initiatives")] {
        assert_eq!(app.get(&path).await.header("cache-control"), "private, no-store", "{path}");
    }
    assert!(app.get("/initiatives").await.header("cache-control").starts_with("public"));
}

#[tokio::test]
async fn an_invalid_point_is_ignored_with_a_notice() {
    let app = site().await;
    for query in ["lat=0.69&lon=47.38", "lat=47.38", "rayon=500", "tri=distance", "lat=NaN&lon=1"] {
        let page = app.get(&format!("/initiatives?{query}")).await.assert_status(200);
        assert_eq!(page.texts(".note--warn").len(), 1, "{query}");
        app.get(&format!("/api/v1/initiatives?{query}")).await.assert_status(400);
    }
}

#[tokio::test]
async fn a_program_reads_the_distance_and_what_matched() {
    let app = site().await;
    let path = HERE.replace("/initiatives", "/api/v1/initiatives");

    let json = app.get(&format!("{path}&tri=distance")).await.assert_status(200).json();

    let near: Vec<_> = json["items"].as_array().unwrap().iter().map(|it| &it["near"]).collect();
    assert_eq!(near[0]["matched"], "quartier");
    assert_eq!(near[0]["distance_m"], 0);
    assert_eq!(near[2]["matched"], "commune");
    assert_eq!(near[3]["matched"], "departement");
    assert!(near[3]["distance_m"].is_null());
}
