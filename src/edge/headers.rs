//! Adds security headers and `Retry-After`; drops the body of HEAD responses.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::{CachePolicy, EdgeSettings};

/// Security headers of every response. `Referrer-Policy` is `same-origin`: with `no-referrer`, browsers send `Origin:
/// null` with our own forms.
const SECURITY_HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
             connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
             fullscreen=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
             payment=(), picture-in-picture=(), publickey-credentials-create=(self), \
             publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
        ),
    ),
];

const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Runs HEAD as GET, removes its body, and adds security headers and the default `Cache-Control`.
pub(super) async fn add_security_headers(
    State(settings): State<Arc<EdgeSettings>>,
    mut request: Request,
    next: Next,
) -> Response {
    let head_only = request.method() == Method::HEAD;
    if head_only {
        *request.method_mut() = Method::GET;
    }
    let mut response = next.run(request).await;
    if head_only {
        response = without_body(response);
    }
    let headers = response.headers_mut();
    for (name, value) in SECURITY_HEADERS {
        // The API sets its own values (CORS): see `api`.
        headers.entry(name).or_insert(value);
    }
    if settings.hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(CachePolicy::Private.value());
    response
}

/// `response` without its body, with its `Content-Length` if known.
fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}

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
