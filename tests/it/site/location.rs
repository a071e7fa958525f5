//! Location page: place names, street addresses, points.

use crate::fixtures::{BOURGES_NORD, SANITAS, seeds};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_name_of_one_place_leads_to_it() {
    let app = TestApp::with_real_seeds().await;

    for (typed, path) in [
        ("gibjoncs", "/quartiers/bourges-nord"),
        ("Tours+Sanitas", "/quartiers/sanitas-tours"),
        ("St+Pierre+des+Corps", "/communes/37233-saint-pierre-des-corps"),
        ("37000", "/communes/37261-tours"),
        ("Loiret", "/quartiers#dep-45"),
    ] {
        let answer = app.get(&format!("/ou-suis-je?adresse={typed}")).await.assert_status(303);

        assert_eq!(answer.header("location"), path, "{typed}");
        assert_eq!(answer.header("cache-control"), "", "{typed}: kept by nobody");
    }
}

#[tokio::test]
async fn a_name_of_several_places_is_chosen_from_with_the_town_of_each() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/ou-suis-je?adresse=kennedy").await.assert_status(200);

    let choices = page.texts("#choix .places a");
    assert_eq!(choices.len(), 2);
    assert!(choices[0].contains("Quartier, Blois (Loir-et-Cher)"), "{choices:?}");
    assert!(choices[1].contains("Quartier, Dreux (Eure-et-Loir)"), "{choices:?}");
    assert_eq!(page.attr("#lieu", "value"), "kennedy");
}

#[tokio::test]
async fn a_misspelt_name_is_offered_and_never_followed() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/ou-suis-je?adresse=sanittas").await.assert_status(200);

    assert_eq!(page.attrs("#choix .places a", "href"), ["/quartiers/sanitas-tours"]);
}

#[tokio::test]
async fn a_street_is_not_looked_up_and_its_town_is_recognised() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/ou-suis-je?adresse=12+rue+de+la+Paix,+37000+Tours").await;

    let links = page.attrs("#choix .places a", "href");
    assert_eq!(links[0], "/communes/37261-tours");
    assert!(links.contains(&"/quartiers/sanitas-tours".to_owned()), "{links:?}");
    assert!(page.text(".note--warn").contains("ne cherche pas les rues"));
}

#[tokio::test]
async fn contradictory_or_distant_geocoder_results_are_reported_and_not_followed() {
    let app = TestApp::with_real_seeds().await;

    for (typed, title, links) in [
        ("Orl%C3%A9ans+(18)", "« Orléans » dans le Cher", 2),
        ("37000+Bourges", "« Bourges » n’a pas le code postal 37000", 2),
        ("Montlouis+sur+Cher", "« Montlouis sur cher »", 2),
        ("Sanitas+Blois", "« Sanitas » dans cette ville : Blois", 2),
        ("Tours+(Rh%C3%B4ne)", "« Tours » dans le Rhône", 1),
        ("Lyon", "Lyon : c’est hors de la région", 0),
        ("75018", "Paris : c’est hors de la région", 0),
    ] {
        for path in
            ["/ou-suis-je?adresse=", "/initiatives?lieu=", "/acteurs?lieu=", "/employeurs?lieu="]
        {
            let page = app.get(&format!("{path}{typed}")).await.assert_status(200);
            let heading = page.text("h1").replace('\u{a0}', " ");
            assert!(heading.contains(title), "{path}{typed}: {heading}");
            assert_eq!(page.attrs("#choix .places a", "href").len(), links, "{path}{typed}");
        }
    }
}

#[tokio::test]
async fn a_name_of_several_places_is_chosen_from_in_filters_too() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/initiatives?frein=mobilite&lieu=Contres").await.assert_status(200);

    let links = page.attrs("#choix .places a", "href");
    assert_eq!(
        links,
        ["/initiatives?frein=mobilite&commune=18071", "/initiatives?frein=mobilite&commune=41059"]
    );
    let choices = page.texts("#choix .places a");
    assert!(choices[1].contains("Contres"), "{choices:?}");
}

#[tokio::test]
async fn a_former_commune_leads_to_the_one_of_today_which_says_it() {
    let app = TestApp::with_real_seeds().await;

    let answer = app.get("/ou-suis-je?adresse=Onzain").await.assert_status(303);
    let town = app.get(answer.header("location")).await.assert_status(200);

    assert!(town.text("h1").contains("Veuzain-sur-Loire"));
    assert!(town.text("main").contains("Onzain"), "{}", town.text("main"));
}

#[tokio::test]
async fn a_name_that_is_nothing_gets_every_neighbourhood() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/ou-suis-je?adresse=zzzzqqqq").await.assert_status(200);

    assert_eq!(page.attrs("#choix details a", "href").len(), 57);
}

#[tokio::test]
async fn a_town_lists_its_neighbourhoods_or_the_nearest_with_their_distance() {
    let app = TestApp::with_real_seeds().await;

    let former = app.get("/ou-suis-je?commune=37261").await.assert_status(301);
    let tours = app.get(former.header("location")).await.assert_status(200);
    let small = app.get("/ou-suis-je?commune=37050").await.assert_status(301);
    let small = app.get(small.header("location")).await.assert_status(200);

    assert_eq!(tours.texts(".places a").len(), 8);
    assert_eq!(small.texts(".places a").len(), 5);
    assert!(small.text(".lead").contains("pas de quartier prioritaire"), "{}", small.text(".lead"));
    assert!(small.texts(".places a").iter().all(|text| text.contains("km") || text.contains(" m")));
    app.get("/ou-suis-je?commune=75056").await.assert_status(404);
}

#[tokio::test]
async fn a_point_is_inside_on_the_edge_outside_or_elsewhere() {
    let app = TestApp::with_seeds(&seeds()).await;

    // Both outlines are the square between latitudes 47.0 and 47.1, longitudes 0.5 and 0.6.
    for (point, standing) in [
        ("lat=47.05&lon=0.55", "inside"),
        ("lat=47,05&lon=0,55", "inside"),
        ("lat=47.0002&lon=0.55", "edge"),
        ("lat=46.9998&lon=0.55", "edge"),
        ("lat=46.98&lon=0.55", "outside"),
        ("lat=48.85&lon=2.35", "elsewhere"),
    ] {
        let page = app.get(&format!("/ou-suis-je?{point}")).await.assert_status(200);

        assert_eq!(page.attr("[data-position]", "data-position"), standing, "{point}");
        assert_eq!(page.header("cache-control"), "private, no-store", "{point}");
    }
}

#[tokio::test]
async fn an_answer_names_the_place_the_list_and_its_limits() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let sanitas = catalogue.neighbourhood(&SANITAS.parse().unwrap()).unwrap();
    let (lat, lon) = (sanitas.centre.lat(), sanitas.centre.lon());

    let page = app.get(&format!("/ou-suis-je?lat={lat}&lon={lon}")).await.assert_status(200);

    assert!(page.text("h1").contains("Vous êtes dans le quartier Sanitas"));
    assert!(page.attrs("main a", "href").contains(&"/quartiers/sanitas-tours".to_owned()));
    assert!(page.texts("main").join("").contains("pas une preuve"));
    assert!(!page.attrs("main a[href^='tel:']", "href").is_empty());
    assert!(!page.body.contains(&format!("{lat}")), "the point is not repeated");
}

#[tokio::test]
async fn wrong_coordinates_are_refused_beside_their_field_with_what_was_typed() {
    let app = TestApp::with_seeds(&seeds()).await;

    for (query, errors, typed) in [
        ("lat=47.05", 1, ["47.05", ""]),
        ("lat=&lon=0.5", 1, ["", "0.5"]),
        ("lat=ici&lon=0.5", 1, ["ici", "0.5"]),
        ("lat=0.55&lon=47.05", 2, ["0.55", "47.05"]),
        ("lat=123&lon=456", 2, ["123", "456"]),
        ("lat=NaN&lon=inf", 2, ["NaN", "inf"]),
    ] {
        let page = app.get(&format!("/ou-suis-je?{query}")).await.assert_status(422);

        assert_eq!(page.texts(".field-error").len(), errors, "{query}");
        assert_eq!(page.attrs("[aria-invalid]", "aria-describedby").len(), errors, "{query}");
        let preserved = [page.attr("#lat", "value"), page.attr("#lon", "value")];
        assert_eq!(preserved, typed, "{query}");
        assert_eq!(page.header("cache-control"), "private, no-store", "{query}");
    }
}

#[tokio::test]
async fn odd_texts_get_an_answer() {
    let app = TestApp::with_seeds(&seeds()).await;
    let long = "é".repeat(3_000);

    for text in
        ["%00", "%F0%9F%8F%A0", "%FF%FE", "%27%22%3Cscript%3E", "12345678901234", "+++", &long]
    {
        let answer = app.get(&format!("/ou-suis-je?adresse={}", text.replace('é', "%C3%A9"))).await;

        assert!(answer.status.as_u16() < 500, "{text}: {}", answer.status);
    }
    app.get("/ou-suis-je?adresse=").await.assert_status(422);
    app.get("/ou-suis-je?adresse=a&adresse=b").await.assert_status(200);
}

#[tokio::test]
async fn the_box_is_on_the_pages_where_one_looks_for_a_place() {
    let app = TestApp::with_seeds(&seeds()).await;

    for path in ["/", "/quartiers", "/quartiers/sanitas", "/ou-suis-je", "/ou-suis-je?adresse=zz"] {
        let page = app.get(path).await.assert_status(200);

        assert_eq!(page.attrs("form[action='/ou-suis-je'] #lieu", "name"), ["adresse"], "{path}");
        assert_eq!(page.attrs("script[type=module]", "src").len(), 1, "{path}");
    }
    let short = app.get(&format!("/q/{BOURGES_NORD}")).await;
    assert_eq!(short.header("location"), "/quartiers/bourges-nord");
}

#[tokio::test]
async fn a_box_sent_empty_or_with_an_unknown_place_says_so_beside_it() {
    let app = TestApp::with_real_seeds().await;

    let empty = app.get("/ou-suis-je?adresse=").await.assert_status(422);
    let unknown = app.get("/ou-suis-je?adresse=xqzwkj").await.assert_status(200);

    assert!(empty.text("#lieu-faute").contains("Tapez un quartier, une ville"));
    assert!(unknown.text("#lieu-faute").contains("« xqzwkj »"));
    assert_eq!(unknown.attr("#lieu", "value"), "xqzwkj");
    for page in [empty, unknown] {
        assert_eq!(page.attr("#lieu", "aria-describedby"), "lieu-faute");
        assert_eq!(page.attr("#lieu", "aria-invalid"), "true");
    }
}

#[tokio::test]
async fn words_of_danger_among_those_of_a_place_show_the_numbers_to_call() {
    let app = TestApp::with_real_seeds().await;

    for path in [
        "/ou-suis-je?adresse=mon+mari+me+frappe",
        "/ou-suis-je?adresse=mon+mari+me+frappe+Tours",
        "/initiatives?lieu=mon+mari+me+frappe",
        "/initiatives?lieu=mon+mari+me+frappe+Tours",
        "/acteurs?lieu=mon+mari+me+frappe+Tours",
        "/dispositifs/aide-garde-enfants?lieu=mon+mari+me+frappe",
    ] {
        let page = app.get(path).await.assert_status(200);

        let numbers = page.attrs("[data-calls] a", "href");
        assert!(numbers.contains(&"tel:3919".to_owned()), "{path}: {numbers:?}");
    }
    let calm = app.get("/ou-suis-je?adresse=kennedy").await;
    assert_eq!(calm.texts("[data-calls]"), [""; 0]);
}
