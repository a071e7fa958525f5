//! Robots.txt and sitemaps.

use std::collections::BTreeSet;

use crate::fixtures::seeds;
use crate::test_app::TestApp;

/// Addresses in a sitemap.
fn addresses(xml: &str) -> Vec<&str> {
    xml.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect()
}

#[tokio::test]
async fn robots_are_shown_to_the_list_of_addresses() {
    let app = TestApp::with_seeds(&seeds()).await;
    let robots = app.get("/robots.txt").await.assert_status(200);
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert!(
        robots.body.ends_with("Sitemap: https://annuaire.example/sitemap.xml\n"),
        "{}",
        robots.body
    );
}

#[tokio::test]
async fn the_list_of_addresses_names_every_record_once() {
    let app = TestApp::with_real_seeds().await;

    let sitemap = app.get("/sitemap.xml").await.assert_status(200);

    assert_eq!(sitemap.header("content-type"), "application/xml; charset=utf-8");
    assert!(sitemap.body.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "));
    assert!(sitemap.body.trim_end().ends_with("</urlset>"));
    let listed = addresses(&sitemap.body);
    let once: BTreeSet<_> = listed.iter().collect();
    assert_eq!(once.len(), listed.len());
    let catalogue = app.app.catalogue();
    let of = |under: &str| {
        let start = format!("https://annuaire.example/{under}/");
        listed.iter().filter(|it| it.starts_with(&start)).count()
    };
    assert_eq!(of("initiatives"), catalogue.initiatives.len());
    assert_eq!(of("departements"), catalogue.departements.len());
    assert_eq!(of("acteurs"), catalogue.organisations.len());
    assert_eq!(of("quartiers"), catalogue.neighbourhoods.len());
    assert_eq!(of("freins"), catalogue.barriers.len());
}

#[tokio::test]
async fn its_parts_stop_where_the_addresses_stop() {
    let app = TestApp::with_seeds(&seeds()).await;
    let part = app.get("/sitemap.xml?partie=1").await.assert_status(200);
    assert_eq!(addresses(&part.body), addresses(&app.get("/sitemap.xml").await.body));
    app.get("/sitemap.xml?partie=0").await.assert_status(404);
    app.get("/sitemap.xml?partie=2").await.assert_status(404);
}
