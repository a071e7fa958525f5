//! Maps: the region, search results, a département, a neighbourhood; links to street maps.

use std::collections::BTreeSet;

use flate2::Compression;
use flate2::write::GzEncoder;
use quartiers_emploi::domain::directory::TieRule;
use quartiers_emploi::domain::place::Position;
use std::io::Write as _;

use crate::fixtures::{BOURGES_NORD, Organisation, SANITAS, initiative, organisation, seeds_with};
use crate::test_app::{TestApp, TestPage};

/// An organisation in the neighbourhood at this latitude, longitude 0.55.
fn organisation_at(name: &str, lat: f64) -> Organisation {
    let position = Position::new(lat, 0.55).unwrap();
    organisation(name)
        .in_commune("37261")
        .in_neighbourhood(SANITAS)
        .with(|facts| facts.position = Some(position))
}

/// Size in bytes of the drawing with this class, gzipped.
fn gzipped_len(page: &TestPage, class: &str) -> usize {
    let start = page.body.find(&format!("<svg class=\"{class}\"")).unwrap();
    let drawing = page.body[start..].split("<figcaption").next().unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(drawing.as_bytes()).unwrap();
    gzip.finish().unwrap().len()
}

#[tokio::test]
async fn the_region_has_every_neighbourhood_and_departement_in_under_twelve_kilobytes() {
    let app = TestApp::with_real_seeds().await;

    let home = app.get("/").await.assert_status(200);

    let marks: BTreeSet<_> = home.attrs(".map a[data-count]", "href").into_iter().collect();
    let listed: BTreeSet<_> = home.attrs(".fold a", "href").into_iter().collect();
    assert_eq!(marks.len(), 57);
    assert!(marks.is_subset(&listed), "the list beside has the same content");
    let lands = home.attrs(".map a:not([data-count], [data-inset])", "href");
    assert_eq!(lands.len(), 6);
    let insets = home.attrs(".map a[data-inset]", "href");
    assert_eq!(insets, ["#plan-1", "#plan-2"]);
    assert_eq!(home.texts(".inset-title").len(), 2);
    assert!(lands.iter().all(|href| listed.contains(href)));
    let towns = home.texts(".map .town");
    for town in ["Tours", "Orléans", "Bourges", "Blois", "Châteauroux", "Chartres"] {
        assert!(towns.iter().any(|it| it == town), "{town} in {towns:?}");
    }
    assert_eq!(home.texts(".map a title").len(), 65);
    assert!(gzipped_len(&home, "map") <= 12_000, "{}", gzipped_len(&home, "map"));
}

#[tokio::test]
async fn a_mark_of_a_search_counts_what_its_click_finds() {
    let app = TestApp::with_real_seeds().await;

    for query in [
        "",
        "?frein=francais",
        "?q=permis",
        "?departement=37&etat=datee",
        "?quartier=sanitas-tours",
    ] {
        let map = app.get(&format!("/carte{query}")).await.assert_status(200);
        let marks = map.attrs(".map a[data-count]", "href");
        let counts = map.attrs(".map a[data-count]", "data-count");
        assert!(!marks.is_empty(), "{query}");
        assert_eq!(map.attrs("[data-quartier] a", "href").len(), marks.len());
        for (href, count) in marks.iter().zip(counts).take(6) {
            let found = app.get(href).await.assert_status(200);
            assert_eq!(found.text(".count").split(' ').next().unwrap(), count, "{query}: {href}");
        }
    }
}

#[tokio::test]
async fn a_search_keeps_its_filters_from_the_list_to_the_map_and_back() {
    let seeds = seeds_with([
        initiative("Ici").in_neighbourhood(SANITAS).with_barriers("mobilite"),
        initiative("Là").in_neighbourhood(BOURGES_NORD).with_barriers("logement"),
        initiative("Partout").with_barriers("mobilite"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let list = app.get("/initiatives?frein=mobilite").await;
    let map = app.get(&list.attr("[data-carte]", "href")).await.assert_status(200);
    let back = app.get(&map.attr("p .act", "href")).await;
    let without = app.get(&map.attr(".chip", "href")).await;

    assert_eq!(map.attrs(".map a[data-count]", "data-count"), ["1"]);
    assert!(map.text(".lead").starts_with("2 initiatives. Chaque nombre compte"));
    assert_eq!(map.texts(".map g.none").len(), 1, "what has nothing leads nowhere");
    assert_eq!(back.texts(".card h3"), list.texts(".card h3"));
    assert_eq!(without.attrs(".map a[data-count]", "data-count"), ["1", "1"]);
    assert_eq!(map.attr("meta[name=robots]", "content"), "noindex");
}

#[tokio::test]
async fn a_departement_lists_what_its_map_shows() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/departements/indre-et-loire").await.assert_status(200);

    let marks: BTreeSet<_> = page.attrs(".map a[data-count]", "href").into_iter().collect();
    let listed: BTreeSet<_> = page.attrs("[data-quartier] a", "href").into_iter().collect();
    assert_eq!(marks, listed);
    assert_eq!(marks.len(), 15);
    assert_eq!(page.texts(".map path.here").len(), 1);
    // Cher, Eure-et-Loir and Loiret are outside the frame: no focusable link without a drawing.
    let around = page.attrs(".map a:not([data-count], [data-inset])", "href");
    assert_eq!(around, ["/departements/indre", "/departements/loir-et-cher"]);
    assert!(page.texts(".map .town").contains(&"Tours".to_owned()));
    let initiatives = app.get(&page.attr(".btns a", "href")).await;
    let count = initiatives.text(".count").split(' ').next().unwrap().to_owned();
    assert!(page.text(".btns a").contains(&format!(" {count} ")));
    assert!(page.text("script[type='application/ld+json']").contains("AdministrativeArea"));
}

#[tokio::test]
async fn every_departement_has_its_page_and_no_other_name_has() {
    let app = TestApp::with_real_seeds().await;
    let sitemap = app.get("/sitemap.xml").await.body;
    for slug in ["cher", "eure-et-loir", "indre", "indre-et-loire", "loir-et-cher", "loiret"] {
        let page = app.get(&format!("/departements/{slug}")).await.assert_status(200);
        let canonical = format!("https://annuaire.example/departements/{slug}");
        assert_eq!(page.attr("link[rel=canonical]", "href"), canonical);
        assert!(sitemap.contains(&format!("<loc>{canonical}</loc>")));
    }
    app.get("/departements/paris").await.assert_status(404);
    app.get("/departements/37").await.assert_status(404);
}

#[tokio::test]
async fn a_plan_numbers_who_has_a_place_and_lists_who_has_none() {
    let near = [organisation_at("Au sud", 47.02), organisation_at("Au nord", 47.08)];
    let nowhere = organisation("Sans adresse").in_neighbourhood(SANITAS);
    let seeds = seeds_with([initiative("Ici")
        .in_neighbourhood(SANITAS)
        .carried_by(&near[0])
        .carried_by(&near[1])
        .carried_by(&nowhere)]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas").await.assert_status(200);

    assert_eq!(page.texts(".plan a title")[1..], ["1, Au nord", "2, Au sud"]);
    assert_eq!(page.texts("[data-lieu] a"), ["Au nord", "Au sud"]);
    assert_eq!(page.texts("[data-unplaced]"), ["Sans adresse"]);
    assert!(page.text(".planlist").contains("n’est pas placée sur la carte"));
    let numbered = page.texts("[data-acteur] h3");
    assert!(numbered[0].ends_with("1 Au nord"), "{numbered:?}");
    assert_eq!(numbered[2], "Sans adresse");
    let [north, south] =
        [0, 1].map(|at| page.attrs(".plan .marker", "cy")[at].parse::<i32>().unwrap());
    assert!(north < south, "the north is at the top");
}

#[tokio::test]
async fn two_markers_at_one_address_are_both_visible_with_their_address() {
    let seeds = seeds_with([initiative("Ici")
        .carried_by(&organisation_at("Une porte", 47.05))
        .carried_by(&organisation_at("La même", 47.05))]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas").await;
    let again = app.get("/quartiers/sanitas").await;

    let at = |name| page.attrs(".plan .marker", name);
    let [x, y] = [at("cx"), at("cy")]
        .map(|it| it.iter().map(|it| it.parse::<f64>().unwrap()).collect::<Vec<_>>());
    assert!((x[0] - x[1]).hypot(y[0] - y[1]) >= 48.0, "{x:?} {y:?}");
    assert_eq!(page.texts(".plan .leader-end").len(), 1);
    assert_eq!(page.body, again.body);
}

#[tokio::test]
async fn somebody_only_named_after_a_neighbourhood_is_not_drawn_far_away() {
    let mut far = organisation_at("Ailleurs", 48.4);
    far.0.ties[0].rule = TieRule::Named;
    let app = TestApp::with_seeds(&seeds_with([initiative("Ici").carried_by(&far)])).await;

    let page = app.get("/quartiers/sanitas").await;

    assert!(page.texts(".plan .marker").is_empty());
    assert_eq!(page.texts("[data-unplaced]"), ["Ailleurs"]);
}

#[tokio::test]
async fn a_located_organisation_links_to_a_street_map() {
    let seeds = seeds_with([initiative("Ici")
        .carried_by(&organisation_at("Le centre (social)", 47.0512))
        .carried_by(&organisation("Sans adresse"))]);
    let app = TestApp::with_seeds(&seeds).await;

    let known = app.get("/acteurs/le-centre-social").await.assert_status(200);
    let unknown = app.get("/acteurs/sans-adresse").await.assert_status(200);
    let quarter = app.get("/quartiers/sanitas").await;

    assert_eq!(
        known.attrs(".streets a", "href"),
        [
            "geo:47.05120,0.55000?q=47.05120,0.55000(Le%20centre%20%28social%29)",
            "https://www.openstreetmap.org/?mlat=47.05120&mlon=0.55000#map=17/47.05120/0.55000",
        ]
    );
    assert_eq!(known.attrs(".streets a", "rel"), ["noopener nofollow"]);
    assert!(unknown.texts(".streets").is_empty());
    assert_eq!(quarter.attrs(".streets a", "href").len(), 2);
}

#[tokio::test]
async fn a_plan_leads_to_the_neighbourhoods_around_it() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/quartiers/rabaterie-saint-pierre-des-corps").await.assert_status(200);
    let next = app.get(&page.attr(".plan .next", "href")).await.assert_status(200);

    assert_eq!(page.texts(".plan .next title"), ["Quartier La Galboisière"]);
    assert_eq!(next.text("h1"), "La Galboisière");
    assert!(page.attrs(".planlist a", "href").contains(&page.attr(".plan .next", "href")));
    assert_eq!(page.texts(".plan .town"), ["Saint-Pierre-des-Corps"]);
    assert_eq!(
        page.text(".plan .scale-text").split_whitespace().collect::<Vec<_>>(),
        ["200", "mètres"]
    );
}
