//! Problem details (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::app::App;
use crate::domain::search::MAX_FACET_VALUES;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::paths;

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
    errors: Vec<ParameterError>,
}

/// Validation error of one parameter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ParameterError {
    pub parameter: String,
    pub value: String,
    pub detail: String,
}

/// Maximum number of validation errors in one response.
const MAX_ERRORS: usize = 50;

/// Maximum length of a quoted name or value, in characters.
const MAX_QUOTE_CHARS: usize = 60;

impl ParameterError {
    pub fn new(parameter: &str, value: &str, detail: String) -> Self {
        let quote = |text: &str| text.chars().take(MAX_QUOTE_CHARS).collect();
        Self { parameter: quote(parameter), value: quote(value), detail }
    }

    /// Error that the message `key` describes.
    pub fn with_message(parameter: &str, value: &str, key: &Key) -> Self {
        Self::new(parameter, value, Lang::Fr.message(key).into_owned())
    }

    /// Value beyond the limits: at most [`MAX_FACET_VALUES`] values a facet, and `total` in all.
    pub fn too_many(parameter: &str, value: &str, total: usize) -> Self {
        let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(total))];
        Self::new(parameter, value, Lang::Fr.message_with(messages::API_TOO_MANY, &args))
    }
}

impl Problem {
    /// Response with all validation errors at once, up to [`MAX_ERRORS`].
    pub fn invalid_parameters(
        app: &App,
        status: StatusCode,
        mut errors: Vec<ParameterError>,
    ) -> Self {
        errors.truncate(MAX_ERRORS);
        let (title, detail) = (messages::API_ERRORS, messages::API_ERRORS_TEXT);
        Self { errors, ..Self::new(app, status, title, detail) }
    }

    /// The query string cannot be decoded (400).
    pub fn malformed_query(app: &App) -> Self {
        Self::new(app, StatusCode::BAD_REQUEST, messages::API_ERRORS, messages::API_UNREADABLE_TEXT)
    }

    pub fn not_found(app: &App) -> Self {
        Self::new(app, StatusCode::NOT_FOUND, messages::API_NOT_FOUND, messages::API_NOT_FOUND_TEXT)
    }

    /// No geocoder is configured (503).
    pub fn no_geocoder(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            messages::API_NO_GEOCODER,
            messages::API_NO_GEOCODER_TEXT,
        )
    }

    pub fn geocoder_failed(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            messages::API_NO_GEOCODER,
            messages::API_GEOCODER_FAILED_TEXT,
        )
    }

    pub fn no_address(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::NOT_FOUND,
            messages::API_NO_ADDRESS,
            messages::API_NO_ADDRESS_TEXT,
        )
    }

    pub fn wrong_token(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::UNAUTHORIZED,
            messages::API_WRONG_TOKEN,
            messages::API_WRONG_TOKEN_TEXT,
        )
    }

    /// The operator's token is required (401).
    pub fn operator_only(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::UNAUTHORIZED,
            messages::API_OPERATOR_ONLY,
            messages::API_OPERATOR_ONLY_TEXT,
        )
    }

    /// The queue of expensive requests is full (503).
    pub fn overloaded(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            messages::ERROR_BUSY,
            messages::ERROR_BUSY_TEXT,
        )
    }

    pub fn method_not_allowed(app: &App) -> Self {
        Self::new(
            app,
            StatusCode::METHOD_NOT_ALLOWED,
            messages::API_METHOD,
            messages::API_METHOD_TEXT,
        )
    }

    pub fn new(app: &App, status: StatusCode, title: &Key, detail: &Key) -> Self {
        Self {
            kind: format!("{}{}", app.public_url, paths::about_api()),
            title: Lang::Fr.message(title).into_owned(),
            status: status.as_u16(),
            detail: Lang::Fr.message(detail).into_owned(),
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
