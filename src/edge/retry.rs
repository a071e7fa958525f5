//! Says when to come back: every 429 and 503 has a `Retry-After`.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// In seconds, where the answer names no other delay: overload passes quickly, a limit by time fills up by the minute.
pub(super) const UNAVAILABLE: u16 = 10;
const TOO_MANY: u16 = 60;

/// Adds `Retry-After` to answers that ask to come back, whoever made them.
pub(super) async fn retry_after(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let seconds = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => UNAVAILABLE,
        StatusCode::TOO_MANY_REQUESTS => TOO_MANY,
        _ => return response,
    };
    response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from(seconds));
    response
}
