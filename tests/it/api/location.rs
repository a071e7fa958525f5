//! Point location in the API; the position of the visitor is neither logged nor stored.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use quartiers_emploi::edge::{
    CacheGeneration, EdgeSettings, ErrorPageRenderer, Hosts, apply_middleware,
};
use quartiers_emploi::site;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use tracing_subscriber::fmt::MakeWriter;

use crate::test_app::{TestApp, TestPage};

/// A point in the Sanitas, in Tours.
const SANITAS: &str = "lat=47.3809&lon=0.698";

async fn ask(app: &TestApp, query: &str) -> TestPage {
    app.get(&format!("/api/v1/ou-suis-je?{query}")).await
}

/// Invalid parameters, each with its error text.
#[track_caller]
fn parameter_errors(answer: &TestPage) -> Vec<(String, String)> {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let json = answer.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = json["errors"].as_array().expect("a JSON array");
    errors.iter().map(|it| (text(&it["parameter"]), text(&it["detail"]))).collect()
}

#[tokio::test]
async fn a_point_in_a_neighbourhood_is_inside_it() {
    let app = TestApp::with_real_seeds().await;

    let answer = ask(&app, SANITAS).await.assert_status(200);

    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let json = answer.json();
    assert_eq!(json["position"], "inside");
    let url = "https://annuaire.example/quartiers/sanitas-tours";
    assert_eq!(json["neighbourhood"], json!({ "code": "QN03709M", "name": "Sanitas", "url": url }));
    let nearest = json["nearest"].as_array().unwrap();
    assert_eq!(nearest.len(), 5);
    for near in nearest {
        let names: Vec<_> = near.as_object().unwrap().keys().collect();
        assert_eq!(names, ["code", "distance_m", "name", "url"]);
        let path = near["url"].as_str().unwrap().strip_prefix("https://annuaire.example").unwrap();
        app.get(path).await.assert_status(200);
    }
    let metres: Vec<_> = nearest.iter().map(|it| it["distance_m"].as_u64().unwrap()).collect();
    assert!(metres.is_sorted(), "{metres:?}");
    assert_eq!((&json["list"], &json["edge_m"]), (&json!(2024), &json!(50)));
    assert_eq!((&json["in_region"], &json["advice"]), (&json!(true), &Value::Null));
    assert!(json["limits"].as_str().unwrap().contains("2024"));
}

#[tokio::test]
async fn a_point_on_the_boundary_is_uncertain_and_one_outside_has_no_neighbourhood() {
    let app = TestApp::with_real_seeds().await;
    let outline = app.app.catalogue().neighbourhoods[0].clone();
    let [lon, lat] = outline.outline.points().next().unwrap();

    let edge = ask(&app, &format!("lat={lat}&lon={lon}")).await.assert_status(200).json();
    assert_eq!(edge["position"], "edge");
    assert_eq!(edge["neighbourhood"]["code"], outline.code.as_str());
    assert!(edge["advice"].as_str().unwrap().contains("50\u{a0}mètres"));

    let outside = ask(&app, "lat=47.2&lon=1.2").await.assert_status(200).json();
    assert_eq!(
        (&outside["position"], &outside["neighbourhood"]),
        (&json!("outside"), &Value::Null)
    );
    assert_eq!((&outside["in_region"], &outside["advice"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn a_point_out_of_the_region_gets_a_kind_answer() {
    let app = TestApp::with_real_seeds().await;

    let json = ask(&app, "lat=48.8534&lon=2.3488").await.assert_status(200).json();

    assert_eq!((&json["position"], &json["in_region"]), (&json!("outside"), &json!(false)));
    assert!(json["advice"].as_str().unwrap().contains("Centre-Val de Loire"));
    assert_eq!(json["nearest"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn points_that_round_to_the_same_are_the_same() {
    let app = TestApp::with_real_seeds().await;
    let rounded = ask(&app, "lat=47.3809&lon=0.698").await;
    let exact = ask(&app, "lat=47.38094123456&lon=0.69796123").await;
    assert_eq!(exact.body, rounded.body);
}

#[tokio::test]
async fn an_invalid_point_is_refused_with_all_errors_at_once() {
    let app = TestApp::with_real_seeds().await;
    for (query, names, word) in [
        ("", &["lat", "lon"][..], "manque"),
        ("lat=&lon=0.69", &["lat"], "manque"),
        ("lat=47.39", &["lon"], "manque"),
        ("lat=0.69&lon=47.39", &["lat", "lon"], "inversées"),
        ("lat=47,39&lon=0,69", &["lat", "lon"], "virgule"),
        ("lat=NaN&lon=inf", &["lat", "lon"], "nombre de degrés"),
        ("lat=47.39&lat=47.40&lon=0.69&lon=0.69", &["lat", "lon"], "plusieurs fois"),
        ("lat=40.7128&lon=0.69", &["lat"], "de 41 à 52"),
        ("lat=47.39&lon=-74.006", &["lon"], "de -6 à 10"),
        ("lat=1e300&lon=0.69", &["lat"], "nombre de degrés"),
    ] {
        let answer = ask(&app, query).await.assert_status(422);
        let parameter_errors = parameter_errors(&answer);
        assert_eq!(
            parameter_errors.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            names,
            "{query}"
        );
        assert!(
            parameter_errors.iter().all(|(_, detail)| detail.contains(word)),
            "{query}: {parameter_errors:?}"
        );
    }
}

#[tokio::test]
async fn a_name_is_answered_as_on_the_page_without_a_geocoder() {
    let app = TestApp::with_real_seeds().await;

    let sanitas = ask(&app, "adresse=Sanitas").await.assert_status(200).json();
    let url = "https://annuaire.example/quartiers/sanitas-tours";
    assert_eq!((&sanitas["position"], &sanitas["meaning"]), (&json!("inside"), &json!("place")));
    assert_eq!(sanitas["neighbourhood"]["url"], url);
    assert_eq!(sanitas["places"][0]["url"], url);

    for (query, meaning, places) in [
        ("Onzain", "place", 1),
        ("Contres", "several", 2),
        ("Orleans+37", "contradiction", 2),
        ("sanittas", "similar", 1),
        ("12+rue+des+Lilas+37300", "part", 1),
        ("Lyon", "outside", 0),
    ] {
        let answer = ask(&app, &format!("adresse={query}")).await.assert_status(200).json();
        assert_eq!(answer["meaning"], meaning, "{query}");
        assert_eq!(answer["position"], Value::Null, "{query}");
        let offered = answer["places"].as_array().map_or(0, Vec::len);
        assert_eq!(offered, places, "{query}: {answer}");
    }
    let former = ask(&app, "adresse=Onzain").await.json();
    let what = former["places"][0]["what"].as_str().unwrap_or_default();
    assert!(what.contains("Onzain"), "{what}");
    ask(&app, "adresse=").await.assert_status(422);
    ask(&app, &format!("adresse={}", "a".repeat(201))).await.assert_status(400);
    ask(&app, "adresse=Tours&rayon=500").await.assert_status(400);
}

#[tokio::test]
async fn an_unknown_parameter_is_refused() {
    let app = TestApp::with_real_seeds().await;
    let unknown = ask(&app, &format!("{SANITAS}&rayon=500")).await.assert_status(400);
    let errors = parameter_errors(&unknown);
    assert_eq!(errors[0].0, "rayon");
    assert!(errors[0].1.contains("lat, lon"));

    let both = ask(&app, "latitude=47.39&lon=0.69").await.assert_status(422);
    let names: Vec<_> = parameter_errors(&both).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["latitude", "lat"]);
}

#[tokio::test]
async fn a_point_is_in_no_header_and_no_response_is_cached() {
    // given a site behind an edge that keeps what may be kept
    let router = behind_the_edge(&TestApp::with_real_seeds().await);

    for (query, status) in [(SANITAS, 200), ("lat=47.3809&lon=x", 422)] {
        for _ in 0..2 {
            // when
            let answer = router.clone().oneshot(request(query)).await.unwrap();

            // then
            assert_eq!(answer.status(), status);
            assert_eq!(answer.headers()["cache-control"], "private, no-store");
            assert!(!answer.headers().contains_key("etag"));
            let headers = format!("{:?}", answer.headers());
            assert!(!headers.contains("47.38"), "{headers}");
        }
    }
    let answer = router.oneshot(request(SANITAS)).await.unwrap();
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("47.38"));
}

#[tokio::test]
async fn a_point_is_not_in_the_log() {
    // A second subscriber: with a single one, tracing caches the interest of each call site as seen by the first test
    // thread that reaches it.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    let _guard = tracing::subscriber::set_default(subscriber.with_writer(log.clone()).finish());
    let router = behind_the_edge(&TestApp::with_real_seeds().await);

    for query in [SANITAS, "lat=47.3809&lon=x", "lat=0.698&lon=47.3809"] {
        let answer = router.clone().oneshot(request(query)).await.unwrap();
        axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(log.matches("/api/v1/ou-suis-je 200").count(), 1, "{log}");
    assert_eq!(log.matches("/api/v1/ou-suis-je 422").count(), 2, "{log}");
    assert!(!log.contains("47.38") && !log.contains("0.698"), "{log}");
}

fn behind_the_edge(app: &TestApp) -> Router {
    let app = app.app.clone();
    let (url, refused) = (app.public_url.clone(), app.clone());
    let page = ErrorPageRenderer::new(move |rejected| site::refused(&refused, rejected));
    let hosts = Hosts::new(url.clone(), Vec::new());
    let generation = CacheGeneration::new(|_| 1);
    apply_middleware(
        site::router(app),
        EdgeSettings {
            error_page: page,
            cache_generation: generation,
            ..EdgeSettings::new(url, hosts)
        },
    )
}

fn request(query: &str) -> Request<Body> {
    let request = Request::get(format!("/api/v1/ou-suis-je?{query}"));
    request.header("host", "annuaire.example").body(Body::empty()).unwrap()
}

/// Captured log output.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
