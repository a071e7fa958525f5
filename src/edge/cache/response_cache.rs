//! In-memory cache of compressed public responses, which depend only on the URL and the cache generation.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::content_coding::{Coding, negotiate_coding};
use super::two_generation_cache::TwoGenerationCache;
use super::validators::Fingerprint;
use crate::edge::access_log::MatchedRoute;

/// Capacity in bytes: nearly every page of the real data, compressed.
const CAPACITY: usize = 8 * 1024 * 1024;

/// Source of the cache generation of a request: a number that grows with the catalogue and the displayed time; 0
/// disables the cache. It may attach to the request the data that belong to the generation.
#[derive(Clone)]
pub struct CacheGeneration(Arc<GenerationFn>);

type GenerationFn = dyn Fn(&mut Extensions) -> u64 + Send + Sync;

impl CacheGeneration {
    pub fn new(generation: impl Fn(&mut Extensions) -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(generation))
    }

    /// Disables the cache.
    pub fn none() -> Self {
        Self::new(|_| 0)
    }
}

impl fmt::Debug for CacheGeneration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CacheGeneration")
    }
}

/// Response cache with the source of its generation.
#[derive(Clone)]
pub struct ResponseCache {
    generation: CacheGeneration,
    cache: Arc<Mutex<TwoGenerationCache<CachedResponse>>>,
}

struct CachedResponse {
    headers: HeaderMap,
    body: Bytes,
    fingerprint: Fingerprint,
    route: MatchedRoute,
}

impl ResponseCache {
    pub fn new(generation: CacheGeneration) -> Self {
        Self { generation, cache: Arc::new(Mutex::new(TwoGenerationCache::new(CAPACITY))) }
    }

    fn cache<T>(&self, with: impl FnOnce(&mut TwoGenerationCache<CachedResponse>) -> T) -> T {
        // After a panic only the byte count may be wrong.
        with(&mut self.cache.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the cached response for this URL and coding, or stores the new one.
///
/// The handler reads the catalogue of the generation, attached to the request; only the displayed time may be newer.
pub async fn answer(
    State(cache): State<ResponseCache>,
    mut request: Request,
    next: Next,
) -> Response {
    let generation = (cache.generation.0)(request.extensions_mut());
    if generation == 0 || request.method() != Method::GET {
        return next.run(request).await;
    }
    let key = key(&mut request);
    if let Some(answer) =
        cache.cache(|generations| generations.get(generation, &key, CachedResponse::size))
    {
        if let Some(route) = request.extensions().get::<MatchedRoute>() {
            route.copy_from(&answer.route);
        }
        return answer.response();
    }
    let route = request.extensions().get::<MatchedRoute>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    match response.extensions().get().copied() {
        Some(print) if response.status() == StatusCode::OK => {
            let Ok(answer) = CachedResponse::read(response, print, route).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            let answer = Arc::new(answer);
            cache.cache(|generations| generations.put(generation, &key, &answer, answer.size()));
            answer.response()
        }
        _ => response,
    }
}

/// Cache key: coding and URL. `Accept-Encoding` is reduced to the negotiated coding, so that compression cannot
/// choose another one.
fn key(request: &mut Request) -> String {
    let (mark, coding) = match negotiate_coding(request.headers()) {
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

impl CachedResponse {
    async fn read(
        response: Response,
        fingerprint: Fingerprint,
        route: MatchedRoute,
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
