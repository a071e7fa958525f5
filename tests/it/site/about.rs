//! The "about" pages: presentation, sources, legal notice, privacy, accessibility.

use crate::fixtures::{initiative, seeds, seeds_with};
use crate::test_app::TestApp;

const PAGES: [&str; 6] = [
    "/a-propos",
    "/a-propos/sources",
    "/a-propos/classement",
    "/mentions-legales",
    "/confidentialite",
    "/accessibilite",
];

#[tokio::test]
async fn every_page_of_text_has_a_title_a_way_home_and_its_own_address() {
    let app = TestApp::with_seeds(&seeds()).await;
    for path in PAGES {
        let page = app.get(path).await.assert_status(200);
        assert_eq!(page.texts("h1").len(), 1, "{path}");
        assert_eq!(page.attr(".crumbs a", "href"), "/", "{path}");
        let canonical = page.attr("link[rel=canonical]", "href");
        assert_eq!(canonical, format!("https://annuaire.example{path}"));
    }
}

#[tokio::test]
async fn each_state_says_its_rule_and_how_many_are_in_it() {
    let seeds = seeds_with([
        initiative("Hier").confirmed_on("2026-11-01"),
        initiative("Jadis").attested_on("2019"),
        initiative("Naguère").attested_on("2018"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/a-propos").await;

    let states = page.texts("#etats dt");
    assert_eq!(states, ["Confirmée", "À confirmer", "Ancienne, à vérifier", "Terminée"]);
    let links = page.attrs("#etats dd a", "href");
    assert_eq!(links, ["/initiatives?etat=confirmee", "/initiatives?etat=datee"]);
    assert_eq!(
        page.text("#etats dd a[href*=datee]"),
        "2 aujourd’hui à l’état « Ancienne, à vérifier »"
    );
}

#[tokio::test]
async fn every_source_is_shown_and_what_was_left_out_is_grouped_by_reason() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();

    let page = app.get("/a-propos/sources").await;

    let names: Vec<_> = catalogue.sources.iter().map(|it| it.name.as_str().to_owned()).collect();
    let fold = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(page.texts(".source h3"), names.iter().map(fold).collect::<Vec<_>>());
    assert_eq!(page.texts(".left")[0].matches("init-").count(), 0);
    let groups = page.texts(".left:last-of-type > li > strong");
    assert_eq!(groups, ["202 fiches.", "48 fiches.", "2 fiches."]);
}

#[tokio::test]
async fn missing_operator_settings_are_shown_as_missing() {
    let app = TestApp::with_seeds(&seeds()).await;
    let page = app.get("/mentions-legales").await;
    let unknown = "Non renseigné";
    assert_eq!(page.texts("dl .unknown"), [unknown, "Non renseignée", unknown, unknown, unknown]);
    let page = app.get("/accessibilite").await;
    assert_eq!(page.text("h1"), "Accessibilité : partiellement conforme");
    assert_eq!(page.texts("main .unknown").len(), 1);
}

#[tokio::test]
async fn the_privacy_page_has_the_retention_of_erased_data_in_backups() {
    let app = TestApp::with_seeds(&seeds()).await;

    let page = app.get("/confidentialite").await;

    let reported = page.texts("section[aria-labelledby=t-propose] li");
    let reported: Vec<_> = reported.iter().filter(|text| text.contains("sauvegarde")).collect();
    assert!(matches!(reported[..], [text] if text.contains("30 jours")), "{reported:?}");
}
