//! Rejects request targets that are too long.

use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::edge::rejection::Rejection;

/// Maximum length of path and query, in bytes. Every link of the site is shorter.
pub const MAX_TARGET_BYTES: usize = 4 * 1024;

/// Rejects a target longer than [`MAX_TARGET_BYTES`] (414).
pub async fn check(request: Request, next: Next) -> Response {
    if is_too_long(request.uri()) {
        return Rejection(StatusCode::URI_TOO_LONG).into_response();
    }
    next.run(request).await
}

pub fn is_too_long(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET_BYTES)
}
