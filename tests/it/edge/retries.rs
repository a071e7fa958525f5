//! Every 429 and 503 has a `Retry-After`, whatever sends it.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    http::{HeaderName, StatusCode, header},
    routing::get,
};
use quartiers_emploi::{
    edge::{BodyBudget, EdgeSettings, ErrorPage, Hosts, fortify},
    site,
};

use super::{Answer, ask, house, settings};
use crate::{app::TestApp, given::seeds};

const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

/// Value of `Retry-After` in seconds.
#[track_caller]
fn delay(answer: &Answer, status: u16) -> u64 {
    assert_eq!(answer.status, status);
    answer.header("retry-after").expect("the header").parse().expect("a number of seconds")
}

#[tokio::test]
async fn a_handler_need_not_think_of_it_but_may_name_its_own_delay() {
    let own = async || (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "3600")], "later");
    let router = Router::new()
        .route("/429", get(async || StatusCode::TOO_MANY_REQUESTS))
        .route("/503", get(async || (StatusCode::SERVICE_UNAVAILABLE, "later")))
        .route("/own", get(own));
    let router = fortify(router, settings());
    let get =
        async |path: &str| ask(router.clone(), &format!("GET {path}"), &[], Body::empty()).await;
    assert!(delay(&get("/429").await, 429) > 0);
    assert!(delay(&get("/503").await, 503) > 0);
    assert_eq!(delay(&get("/own").await, 503), 3600);
    assert_eq!(get("/nulle-part").await.header("retry-after"), None);
}

#[tokio::test(start_paused = true)]
async fn the_edge_says_it_of_its_deadline_its_budget_and_its_visitors() {
    let soon = Duration::from_millis(20);
    let router = fortify(house(), EdgeSettings { deadline: soon, ..settings() });
    assert!(delay(&ask(router, "GET /attente", &[], Body::empty()).await, 503) > 0);

    let router = fortify(house(), EdgeSettings { body_budget: BodyBudget::new(0), ..settings() });
    assert!(delay(&ask(router, "POST /envoi", &[OURS], "abc").await, 503) > 0);

    let client_address_header = Some(HeaderName::from_static("x-real-ip"));
    let one = EdgeSettings { client_address_header, requests_per_visitor: 1, ..settings() };
    let router = fortify(house(), one);
    let waiting = ask(router.clone(), "GET /attente", &[], Body::empty());
    let second = async {
        tokio::time::sleep(soon).await;
        ask(router.clone(), "GET /page", &[], Body::empty()).await
    };
    let (_, second) = tokio::join!(waiting, second);
    assert!(delay(&second, 429) > 0);
}

#[tokio::test]
async fn the_site_says_it_in_pages_and_in_the_api() {
    // given a site without geocoder, on a disk that never has enough room
    let site = TestApp::with(&seeds()).await;
    let mut app = site.app.clone();
    app.store = app.store.keeping_free(u64::MAX);
    let (ours, refused) = (app.public_url.clone(), app.clone());
    let page = ErrorPage::new(move |asked| site::refused(&refused, asked));
    let hosts = Hosts::new(ours.clone(), Vec::new());
    let settings = EdgeSettings { page, ..EdgeSettings::new(ours, hosts) };
    let router = fortify(site::router(app), settings);
    let form = ("content-type", "application/x-www-form-urlencoded");

    // when a street is looked for, and a form is sent
    let street = "GET /api/v1/ou-suis-je?adresse=12+rue+des+Halles+Tours";
    let street = ask(router.clone(), street, &[], Body::empty()).await;
    let sign_in =
        ask(router, "POST /connexion/lien", &[OURS, form], "adresse=a%40example.org").await;

    // then
    assert!(delay(&street, 503) > 0);
    assert_eq!(street.header("content-type"), Some("application/problem+json"));
    assert!(delay(&sign_in, 503) > 0);
}
