//! HTTP edge: in process where a response is enough, over a socket where bytes matter.

#![expect(clippy::unwrap_used, clippy::panic, reason = "shared helpers are no tests to clippy")]

mod assets;
mod bodies;
mod client_limits;
mod connections;
mod etag;
mod form_recovery;
mod host_check;
mod response_cache;
mod responses;
mod retry_after;
mod sockets;

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Html;
use axum::routing::{get, post};
use http_body_util::BodyExt as _;
use quartiers_emploi::edge::{CachePolicy, EdgeSettings, Hosts, apply_middleware};
use quartiers_emploi::web::assets::show;
use tower::ServiceExt as _;

const URL: &str = "https://annuaire.example";

/// A page long enough to be compressed.
fn long_page() -> Html<String> {
    Html("<p>Des vélos réparés ensemble, le samedi.</p>".repeat(40))
}

/// A small router with a route for each behaviour: public, private, panic, endless handler, form.
fn test_router() -> Router {
    Router::new()
        .route("/page", get(async || (CachePolicy::Public, long_page())))
        .route("/fiche", get(async || long_page()))
        .route("/panne", get(async || -> Html<String> { panic!("a handler that fails") }))
        .route("/attente", get(async || tokio::time::sleep(Duration::from_hours(1)).await))
        .route("/envoi", post(async |body: String| body.len().to_string()))
        .route("/static/{file}", get(show))
}

fn settings() -> EdgeSettings {
    let url: quartiers_emploi::config::PublicUrl = URL.parse().unwrap();
    EdgeSettings::new(url.clone(), Hosts::new(url, Vec::new()))
}

/// A body that never sends a frame.
struct PendingBody;

impl axum::body::HttpBody for PendingBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

/// A response with its complete body.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Response of `router` to the request line `METHOD path`, in process.
async fn ask(
    router: Router,
    line: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let (method, path) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header(header::HOST, "annuaire.example");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.into()).unwrap();
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// Response to `GET path`, in process, through the default edge.
async fn fetch(path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(apply_middleware(test_router(), settings()), &format!("GET {path}"), headers, Body::empty())
        .await
}
