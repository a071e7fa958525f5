//! Access log: one line a request, without personal data (no IP address, query or user agent).

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Instant,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header::HeaderName},
    middleware::Next,
    response::Response,
};
use hyper::body::{Frame, SizeHint};

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
pub(super) struct Route(Arc<OnceLock<MatchedPath>>);

impl Route {
    /// Copies the route of the request that filled the response cache.
    pub fn take(&self, other: &Self) {
        if let Some(path) = other.0.get() {
            // A request matches one route, so a second write would be the same value.
            let _ = self.0.set(path.clone());
        }
    }
}

/// Assigns the request identifier (`X-Request-Id`), and logs the request once its response body is sent or dropped.
pub(super) async fn record(
    State(ids): State<RequestIds>,
    mut request: Request,
    next: Next,
) -> Response {
    let (id, route) = (ids.next(), Route::default());
    let method = request.method().clone();
    let line = Line { method, id: id.clone(), route: route.clone(), since: Instant::now() };
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(route);
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let status = response.status().as_u16();
    response.map(|body| Body::new(Counted { body, bytes: 0, status, line }))
}

/// Records the matched route pattern, never the requested path.
pub(super) async fn note_route(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(route), Some(path)) = (extensions.get::<Route>(), extensions.get::<MatchedPath>())
    {
        // A request matches one route, so a second write would be the same value.
        let _ = route.0.set(path.clone());
    }
    next.run(request).await
}

#[derive(Debug)]
struct Line {
    method: Method,
    id: RequestId,
    route: Route,
    since: Instant,
}

/// Response body that counts its bytes and writes the log line on drop, complete or not.
struct Counted {
    body: Body,
    bytes: u64,
    status: u16,
    line: Line,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            self.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let Self { line: Line { method, id, route, since }, status, bytes, .. } = self;
        let route = route.0.get().map_or("-", MatchedPath::as_str);
        let microseconds = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            %method, route, status, microseconds, bytes, request.id = %id,
            "{method} {route} {status}"
        );
    }
}
