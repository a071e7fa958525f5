//! Access log: one line a request, without personal data (no IP address, query or user agent).

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::attached::{Attachment, attach};
use crate::clock::Clock;

/// Identifier of a request, shown on error pages and in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Generator of request identifiers: start time of the process (seconds since 1970) and a counter, both in
/// hexadecimal.
#[derive(Debug, Clone)]
pub(super) struct RequestIds {
    started: i64,
    count: Arc<AtomicU64>,
}

impl RequestIds {
    pub fn new() -> Self {
        Self { started: Clock::system().now().as_second(), count: Arc::default() }
    }

    fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        RequestId(format!("{:x}-{count:x}", self.started).into())
    }
}

/// Slot in which the router records the matched route for the access log.
#[derive(Debug, Clone, Default)]
pub(super) struct MatchedRoute(Arc<OnceLock<MatchedPath>>);

impl MatchedRoute {
    /// Copies the route of the request that filled the response cache.
    pub fn copy_from(&self, other: &Self) {
        if let Some(path) = other.0.get() {
            // A request matches one route, so a second write would be the same value.
            let _ = self.0.set(path.clone());
        }
    }
}

/// Assigns the request identifier (`X-Request-Id`), and logs the request once its response body is sent or dropped.
pub(super) async fn log_request(
    State(ids): State<RequestIds>,
    mut request: Request,
    next: Next,
) -> Response {
    let (id, route) = (ids.next(), MatchedRoute::default());
    let method = request.method().clone();
    let since = Instant::now();
    let mut line =
        LogEntry { method, id: id.clone(), route: route.clone(), since, status: None, bytes: 0 };
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(route);
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    line.status = Some(response.status());
    attach(response, line)
}

/// Records the matched route pattern, never the requested path.
pub(super) async fn record_route(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(route), Some(path)) =
        (extensions.get::<MatchedRoute>(), extensions.get::<MatchedPath>())
    {
        // A request matches one route, so a second write would be the same value.
        let _ = route.0.set(path.clone());
    }
    next.run(request).await
}

/// The line of a request; it is written when it is dropped with the body of the answer, which was sent whole or not.
#[derive(Debug)]
struct LogEntry {
    method: Method,
    id: RequestId,
    route: MatchedRoute,
    since: Instant,
    /// None until there is an answer: nothing is written without one.
    status: Option<StatusCode>,
    bytes: usize,
}

impl Attachment for LogEntry {
    fn note_bytes(&mut self, bytes: usize) {
        self.bytes += bytes;
    }
}

impl Drop for LogEntry {
    fn drop(&mut self) {
        let Self { method, id, route, since, status: Some(status), bytes } = self else { return };
        let (route, status) = (route.0.get().map_or("-", MatchedPath::as_str), status.as_u16());
        let microseconds = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            %method, route, status, microseconds, bytes, request.id = %id,
            "{method} {route} {status}"
        );
    }
}
