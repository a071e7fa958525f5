//! Error responses of the API (`application/problem+json`).

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt as _;

use quartiers_emploi::edge::{EdgeSettings, ErrorPageRenderer, Hosts, apply_middleware};
use quartiers_emploi::site;

use crate::fixtures::{initiative, seeds, seeds_with};
use crate::test_app::{TestApp, TestPage};

/// Asserts the shape common to all error responses.
#[track_caller]
fn assert_problem(answer: &TestPage, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let json = answer.json();
    let member = |name| json.get(name).cloned().unwrap_or_default();
    assert_eq!(member("status"), status);
    assert_eq!(member("type"), "https://annuaire.example/a-propos#api");
    for message in ["title", "detail"] {
        assert!(member(message).as_str().is_some_and(|text| !text.is_empty()), "{message}");
    }
}

#[tokio::test]
async fn all_errors_are_reported_at_once() {
    let app = TestApp::with_seeds(&seeds()).await;
    let long = "a".repeat(1_001);

    let answer = app
        .get(&format!(
            "/api/v1/initiatives?frein=inconnu&departement=99&frein=mobilite&freins=x&page=0&q={long}"
        ))
        .await;

    assert_problem(&answer, 400);
    let json = answer.json();
    let errors = json["errors"].as_array().expect("a JSON array");
    let reported: Vec<_> = errors
        .iter()
        .map(|it| (it["parameter"].as_str().unwrap(), it["value"].as_str().unwrap()))
        .collect();
    let cut = "a".repeat(60);
    let expected =
        [("freins", "x"), ("frein", "inconnu"), ("departement", "99"), ("page", "0"), ("q", &cut)];
    assert_eq!(reported, expected);
    assert!(errors.iter().all(|it| it["detail"].as_str().is_some_and(|text| !text.is_empty())));
}

#[tokio::test]
async fn a_page_after_the_last_is_not_found() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;

    let answer = app.get("/api/v1/initiatives?page=2").await;

    assert_problem(&answer, 404);
    let error = &answer.json()["errors"][0];
    assert_eq!(error["parameter"], "page");
    assert_eq!(error["value"], "2");
    assert_eq!(error["detail"], "Il n’y a qu’une page de résultats.");
}

#[tokio::test]
async fn an_unknown_address_and_another_method_are_problems_too() {
    let app = TestApp::with_seeds(&seeds()).await;
    for path in ["/api", "/api/v1", "/api/v1/", "/api/v1/initiatives/1", "/api/v2/initiatives"] {
        assert_problem(&app.get(path).await, 404);
    }
    for method in ["POST", "PUT", "DELETE"] {
        assert_problem(&app.request_with_method(method, "/api/v1/initiatives").await, 405);
    }
}

#[tokio::test]
async fn every_request_gets_a_response() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    for query in
        ["q=%00", "q=%22*%25NEAR%F0%9F%9A%97", "q=%ff", "page=99999999999999999999", "=", "&&"]
    {
        let answer = app.get(&format!("/api/v1/initiatives?{query}")).await;
        assert!(matches!(answer.status.as_u16(), 200 | 400 | 404), "{query}: {}", answer.status);
        answer.json();
    }
}

#[tokio::test]
async fn edge_rejections_are_problem_documents_in_the_api_and_pages_elsewhere() {
    // given a site whose edge refuses what another site sends
    let app = TestApp::with_real_seeds().await.app;
    let router = site::router(app.clone());
    let ours = app.public_url.clone();
    let page = ErrorPageRenderer::new(move |rejected| site::refused(&app, rejected));
    let hosts = Hosts::new(ours.clone(), Vec::new());
    let settings = EdgeSettings { error_page: page, ..EdgeSettings::new(ours, hosts) };
    let router = apply_middleware(router, settings);

    for (path, kind) in [
        ("/api/v1/initiatives", "application/problem+json"),
        ("/initiatives", "text/html; charset=utf-8"),
    ] {
        // when
        let request = Request::post(path).header("host", "annuaire.example");
        let request = request.header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();

        // then
        assert_eq!(answer.status(), 403, "{path}");
        assert_eq!(answer.headers()["content-type"], kind, "{path}");
        let open = answer.headers().contains_key("access-control-allow-origin");
        assert_eq!(open, path.starts_with("/api/"), "{path}");
    }
}
