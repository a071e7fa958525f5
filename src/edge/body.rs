//! Buffers request bodies within a size and a memory budget; times handlers out.

use std::sync::Arc;

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
    stall::READ,
};

/// The content type of forms.
const FORM: &[u8] = b"application/x-www-form-urlencoded";
/// Budget steps that a body of unknown length takes for its trailers, which hyper buffers.
const TRAILER_STEPS: usize = 32 * 1024 / STEP;

/// The fields of a form as they were sent: the page of a refusal gives them back.
#[derive(Debug, Clone)]
pub(super) struct Typed(pub Bytes);

/// Whether `headers` announce the fields of a form.
#[must_use]
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    let kind = kind.and_then(|kind| kind.split(|byte| *byte == b';').next());
    kind.is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case(FORM))
}

/// Copies the frames of `body` into a buffer that grows within `budget`: a frame keeps the read buffer of its
/// connection alive, however short it is. An announced length over `limit` is refused before anything is read.
pub(super) async fn buffer(
    budget: &BodyBudget,
    limit: usize,
    mut body: Body,
) -> Result<Bytes, StatusCode> {
    if body.size_hint().lower() > limit as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let mut buffer =
        Buffer { chunks: Vec::new(), length: 0, steps: 1, share: budget.open().await? };
    if body.size_hint().exact().is_none() {
        buffer.share.grow(TRAILER_STEPS).await?;
    }
    let end = body.size_hint().exact().and_then(|end| usize::try_from(end).ok()).unwrap_or(limit);
    loop {
        // Taken before a frame is asked for: one that had to wait would keep a read buffer alive.
        buffer.make_room(READ.min(end.saturating_sub(buffer.length))).await?;
        let frame = tokio::select! {
            biased;
            () = buffer.share.revoked() => return Err(StatusCode::REQUEST_TIMEOUT),
            frame = body.frame() => frame,
        };
        let Some(frame) = frame else { break };
        // Trailers say nothing that is read here.
        let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if buffer.length + data.len() > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        buffer.make_room(data.len()).await?;
        buffer.push(&data);
    }
    Ok(buffer.complete())
}

/// The bytes of a body on its way, in chunks of one step each: one vector would be moved at every step, and leave behind
/// as much as it holds.
struct Buffer {
    chunks: Vec<Vec<u8>>,
    length: usize,
    /// Steps of the share that hold bytes.
    steps: usize,
    share: Share,
}

impl Buffer {
    /// Takes from the budget what `more` bytes need.
    async fn make_room(&mut self, more: usize) -> Result<(), Exhausted> {
        let needed = (self.length + more).div_ceil(STEP);
        if needed > self.steps {
            self.share.grow(needed - self.steps).await?;
            self.steps = needed;
        }
        Ok(())
    }

    fn push(&mut self, mut data: &[u8]) {
        self.length += data.len();
        while !data.is_empty() {
            let full = self.chunks.last().is_none_or(|chunk| chunk.len() == STEP);
            if full {
                self.chunks.push(Vec::with_capacity(STEP));
            }
            let Some(chunk) = self.chunks.last_mut() else { return };
            let (fits, rest) = data.split_at(data.len().min(STEP - chunk.len()));
            chunk.extend_from_slice(fits);
            data = rest;
        }
    }

    fn complete(mut self) -> Bytes {
        self.share.complete();
        let bytes = match self.chunks.pop() {
            Some(only) if self.chunks.is_empty() => only,
            last => {
                self.chunks.extend(last);
                self.chunks.concat()
            }
        };
        Bytes::from_owner(Whole { bytes, _share: self.share })
    }
}

/// The bytes of a whole body, and their share of the budget, which is returned with the last reference to them.
struct Whole {
    bytes: Vec<u8>,
    _share: Share,
}

impl AsRef<[u8]> for Whole {
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
