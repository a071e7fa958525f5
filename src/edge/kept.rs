//! In-memory cache of compressed public responses, which depend only on the URL and the cache generation.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{
    access_log::Route,
    coding::{Coding, preferred},
    shelf::Shelf,
    validators::Fingerprint,
};

/// Capacity in bytes: nearly every page of the real data, compressed.
const ROOM: usize = 8 * 1024 * 1024;

/// Source of the cache generation: a number that grows with the catalogue and the displayed time; 0 disables the
/// cache.
#[derive(Clone)]
pub struct Edition(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Edition {
    pub fn new(edition: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(edition))
    }

    /// Disables the cache.
    pub fn none() -> Self {
        Self::new(|| 0)
    }
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edition")
    }
}

/// Response cache with the source of its generation.
#[derive(Clone)]
pub(super) struct Kept {
    edition: Edition,
    shelf: Arc<Mutex<Shelf<Answer>>>,
}

struct Answer {
    headers: HeaderMap,
    body: Bytes,
    fingerprint: Fingerprint,
    route: Route,
}

impl Kept {
    pub fn new(edition: Edition) -> Self {
        Self { edition, shelf: Arc::new(Mutex::new(Shelf::new(ROOM))) }
    }

    fn shelf<T>(&self, with: impl FnOnce(&mut Shelf<Answer>) -> T) -> T {
        // After a panic only the byte count may be wrong.
        with(&mut self.shelf.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the cached response for this URL and coding, or stores the new one.
///
/// The generation is read before the handler reads the catalogue, so a cached response may be newer than its
/// generation, never older.
pub(super) async fn answer(State(kept): State<Kept>, mut request: Request, next: Next) -> Response {
    let edition = (kept.edition.0)();
    if edition == 0 || request.method() != Method::GET {
        return next.run(request).await;
    }
    let key = key(&mut request);
    if let Some(answer) = kept.shelf(|shelf| shelf.get(edition, &key, Answer::size)) {
        if let Some(route) = request.extensions().get::<Route>() {
            route.take(&answer.route);
        }
        return answer.response();
    }
    let route = request.extensions().get::<Route>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    match response.extensions().get().copied() {
        Some(print) if response.status() == StatusCode::OK => {
            let Ok(answer) = Answer::read(response, print, route).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            let answer = Arc::new(answer);
            kept.shelf(|shelf| shelf.put(edition, &key, &answer, answer.size()));
            answer.response()
        }
        _ => response,
    }
}

/// Cache key: coding and URL. `Accept-Encoding` is reduced to the negotiated coding, so that compression cannot
/// choose another one.
fn key(request: &mut Request) -> String {
    let (mark, coding) = match preferred(request.headers()) {
        Coding::Brotli => ('b', Some(HeaderValue::from_static("br"))),
        Coding::Gzip => ('g', Some(HeaderValue::from_static("gzip"))),
        Coding::Identity => ('-', None),
    };
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    if let Some(coding) = coding {
        request.headers_mut().insert(header::ACCEPT_ENCODING, coding);
    }
    format!("{mark}{}", request.uri())
}

impl Answer {
    async fn read(
        response: Response,
        fingerprint: Fingerprint,
        route: Route,
    ) -> Result<Self, axum::Error> {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await?;
        Ok(Self { headers: parts.headers, body, fingerprint, route })
    }

    fn size(&self) -> usize {
        self.body.len()
    }

    fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        response.extensions_mut().insert(self.fingerprint);
        response
    }
}
