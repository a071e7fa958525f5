//! Bodies of requests, received whole within a size and a time; and handlers that hurry.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::time::timeout;

use super::{EdgeSettings, refusal::Refusal};

/// Receives the body before anything else happens: a slow sender costs memory under the limit,
/// and no time of a handler.
pub(super) async fn receive(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let whole = Limited::new(body, settings.body_limit).collect();
    let refusal = match timeout(settings.body_deadline, whole).await {
        Ok(Ok(body)) => {
            let request = Request::from_parts(parts, Body::from(body.to_bytes()));
            return next.run(request).await;
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => StatusCode::PAYLOAD_TOO_LARGE,
        Ok(Err(_)) => StatusCode::BAD_REQUEST,
        Err(_) => StatusCode::REQUEST_TIMEOUT,
    };
    Refusal(refusal).into_response()
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
