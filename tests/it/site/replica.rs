//! A read-only replica: public pages from its own catalogue, forms at the primary server.

use axum::body::Body;
use axum::http::Request;
use quartiers_emploi::domain::account::Action;
use quartiers_emploi::web;

use crate::fixtures::{initiative, seeds, seeds_with};
use crate::test_app::TestApp;

const PRIMARY: &str = "https://primaire.example";

#[tokio::test]
async fn a_replica_serves_public_pages_from_the_database_of_the_primary() {
    let primary = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let replica = primary.replica(PRIMARY).await;

    for path in ["/", "/initiatives", "/initiatives/garage", "/api/v1/initiatives", "/sitemap.xml"]
    {
        let page = replica.get(path).await.assert_status(200);

        assert_eq!(page.body, primary.get(path).await.body, "{path}");
    }
    replica.get("/initiatives/absente").await.assert_status(404);
}

#[tokio::test]
async fn every_other_route_of_a_replica_leads_to_the_primary() {
    let primary = TestApp::with_seeds(&seeds()).await;
    let replica = primary.replica(PRIMARY).await;
    let site = web::routes(replica.app.clone());
    let others: Vec<_> = site.list().iter().filter(|it| it.action != Action::Read).collect();
    assert!(others.len() > 80, "{}", others.len());

    for route in others {
        let path = format!("{}?retour=%2Fcarte", route.path.replace(['{', '}', '*'], ""));
        let request = Request::builder().method(&route.method).uri(&path);
        let answer = replica.send(request.body(Body::empty()).unwrap()).await.assert_status(307);

        assert_eq!(answer.header("location"), format!("{PRIMARY}{path}"), "{}", route.method);
    }
}

#[tokio::test]
async fn a_replica_shows_what_the_primary_publishes() {
    let primary = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let replica = primary.replica(PRIMARY).await;

    let more = seeds_with([initiative("Garage"), initiative("Un toit")]);
    primary.app.store.import_seeds(&more, primary.app.clock.now()).await.unwrap();
    assert!(replica.app.is_outdated().await.unwrap());
    replica.app.refresh().await.unwrap();

    replica.get("/initiatives/un-toit").await.assert_status(200);
}

#[tokio::test]
async fn a_replica_is_late_once_the_primary_is_silent() {
    let primary = TestApp::with_seeds(&seeds()).await;
    primary.app.store.tick(primary.app.clock.now()).await.unwrap();
    let mut replica = primary.replica(PRIMARY).await;

    let health = replica.health().await.json();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["replica"]["primary_seen_seconds"], 0);
    assert!(health["mail"].is_null() && health["backup"].is_null(), "{health}");

    replica.advance_seconds(180);
    assert_eq!(replica.get("/healthz").await.body, r#"{"status":"late"}"#);
    assert_eq!(replica.health().await.json()["replica"]["primary_seen_seconds"], 180);
}
