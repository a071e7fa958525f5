//! Refuses request targets that are too long.

use axum::{
    extract::Request,
    http::{StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::refusal::Refusal;

/// The longest path and query answered, in bytes. Every link of the site is shorter.
pub const MAX_TARGET_BYTES: usize = 4 * 1024;

/// Lets a request through if its path and query are not longer than [`MAX_TARGET_BYTES`]; else 414.
pub(super) async fn check(request: Request, next: Next) -> Response {
    if target_len(request.uri()) > MAX_TARGET_BYTES {
        return Refusal(StatusCode::URI_TOO_LONG).into_response();
    }
    next.run(request).await
}

fn target_len(uri: &Uri) -> usize {
    uri.path_and_query().map_or(0, |target| target.as_str().len())
}
