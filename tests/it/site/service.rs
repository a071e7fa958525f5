//! What serves a place: found by its filters, by a text and on the map, nearest first, each with its reason.

use quartiers_emploi::domain::directory::{Coverage, Fees, Seeds};

use crate::fixtures::{SANITAS, initiative, seeds_with};
use crate::test_app::TestApp;

/// Initiatives of Tours, of Indre-et-Loire, of the region and of Bourges.
fn seeds() -> Seeds {
    let somewhere = |title, coverage| initiative(title).with(|it| it.coverage = coverage);
    let with_departement = |title, code: &str, coverage| {
        somewhere(title, coverage).with(|it| it.departements = vec![crate::fixtures::parsed(code)])
    };
    seeds_with([
        with_departement("Bus régional", "37", Coverage::Region),
        with_departement("Bourse du département", "37", Coverage::Departement),
        with_departement("Bourse du Cher", "18", Coverage::Departement),
        somewhere("Crèche Est", Coverage::Unknown).in_commune("37261"),
        somewhere("Bureau de la ville", Coverage::Commune).in_commune("37261"),
        somewhere("Au pied des tours", Coverage::Neighbourhood)
            .in_neighbourhood(SANITAS)
            .in_commune("37261"),
        initiative("À Joué").in_commune("37122"),
        initiative("À Bourges").in_commune("18033"),
    ])
}

const SERVING: [&str; 5] = [
    "Au pied des tours",
    "Bureau de la ville",
    "Crèche Est",
    "Bourse du département",
    "Bus régional",
];

#[tokio::test]
async fn a_neighbourhood_is_served_by_its_town_and_by_wider_areas_nearest_first() {
    let app = TestApp::with_seeds(&seeds()).await;

    let page = app.get("/initiatives?quartier=sanitas").await.assert_status(200);

    assert_eq!(page.texts(".card h3"), SERVING);
    assert_eq!(
        page.texts(".card__near"),
        [
            "Dans le quartier Sanitas",
            "Ouverte à toute la ville",
            "À Tours",
            "Dans tout le département",
            "Dans toute la région",
        ]
    );
}

#[tokio::test]
async fn a_town_is_served_like_its_neighbourhood() {
    let app = TestApp::with_seeds(&seeds()).await;

    let page = app.get("/initiatives?commune=37261").await.assert_status(200);

    assert_eq!(
        page.texts(".card h3"),
        [
            "Bureau de la ville",
            "Au pied des tours",
            "Crèche Est",
            "Bourse du département",
            "Bus régional"
        ]
    );
    assert_eq!(page.texts(".card__near")[1], "À Tours, quartier Sanitas");
}

#[tokio::test]
async fn a_text_with_a_town_finds_what_serves_it_after_what_is_there() {
    let app = TestApp::with_seeds(&seeds()).await;

    let grant = app.get("/initiatives?q=bourse+tours").await;
    let bus = app.get("/initiatives?q=bus+bourges").await;
    let there = app.get("/initiatives?q=joue+les+tours").await;

    assert_eq!(grant.texts(".card h3"), ["Bourse du département"]);
    assert_eq!(grant.texts(".card__near"), ["Dans tout le département"]);
    assert_eq!(bus.texts(".card h3"), ["Bus régional"]);
    assert_eq!(there.texts(".card h3")[0], "À Joué");
}

#[tokio::test]
async fn the_map_counts_what_its_link_shows() {
    let app = TestApp::with_seeds(&seeds()).await;

    let map = app.get("/carte").await.assert_status(200);

    let links = map.attrs("[data-quartier] a", "href");
    let counts = map.texts("[data-quartier] .num");
    assert_eq!(links.len(), 2);
    for (link, count) in links.iter().zip(counts) {
        let shown = app.get(link).await.texts(".card h3").len();
        assert!(count.starts_with(&shown.to_string()), "{link}: {shown}, not {count}");
    }
}

#[tokio::test]
async fn more_of_the_chosen_needs_come_before_the_nearer_place() {
    let seeds = seeds_with([
        initiative("Un besoin, ici").with_barriers("mobilite").in_neighbourhood(SANITAS),
        initiative("Deux besoins, en ville")
            .with_barriers("mobilite")
            .with_barriers("logement")
            .in_commune("37261"),
        initiative("Plus récente, en ville")
            .with_barriers("logement")
            .in_commune("37261")
            .attested_on("2023"),
        initiative("Ancienne, en ville")
            .with_barriers("logement")
            .in_commune("37261")
            .attested_on("2019"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?frein=mobilite&frein=logement&quartier=sanitas").await;

    assert_eq!(
        page.texts(".card h3"),
        [
            "Deux besoins, en ville",
            "Un besoin, ici",
            "Plus récente, en ville",
            "Ancienne, en ville"
        ]
    );
}

#[tokio::test]
async fn equally_relevant_results_are_ordered_by_barriers_place_certainty_date_and_title() {
    let bike = |title: &str| initiative(title).with_barriers("mobilite").attested_on("2025");
    let seeds = seeds_with([
        bike("Vélo zigzag").in_commune("37261"),
        bike("Vélo allure").in_commune("37261"),
        bike("Vélo récent").in_commune("37261").attested_on("2025-06"),
        bike("Vélo certain").in_commune("37261").confirmed_on("2026-05-01"),
        bike("Vélo voisin").in_neighbourhood(SANITAS),
        bike("Vélo double").with_barriers("logement").in_commune("37261"),
        initiative("Rouler")
            .with(|it| it.summary = crate::fixtures::parsed("Avec un vélo, aussi."))
            .with_barriers("mobilite")
            .with_barriers("logement")
            .in_neighbourhood(SANITAS)
            .confirmed_on("2026-06-01"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;
    let search = "/initiatives?q=v%C3%A9lo&frein=mobilite&frein=logement&quartier=sanitas";

    let page = app.get(search).await.assert_status(200);
    let again = app.get(search).await;

    let expected = [
        "Vélo double",
        "Vélo voisin",
        "Vélo certain",
        "Vélo récent",
        "Vélo allure",
        "Vélo zigzag",
        "Rouler",
    ];
    assert_eq!(page.texts(".card h3"), expected);
    assert_eq!(again.texts(".card h3"), expected);
}

#[tokio::test]
async fn unknown_prices_are_listed_separately_with_unknown_audiences() {
    let with_fees = |title: &str, fees| initiative(title).with(|it| it.practical.fees = fees);
    let (free, paying) = (Some(Fees::Free), Some(Fees::Paying));
    let seeds = seeds_with([
        with_fees("Gratuite", free).with_audiences("seniors"),
        with_fees("Payante", paying).with_audiences("seniors"),
        with_fees("Prix inconnu", None).with_audiences("seniors"),
        with_fees("Public inconnu", free),
        with_fees("Rien de connu", None),
        with_fees("Pour les jeunes", None).with_audiences("jeunes"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let free = app.get("/initiatives?frais=gratuit").await.assert_status(200);
    let both = app.get("/initiatives?frais=gratuit&public=seniors").await;
    let json = app.get("/api/v1/initiatives?frais=gratuit&public=seniors").await.json();

    let unknown_values = "[aria-labelledby=t-apart] .card h3";
    assert_eq!(free.texts(unknown_values), ["Pour les jeunes", "Prix inconnu", "Rien de connu"]);
    assert!(free.text("#t-apart").contains("sur le prix"), "{}", free.text("#t-apart"));
    assert_eq!(both.texts(".card h3")[0], "Gratuite");
    assert_eq!(both.texts(unknown_values), ["Prix inconnu", "Public inconnu", "Rien de connu"]);
    let counts = ["total", "unknown_audience", "unknown_fees"].map(|it| json[it].as_u64());
    assert_eq!(counts, [Some(1), Some(2), Some(2)]);
}

#[tokio::test]
async fn unknown_audiences_are_listed_and_counted_separately() {
    let known = (1..=19).map(|n| initiative(&format!("Pour eux {n:02}")).with_audiences("seniors"));
    let unknown = (1..=3).map(|n| initiative(&format!("On ne sait {n}")));
    let app = TestApp::with_seeds(&seeds_with(known.chain(unknown))).await;

    let first = app.get("/initiatives?public=seniors").await.assert_status(200);
    let second = app.get("/initiatives?public=seniors&page=2").await.assert_status(200);
    let json = app.get("/api/v1/initiatives?public=seniors&page=2").await.json();

    assert!(first.text("h2.count").starts_with("19 initiatives"), "{}", first.text("h2.count"));
    assert_eq!(first.texts("[aria-labelledby=t-apart] .card h3"), ["On ne sait 1"]);
    assert!(first.text("#t-apart").starts_with("3 autres"), "{}", first.text("#t-apart"));
    assert_eq!(second.texts(".card h3"), ["On ne sait 2", "On ne sait 3"]);
    assert_eq!(second.texts("[aria-labelledby=t-apart] .card h3").len(), 2);
    assert_eq!((json["total"].as_u64(), json["unknown_audience"].as_u64()), (Some(19), Some(3)));
}

#[tokio::test]
async fn real_searches_of_a_need_in_a_town_find_what_covers_it() {
    let app = TestApp::with_real_seeds().await;
    for (query, slug) in [
        ("garage+solidaire+vierzon", "gas-18-mobilites"),
        ("job+41+vend%C3%B4me", "job-41"),
        ("remi+tours", "cheque-emploi-remi"),
    ] {
        let page = app.get(&format!("/initiatives?q={query}")).await.assert_status(200);

        let links = page.attrs(".cards h3 a", "href");
        assert!(links.contains(&format!("/initiatives/{slug}")), "{query}: {links:?}");
    }
}
