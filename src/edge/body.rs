//! Bodies of requests, received whole within a size and a time; and handlers that hurry.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::time::timeout;

use super::{EdgeSettings, refusal::Refusal};

/// What browsers send forms as.
const FORM: &[u8] = b"application/x-www-form-urlencoded";

/// Where the fields of a form are noted once they are here, so that the page of a refusal gives them back.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(Arc<OnceLock<Bytes>>);

impl Typed {
    /// The fields as they were sent.
    pub fn get(&self) -> Option<&Bytes> {
        self.0.get()
    }
}

/// Whether `headers` announce the fields of a form.
#[must_use]
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    let kind = kind.and_then(|kind| kind.split(|byte| *byte == b';').next());
    kind.is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case(FORM))
}

/// Receives the body before anything else happens: a slow sender costs memory under the limit,
/// and no time of a handler.
pub(super) async fn receive(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    match whole(&settings, request).await {
        Ok(request) => next.run(request).await,
        Err(status) => Refusal(status).into_response(),
    }
}

/// Receives a form that is refused already, only to give back what was typed.
pub(super) async fn take_note(settings: &EdgeSettings, request: Request) {
    if is_form(request.headers()) {
        // What does not arrive within the limits cannot be given back.
        let _ = whole(settings, request).await;
    }
}

/// `request` with its whole body; the fields of a form are noted on the way.
async fn whole(settings: &EdgeSettings, request: Request) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    let whole = Limited::new(body, settings.body_limit).collect();
    let body = match timeout(settings.body_deadline, whole).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        Ok(Err(_)) => return Err(StatusCode::BAD_REQUEST),
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT),
    };
    if let Some(typed) = parts.extensions.get::<Typed>().filter(|_| is_form(&parts.headers)) {
        // A request has one body; a second note would say the same.
        let _ = typed.0.set(body.clone());
    }
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// Answers in the place of a handler that takes too long.
pub(super) async fn hurry(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    if let Ok(response) = timeout(settings.deadline, next.run(request)).await {
        return response;
    }
    tracing::error!("a handler passed its deadline");
    Refusal(StatusCode::SERVICE_UNAVAILABLE).into_response()
}
