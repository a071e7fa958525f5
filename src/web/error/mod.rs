//! Error page: message, form recovery, link to go on.

mod labels;
mod recovery;

use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Extensions, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use self::labels::Labels;
use self::recovery::FormRecovery;
use super::request::ErrorMessage;
use super::{ActionLink, paths};
use crate::app::App;
use crate::edge::{self, RejectedRequest, RequestId};
use crate::i18n::{Key, messages};
use crate::request_catalogue::RequestCatalogue;
use crate::web::{Page, cookies};

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
    link: Option<ActionLink>,
    /// Request id to quote when asking for help; also in the log. Empty unless the status is 5xx.
    id: String,
    recovery: Option<FormRecovery>,
}

/// A failed request.
struct FailedRequest<'a> {
    status: StatusCode,
    message: Option<ErrorMessage>,
    id: Option<&'a RequestId>,
    target: &'a Uri,
    /// Body of the form, as sent.
    form: Option<&'a Bytes>,
}

impl ErrorView {
    fn new(page: Page, failed: &FailedRequest<'_>) -> Self {
        let status = failed.status;
        let message = failed.message.as_ref();
        let member = page.member.is_some();
        let (title, text) = match message {
            Some(message) => (message.title, message.text),
            None if member && status == StatusCode::NOT_FOUND => {
                (messages::ERROR_NOT_FOUND, messages::ERROR_NOT_FOUND_MEMBER)
            }
            None => status_message(status),
        };
        let way = message.and_then(|message| message.link.clone());
        let id = failed.id.filter(|_| status.is_server_error()).map(RequestId::to_string);
        let again = may_retry(status) || message.is_some_and(|message| message.may_retry);
        let catalogue = page.catalogue();
        let labels = Labels { page: &page, catalogue: &catalogue, path: failed.target.path() };
        let describe = |name: &str, value: &str| labels.label_and_value(name, value);
        let recovery =
            failed.form.and_then(|form| FormRecovery::read(form, failed.target, again, describe));
        Self { page, title, text, link: way, id: id.unwrap_or_default(), recovery }
    }
}

/// Middleware: gives each 4xx and 5xx response an HTML page, unless it has a body of its own.
pub async fn error_pages(
    State(app): State<App>,
    page: Page,
    request: Request,
    next: Next,
) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let target = request.uri().clone();
    let headers = page.is_under(paths::MODERATION).then(|| request.headers().clone());
    let (request, form) = buffer_form(request).await;
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || has_own_body(&response) {
        return response;
    }
    let message = response.extensions().get::<ErrorMessage>().cloned();
    // Error pages of the moderation keep the member's menu.
    let member = match &headers {
        Some(headers) => cookies::member(&app, headers).await.ok().flatten(),
        None => None,
    };
    let page = page.with_member(member);
    let failed =
        FailedRequest { status, message, id: id.as_ref(), target: &target, form: form.as_ref() };
    let html = ErrorView::new(page, &failed).render().unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    (status, parts.headers, Html(html)).into_response()
}

/// Error page of a request refused by the edge, which has no language nor layout.
pub fn edge_error_page(app: &App, rejected: &RejectedRequest<'_>) -> Response {
    let RejectedRequest { status, target, id, form } = *rejected;
    let failed = FailedRequest { status, message: None, id: Some(id), target, form };
    let catalogue = RequestCatalogue::of_request(app, &mut Extensions::new());
    let view = ErrorView::new(Page::new(app, paths::HOME, catalogue), &failed);
    (status, Html(view.render().unwrap_or_default())).into_response()
}

/// `request` unchanged, and its form body, which the edge has buffered within its limits.
async fn buffer_form(request: Request) -> (Request, Option<Bytes>) {
    if request.method() == Method::GET || !edge::is_form(request.headers()) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    let form = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Request::from_parts(parts, Body::from(form.clone())), Some(form))
}

/// True if resubmitting the form may succeed: it was not refused for its content.
fn may_retry(status: StatusCode) -> bool {
    status == StatusCode::UNAUTHORIZED || status.is_server_error()
}

/// Title and text of the error page for `status`.
pub const fn status_message(status: StatusCode) -> (&'static Key, &'static Key) {
    match status {
        StatusCode::NOT_FOUND => (messages::ERROR_NOT_FOUND, messages::ERROR_NOT_FOUND_TEXT),
        StatusCode::GONE => (messages::ERROR_GONE, messages::ERROR_GONE_TEXT),
        StatusCode::UNAUTHORIZED => (messages::ERROR_SIGN_IN, messages::ERROR_SIGN_IN_TEXT),
        StatusCode::METHOD_NOT_ALLOWED => (messages::ERROR_METHOD, messages::ERROR_METHOD_TEXT),
        StatusCode::FORBIDDEN => (messages::ERROR_CROSS_SITE, messages::ERROR_CROSS_SITE_TEXT),
        StatusCode::REQUEST_TIMEOUT => (messages::ERROR_TOO_SLOW, messages::EDGE_TOO_SLOW),
        StatusCode::PAYLOAD_TOO_LARGE => (messages::ERROR_TOO_LARGE, messages::EDGE_TOO_LARGE),
        StatusCode::URI_TOO_LONG => {
            (messages::ERROR_ADDRESS_TOO_LONG, messages::ERROR_ADDRESS_TOO_LONG_TEXT)
        }
        StatusCode::SERVICE_UNAVAILABLE => (messages::ERROR_BUSY, messages::ERROR_BUSY_TEXT),
        StatusCode::TOO_MANY_REQUESTS => (messages::ERROR_TOO_MANY, messages::ERROR_TOO_MANY_TEXT),
        status if status.as_u16() < 500 => (messages::ERROR_REQUEST, messages::ERROR_REQUEST_TEXT),
        _ => (messages::ERROR_INTERNAL, messages::ERROR_INTERNAL_TEXT),
    }
}

/// True for JSON and HTML bodies: they describe the error themselves.
fn has_own_body(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"application/") || kind.starts_with(b"text/html"))
}
