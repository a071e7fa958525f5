//! Forms rejected by the edge: the response gives back the text that was typed.

use std::time::Duration;

use axum::{Router, body::Body, routing::post};
use quartiers_emploi::{
    edge::{EdgeSettings, ErrorPage, fortify},
    site,
};
use scraper::{Html, Selector};

use super::{Answer, Silence, ask, house, settings};
use crate::{app::TestApp, given::seeds};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");
const THEIRS: (&str, &str) = ("sec-fetch-site", "cross-site");
const BODY: &str = "titre=V%C3%A9los+pour+tous&version=3";

/// A router with an edge whose error pages are those of the site.
async fn guarded(change: impl FnOnce(EdgeSettings) -> EdgeSettings) -> Router {
    let app = TestApp::with(&seeds()).await.app;
    let page = ErrorPage::new(move |refused| site::refused(&app, refused));
    let slow = async || tokio::time::sleep(Duration::from_hours(1)).await;
    let broken = async || -> &'static str { panic!("a handler that fails") };
    let house = house().route("/lent", post(slow)).route("/casse", post(broken));
    fortify(house, change(EdgeSettings { page, ..settings() }))
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
async fn a_form_from_elsewhere_gives_back_the_text_and_is_never_sent_again() {
    let router = guarded(|settings| settings).await;
    let answer = ask(router, "POST /envoi", &[FORM, THEIRS], BODY).await;
    assert_eq!(answer.status, 403);
    assert_eq!(texts(&answer, ".form .field p"), ["Titre", "Vélos pour tous"]);
    assert!(actions(&answer).is_empty());
}

#[tokio::test]
async fn a_handler_that_does_not_end_or_fails_costs_no_text() {
    let soon = Duration::from_millis(20);
    for (path, status) in [("/lent", 503), ("/casse", 500)] {
        let router = guarded(|settings| EdgeSettings { deadline: soon, ..settings }).await;
        let answer = ask(router, &format!("POST {path}?etape=2"), &[FORM, OURS], BODY).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(texts(&answer, ".form .field p"), ["Titre", "Vélos pour tous"], "{path}");
        assert_eq!(actions(&answer), [format!("{path}?etape=2")]);
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_is_received_within_the_usual_limits() {
    let router = guarded(|settings| EdgeSettings { body_limit: 10, ..settings }).await;
    let answer = ask(router, "POST /envoi", &[FORM, THEIRS], BODY).await;
    assert_eq!(answer.status, 403);
    assert!(texts(&answer, ".form").is_empty());

    let soon = Duration::from_millis(20);
    let router = guarded(|settings| EdgeSettings { body_deadline: soon, ..settings }).await;
    let answer = ask(router, "POST /envoi", &[FORM, THEIRS], Body::new(Silence)).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn what_is_no_form_is_not_waited_for() {
    let router = guarded(|settings| settings).await;
    let json = ("content-type", "application/json");
    let answer = ask(router, "POST /envoi", &[json, THEIRS], Body::new(Silence)).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_form_is_not_sent_again_to_an_address_that_leads_elsewhere() {
    let soon = Duration::from_millis(20);
    let router = guarded(|settings| EdgeSettings { deadline: soon, ..settings }).await;
    let answer = ask(router, "POST //evil.example/x", &[FORM, OURS], BODY).await;
    assert!(actions(&answer).is_empty(), "{}", answer.status);
}
