//! Lists to print, booklets, pocket packs and link previews.

use std::collections::BTreeSet;

use quartiers_emploi::domain::text::{RESERVED_SLUGS, Slug};
use quartiers_emploi::paths;
use serde_json::Value;

use crate::fixtures::{SANITAS, initiative, organisation, parsed, seeds_with};
use crate::test_app::{TestApp, TestPage};

/// Maximum size in bytes of a page to print, before compression.
const MAX_LIST_BYTES: usize = 200 * 1024;
const MAX_BOOKLET_BYTES: usize = 320 * 1024;
const MAX_POCKET_BYTES: usize = 300 * 1024;

/// Ids of the printed entries: « i66 ».
fn entries(page: &TestPage) -> Vec<String> {
    page.attrs("[data-entry]", "data-entry")
}

/// Ids of all results of `query` on the site, in their order.
async fn site_ids(app: &TestApp, query: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 1.. {
        let page = app.get(&format!("/api/v1/initiatives?{query}&page={number}")).await.json();
        let found = page["items"].as_array().unwrap();
        ids.extend(found.iter().map(|it| format!("i{}", it["id"])));
        if page["pages"].as_u64().unwrap() <= number {
            break;
        }
    }
    ids
}

#[tokio::test]
async fn every_result_is_printed_once_in_the_order_of_the_site() {
    let app = TestApp::with_real_seeds().await;
    for query in ["frein=mobilite", "q=permis", "quartier=sanitas-tours", "public=jeunes"] {
        let expected = site_ids(&app, query).await;
        assert!(expected.len() > 5, "{query}");

        let page = app.get(&format!("/initiatives/imprimer?{query}")).await.assert_status(200);

        assert_eq!(entries(&page), expected, "{query}");
        let numbers = page.texts("[data-entry] > td:first-child");
        let counted: Vec<String> = (1..=expected.len()).map(|it| it.to_string()).collect();
        assert_eq!(numbers, counted, "{query}");
        let count = format!("{} initiatives. Toutes sont là.", expected.len());
        assert_eq!(page.text(".handout__count"), count);
        assert_eq!(page.attr("meta[name=robots]", "content"), "noindex");
        assert!(page.body.len() <= MAX_LIST_BYTES, "{query}: {} bytes", page.body.len());
    }
}

#[tokio::test]
async fn the_results_page_links_to_its_list_and_the_list_says_what_was_asked() {
    let app = TestApp::with_real_seeds().await;

    let results = app.get("/initiatives?frein=mobilite&departement=18").await;
    let href = results.attr("a[data-printed]", "href");
    let page = app.get(&href).await.assert_status(200);

    assert_eq!(href, "/initiatives/imprimer?frein=mobilite&departement=18");
    let asked = page.text(".handout__asked");
    assert!(asked.contains("Demandé : Se déplacer, Cher."), "{asked}");
    assert!(asked.contains("Imprimé le 24 novembre 2026."), "{asked}");
    assert!(asked.contains("annuaire.example/initiatives?frein=mobilite&departement=18"));
    let nothing = app.get("/initiatives?q=zzzzqqqq").await;
    assert!(nothing.attrs("a[data-printed]", "href").is_empty());
}

#[tokio::test]
async fn a_list_of_more_than_two_hundred_says_how_many_there_are() {
    let titles = (1..=230).map(|at| format!("Action numéro {at}"));
    let list = titles.zip(1..).map(|(title, at)| initiative(&title).with_number(at));
    let app = TestApp::with_seeds(&seeds_with(list)).await;

    let page = app.get("/initiatives/imprimer").await.assert_status(200);
    let booklet = app.get("/initiatives/livret").await.assert_status(200);

    assert_eq!(entries(&page).len(), 200);
    let count = page.text(".handout__count");
    assert!(count.starts_with("230 initiatives. Voici les 200 premières."), "{count}");
    assert_eq!(entries(&booklet).len(), 200);
    assert!(booklet.text(".booklet__count").starts_with("230 initiatives."));
    assert!(page.body.len() <= MAX_LIST_BYTES);
}

#[tokio::test]
async fn an_entry_has_phone_hours_place_state_and_its_whole_short_address() {
    let carrier = organisation("Régie Plus").in_commune("37261").with(|facts| {
        facts.phone = Some(parsed("02 47 00 00 01"));
        facts.opening_hours = Some(parsed("Mo-Fr 09:00-12:00"));
    });
    let own = initiative("Atelier vélo").with_number(7).in_neighbourhood(SANITAS).with(|facts| {
        facts.phone = Some(parsed("02 47 00 00 02"));
        facts.practical.venue = Some(parsed("Maison du vélo"));
        facts.practical.schedule = Some(parsed("Le mardi de 9 h à 11 h"));
    });
    let garage = initiative("Garage").with_number(8).carried_by(&carrier);
    let unknown = initiative("Jardin").with_number(9).confirmed_on("2026-11-01");
    let app = TestApp::with_seeds(&seeds_with([own, garage, unknown])).await;

    let page = app.get("/initiatives/imprimer").await;

    let own = page.text("[data-entry=i7]");
    for reported in ["02 47 00 00 02", "Maison du vélo", "Sanitas", "Le mardi de 9 h à 11 h"] {
        assert!(own.contains(reported), "{reported} in {own}");
    }
    assert!(own.contains("annuaire.example/i/7"), "{own}");
    let garage = page.text("[data-entry=i8]");
    assert!(garage.contains("02 47 00 00 01 Régie Plus"), "{garage}");
    assert!(garage.contains("Du lundi au vendredi, 9 h à 12 h"), "{garage}");
    let unknown = page.text("[data-entry=i9]");
    for reported in ["Téléphone inconnu", "Heures inconnues", "Confirmée"] {
        assert!(unknown.contains(reported), "{reported} in {unknown}");
    }
}

#[tokio::test]
async fn what_has_ended_is_printed_only_when_it_is_asked_for_and_has_no_number() {
    let over = initiative("Ancien chantier").with_number(3).ended();
    let over = over.with(|facts| facts.phone = Some(parsed("02 47 00 00 03")));
    let app = TestApp::with_seeds(&seeds_with([over, initiative("Chantier").with_number(4)])).await;

    let usual = app.get("/initiatives/imprimer").await;
    let ended = app.get("/initiatives/imprimer?etat=terminee").await;

    assert_eq!(entries(&usual), ["i4"]);
    assert!(usual.body.contains("Ce qui est terminé n’y est pas."));
    assert_eq!(entries(&ended), ["i3"]);
    let over = ended.text("[data-entry=i3]");
    assert!(over.contains("Terminée") && !over.contains("02 47"), "{over}");
    assert!(!ended.body.contains("Ce qui est terminé n’y est pas."));
}

#[tokio::test]
async fn a_needs_desk_prints_all_its_answers() {
    let app = TestApp::with_real_seeds().await;
    let desk = app.get("/quartiers/sanitas-tours/besoins/garde-enfants").await;
    let counts = desk.texts(".need-parts b");
    let counts: Vec<usize> = counts.iter().map(|it| it.parse().unwrap()).collect();
    let numbers = desk.texts("[data-number]").len();

    let page = app.get("/quartiers/sanitas-tours/besoins/garde-enfants/imprimer").await;

    let page = page.assert_status(200);
    let ids = entries(&page);
    let starting = |start: &str| ids.iter().filter(|it| it.starts_with(start)).count();
    assert_eq!(starting("i"), counts[0] + counts[1]);
    assert_eq!(starting("a"), counts[2]);
    assert_eq!(starting("d-"), counts[3]);
    assert_eq!(ids.iter().filter(|it| it.is_empty()).count(), numbers);
    let all = counts.iter().sum::<usize>() + numbers;
    assert_eq!(page.text(".handout__count"), format!("{all} adresses. Toutes sont là."));
    assert!(desk.body.contains("/quartiers/sanitas-tours/besoins/garde-enfants/imprimer"));
}

#[tokio::test]
async fn the_needs_desk_of_a_commune_prints_for_the_chosen_audience() {
    let app = TestApp::with_real_seeds().await;
    let path = "/communes/18197-saint-amand-montrond/besoins/francais";

    let page = app.get(&format!("{path}/imprimer?public=seniors")).await.assert_status(200);

    assert!(page.text(".handout__asked").contains("Pour : Seniors."), "{}", page.body);
    assert!(page.body.contains(&format!("{path}?public=seniors")));
    let moved = app.get("/communes/18197-autre/besoins/francais/imprimer").await;
    assert_eq!(moved.assert_status(301).header("location"), format!("{path}/imprimer"));
}

#[tokio::test]
async fn a_neighbourhood_prints_its_initiatives_and_its_organisations() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let it = catalogue.neighbourhoods.iter().find(|it| it.slug.as_str() == "sanitas-tours");
    let content = catalogue.neighbourhood_content(it.unwrap());

    let page = app.get("/quartiers/sanitas-tours/imprimer").await.assert_status(200);

    let ids: BTreeSet<String> = entries(&page).into_iter().collect();
    for initiative in content.offers.here.iter().chain(content.offers.in_town.iter()) {
        assert!(ids.contains(&format!("i{}", initiative.id)), "{}", initiative.facts.title);
    }
    for organisation in &content.offers.organisations_here {
        assert!(ids.contains(&format!("a{}", organisation.id)), "{}", organisation.facts.name);
    }
    assert_eq!(ids.len(), entries(&page).len(), "nothing is printed twice");
    assert!(page.body.contains("annuaire.example/q/QN03709M"));
}

#[tokio::test]
async fn organisations_are_printed_as_they_are_found() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/acteurs/imprimer?genre=mission-locale").await.assert_status(200);

    let found = app.get("/acteurs?genre=mission-locale").await.text(".count");
    let total: usize = found.split_whitespace().next().unwrap().parse().unwrap();
    assert_eq!(entries(&page).len(), total);
    assert_eq!(page.text(".handout__count"), format!("{total} lieux d’aide. Tous sont là."));
    let results = app.get("/acteurs?genre=mission-locale").await;
    assert_eq!(results.attr("a[data-printed]", "href"), "/acteurs/imprimer?genre=mission-locale");
}

#[tokio::test]
async fn a_list_around_a_position_is_kept_by_no_cache() {
    let app = TestApp::with_real_seeds().await;
    for path in ["/initiatives/imprimer", "/initiatives/livret", "/initiatives/apercu.png"] {
        let page = app.get(&format!("{path}?lat=47.384&lon=0.696&rayon=2000")).await;
        assert_eq!(page.header("cache-control"), "private, no-store", "{path}");
    }
    let public = app.get("/initiatives/imprimer").await;
    assert!(public.header("cache-control").starts_with("public"));
}

#[test]
fn the_names_of_pages_are_reserved_slugs() {
    for pattern in paths::patterns().filter(|it| it.ends_with("/{slug}")) {
        let list = pattern.trim_end_matches("{slug}");
        let names = paths::patterns().filter_map(|it| it.strip_prefix(list));
        for name in names.filter(|it| !it.contains(['{', '/'])) {
            if name.parse::<Slug>().is_ok() {
                assert!(RESERVED_SLUGS.contains(&name), "{list}{name} is a page");
            }
        }
    }
}

#[tokio::test]
async fn a_booklet_has_each_initiative_once_and_its_contents_by_barrier_or_by_place() {
    let app = TestApp::with_real_seeds().await;
    let expected: BTreeSet<String> = site_ids(&app, "departement=37").await.into_iter().collect();
    for order in ["", "&par=quartier"] {
        let path = format!("/initiatives/livret?departement=37{order}");
        let page = app.get(&path).await.assert_status(200);

        let printed = entries(&page);
        assert_eq!(printed.len(), expected.len(), "{path}");
        assert_eq!(printed.into_iter().collect::<BTreeSet<_>>(), expected, "{path}");
        let numbers = page.texts(".booklet__no");
        let counted: Vec<String> = (1..=expected.len()).map(|it| it.to_string()).collect();
        assert_eq!(numbers, counted, "{path}");
        let listed: BTreeSet<String> = page.texts(".booklet__toc li b").into_iter().collect();
        assert_eq!(listed.len(), expected.len(), "every entry is in the contents of {path}");
        for anchor in page.attrs(".booklet a[href^='#']", "href") {
            let id = anchor.trim_start_matches('#');
            assert!(page.body.contains(&format!(" id=\"{id}\"")), "{anchor} in {path}");
        }
        assert_eq!(page.texts(".booklet__index").len(), 2, "an index, and the sources");
        assert!(page.text(".booklet__cover").contains("Valable jusqu’au 24 février 2027"));
        assert!(page.body.len() <= MAX_BOOKLET_BYTES, "{path}: {} bytes", page.body.len());
    }
}

#[tokio::test]
async fn a_collection_has_a_booklet_of_all_its_experiences() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/recueils/a-bras-le-coeur/livret").await.assert_status(200);

    assert_eq!(entries(&page).len(), 8);
    assert_eq!(page.text("h1"), app.get("/recueils/a-bras-le-coeur").await.text("h1"));
    app.get("/recueils/inconnu/livret").await.assert_status(404);
}

#[tokio::test]
async fn a_pocket_pack_is_one_small_file_that_asks_for_nothing() {
    let app = TestApp::with_real_seeds().await;
    let slugs = ["sanitas-tours", "bourges-nord", "clos-du-roy-centre-ville-vierzon"];
    for slug in slugs {
        let page = app.get(&format!("/quartiers/{slug}/poche.html")).await.assert_status(200);

        assert!(page.body.len() <= MAX_POCKET_BYTES, "{slug}: {} bytes", page.body.len());
        let name = format!("attachment; filename=\"{slug}-poche.html\"");
        assert_eq!(page.header("content-disposition"), name);
        let policy = page.header("content-security-policy");
        assert_eq!(policy, page.attr("meta[http-equiv]", "content"));
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"));
        assert!(page.attrs("script[src], link[rel=stylesheet], img", "src").is_empty());
        assert!(!page.body.contains(" href=\"/"), "every link is in the file, or whole");
        for anchor in page.attrs("a[href^='#']", "href") {
            let id = anchor.trim_start_matches('#');
            assert!(page.body.contains(&format!(" id=\"{id}\"")), "{anchor} in {slug}");
        }
    }
}

#[tokio::test]
async fn the_search_of_a_pocket_pack_gives_the_answers_of_the_site_to_every_word() {
    let app = TestApp::with_real_seeds().await;
    let page = app.get("/quartiers/sanitas-tours/poche.html").await;
    let data: Value = serde_json::from_str(&page.text("#reponses")).unwrap();
    let entries: BTreeSet<String> = page.attrs("#liste > li", "id").into_iter().collect();

    let answers = data["answers"].as_array().unwrap();
    let words = answers.iter().flat_map(|answer| {
        let ids: Vec<String> =
            answer[0].as_array().unwrap().iter().map(|id| format!("i{id}")).collect();
        answer[1].as_str().unwrap().split('|').map(move |word| (word.to_owned(), ids.clone()))
    });
    let words: Vec<(String, Vec<String>)> = words.collect();

    assert!(words.len() > 1000, "{} words", words.len());
    for (word, ids) in words.iter().step_by(23) {
        let query = format!("quartier=sanitas-tours&q={}", word.replace(' ', "+"));
        assert_eq!(*ids, site_ids(&app, &query).await, "{word}");
    }
    let known = words.iter().flat_map(|(_, ids)| ids);
    assert!(known.clone().all(|id| entries.contains(id)), "every answer is in the file");
}

#[tokio::test]
async fn a_page_has_a_picture_for_links_to_it() {
    let app = TestApp::with_real_seeds().await;
    let pages = [
        "/initiatives/nouveau-depart-chateaudun",
        "/quartiers/bourges-nord",
        "/initiatives?frein=mobilite",
    ];
    for path in pages {
        let page = app.get(path).await;
        let image = page.attr("meta[property='og:image']", "content");
        let image = image.strip_prefix("https://annuaire.example").unwrap();
        let canonical = page.attr("link[rel=canonical]", "href");
        assert_eq!(page.attr("meta[property='og:url']", "content"), canonical, "{path}");

        let (parts, picture) = app.get_picture(image).await;

        let header = |name: &str| parts.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "image/png", "{image}");
        assert_eq!(header("cross-origin-resource-policy"), "cross-origin");
        assert!(header("cache-control").starts_with("public"), "{image}");
        assert_eq!(png_size(&picture), (1200, 630), "{image}");
        assert!(picture.len() <= 60 * 1024, "{image}: {} bytes", picture.len());
    }
    let around = app.get("/initiatives?lat=47.384&lon=0.696&rayon=2000").await;
    assert!(around.attrs("meta[property='og:image']", "content").is_empty());
}

/// Width and height in the header of a PNG.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn the_manifest_names_the_site_and_an_icon_that_exists() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/").await;
    let manifest = app.get(&page.attr("link[rel=manifest]", "href")).await.assert_status(200);

    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest = manifest.json();
    assert_eq!(manifest["name"], "Quartiers vers l’emploi");
    assert_eq!(manifest["start_url"], "/");
    app.get(manifest["icons"][0]["src"].as_str().unwrap()).await.assert_status(200);
}
