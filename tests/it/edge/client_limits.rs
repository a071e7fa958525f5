//! Limit of concurrent requests per visitor, by the address in the header of the proxy.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, Request, header};
use axum::response::Response;
use quartiers_emploi::edge::{EdgeSettings, apply_middleware};
use tower::ServiceExt as _;
use tracing_subscriber::fmt::MakeWriter;

use super::{ask, settings, test_router};

const HEADER: &str = "x-forwarded-for";

/// A router behind a proxy, with two concurrent requests per visitor.
fn behind_a_proxy() -> Router {
    let client_address_header = Some(HeaderName::from_static(HEADER));
    apply_middleware(
        test_router(),
        EdgeSettings { client_address_header, requests_per_visitor: 2, ..settings() },
    )
}

/// A response whose body has not been read.
async fn unread_response(router: &Router, visitor: &str) -> Response {
    let request = Request::get("/page").header(header::HOST, "annuaire.example");
    let request = request.header(HEADER, visitor).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn a_client_with_too_many_concurrent_requests_gets_429() {
    let router = behind_a_proxy();
    let held = [
        unread_response(&router, "192.0.2.1").await,
        unread_response(&router, "192.0.2.1:80").await,
    ];

    let refused = ask(router.clone(), "GET /page", &[(HEADER, "192.0.2.1")], Body::empty()).await;
    let other = ask(router.clone(), "GET /page", &[(HEADER, "192.0.2.2")], Body::empty()).await;

    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").is_some());
    assert!(refused.text().contains("Trop de demandes"), "{}", refused.text());
    assert_eq!(other.status, 200);
    drop(held);
    assert_eq!(unread_response(&router, "192.0.2.1").await.status(), 200);
}

#[tokio::test]
async fn a_request_ends_for_its_visitor_when_its_answer_has_been_read() {
    let router = behind_a_proxy();
    for _ in 0..10 {
        let answer =
            ask(router.clone(), "GET /page", &[(HEADER, "192.0.2.1")], Body::empty()).await;
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test]
async fn an_ipv6_visitor_is_all_of_one_64() {
    let router = behind_a_proxy();
    let _held = [
        unread_response(&router, "2001:db8::1").await,
        unread_response(&router, "[2001:db8::2]:4711").await,
    ];
    assert_eq!(unread_response(&router, "2001:db8::3").await.status(), 429);
    assert_eq!(unread_response(&router, "2001:db8:0:1::3").await.status(), 200);
}

#[tokio::test]
async fn visitors_without_an_address_count_as_one() {
    let router = behind_a_proxy();
    let _held =
        [unread_response(&router, "unknown").await, unread_response(&router, "garbage").await];
    assert_eq!(unread_response(&router, "").await.status(), 429);
    assert_eq!(unread_response(&router, "192.0.2.1").await.status(), 200);
}

#[tokio::test]
async fn without_a_header_or_with_a_limit_of_zero_nobody_is_limited() {
    let client_address_header = Some(HeaderName::from_static(HEADER));
    let unlimited = EdgeSettings { client_address_header, requests_per_visitor: 0, ..settings() };
    let headerless = EdgeSettings { requests_per_visitor: 2, ..settings() };
    for settings in [unlimited, headerless] {
        let router = apply_middleware(test_router(), settings);
        let mut held = Vec::new();
        for _ in 0..100 {
            held.push(unread_response(&router, "192.0.2.1").await);
        }
        assert!(held.iter().all(|answer| answer.status() == 200));
    }
}

#[tokio::test]
async fn an_invalid_address_is_logged_once_without_its_value() {
    // A second subscriber: with a single one, tracing caches the interest of each call site as seen by the first test
    // thread that reaches it.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN);
    let _guard = tracing::subscriber::set_default(subscriber.with_writer(log.clone()).finish());
    let router = behind_a_proxy();

    for visitor in ["192.0.2.1", "203.0.113.77.99", "203.0.113.77.99", "nobody"] {
        ask(router.clone(), "GET /page", &[(HEADER, visitor)], Body::empty()).await;
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(log.matches("no address in x-forwarded-for").count(), 1, "{log}");
    assert!(!log.contains("203.0.113") && !log.contains("192.0.2"), "{log}");
}

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
