//! Metrics for the operator.

use axum::body::Body;
use axum::http::Request;

use crate::fixtures::{initiative, seeds_with};
use crate::test_app::TestApp;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn metrics_require_the_token_of_the_operator() {
    let settings = ["--operator-token", TOKEN];
    let app = TestApp::with_settings(&seeds_with([initiative("Garage")]), &settings).await;
    app.queue_mail_to("anne@example.org").await;
    let with = |authorization: String| {
        let request = Request::get("/metriques").header("authorization", authorization);
        app.send(request.body(Body::empty()).unwrap())
    };

    let refused = app.get("/metriques").await.assert_status(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    with(format!("Bearer {TOKEN}0")).await.assert_status(401);

    let metrics = with(format!("Bearer {TOKEN}")).await.assert_status(200);
    assert_eq!(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert_eq!(metrics.header("cache-control"), "private, no-store");
    let started = app.app.started_at.as_second();
    for line in [
        format!("process_start_time_seconds {started}"),
        format!("quartiers_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")),
        "quartiers_status 0".to_owned(),
        "quartiers_writable 1".to_owned(),
        "quartiers_log_dropped_lines_total 0".to_owned(),
        "quartiers_catalogue_records{noun=\"initiative\"} 1".to_owned(),
        "quartiers_mail_waiting 1".to_owned(),
    ] {
        assert!(metrics.body.lines().any(|it| it == line), "{line} in {}", metrics.body);
    }
    assert!(metrics.body.contains("process_resident_memory_bytes "), "{}", metrics.body);
    assert!(!metrics.body.contains("anne"), "{}", metrics.body);
}
