//! Responses to requests that the middleware rejects.

use std::{any::Any, fmt, sync::Arc};

use axum::{
    body::Bytes,
    extract::{Request, State},
    http::{StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{EdgeSettings, RequestId, body::Typed};
use crate::i18n::{Arg, Lang, say};

/// Rejected request.
#[derive(Debug)]
pub struct Refused<'a> {
    pub status: StatusCode,
    /// Request target.
    pub target: &'a Uri,
    pub id: &'a RequestId,
    /// Raw form data, if all of it arrived.
    pub form: Option<&'a Bytes>,
}

/// Renders the error page of a rejected request.
#[derive(Clone)]
pub struct ErrorPage(Arc<Page>);

type Page = dyn Fn(&Refused<'_>) -> Response + Send + Sync;

impl ErrorPage {
    pub fn new(page: impl Fn(&Refused<'_>) -> Response + Send + Sync + 'static) -> Self {
        Self(Arc::new(page))
    }
}

impl fmt::Debug for ErrorPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErrorPage")
    }
}

/// Marker response, rendered later by `explain`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refusal(pub StatusCode);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders marker responses as error pages.
pub(super) async fn explain(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let (target, typed) = (request.uri().clone(), request.extensions().get::<Typed>().cloned());
    let response = next.run(request).await;
    match (response.extensions().get::<Refusal>(), id) {
        // Sent by programs or through a misconfigured proxy: plain text is enough.
        (Some(Refusal(status)), Some(id)) if is_about_host(*status) => plain_page(*status, &id),
        (Some(Refusal(status)), Some(id)) => {
            let (status, target, id) = (*status, &target, &id);
            (settings.page.0)(&Refused {
                status,
                target,
                id,
                form: typed.as_ref().map(|Typed(form)| form),
            })
        }
        _ => response,
    }
}

fn is_about_host(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::MISDIRECTED_REQUEST)
}

/// Turns a panic of a handler into a 500. The panic hook has logged it.
pub(super) fn after_panic(_: Box<dyn Any + Send>) -> Response {
    Refusal(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// Error page as one line of plain text, in French.
pub fn plain_page(status: StatusCode, id: &RequestId) -> Response {
    let message = match status {
        StatusCode::BAD_REQUEST => say::EDGE_BAD_REQUEST,
        StatusCode::FORBIDDEN => say::EDGE_CROSS_SITE,
        StatusCode::REQUEST_TIMEOUT => say::EDGE_TOO_SLOW,
        StatusCode::PAYLOAD_TOO_LARGE => say::EDGE_TOO_LARGE,
        StatusCode::URI_TOO_LONG => say::EDGE_ADDRESS_TOO_LONG,
        StatusCode::MISDIRECTED_REQUEST => say::EDGE_UNKNOWN_HOST,
        StatusCode::SERVICE_UNAVAILABLE => say::EDGE_BUSY,
        StatusCode::TOO_MANY_REQUESTS => say::EDGE_TOO_MANY_REQUESTS,
        _ => say::EDGE_FAILED,
    };
    let text = Lang::Fr.ta(message, &[("id", Arg::Text(id.as_str()))]);
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text + "\n").into_response()
}
