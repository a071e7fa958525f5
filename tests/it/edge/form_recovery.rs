//! Forms rejected by the edge: the response gives back the text that was typed.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::post;
use quartiers_emploi::edge::{EdgeSettings, ErrorPageRenderer, apply_middleware};
use quartiers_emploi::site;
use scraper::{Html, Selector};

use super::{Answer, PendingBody, ask, settings, test_router};
use crate::fixtures::seeds;
use crate::test_app::TestApp;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const SAME_ORIGIN: (&str, &str) = ("sec-fetch-site", "same-origin");
const CROSS_SITE: (&str, &str) = ("sec-fetch-site", "cross-site");
const BODY: &str = "titre=V%C3%A9los+pour+tous&version=3";

/// A router with an edge whose error pages are those of the site.
async fn with_site_errors(change: impl FnOnce(EdgeSettings) -> EdgeSettings) -> Router {
    let app = TestApp::with_seeds(&seeds()).await.app;
    let page = ErrorPageRenderer::new(move |refused| site::refused(&app, refused));
    let slow = async || tokio::time::sleep(Duration::from_hours(1)).await;
    let broken = async || -> &'static str { panic!("a handler that fails") };
    let test_router = test_router().route("/lent", post(slow)).route("/casse", post(broken));
    apply_middleware(test_router, change(EdgeSettings { error_page: page, ..settings() }))
}

fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let html = Html::parse_document(answer.text());
    let selector = Selector::parse(selector).unwrap();
    let found = html.select(&selector);
    found.map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

fn actions(answer: &Answer) -> Vec<String> {
    let html = Html::parse_document(answer.text());
    let selector = Selector::parse("form[method=post]").unwrap();
    let forms = html.select(&selector);
    forms.filter_map(|form| form.attr("action").map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_cross_site_form_returns_its_input_and_is_never_resubmitted() {
    let router = with_site_errors(|settings| settings).await;
    let answer = ask(router, "POST /envoi", &[FORM, CROSS_SITE], BODY).await;
    assert_eq!(answer.status, 403);
    assert_eq!(texts(&answer, ".form .field p"), ["Titre", "Vélos pour tous"]);
    assert!(actions(&answer).is_empty());
}

#[tokio::test]
async fn a_timeout_or_panic_returns_the_input() {
    let soon = Duration::from_millis(20);
    for (path, status) in [("/lent", 503), ("/casse", 500)] {
        let router = with_site_errors(|settings| EdgeSettings { deadline: soon, ..settings }).await;
        let answer = ask(router, &format!("POST {path}?etape=2"), &[FORM, SAME_ORIGIN], BODY).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(texts(&answer, ".form .field p"), ["Titre", "Vélos pour tous"], "{path}");
        assert_eq!(actions(&answer), [format!("{path}?etape=2")]);
    }
}

#[tokio::test]
async fn a_cross_site_form_is_read_within_the_usual_limits() {
    let router = with_site_errors(|settings| EdgeSettings { body_limit: 10, ..settings }).await;
    let answer = ask(router, "POST /envoi", &[FORM, CROSS_SITE], BODY).await;
    assert_eq!(answer.status, 403);
    assert!(texts(&answer, ".form").is_empty());

    let soon = Duration::from_millis(20);
    let router =
        with_site_errors(|settings| EdgeSettings { body_deadline: soon, ..settings }).await;
    let answer = ask(router, "POST /envoi", &[FORM, CROSS_SITE], Body::new(PendingBody)).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_body_that_is_no_form_is_not_read() {
    let router = with_site_errors(|settings| settings).await;
    let json = ("content-type", "application/json");
    let answer = ask(router, "POST /envoi", &[json, CROSS_SITE], Body::new(PendingBody)).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_form_is_not_sent_again_to_an_address_that_leads_elsewhere() {
    let soon = Duration::from_millis(20);
    let router = with_site_errors(|settings| EdgeSettings { deadline: soon, ..settings }).await;
    let answer = ask(router, "POST //evil.example/x", &[FORM, SAME_ORIGIN], BODY).await;
    assert!(actions(&answer).is_empty(), "{}", answer.status);
}
