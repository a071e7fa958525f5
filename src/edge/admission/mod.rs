//! Outermost middleware: takes a concurrency slot of the visitor and buffers the whole request body.
//!
//! Requests wait only here, so that a slow body holds its head and its bytes, not the state of every layer.

pub mod body;
pub mod budget;
pub mod visitor;

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use self::body::{RawFormData, buffer, is_form};
use self::visitor::VisitorLimit;
use super::EdgeSettings;
use super::body_attachment::attach;
use super::checks::{csrf, hosts, path, target};
use super::rejection::Rejection;

/// State of the admission middleware.
#[derive(Debug, Clone)]
pub(super) struct Admission {
    settings: Arc<EdgeSettings>,
    visitors: VisitorLimit,
}

impl Admission {
    pub fn new(settings: Arc<EdgeSettings>) -> Self {
        let header = settings.client_address_header.clone();
        let visitors = VisitorLimit::new(header, settings.requests_per_visitor);
        Self { settings, visitors }
    }
}

/// Request extension of a rejected request; `reject_unadmitted` turns it into a response.
#[derive(Debug, Clone, Copy)]
struct AdmissionError(StatusCode);

/// Holds a slot of the visitor until the response is sent, and buffers the request body.
pub(super) async fn admit(
    State(Admission { settings, visitors }): State<Admission>,
    mut request: Request,
    next: Next,
) -> Response {
    let slot = match visitors.try_acquire(request.headers()) {
        Ok(slot) => slot,
        Err(_too_many) => {
            request.extensions_mut().insert(AdmissionError(StatusCode::TOO_MANY_REQUESTS));
            None
        }
    };
    if needs_body(&settings, &request) {
        request = with_buffered_body(&settings, request).await;
    }
    let response = next.run(request).await;
    match slot {
        Some(slot) => attach(response, slot),
        None => response,
    }
}

/// Rejects a request that was not admitted, after the outer layers have assigned its identifier and checked it.
pub(super) async fn reject_unadmitted(request: Request, next: Next) -> Response {
    match request.extensions().get::<AdmissionError>() {
        Some(AdmissionError(status)) => Rejection(*status).into_response(),
        None => next.run(request).await,
    }
}

/// True if the body must be received. Skipped for a request that is rejected by its head, except a cross-site form:
/// its error page offers to send the form data again.
fn needs_body(settings: &EdgeSettings, request: &Request) -> bool {
    !request.body().is_end_stream()
        && request.extensions().get::<AdmissionError>().is_none()
        && hosts::rejection_status(&settings.hosts, request.uri(), request.headers()).is_none()
        && !path::is_ambiguous(request.uri().path())
        && !target::is_too_long(request.uri())
        && (csrf::is_allowed(settings, request) || is_form(request.headers()))
}

/// `request` with its buffered body, or marked as [`AdmissionError`].
async fn with_buffered_body(settings: &EdgeSettings, request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let bytes = buffer(&settings.body_budget, settings.body_limit, body);
    let bytes = timeout(settings.body_deadline, bytes).await;
    let body = match bytes.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
        Ok(bytes) => {
            if is_form(&parts.headers) {
                parts.extensions.insert(RawFormData(bytes.clone()));
            }
            Body::from(bytes)
        }
        Err(status) => {
            parts.extensions.insert(AdmissionError(status));
            Body::empty()
        }
    };
    Request::from_parts(parts, body)
}
