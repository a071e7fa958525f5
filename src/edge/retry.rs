//! Adds `Retry-After` to every 429 and 503.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Default delays in seconds: overload is short, rate limits refill by the minute.
pub(super) const UNAVAILABLE_SECONDS: u16 = 10;
const RATE_LIMIT_SECONDS: u16 = 60;

/// Adds `Retry-After` unless the response has one.
pub(super) async fn retry_after(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let seconds = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE => UNAVAILABLE_SECONDS,
        StatusCode::TOO_MANY_REQUESTS => RATE_LIMIT_SECONDS,
        _ => return response,
    };
    response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from(seconds));
    response
}
