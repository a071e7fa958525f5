//! Admits a request before any other layer sees it: its visitor has a slot, and its body has arrived whole.
//!
//! A request waits here and nowhere else, so that one whose body is slow holds no more than its head and its bytes,
//! instead of the state of every layer.

use std::sync::Arc;

use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tokio::time::timeout;

use super::{
    EdgeSettings,
    attached::attach,
    body::{Typed, buffer, is_form},
    cross_site, hosts, path,
    refusal::Refusal,
    target,
    visitor::Visitors,
};

/// What admission needs to know.
#[derive(Debug, Clone)]
pub(super) struct Admission {
    settings: Arc<EdgeSettings>,
    visitors: Visitors,
}

impl Admission {
    pub fn new(settings: Arc<EdgeSettings>) -> Self {
        let header = settings.client_address_header.clone();
        let visitors = Visitors::new(header, settings.requests_per_visitor);
        Self { settings, visitors }
    }
}

/// Marks a request that was not admitted, for `refuse_unadmitted`.
#[derive(Debug, Clone, Copy)]
struct Unadmitted(StatusCode);

/// Takes a slot of the visitor for as long as the request is answered, and buffers the body.
pub(super) async fn admit(
    State(Admission { settings, visitors }): State<Admission>,
    mut request: Request,
    next: Next,
) -> Response {
    let slot = match visitors.admit(request.headers()) {
        Ok(slot) => slot,
        Err(_too_many) => {
            request.extensions_mut().insert(Unadmitted(StatusCode::TOO_MANY_REQUESTS));
            None
        }
    };
    if is_awaited(&settings, &request) {
        request = with_body(&settings, request).await;
    }
    let response = next.run(request).await;
    match slot {
        Some(slot) => attach(response, slot),
        None => response,
    }
}

/// Answers a request that was not admitted, once the layers before have named and checked it.
pub(super) async fn refuse_unadmitted(request: Request, next: Next) -> Response {
    match request.extensions().get::<Unadmitted>() {
        Some(Unadmitted(status)) => Refusal(*status).into_response(),
        None => next.run(request).await,
    }
}

/// Whether there is a body to receive. That of a request which is refused for its head is not, unless it is a form
/// from another site: then the page of the refusal gives back what was typed.
fn is_awaited(settings: &EdgeSettings, request: &Request) -> bool {
    !request.body().is_end_stream()
        && request.extensions().get::<Unadmitted>().is_none()
        && hosts::refused(&settings.hosts, request.uri(), request.headers()).is_none()
        && !path::is_ambiguous(request.uri().path())
        && !target::is_too_long(request.uri())
        && (cross_site::is_allowed(settings, request) || is_form(request.headers()))
}

/// `request` with its whole body, or marked with what is wrong with it.
async fn with_body(settings: &EdgeSettings, request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let bytes = buffer(&settings.body_budget, settings.body_limit, body);
    let bytes = timeout(settings.body_deadline, bytes).await;
    let body = match bytes.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
        Ok(bytes) => {
            if is_form(&parts.headers) {
                parts.extensions.insert(Typed(bytes.clone()));
            }
            Body::from(bytes)
        }
        Err(status) => {
            parts.extensions.insert(Unadmitted(status));
            Body::empty()
        }
    };
    Request::from_parts(parts, body)
}
