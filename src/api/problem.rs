//! Problem details (RFC 9457).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    app::App,
    i18n::{Key, Lang, say},
    paths,
};

/// Response body of type `application/problem+json`.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// URL of the documentation.
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    /// Invalid parameters; empty if the problem is about something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
}

/// Validation error of one parameter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    pub parameter: String,
    pub value: String,
    pub detail: String,
}

/// Maximum number of validation errors in one response.
const MAX_MISTAKES: usize = 50;

/// Maximum length of a quoted name or value, in characters.
const LONGEST_QUOTE: usize = 60;

impl Mistake {
    pub fn new(parameter: &str, value: &str, detail: String) -> Self {
        let quote = |text: &str| text.chars().take(LONGEST_QUOTE).collect();
        Self { parameter: quote(parameter), value: quote(value), detail }
    }
}

impl Problem {
    /// Response with all validation errors at once, up to [`MAX_MISTAKES`].
    pub fn mistaken(app: &App, status: StatusCode, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.truncate(MAX_MISTAKES);
        let said = (say::API_MISTAKES, say::API_MISTAKES_TEXT);
        Self { errors: mistakes, ..Self::new(app, status, said) }
    }

    /// The query string cannot be decoded (400).
    pub fn unreadable(app: &App) -> Self {
        let said = (say::API_MISTAKES, say::API_UNREADABLE_TEXT);
        Self::new(app, StatusCode::BAD_REQUEST, said)
    }

    pub fn not_found(app: &App) -> Self {
        let said = (say::API_NOT_FOUND, say::API_NOT_FOUND_TEXT);
        Self::new(app, StatusCode::NOT_FOUND, said)
    }

    /// No geocoder is configured (503).
    pub fn no_geocoder(app: &App) -> Self {
        let said = (say::API_NO_GEOCODER, say::API_NO_GEOCODER_TEXT);
        Self::new(app, StatusCode::SERVICE_UNAVAILABLE, said)
    }

    pub fn geocoder_failed(app: &App) -> Self {
        let said = (say::API_NO_GEOCODER, say::API_GEOCODER_FAILED_TEXT);
        Self::new(app, StatusCode::SERVICE_UNAVAILABLE, said)
    }

    pub fn no_address(app: &App) -> Self {
        let said = (say::API_NO_ADDRESS, say::API_NO_ADDRESS_TEXT);
        Self::new(app, StatusCode::NOT_FOUND, said)
    }

    pub fn wrong_token(app: &App) -> Self {
        let said = (say::API_WRONG_TOKEN, say::API_WRONG_TOKEN_TEXT);
        Self::new(app, StatusCode::UNAUTHORIZED, said)
    }

    /// The queue of expensive requests is full (503).
    pub fn busy(app: &App) -> Self {
        let said = (say::ERROR_BUSY, say::ERROR_BUSY_TEXT);
        Self::new(app, StatusCode::SERVICE_UNAVAILABLE, said)
    }

    pub fn method_not_allowed(app: &App) -> Self {
        let said = (say::API_METHOD, say::API_METHOD_TEXT);
        Self::new(app, StatusCode::METHOD_NOT_ALLOWED, said)
    }

    pub fn new(app: &App, status: StatusCode, (title, detail): (&Key, &Key)) -> Self {
        Self {
            kind: format!("{}{}", app.public_url, paths::ABOUT_API),
            title: Lang::Fr.t(title).into_owned(),
            status: status.as_u16(),
            detail: Lang::Fr.t(detail).into_owned(),
            errors: Vec::new(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        const KIND: HeaderValue = HeaderValue::from_static("application/problem+json");
        let status = StatusCode::from_u16(self.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, KIND);
        response
    }
}
