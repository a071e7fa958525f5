//! Error page: message, form recovery, link to go on.

use askama::Template;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, Uri, header},
    middleware::Next,
    response::{Html, IntoResponse as _, Response},
};

use super::{Said, Way, kept::Kept, labels::Labels};
use crate::{
    app::App,
    catalogue::Catalogue,
    edge::{self, Refused, RequestId},
    i18n::{Key, say},
    web::{Page, cookies, paths},
};

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
    way: Option<Way>,
    /// Request id to quote when asking for help; also in the log. Empty unless the status is 5xx.
    id: String,
    kept: Option<Kept>,
}

/// A failed request.
struct Failed<'a> {
    status: StatusCode,
    said: Option<Said>,
    id: Option<&'a RequestId>,
    target: &'a Uri,
    /// Body of the form, as sent.
    form: Option<&'a Bytes>,
}

impl ErrorView {
    fn new(page: Page, catalogue: &Catalogue, failed: &Failed<'_>) -> Self {
        let status = failed.status;
        let said = failed.said.as_ref();
        let member = page.member.is_some();
        let (title, text) = match said {
            Some(said) => (said.title, said.text),
            None if member && status == StatusCode::NOT_FOUND => {
                (say::ERROR_NOT_FOUND, say::ERROR_NOT_FOUND_MEMBER)
            }
            None => words(status),
        };
        let way = said.and_then(|said| said.way.clone());
        let id = failed.id.filter(|_| status.is_server_error()).map(RequestId::to_string);
        let again = may_succeed_later(status) || said.is_some_and(|said| said.again);
        let labels = Labels { page: &page, catalogue, path: failed.target.path() };
        let target = (failed.target, again);
        let tell = |name: &str, value: &str| labels.tell(name, value);
        let kept = failed.form.and_then(|form| Kept::read(form, target, tell));
        Self { page, title, text, way, id: id.unwrap_or_default(), kept }
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
    let headers = page.is_in(paths::MODERATION).then(|| request.headers().clone());
    let (request, form) = noted(request).await;
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || has_a_body_of_its_own(&response) {
        return response;
    }
    let said = response.extensions().get::<Said>().cloned();
    // Error pages of the moderation keep the member's menu.
    let member = match &headers {
        Some(headers) => cookies::member(&app, headers).await.ok().flatten(),
        None => None,
    };
    let page = Page { member, ..page };
    let failed = Failed { status, said, id: id.as_ref(), target: &target, form: form.as_ref() };
    let html = ErrorView::new(page, &app.catalogue(), &failed).render().unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    (status, parts.headers, Html(html)).into_response()
}

/// Error page of a request refused by the edge, which has no language nor layout.
pub fn refused(app: &App, refused: &Refused<'_>) -> Response {
    let Refused { status, target, id, form } = *refused;
    let failed = Failed { status, said: None, id: Some(id), target, form };
    let view = ErrorView::new(Page::new(app, paths::HOME), &app.catalogue(), &failed);
    (status, Html(view.render().unwrap_or_default())).into_response()
}

/// `request` unchanged, and its form body, which the edge has buffered within its limits.
async fn noted(request: Request) -> (Request, Option<Bytes>) {
    if request.method() == Method::GET || !edge::is_form(request.headers()) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    let form = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Request::from_parts(parts, Body::from(form.clone())), Some(form))
}

/// True if resubmitting the form may succeed: it was not refused for its content.
fn may_succeed_later(status: StatusCode) -> bool {
    status == StatusCode::UNAUTHORIZED || status.is_server_error()
}

/// Title and text of the error page for `status`.
pub const fn words(status: StatusCode) -> (&'static Key, &'static Key) {
    match status {
        StatusCode::NOT_FOUND => (say::ERROR_NOT_FOUND, say::ERROR_NOT_FOUND_TEXT),
        StatusCode::GONE => (say::ERROR_GONE, say::ERROR_GONE_TEXT),
        StatusCode::UNAUTHORIZED => (say::ERROR_SIGN_IN, say::ERROR_SIGN_IN_TEXT),
        StatusCode::METHOD_NOT_ALLOWED => (say::ERROR_METHOD, say::ERROR_METHOD_TEXT),
        StatusCode::FORBIDDEN => (say::ERROR_CROSS_SITE, say::ERROR_CROSS_SITE_TEXT),
        StatusCode::REQUEST_TIMEOUT => (say::ERROR_TOO_SLOW, say::EDGE_TOO_SLOW),
        StatusCode::PAYLOAD_TOO_LARGE => (say::ERROR_TOO_LARGE, say::EDGE_TOO_LARGE),
        StatusCode::URI_TOO_LONG => (say::ERROR_ADDRESS_TOO_LONG, say::ERROR_ADDRESS_TOO_LONG_TEXT),
        StatusCode::SERVICE_UNAVAILABLE => (say::ERROR_BUSY, say::ERROR_BUSY_TEXT),
        StatusCode::TOO_MANY_REQUESTS => (say::ERROR_TOO_MANY, say::ERROR_TOO_MANY_TEXT),
        status if status.as_u16() < 500 => (say::ERROR_REQUEST, say::ERROR_REQUEST_TEXT),
        _ => (say::ERROR_INTERNAL, say::ERROR_INTERNAL_TEXT),
    }
}

/// True for JSON and HTML bodies: they describe the error themselves.
fn has_a_body_of_its_own(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"application/") || kind.starts_with(b"text/html"))
}
