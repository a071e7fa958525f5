//! Buffers request bodies within a size limit and a memory budget; handler timeout.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::budget::{BodyBudget, Exhausted, STEP_BYTES, Share};
use crate::edge::EdgeSettings;
use crate::edge::rejection::Rejection;
use crate::edge::server::write_timeout::MAX_READ_BYTES;

/// Content type of form data.
const FORM_CONTENT_TYPE: &[u8] = b"application/x-www-form-urlencoded";
/// Budget steps reserved for the trailers of a body of unknown length, which hyper buffers.
const TRAILER_STEPS: usize = 32 * 1024 / STEP_BYTES;

/// Raw form data of the request, which the error page offers to send again.
#[derive(Debug, Clone)]
pub struct RawFormData(pub Bytes);

/// True if the content type is URL-encoded form data.
#[must_use]
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    let kind = kind.and_then(|kind| kind.split(|byte| *byte == b';').next());
    kind.is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case(FORM_CONTENT_TYPE))
}

/// Buffers `body` within `budget`. Frames are copied, since each keeps the whole read buffer of its connection alive.
/// A declared length over `limit` bytes is rejected before reading.
pub async fn buffer(
    budget: &BodyBudget,
    limit: usize,
    mut body: Body,
) -> Result<Bytes, StatusCode> {
    if body.size_hint().lower() > limit as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let mut buffer = Buffer {
        chunks: Vec::new(),
        length: 0,
        steps: 1,
        share: budget.reserve_first_step().await?,
    };
    if body.size_hint().exact().is_none() {
        buffer.share.grow(TRAILER_STEPS).await?;
    }
    let end = body.size_hint().exact().and_then(|end| usize::try_from(end).ok()).unwrap_or(limit);
    loop {
        // Reserved before a frame is polled: a frame that waits for budget would keep a read buffer alive.
        buffer.reserve(MAX_READ_BYTES.min(end.saturating_sub(buffer.length))).await?;
        let frame = tokio::select! {
            biased;
            () = buffer.share.revoked() => return Err(StatusCode::REQUEST_TIMEOUT),
            frame = body.frame() => frame,
        };
        let Some(frame) = frame else { break };
        // Trailers are ignored.
        let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if buffer.length + data.len() > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        buffer.reserve(data.len()).await?;
        buffer.push(&data);
    }
    Ok(buffer.finish())
}

/// Body being received, in chunks of one step: a single growing vector would be reallocated at each step and leave as
/// much garbage as it holds.
struct Buffer {
    chunks: Vec<Vec<u8>>,
    length: usize,
    /// Steps reserved for bytes.
    steps: usize,
    share: Share,
}

impl Buffer {
    /// Reserves budget for `more` bytes.
    async fn reserve(&mut self, more: usize) -> Result<(), Exhausted> {
        let needed = (self.length + more).div_ceil(STEP_BYTES);
        if needed > self.steps {
            self.share.grow(needed - self.steps).await?;
            self.steps = needed;
        }
        Ok(())
    }

    fn push(&mut self, mut data: &[u8]) {
        self.length += data.len();
        while !data.is_empty() {
            let full = self.chunks.last().is_none_or(|chunk| chunk.len() == STEP_BYTES);
            if full {
                self.chunks.push(Vec::with_capacity(STEP_BYTES));
            }
            let Some(chunk) = self.chunks.last_mut() else { return };
            let (fits, rest) = data.split_at(data.len().min(STEP_BYTES - chunk.len()));
            chunk.extend_from_slice(fits);
            data = rest;
        }
    }

    fn finish(mut self) -> Bytes {
        self.share.finish();
        let bytes = match self.chunks.pop() {
            Some(only) if self.chunks.is_empty() => only,
            last => {
                self.chunks.extend(last);
                self.chunks.concat()
            }
        };
        Bytes::from_owner(BufferedBody { bytes, _share: self.share })
    }
}

/// Complete body with its share of the budget, released with the last reference.
struct BufferedBody {
    bytes: Vec<u8>,
    _share: Share,
}

impl AsRef<[u8]> for BufferedBody {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Exhausted> for StatusCode {
    fn from(Exhausted: Exhausted) -> Self {
        Self::SERVICE_UNAVAILABLE
    }
}

/// Handler timeout: 503 after `EdgeSettings::deadline`.
pub async fn handler_timeout(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    if let Ok(response) = timeout(settings.deadline, next.run(request)).await {
        return response;
    }
    tracing::error!("handler timed out");
    Rejection(StatusCode::SERVICE_UNAVAILABLE).into_response()
}
