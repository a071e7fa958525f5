//! Barrier pages.

use crate::fixtures::{initiative, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_four_of_the_mission_are_tiles_and_the_ten_others_rows() {
    let app = TestApp::with_seeds(&seeds_with([])).await;

    let page = app.get("/freins").await.assert_status(200);

    assert_eq!(
        page.attrs(".tile", "data-barrier"),
        ["garde-enfants", "francais", "decrochage", "parent-seul"]
    );
    assert_eq!(page.texts(".rows a").len(), 10);
}

#[tokio::test]
async fn the_count_of_a_departement_is_what_its_link_finds() {
    let seeds = seeds_with([
        initiative("Garage de Tours").with_barriers("mobilite").in_commune("37261"),
        initiative("Vélo de Joué").with_barriers("mobilite").in_commune("37122"),
        initiative("Garage de Bourges").with_barriers("mobilite").in_commune("18033").ended(),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/freins/mobilite").await;
    let clicked = app.get(&page.attr("[data-departement='37'] a", "href")).await;

    assert_eq!(page.text("[data-departement='37'] .num"), "2 initiatives");
    assert_eq!(clicked.texts(".card h3").len(), 2);
    assert_eq!(page.text("[data-departement='18'] .num"), "0 initiative");
    assert!(page.attrs("[data-departement='18'] a", "href").is_empty());
}

#[tokio::test]
async fn ended_placeless_and_outdated_initiatives_are_counted_separately() {
    let seeds = seeds_with([
        initiative("Garage de Tours").with_barriers("mobilite").in_commune("37261"),
        initiative("Prêt de vélos").with_barriers("mobilite"),
        initiative("Essai de navette").with_barriers("mobilite").ended(),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/freins/mobilite").await;

    let quiet = page.texts("p.quiet").join(" ");
    assert!(quiet.contains("1 action dont nous ne connaissons pas le lieu"), "{quiet}");
    assert_eq!(page.texts("[data-state] .num"), ["0", "0", "2"]);
    assert_eq!(page.texts(".note.under").len(), 1, "none was seen lately");
    assert!(page.attrs("a", "href").contains(&"/initiatives?frein=mobilite&etat=terminee".into()));
}

#[tokio::test]
async fn a_barrier_that_nothing_answers_says_so_and_shows_whom_to_ask() {
    let app = TestApp::with_seeds(&seeds_with([])).await;

    let page = app.get("/freins/logement").await;

    assert!(page.attrs(".note a", "href").contains(&"/acteurs".to_owned()));
    app.get("/freins/inconnu").await.assert_status(404);
}
