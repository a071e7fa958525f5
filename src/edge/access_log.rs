//! Access log: one line a request, without personal data (no IP address, query or user agent); request metrics.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::body_attachment::{Attachment, attach};
use super::metrics::{FinishedRequest, RequestMetrics};
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

/// State of the access log: a generator of request identifiers (start time of the process in seconds since 1970 and a
/// counter, both in hexadecimal), and the metrics.
#[derive(Debug, Clone)]
pub(super) struct AccessLog {
    started: i64,
    count: Arc<AtomicU64>,
    metrics: RequestMetrics,
}

impl AccessLog {
    pub fn new(metrics: RequestMetrics) -> Self {
        Self { started: Clock::system().now().as_second(), count: Arc::default(), metrics }
    }

    fn next_id(&self) -> RequestId {
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

/// Assigns the request identifier (`X-Request-Id`), and logs and counts the request once its response body is sent or dropped.
pub(super) async fn log_request(
    State(log): State<AccessLog>,
    mut request: Request,
    next: Next,
) -> Response {
    let (id, route) = (log.next_id(), MatchedRoute::default());
    let method = request.method().clone();
    let since = Instant::now();
    let mut line = LogEntry {
        method,
        id: id.clone(),
        route: route.clone(),
        since,
        status: None,
        bytes: 0,
        metrics: log.metrics,
    };
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
    metrics: RequestMetrics,
}

impl Attachment for LogEntry {
    fn note_bytes(&mut self, bytes: usize) {
        self.bytes += bytes;
    }
}

impl Drop for LogEntry {
    fn drop(&mut self) {
        let Self { method, id, route, since, status: Some(status), bytes, metrics } = self else {
            return;
        };
        let (route, duration) = (route.0.get().map_or("-", MatchedPath::as_str), since.elapsed());
        let request = FinishedRequest { method, route, status: *status, duration, bytes: *bytes };
        metrics.record(&request);
        let status = status.as_u16();
        let microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            %method, route, status, microseconds, bytes, request.id = %id,
            "{method} {route} {status}"
        );
    }
}
