//! Schemes: list, page of each, guide for associations, and their links from other pages.

use std::collections::{BTreeSet, HashSet};

use quartiers_emploi::domain::directory::{Scheme, SchemeStatus};

use crate::test_app::TestApp;

#[tokio::test]
async fn every_scheme_is_listed_once_and_ended_ones_last() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();

    let page = app.get("/dispositifs").await.assert_status(200);

    let links = page.attrs(".schemes h4 a", "href");
    let distinct: HashSet<&String> = links.iter().collect();
    assert_eq!((links.len(), distinct.len()), (70, 70));
    let ended = catalogue.schemes.iter().filter(|it| it.status == SchemeStatus::Ended).count();
    assert_eq!(page.text(".count"), format!("{} aides", 70 - ended));
    assert_eq!(page.texts("[aria-labelledby=g-ended] li").len(), ended);
}

#[tokio::test]
async fn the_count_beside_a_filter_is_what_the_click_shows() {
    let app = TestApp::with_real_seeds().await;
    for query in ["", "?frein=mobilite", "?public=jeunes&par=mission-locale"] {
        let page = app.get(&format!("/dispositifs{query}")).await.assert_status(200);
        let names = page.attrs(".opt input", "name");
        let values = page.attrs(".opt input", "value");
        let counts = page.texts(".opt .num");
        assert!(names.len() > 20, "{query}");
        for ((name, value), count) in names.iter().zip(&values).zip(&counts).step_by(5) {
            let chosen = format!("{name}={value}");
            let params = query.trim_start_matches('?').split('&').filter(|it| !it.is_empty());
            let mut params: Vec<&str> = params.filter(|it| *it != chosen).collect();
            if !query.contains(&chosen) {
                params.push(&chosen);
            }
            let found = app.get(&format!("/dispositifs?{}", params.join("&"))).await;
            let number =
                |text: &str| text.split_whitespace().find_map(|it| it.parse::<usize>().ok());
            assert_eq!(number(&found.text(".count")), number(count), "{query} {chosen}");
        }
    }
}

#[tokio::test]
async fn a_scheme_for_everybody_is_found_for_each_audience() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/dispositifs?public=seniors&frein=logement").await.assert_status(200);

    assert!(
        page.attrs(".schemes a", "href").contains(&"/dispositifs/aides-au-logement".to_owned())
    );
    assert_eq!(page.texts(".chip:not(.chip--all)").len(), 2);
}

#[tokio::test]
async fn unknown_values_of_a_filter_are_left_out_with_a_notice() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/dispositifs?frein=licorne&public=tous&par=mission-locale").await;

    assert!(page.text(".note--warn").contains("« licorne », « tous »"), "{}", page.body);
    assert_eq!(page.texts(".chip:not(.chip--all)").len(), 1);
}

#[tokio::test]
async fn a_list_has_at_most_twenty_values_and_a_page_twenty_initiatives() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let givers: BTreeSet<_> = catalogue.schemes.iter().flat_map(Scheme::givers).collect();
    let query: Vec<String> = givers.iter().take(21).map(|it| format!("par={it}")).collect();
    let query = query.join("&");

    let page = app.get(&format!("/dispositifs?{query}")).await.assert_status(200);
    let json = app.get(&format!("/api/v1/dispositifs?{query}")).await.assert_status(400).json();
    let named = app.get("/dispositifs/adulte-relais").await.assert_status(200);

    assert_eq!(page.texts(".chip:not(.chip--all)").len(), 20);
    assert!(page.text(".note--warn").contains("trop de choix"));
    assert_eq!(json["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(named.texts("[aria-labelledby=t-initiatives] .card").len(), 20);
    assert_eq!(named.texts("[aria-labelledby=t-initiatives] a[href^='/initiatives?q=']").len(), 1);
}

#[tokio::test]
async fn a_scheme_shows_its_audiences_its_procedure_and_its_places() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();

    let page = app.get("/dispositifs/creches-avip?quartier=sanitas-tours").await.assert_status(200);

    assert!(page.text("h1").starts_with("Crèche à vocation d’insertion professionnelle"));
    let official = page.attrs(".contact a", "href");
    assert!(official[0].starts_with("https://www.caf.fr/"), "{official:?}");
    let near = page.texts("#ou .contact-list li");
    assert!(near.len() >= 4, "{near:?}");
    assert!(!near.iter().any(|it| it.contains("Blois")), "another département: {near:?}");
    assert!(near.iter().any(|it| it.contains("dans le quartier")), "{near:?}");
    let places = ["quartier=sanitas-tours", "commune=37261"];
    for place in places {
        let page = app.get(&format!("/dispositifs/creches-avip?{place}")).await;
        let slugs = page.attrs("#ou .contact-list li > a:first-child", "href");
        for (slug, line) in slugs.iter().zip(page.texts("#ou .contact-list li")) {
            let slug = slug.trim_start_matches("/acteurs/");
            let found = catalogue.organisations.iter().find(|it| it.facts.slug.as_str() == slug);
            let position = found.expect("an organisation").facts.reception_position();
            let has_distance = line.contains(" m") || line.contains(" km");
            assert!(position.is_some() || !line.contains(" km"), "{line}");
            assert!(position.is_none() || has_distance, "{line}");
        }
    }
    assert_eq!(page.attrs("#ou .plain a", "href").len(), 4);
    assert_eq!(page.attrs("[aria-labelledby=t-initiatives] .card h3 a", "href").len(), 1);
    assert_eq!(page.attr("meta[name=robots]", "content"), "noindex");
}

#[tokio::test]
async fn a_place_may_be_typed() {
    let app = TestApp::with_real_seeds().await;
    let address = "/dispositifs/creches-avip?lieu=";

    let one = app.get(&format!("{address}vierzon")).await.assert_status(200);
    let several = app.get(&format!("{address}kennedy")).await.assert_status(200);
    let none = app.get(&format!("{address}zzzzqqqq")).await.assert_status(200);

    assert_eq!(one.text("#ou h3"), "Près de : Vierzon");
    assert_eq!(one.attr("#lieu", "value"), "vierzon");
    let choices = several.attrs("#ou .stack a", "href");
    assert!(choices.len() >= 2, "{choices:?}");
    app.get(choices[0].trim_end_matches("#ou")).await.assert_status(200);
    assert!(none.text("#ou [role=status]").contains("Nous ne connaissons pas ce lieu"));
    assert!(none.texts("#ou .contact-list li").is_empty());
}

#[tokio::test]
async fn an_ended_scheme_says_so_and_an_unsure_one_is_to_be_checked() {
    let app = TestApp::with_real_seeds().await;

    let ended = app.get("/dispositifs/emplois-francs").await.assert_status(200);
    let unsure = app.get("/dispositifs/remi-yeps").await.assert_status(200);

    assert!(ended.text(".note").starts_with("Cette aide est finie."));
    assert!(ended.texts("#ou").is_empty());
    assert!(unsure.text(".note").starts_with("À vérifier"));
    app.get("/dispositifs/inconnu").await.assert_status(404);
}

#[tokio::test]
async fn notes_of_curators_are_never_shown() {
    let app = TestApp::with_real_seeds().await;
    let mut reader = csv::Reader::from_path("seeds/schemes.csv").unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|it| it == name).unwrap();
    let (slug, note, caveat) = (column("slug"), column("curator_note"), column("doubt"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    assert!(rows.len() >= 70);
    for row in rows.iter().filter(|row| !row[note].is_empty() && row[note] != row[caveat]) {
        let page = app.get(&format!("/dispositifs/{}", &row[slug])).await.assert_status(200);
        assert!(!page.text("main").contains(&row[note]), "{}", &row[slug]);
    }
}

#[tokio::test]
async fn a_barrier_and_an_initiative_lead_to_their_schemes() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let scheme = catalogue.scheme("cheque-emploi-remi").unwrap();
    let initiative = catalogue.initiatives_naming(scheme)[0];

    let barrier = app.get("/freins/mobilite").await.assert_status(200);
    let named = app.get(&format!("/initiatives/{}", initiative.facts.slug)).await;

    assert_eq!(barrier.texts("#droits li").len(), 5);
    assert_eq!(barrier.attr("#droits .btn", "href"), "/dispositifs?frein=mobilite");
    let links = named.attrs("[aria-labelledby=t-schemes] a", "href");
    assert_eq!(links, ["/dispositifs/cheque-emploi-remi"]);
}

#[tokio::test]
async fn the_guide_for_associations_holds_every_scheme_in_force_and_every_number() {
    let app = TestApp::with_real_seeds().await;

    let catalogue = app.app.catalogue();
    let page = app.get("/associations").await.assert_status(200);

    assert_eq!(page.texts(".schemes h4").len(), 65);
    assert_eq!(page.texts("[aria-labelledby=numeros] li").len(), 20);
    assert_eq!(page.texts("section[aria-labelledby] > h2").len() - 2, catalogue.barriers.len());
    for barrier in &catalogue.barriers {
        let slug = barrier.slug.as_str();
        let described = page.attrs(&format!("section[aria-labelledby={slug}] .schemes li"), "id");
        let links = page.attrs(&format!("section[aria-labelledby={slug}] a"), "href");
        let elsewhere = links.iter().filter_map(|it| it.strip_prefix('#'));
        let helping = catalogue.schemes_for(&barrier.slug).len();
        assert_eq!(described.len() + elsewhere.clone().count(), helping, "{slug}");
        let ids = page.attrs(".schemes li", "id");
        assert!(elsewhere.clone().all(|it| ids.iter().any(|id| id == it)), "{slug}");
    }
    let young = page.texts("[aria-labelledby=decrochage] .stack li");
    assert!(young.iter().any(|it| it.contains("Seulement pour")), "{young:?}");
}

#[tokio::test]
async fn a_scheme_has_the_national_number_of_its_giver_where_the_nearest_have_no_phone() {
    let app = TestApp::with_real_seeds().await;
    for (scheme, number) in [("poei", "tel:3949"), ("complementaire-sante-solidaire", "tel:3646")] {
        let page = app.get(&format!("/dispositifs/{scheme}?quartier=sanitas-tours")).await;
        assert!(page.attrs(".contact a.tel", "href").iter().any(|it| it == number), "{scheme}");
    }
    let ended = app.get("/dispositifs/afpr").await.assert_status(200);
    assert!(ended.attrs("main a[href^='tel:']", "href").is_empty());
}
