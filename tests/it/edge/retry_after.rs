//! Every 429 and 503 has a `Retry-After`, whatever sends it.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::get;
use quartiers_emploi::edge::{
    BodyBudget, EdgeSettings, ErrorPageRenderer, Hosts, apply_middleware,
};
use quartiers_emploi::site;

use super::{Answer, ask, settings, test_router};
use crate::fixtures::seeds;
use crate::test_app::TestApp;

const SAME_ORIGIN: (&str, &str) = ("sec-fetch-site", "same-origin");

/// Value of `Retry-After` in seconds.
#[track_caller]
fn retry_after(answer: &Answer, status: u16) -> u64 {
    assert_eq!(answer.status, status);
    answer.header("retry-after").expect("the header").parse().expect("a number of seconds")
}

#[tokio::test]
async fn retry_after_is_added_by_default_and_can_be_set_by_a_handler() {
    let own = async || (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "3600")], "later");
    let router = Router::new()
        .route("/429", get(async || StatusCode::TOO_MANY_REQUESTS))
        .route("/503", get(async || (StatusCode::SERVICE_UNAVAILABLE, "later")))
        .route("/own", get(own));
    let router = apply_middleware(router, settings());
    let get =
        async |path: &str| ask(router.clone(), &format!("GET {path}"), &[], Body::empty()).await;
    assert!(retry_after(&get("/429").await, 429) > 0);
    assert!(retry_after(&get("/503").await, 503) > 0);
    assert_eq!(retry_after(&get("/own").await, 503), 3600);
    assert_eq!(get("/nulle-part").await.header("retry-after"), None);
}

#[tokio::test(start_paused = true)]
async fn edge_timeouts_budget_and_client_limits_send_retry_after() {
    let soon = Duration::from_millis(20);
    let router = apply_middleware(test_router(), EdgeSettings { deadline: soon, ..settings() });
    assert!(retry_after(&ask(router, "GET /attente", &[], Body::empty()).await, 503) > 0);

    let router = apply_middleware(
        test_router(),
        EdgeSettings { body_budget: BodyBudget::new(0), ..settings() },
    );
    assert!(retry_after(&ask(router, "POST /envoi", &[SAME_ORIGIN], "abc").await, 503) > 0);

    let client_address_header = Some(HeaderName::from_static("x-real-ip"));
    let one = EdgeSettings { client_address_header, requests_per_visitor: 1, ..settings() };
    let router = apply_middleware(test_router(), one);
    let waiting = ask(router.clone(), "GET /attente", &[], Body::empty());
    let second = async {
        tokio::time::sleep(soon).await;
        ask(router.clone(), "GET /page", &[], Body::empty()).await
    };
    let (_, second) = tokio::join!(waiting, second);
    assert!(retry_after(&second, 429) > 0);
}

#[tokio::test]
async fn pages_and_api_send_retry_after() {
    // given a site without geocoder, on a disk that never has enough room
    let site = TestApp::with_seeds(&seeds()).await;
    let mut app = site.app.clone();
    app.store = app.store.with_min_free(u64::MAX);
    let (ours, refused) = (app.public_url.clone(), app.clone());
    let page = ErrorPageRenderer::new(move |rejected| site::refused(&refused, rejected));
    let hosts = Hosts::new(ours.clone(), Vec::new());
    let settings = EdgeSettings { error_page: page, ..EdgeSettings::new(ours, hosts) };
    let router = apply_middleware(site::router(app), settings);
    let form = ("content-type", "application/x-www-form-urlencoded");

    // when a street is looked for, and a form is sent
    let street = "GET /api/v1/ou-suis-je?adresse=1+rue+Essai";
    let street = ask(router.clone(), street, &[], Body::empty()).await;
    let sign_in =
        ask(router, "POST /connexion/lien", &[SAME_ORIGIN, form], "adresse=a%40example.org").await;

    // then
    assert!(retry_after(&street, 503) > 0);
    assert_eq!(street.header("content-type"), Some("application/problem+json"));
    assert!(retry_after(&sign_in, 503) > 0);
}
