//! Checks of a request before its handler: host, path, length of the target, origin.

pub mod csrf;
pub mod hosts;
pub mod path;
pub mod target;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::EdgeSettings;
use super::rejection::Rejection;

/// Rejects a request that fails a check. One layer for all of them: each costs every request a few allocations.
pub async fn check(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    match rejection_status(&settings, &request) {
        None => next.run(request).await,
        Some(status) => Rejection(status).into_response(),
    }
}

/// Status of the rejection, if any: that of the host, an ambiguous path (400), a target that is too long (414), or a
/// cross-site request with side effects (403).
fn rejection_status(settings: &EdgeSettings, request: &Request) -> Option<StatusCode> {
    let rejection = hosts::rejection_status(&settings.hosts, request.uri(), request.headers());
    rejection
        .or_else(|| path::is_ambiguous(request.uri().path()).then_some(StatusCode::BAD_REQUEST))
        .or_else(|| target::is_too_long(request.uri()).then_some(StatusCode::URI_TOO_LONG))
        .or_else(|| (!csrf::is_allowed(settings, request)).then_some(StatusCode::FORBIDDEN))
}
