//! What is answered when the edge, not a handler, says no.

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

/// A request that the edge refused.
#[derive(Debug)]
pub struct Refused<'a> {
    pub status: StatusCode,
    /// The address that was asked for.
    pub target: &'a Uri,
    pub id: &'a RequestId,
    /// The fields of the form that was sent, as they were sent, when all of them arrived.
    pub form: Option<&'a Bytes>,
}

/// Makes the answer to a request that the edge refused.
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

/// An answer still without words: `explain` gives it a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refusal(pub StatusCode);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every refusal of the edge its page.
pub(super) async fn explain(
    State(settings): State<Arc<EdgeSettings>>,
    request: Request,
    next: Next,
) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let (target, typed) = (request.uri().clone(), request.extensions().get::<Typed>().cloned());
    let response = next.run(request).await;
    match (response.extensions().get::<Refusal>(), id) {
        // Not people, or people behind a broken proxy: a page of the site would not help them.
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

/// A handler that panicked has failed its request, and only that one. The panic itself is in the
/// log already.
pub(super) fn after_panic(_: Box<dyn Any + Send>) -> Response {
    Refusal(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// A refusal in one line of French.
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
