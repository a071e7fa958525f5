//! Parsing of form bodies, and validation errors by field.

pub mod token;

use std::collections::BTreeMap;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use percent_encoding::percent_decode;

use crate::domain::directory::Email;
use crate::domain::text::without_invisible;
use crate::edge::is_form;
use crate::i18n::messages;
use crate::web::{Error, Page};

pub use token::{
    FORM_TOKEN_FIELD, FormToken, HONEYPOT_FIELD, new_form_token, new_form_token_filled_in,
};

/// Technical fields of any form: resubmitted with the rest, but not shown.
pub const TECHNICAL_FIELDS: [&str; 8] = [
    "retour",
    "version",
    "en-vigueur",
    "geste",
    "action",
    "initiative",
    FORM_VERSION,
    FORM_TOKEN_FIELD,
];

/// Field with the version of the form step, see `Sheet`.
pub const FORM_VERSION: &str = "feuille";

/// Fields of one-time codes: never sent back.
pub const ONE_TIME_FIELDS: [&str; 3] = ["code-recu", "code-preuve", "code-secours"];

/// Maximum number of fields in a body; no form has as many.
const MAX_FIELDS: usize = 500;

/// Fields of a form in the order sent; names may repeat. Names and values are UTF-8 without NUL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Parses a URL-encoded body.
    ///
    /// # Errors
    /// [`Error::MalformedForm`] if it has too many fields, is not UTF-8 or holds a NUL.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let fields: Vec<(String, String)> = pairs.map(pair).collect::<Result<_, _>>()?;
        if fields.len() > MAX_FIELDS { Err(Error::MalformedForm) } else { Ok(Self(fields)) }
    }

    /// First value of `name`; empty if absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    /// Values of `name` that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(it, value)| it == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// True if `name` was sent, even empty.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(it, _)| it == name)
    }

    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        if !is_form(request.headers()) {
            return Err(Error::MalformedForm);
        }
        // The edge has buffered the body, within its limits.
        let body: Bytes =
            to_bytes(request.into_body(), usize::MAX).await.map_err(|_| Error::MalformedForm)?;
        Self::read(&body)
    }
}

fn pair(pair: &[u8]) -> Result<(String, String), Error> {
    let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
    let (name, value) = pair.split_at(at);
    Ok((decoded(name)?, decoded(value.get(1..).unwrap_or_default())?))
}

/// Decodes percent-encoding and `+`. Browsers end lines with CR LF; here they end with LF.
fn decoded(coded: &[u8]) -> Result<String, Error> {
    let spaced: Vec<u8> =
        coded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_decode(&spaced).decode_utf8().map_err(|_| Error::MalformedForm)?;
    if text.contains('\0') {
        return Err(Error::MalformedForm);
    }
    Ok(without_invisible(&text).replace("\r\n", "\n").replace('\r', "\n"))
}

/// Validation errors of a form: one message a field, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct FormErrors {
    order: Vec<&'static str>,
    messages: BTreeMap<&'static str, String>,
}

impl FormErrors {
    /// Adds an error of `field`; only the first one of a field is kept.
    pub fn add(&mut self, field: &'static str, words: String) {
        if !self.messages.contains_key(field) {
            self.order.push(field);
            self.messages.insert(field, words);
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Status of the page with the form: 200, or 422 if there are errors.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Text of `<title>`: begins with "error" if there are errors, for tabs and screen readers.
    #[must_use]
    pub fn page_title(&self, page: &Page, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { page.tv(messages::FORM_HEAD_WRONG, title) }
    }

    /// Error message of `field`.
    #[must_use]
    pub fn message(&self, field: &str) -> Option<&str> {
        self.messages.get(field).map(String::as_str)
    }

    /// Fields with their messages, for the error summary.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.order.iter().filter_map(|field| Some((*field, self.message(field)?)))
    }
}

/// Email typed in `field`, in lower case as in accounts; adds an error if it is malformed.
pub fn email(
    page: &Page,
    field: &'static str,
    typed: &str,
    errors: &mut FormErrors,
) -> Option<Email> {
    let typed = typed.trim().to_lowercase();
    let email = typed.parse();
    if email.is_err() {
        let key =
            if typed.is_empty() { messages::ADDRESS_MISSING } else { messages::ADDRESS_WRONG };
        errors.add(field, page.t(key).into_owned());
    }
    email.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_come_several_times() {
        let fields =
            Fields::read("frein=a&frein=b&vide=&texte=%C3%89t%C3%A9+%26%0D%0Afin".as_bytes())
                .unwrap();
        assert_eq!(fields.all("frein").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.get("texte"), "Été &\nfin");
        assert_eq!((fields.get("vide"), fields.get("absent")), ("", ""));
        assert!(fields.has("vide") && !fields.has("absent"));
    }

    #[test]
    fn a_body_that_is_not_text_is_refused() {
        for bad in ["a=%FF", "a=%00", "%C3=b", "a=\u{0}"] {
            assert!(Fields::read(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(Fields::read("a=1&".repeat(MAX_FIELDS + 1).as_bytes()).is_err());
        assert_eq!(Fields::read(b"").unwrap(), Fields::default());
    }

    #[test]
    fn the_first_error_of_a_field_wins() {
        let mut errors = FormErrors::default();
        errors.add("b", "manque".to_owned());
        errors.add("a", "trop long".to_owned());
        errors.add("b", "autre".to_owned());
        let listed: Vec<_> = errors.iter().collect();
        assert_eq!(listed, [("b", "manque"), ("a", "trop long")]);
    }
}
