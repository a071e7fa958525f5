//! Parsing of form bodies, and validation errors by field.

use std::collections::BTreeMap;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
};
use percent_encoding::percent_decode;

use super::{Error, Page};
use crate::{edge::is_form, i18n::say};

/// Technical fields of any form: resubmitted with the rest, but not shown.
pub const TECHNICAL: [&str; 8] = [
    "retour",
    "version",
    "en-vigueur",
    "geste",
    "action",
    "initiative",
    SHEET,
    super::stamp::STAMP,
];
/// Field with the version of the form step, see `Sheet`.
pub const SHEET: &str = "feuille";
/// Fields of one-time codes: never sent back.
pub const SECRET: [&str; 3] = ["code-recu", "code-preuve", "code-secours"];
/// Maximum number of fields in a body; no form has as many.
const MOST_FIELDS: usize = 500;

/// Fields of a form in the order sent; names may repeat. Names and values are UTF-8 without NUL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Parses a URL-encoded body.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if it has too many fields, is not UTF-8 or holds a NUL.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let fields: Vec<(String, String)> = pairs.map(pair).collect::<Result<_, _>>()?;
        if fields.len() > MOST_FIELDS { Err(Error::Unreadable) } else { Ok(Self(fields)) }
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
            return Err(Error::Unreadable);
        }
        // The edge has buffered the body, within its limits.
        let body: Bytes =
            to_bytes(request.into_body(), usize::MAX).await.map_err(|_| Error::Unreadable)?;
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
    let text = percent_decode(&spaced).decode_utf8().map_err(|_| Error::Unreadable)?;
    if text.contains('\0') {
        return Err(Error::Unreadable);
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Validation errors of a form: one message a field, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Mistakes {
    order: Vec<&'static str>,
    said: BTreeMap<&'static str, String>,
}

impl Mistakes {
    /// Adds an error of `field`; only the first one of a field is kept.
    pub fn add(&mut self, field: &'static str, words: String) {
        if !self.said.contains_key(field) {
            self.order.push(field);
            self.said.insert(field, words);
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Text of `<title>`: begins with "error" if there are errors, for tabs and screen readers.
    #[must_use]
    pub fn head(&self, page: &Page, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { page.tv(say::FORM_HEAD_WRONG, title) }
    }

    /// Error message of `field`.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.said.get(field).map(String::as_str)
    }

    /// Fields with their messages, for the error summary.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.order.iter().filter_map(|field| Some((*field, self.of(field)?)))
    }
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
    fn what_is_no_text_is_refused() {
        for bad in ["a=%FF", "a=%00", "%C3=b", "a=\u{0}"] {
            assert!(Fields::read(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(Fields::read("a=1&".repeat(MOST_FIELDS + 1).as_bytes()).is_err());
        assert_eq!(Fields::read(b"").unwrap(), Fields::default());
    }

    #[test]
    fn the_first_mistake_of_a_field_is_told() {
        let mut mistakes = Mistakes::default();
        mistakes.add("b", "manque".to_owned());
        mistakes.add("a", "trop long".to_owned());
        mistakes.add("b", "autre".to_owned());
        let told: Vec<_> = mistakes.iter().collect();
        assert_eq!(told, [("b", "manque"), ("a", "trop long")]);
    }
}
