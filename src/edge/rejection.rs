//! Responses to requests that the middleware rejects.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::admission::body::RawFormData;
use super::{EdgeSettings, RequestId};
use crate::i18n::{Arg, Lang, messages};

/// Rejected request.
#[derive(Debug)]
pub struct RejectedRequest<'a> {
    pub status: StatusCode,
    /// Request target.
    pub target: &'a Uri,
    pub id: &'a RequestId,
    /// Raw form data, if all of it arrived.
    pub form: Option<&'a Bytes>,
}

/// Renders the error page of a rejected request.
#[derive(Clone)]
pub struct ErrorPageRenderer(Arc<RenderFn>);

type RenderFn = dyn Fn(&RejectedRequest<'_>) -> Response + Send + Sync;

impl ErrorPageRenderer {
    pub fn new(page: impl Fn(&RejectedRequest<'_>) -> Response + Send + Sync + 'static) -> Self {
        Self(Arc::new(page))
    }
}

impl fmt::Debug for ErrorPageRenderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErrorPage")
    }
}

/// Marker response, rendered later by `render_rejection`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rejection(pub StatusCode);

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders marker responses as error pages.
pub(super) async fn render_rejection(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let (target, typed) =
        (request.uri().clone(), request.extensions().get::<RawFormData>().cloned());
    let response = next.run(request).await;
    match (response.extensions().get::<Rejection>(), id) {
        // Sent by programs or through a misconfigured proxy: plain text is enough.
        (Some(Rejection(status)), Some(id)) if is_about_host(*status) => plain_page(*status, &id),
        (Some(Rejection(status)), Some(id)) => {
            let (status, target, id) = (*status, &target, &id);
            (settings.error_page.0)(&RejectedRequest {
                status,
                target,
                id,
                form: typed.as_ref().map(|RawFormData(form)| form),
            })
        }
        _ => response,
    }
}

fn is_about_host(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::MISDIRECTED_REQUEST)
}

/// Turns a panic of a handler into a 500. The panic hook has logged it.
pub(super) fn rejection_after_panic(_: Box<dyn Any + Send>) -> Response {
    Rejection(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// Error page as one line of plain text, in French.
pub fn plain_page(status: StatusCode, id: &RequestId) -> Response {
    let message = match status {
        StatusCode::BAD_REQUEST => messages::EDGE_BAD_REQUEST,
        StatusCode::FORBIDDEN => messages::EDGE_CROSS_SITE,
        StatusCode::REQUEST_TIMEOUT => messages::EDGE_TOO_SLOW,
        StatusCode::PAYLOAD_TOO_LARGE => messages::EDGE_TOO_LARGE,
        StatusCode::URI_TOO_LONG => messages::EDGE_ADDRESS_TOO_LONG,
        StatusCode::MISDIRECTED_REQUEST => messages::EDGE_UNKNOWN_HOST,
        StatusCode::SERVICE_UNAVAILABLE => messages::EDGE_BUSY,
        StatusCode::TOO_MANY_REQUESTS => messages::EDGE_TOO_MANY_REQUESTS,
        _ => messages::EDGE_FAILED,
    };
    let text = Lang::Fr.message_with(message, &[("id", Arg::Text(id.as_str()))]);
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text + "\n").into_response()
}
