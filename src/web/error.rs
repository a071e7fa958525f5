//! What can go wrong for a visitor, and the page that says so.

use askama::Template;
use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use super::{Page, paths, short::moved};
use crate::{
    app::App,
    edge::RequestId,
    i18n::{Key, say},
    store,
};

/// An answer other than the page asked for. Its texts are for logs: visitors read the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no such page")]
    NotFound,
    #[error("withdrawn")]
    Gone,
    /// The record is there, at this other path.
    #[error("moved to {0}")]
    Moved(String),
    /// Signed in, but not allowed to.
    #[error("forbidden")]
    Forbidden,
    /// Not signed in, or not any more.
    #[error("not signed in")]
    SignInFirst,
    /// No form of ours: broken, or not text.
    #[error("unreadable form")]
    Unreadable,
    /// Nothing can be written now: the disk is full, or read-only.
    #[error("nothing can be written")]
    Unwritable(#[source] store::Error),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        if error.is_about_room() { Self::Unwritable(error) } else { Self::Internal(error.into()) }
    }
}

/// What to say instead of the words of a status.
#[derive(Debug, Clone, Copy)]
struct Words(&'static Key, &'static Key);

impl Error {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Unwritable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Where the words of the status would say something else.
    const fn words(&self) -> Option<Words> {
        match self {
            Self::Forbidden => Some(Words(say::ERROR_FORBIDDEN, say::ERROR_FORBIDDEN_TEXT)),
            Self::Unwritable(_) => Some(Words(say::ERROR_UNWRITABLE, say::ERROR_UNWRITABLE_TEXT)),
            Self::NotFound
            | Self::Gone
            | Self::Moved(_)
            | Self::SignInFirst
            | Self::Unreadable
            | Self::Internal(_) => None,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Moved(path) => return moved(path),
            Self::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "request failed");
            }
            Self::Unwritable(error) => {
                tracing::error!(error = error as &dyn std::error::Error, "nothing can be written");
            }
            Self::NotFound
            | Self::Gone
            | Self::Forbidden
            | Self::SignInFirst
            | Self::Unreadable => {}
        }
        let mut response = self.status().into_response();
        if let Some(words) = self.words() {
            response.extensions_mut().insert(words);
        }
        response
    }
}

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
    /// What to quote when asking for help; in the log too.
    id: String,
}

impl ErrorView {
    fn new(page: Page, status: StatusCode, said: Option<Words>, id: Option<&RequestId>) -> Self {
        let (title, text) = said.map_or_else(|| words(status), |it| (it.0, it.1));
        let id = id.filter(|_| status.is_server_error()).map(RequestId::to_string);
        Self { page, title, text, id: id.unwrap_or_default() }
    }
}

/// Gives every failed request a page in the visitor's language, whoever refused it.
pub(super) async fn error_pages(page: Page, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || has_a_body_of_its_own(&response) {
        return response;
    }
    let said = response.extensions().get::<Words>().copied();
    let html = ErrorView::new(page, status, said, id.as_ref()).render().unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    (status, parts.headers, Html(html)).into_response()
}

/// The page of a refusal that no handler has seen: the edge knows of no language nor layout.
pub fn refused(app: &App, status: StatusCode, id: &RequestId) -> Response {
    let page = Page::new(app, paths::HOME);
    let html = ErrorView::new(page, status, None, Some(id)).render().unwrap_or_default();
    (status, Html(html)).into_response()
}

/// What is said of `status`: a title, and what to do.
pub const fn words(status: StatusCode) -> (&'static Key, &'static Key) {
    match status {
        StatusCode::NOT_FOUND => (say::ERROR_NOT_FOUND, say::ERROR_NOT_FOUND_TEXT),
        StatusCode::GONE => (say::ERROR_GONE, say::ERROR_GONE_TEXT),
        StatusCode::UNAUTHORIZED => (say::ERROR_SIGN_IN, say::ERROR_SIGN_IN_TEXT),
        StatusCode::METHOD_NOT_ALLOWED => (say::ERROR_METHOD, say::ERROR_METHOD_TEXT),
        StatusCode::FORBIDDEN => (say::ERROR_CROSS_SITE, say::ERROR_CROSS_SITE_TEXT),
        StatusCode::REQUEST_TIMEOUT => (say::ERROR_TOO_SLOW, say::EDGE_TOO_SLOW),
        StatusCode::PAYLOAD_TOO_LARGE => (say::ERROR_TOO_LARGE, say::EDGE_TOO_LARGE),
        StatusCode::SERVICE_UNAVAILABLE => (say::ERROR_BUSY, say::ERROR_BUSY_TEXT),
        status if status.as_u16() < 500 => (say::ERROR_REQUEST, say::ERROR_REQUEST_TEXT),
        _ => (say::ERROR_INTERNAL, say::ERROR_INTERNAL_TEXT),
    }
}

/// JSON errors say what they mean by themselves.
fn has_a_body_of_its_own(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(axum::http::HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"application/") || kind.starts_with(b"text/html"))
}
