//! `security.txt` (RFC 9116): where a security problem is reported.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::App;
use crate::edge::CachePolicy;
use crate::web::{Error, Page, Result, paths};

/// Validity in months. RFC 9116 recommends less than a year; copies of the file should expire soon too.
const MONTHS: i64 = 6;

const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

#[derive(Template)]
#[template(path = "about/security.txt")]
struct SecurityView {
    contact: String,
    expires: String,
    canonical: String,
}

/// `GET /.well-known/security.txt`: 404 while no contact is set.
pub async fn show(State(app): State<App>, page: Page) -> Result<Response> {
    let contact = app.config.security_contact.as_ref().ok_or(Error::NotFound)?;
    let view = SecurityView {
        contact: contact.to_string(),
        expires: expires(page.catalogue().today()).ok_or(Error::NotFound)?,
        canonical: page.absolute_url(paths::SECURITY),
    };
    let text = view.render().map_err(anyhow::Error::new)?;
    Ok((CachePolicy::Public, [(header::CONTENT_TYPE, PLAIN)], text).into_response())
}

/// Midnight, UTC, [`MONTHS`] after `today`.
fn expires(today: Date) -> Option<String> {
    let day = today.checked_add(Span::new().months(MONTHS)).ok()?;
    let end = TimeZone::UTC.to_timestamp(day.into()).ok()?;
    Some(end.to_string())
}
