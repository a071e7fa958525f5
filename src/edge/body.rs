//! Buffers request bodies within a size, a time and a memory budget; times handlers out.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::{
    EdgeSettings,
    budget::{BodyBudget, Exhausted, STEP, Share},
    refusal::Refusal,
};

/// The content type of forms.
const FORM: &[u8] = b"application/x-www-form-urlencoded";
/// Budget steps that a body of unknown length takes for its trailers, which hyper buffers.
const TRAILER_STEPS: usize = 32 * 1024 / STEP;

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

/// Buffers the body before the handler runs: a slow sender costs bounded memory, and no time of a handler.
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
    let bytes = if body.is_end_stream() {
        Bytes::new()
    } else {
        let bytes = buffer(&settings.body_budget, settings.body_limit, body);
        timeout(settings.body_deadline, bytes).await.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))?
    };
    if let Some(typed) = parts.extensions.get::<Typed>().filter(|_| is_form(&parts.headers)) {
        // A request has one body; a second note would say the same.
        let _ = typed.0.set(bytes.clone());
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// Copies the frames of `body` into one buffer that grows within `budget`: a frame keeps the read buffer of its
/// connection alive, however short it is. An announced length over `limit` is refused before anything is read.
async fn buffer(budget: &BodyBudget, limit: usize, mut body: Body) -> Result<Bytes, StatusCode> {
    if body.size_hint().lower() > limit as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let mut buffer = Buffer { bytes: Vec::new(), steps: 1, share: budget.open().await? };
    if body.size_hint().exact().is_none() {
        buffer.share.grow(TRAILER_STEPS).await?;
    }
    loop {
        let frame = tokio::select! {
            biased;
            () = buffer.share.revoked() => return Err(StatusCode::REQUEST_TIMEOUT),
            frame = body.frame() => frame,
        };
        let Some(frame) = frame else { break };
        // Trailers say nothing that is read here.
        let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if buffer.bytes.len() + data.len() > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        buffer.push(&data).await?;
    }
    buffer.share.complete();
    Ok(Bytes::from_owner(buffer))
}

/// The bytes of a body, and their share of the budget, which is returned with the last reference to them.
struct Buffer {
    bytes: Vec<u8>,
    /// Steps of the share that hold bytes.
    steps: usize,
    share: Share,
}

impl Buffer {
    async fn push(&mut self, data: &[u8]) -> Result<(), Exhausted> {
        let needed = (self.bytes.len() + data.len()).div_ceil(STEP).max(1);
        if needed > self.steps {
            self.share.grow(needed - self.steps).await?;
            self.steps = needed;
        }
        self.bytes.reserve_exact(self.steps * STEP - self.bytes.len());
        self.bytes.extend_from_slice(data);
        Ok(())
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Exhausted> for StatusCode {
    fn from(Exhausted: Exhausted) -> Self {
        Self::SERVICE_UNAVAILABLE
    }
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
