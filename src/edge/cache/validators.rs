//! Strong `ETag`s, one for each body and coding, and 304 responses.

use std::hash::Hasher as _;

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use rustc_hash::FxHasher;

use super::content_coding::is_text;

/// Maximum size of a body to hash, in bytes.
const MAX_HASHED_BYTES: u64 = 4 * 1024 * 1024;

/// Hash of the uncompressed body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fingerprint(u64);

/// Hashes the uncompressed body of a cacheable response.
pub async fn fingerprint(request: Request, next: Next) -> Response {
    let reads = request.method() == Method::GET;
    let response = next.run(request).await;
    let size = response.body().size_hint().exact();
    if !reads || !is_cacheable(&response) || size.is_none_or(|size| size > MAX_HASHED_BYTES) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // Ten times as fast as the standard hash on a page; nobody gains from two pages of one hash.
    let mut hasher = FxHasher::default();
    // Another release may compress the same body differently.
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.write(&body);
    parts.extensions.insert(Fingerprint(hasher.finish()));
    Response::from_parts(parts, Body::from(body))
}

/// True for a cacheable text response without an `ETag`.
fn is_cacheable(response: &Response) -> bool {
    let headers = response.headers();
    let policy = headers.get(header::CACHE_CONTROL).and_then(|policy| policy.to_str().ok());
    response.status() == StatusCode::OK
        && policy.is_some_and(|policy| !policy.contains("no-store"))
        && is_text(headers)
        && !headers.contains_key(header::ETAG)
}

/// Adds the `ETag`, outside the compression layer. A 304 costs no compression, since that is done while the body is
/// read.
pub async fn add_etag(request: Request, next: Next) -> Response {
    let request_headers = request.headers().clone();
    let mut response = next.run(request).await;
    let Some(Fingerprint(print)) = response.extensions().get().copied() else { return response };
    let coding = response.headers().get(header::CONTENT_ENCODING);
    let coding = coding.and_then(|coding| coding.to_str().ok());
    let tag = etag(&format!("{print:016x}"), coding);
    response.headers_mut().insert(header::ETAG, tag.clone());
    vary_by_coding(response.headers_mut());
    if matches_if_none_match(&request_headers, &tag) { not_modified(response) } else { response }
}

fn vary_by_coding(headers: &mut HeaderMap) {
    let named = |value: &HeaderValue| {
        value.to_str().is_ok_and(|value| value.to_ascii_lowercase().contains("accept-encoding"))
    };
    if !headers.get_all(header::VARY).iter().any(named) {
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
}

/// Strong `ETag` of a body with the hash `print` in the given coding.
#[must_use]
pub fn etag(print: &str, coding: Option<&str>) -> HeaderValue {
    let tag = match coding {
        Some(coding) => format!("\"{print}-{coding}\""),
        None => format!("\"{print}\""),
    };
    HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// True if `If-None-Match` lists `tag`, by weak comparison (RFC 9110).
#[must_use]
pub fn matches_if_none_match(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let is_tag = |text: &str| {
        let text = text.trim();
        text == "*" || text.strip_prefix("W/").unwrap_or(text).as_bytes() == tag.as_bytes()
    };
    let mut lines = headers.get_all(header::IF_NONE_MATCH).iter();
    lines.any(|line| line.to_str().is_ok_and(|line| line.split(',').any(is_tag)))
}

/// 304 for `response`, without body and representation headers.
#[must_use]
pub fn not_modified(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::empty())
}
