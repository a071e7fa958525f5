//! Response cache: public responses are rendered once per cache generation, then served in any accepted encoding.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::response::Html;
use axum::routing::{any, get};
use quartiers_emploi::edge::{CacheGeneration, CachePolicy, apply_middleware};

use super::{Answer, ask, settings};

/// A router whose pages show how many requests reached a handler.
struct CountingApp {
    router: Router,
    generation: Arc<AtomicU64>,
}

impl CountingApp {
    fn new() -> Self {
        let (requests, generation) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicU64::new(1)));
        let page = move || {
            let count = requests.fetch_add(1, Ordering::Relaxed) + 1;
            Html(format!("<p>{count}</p>{}", "<p>Des vélos réparés ensemble.</p>".repeat(40)))
        };
        let (public, private) = (page.clone(), page);
        let pages = Router::new()
            .route("/page", any(async move || (CachePolicy::Public, public())))
            .route("/fiche", get(async move || private()));
        let now = Arc::clone(&generation);
        let mut settings = settings();
        settings.cache_generation = CacheGeneration::new(move |_| now.load(Ordering::Relaxed));
        Self { router: apply_middleware(pages, settings), generation }
    }

    async fn ask(&self, line: &str, headers: &[(&str, &str)]) -> Answer {
        ask(self.router.clone(), line, headers, Body::empty()).await
    }

    /// Request count shown on the page at `line`.
    async fn render_count(&self, line: &str) -> String {
        let answer = self.ask(line, &[("sec-fetch-site", "same-origin")]).await;
        answer.text().split(['<', '>']).nth(2).unwrap_or_default().to_owned()
    }
}

#[tokio::test]
async fn a_public_page_is_rendered_once_per_cache_generation() {
    let app = CountingApp::new();
    assert_eq!(app.render_count("GET /page").await, "1");
    assert_eq!(app.render_count("GET /page").await, "1");
    assert_eq!(app.render_count("GET /page?q=permis").await, "2");

    app.generation.store(2, Ordering::Relaxed);

    assert_eq!(app.render_count("GET /page").await, "3");
}

#[tokio::test]
async fn private_and_post_responses_are_not_cached() {
    let app = CountingApp::new();
    for (times, line) in ["GET /fiche", "GET /fiche", "POST /page", "POST /page"].iter().enumerate()
    {
        assert_eq!(app.render_count(line).await, (times + 1).to_string(), "{line}");
    }
}

#[tokio::test]
async fn a_cached_response_differs_only_in_its_request_id() {
    let app = CountingApp::new();
    for coding in ["identity", "gzip", "br", "br;q=0, *", "gzip;q=0.2, br;q=0.1"] {
        let headers = [("accept-encoding", coding)];
        let first = app.ask("GET /page", &headers).await;
        let again = app.ask("GET /page", &headers).await;
        assert_eq!(again.body, first.body, "{coding}");
        for name in ["etag", "content-encoding", "content-type", "cache-control", "vary"] {
            assert_eq!(again.header(name), first.header(name), "{coding} {name}");
        }
        assert_ne!(again.header("x-request-id"), first.header("x-request-id"));

        let tag = first.header("etag").unwrap();
        let known = app.ask("GET /page", &[headers[0], ("if-none-match", tag)]).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0), "{coding}");
    }
}

#[tokio::test]
async fn a_cached_response_respects_accept_encoding() {
    let app = CountingApp::new();
    app.ask("GET /page", &[("accept-encoding", "br")]).await;
    app.ask("GET /page", &[("accept-encoding", "gzip")]).await;

    for refusal in ["", "identity", "br;q=0, gzip;q=0", "*;q=0", "zstd"] {
        let answer = app.ask("GET /page", &[("accept-encoding", refusal)]).await;
        assert_eq!(answer.header("content-encoding"), None, "{refusal}");
    }
}

#[tokio::test]
async fn head_has_no_body_cached_or_not() {
    let app = CountingApp::new();
    for _ in 0..2 {
        let head = app.ask("HEAD /page", &[]).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert!(head.header("etag").is_some());
    }
}
