//! Initiative search in the API: same results and counts as the page.

use serde_json::{Value, json};

use crate::fixtures::{SANITAS, initiative, organisation, parsed, seeds_with};
use crate::test_app::TestApp;

/// Searches of every kind over the real data.
const QUERIES: [&str; 7] = [
    "",
    "?frein=mobilite&frein=logement",
    "?departement=37&public=jeunes",
    "?q=permis",
    "?q=mobilitee&etat=datee",
    "?recueil=a-bras-le-coeur",
    "?page=2",
];

/// Last path segment.
fn last_segment(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

#[tokio::test]
async fn results_and_counts_are_those_of_the_page() {
    let app = TestApp::with_real_seeds().await;
    for query in QUERIES {
        let page = app.get(&format!("/initiatives{query}")).await.assert_status(200);
        let json = app.get(&format!("/api/v1/initiatives{query}")).await.assert_status(200).json();

        let slugs: Vec<_> =
            json["items"].as_array().unwrap().iter().map(|it| it["slug"].clone()).collect();
        let shown: Vec<_> =
            page.attrs(".card h3 a", "href").iter().map(|it| json!(last_segment(it))).collect();
        assert_eq!(slugs, shown, "{query}");
        for value in json["facets"]["frein"].as_array().unwrap() {
            let slug = value["value"].as_str().unwrap();
            let shown = page.text(&format!("[data-facet=frein-{slug}] ~ .num [data-count]"));
            assert_eq!(shown, value["count"].to_string(), "{query}: {slug}");
        }
    }
}

#[tokio::test]
async fn a_count_is_the_total_of_the_click() {
    let app = TestApp::with_real_seeds().await;
    let json = app.get("/api/v1/initiatives?frein=mobilite").await.json();
    for (name, chosen) in [("frein", "&frein=mobilite"), ("departement", ""), ("etat", "")] {
        for value in json["facets"][name].as_array().unwrap() {
            let slug = value["value"].as_str().unwrap();
            let address = match (name, slug) {
                ("frein", "mobilite") => "/api/v1/initiatives".to_owned(),
                ("frein", _) => format!("/api/v1/initiatives?frein={slug}{chosen}"),
                _ => format!("/api/v1/initiatives?frein=mobilite&{name}={slug}"),
            };
            assert_eq!(app.get(&address).await.json()["total"], value["count"], "{address}");
            assert_eq!(value["chosen"], json!(slug == "mobilite"), "{name} {slug}");
        }
    }
}

#[tokio::test]
async fn unknown_values_are_null_and_others_complete() {
    let carrier = organisation("Régie Plus");
    let full = initiative("Garage solidaire")
        .with_number(62)
        .with_barriers("mobilite")
        .in_neighbourhood(SANITAS)
        .in_commune("37261")
        .attested_on("2025-06")
        .carried_by(&carrier)
        .with(|facts| facts.phone = Some(parsed("02 47 00 00 00")));
    let app =
        TestApp::with_seeds(&seeds_with([full, initiative("Rien de connu").with_number(7)])).await;

    let json = app.get("/api/v1/initiatives").await.json();

    let item = &json["items"][0];
    assert_eq!(item["id"], 62);
    assert_eq!(item["url"], "https://annuaire.example/initiatives/garage-solidaire");
    assert_eq!(
        (&item["state"], &item["state_label"]),
        (&json!("a-confirmer"), &json!("À confirmer"))
    );
    assert_eq!(item["attested_on"], "2025-06");
    assert_eq!(item["barriers"], json!([{ "value": "mobilite", "label": "Se déplacer" }]));
    assert_eq!(item["neighbourhoods"][0]["code"], SANITAS);
    assert_eq!(item["carriers"][0]["slug"], "regie-plus");
    assert_eq!(item["phone"], "02 47 00 00 00");
    let bare = &json["items"][1];
    for unknown in
        ["website", "phone", "email", "attested_on", "confirmed_on", "activity", "coverage"]
    {
        assert_eq!(bare[unknown], Value::Null, "{unknown}");
    }
    assert!(!json.to_string().contains(":\"\""), "{json}");
}

#[tokio::test]
async fn links_lead_from_page_to_page() {
    let app =
        TestApp::with_seeds(&seeds_with((1..=41).map(|n| initiative(&format!("Atelier {n}")))))
            .await;

    let mut address = Some("/api/v1/initiatives?q=atelier".to_owned());
    let mut seen = 0;
    let mut pages = 0;
    while let Some(path) = address {
        let answer = app.get(&path).await.assert_status(200);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("cache-control").starts_with("public"));
        let json = answer.json();
        seen += json["items"].as_array().unwrap().len();
        pages += 1;
        assert_eq!((&json["page"], &json["pages"]), (&json!(pages), &json!(3)));
        assert_eq!((&json["total"], &json["per_page"]), (&json!(41), &json!(20)));
        address = json["links"]["next"]
            .as_str()
            .map(|next| next.strip_prefix("https://annuaire.example").unwrap().to_owned());
    }
    assert_eq!((seen, pages), (41, 3));
}

#[tokio::test]
async fn a_reinterpreted_text_is_reported() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Mobilité pour tous")])).await;
    let json = app.get("/api/v1/initiatives?q=mobbilite").await.json();
    assert_eq!(json["total"], 1);
    assert!(json["corrected"].is_string(), "{json}");
}

#[tokio::test]
async fn the_total_alone_is_that_of_the_results_and_is_short() {
    let app = TestApp::with_real_seeds().await;

    for query in ["", "?frein=mobilite&departement=37", "?q=permis", "?quartier=sanitas-tours"] {
        let all = app.get(&format!("/api/v1/initiatives{query}")).await.assert_status(200).json();
        let total = app.get(&format!("/api/v1/initiatives/total{query}")).await.assert_status(200);

        assert_eq!(total.json()["total"], all["total"], "{query}");
        assert!(total.body.len() < 32, "{query}");
    }
    app.get("/api/v1/initiatives/total?frein=licorne").await.assert_status(400);
}
