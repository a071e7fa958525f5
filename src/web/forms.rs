//! What every form shares: the fields as they were sent.

use std::collections::BTreeMap;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
};
use percent_encoding::percent_decode;

use super::{Error, Page};
use crate::{edge::is_form, i18n::say};

/// Fields that are no words of people, in any form: given back with the rest to send again, and not shown.
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
/// The field that tells which page of the form it is: see `Sheet`.
pub const SHEET: &str = "feuille";
/// Fields of codes that serve once: never given back.
pub const SECRET: [&str; 3] = ["code-recu", "code-preuve", "code-secours"];
/// More fields than any form of ours has.
const MOST_FIELDS: usize = 500;

/// The fields of a form in the order in which they were sent; a name may come several times. All is
/// sound UTF-8 without a NUL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a body.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is no form, has too many fields, is no UTF-8 or holds a NUL.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let fields: Vec<(String, String)> = pairs.map(pair).collect::<Result<_, _>>()?;
        if fields.len() > MOST_FIELDS { Err(Error::Unreadable) } else { Ok(Self(fields)) }
    }

    /// The first value of `name`, empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    /// Every value of `name` that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(it, value)| it == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// Whether `name` was sent at all.
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
        // The edge has received the body, within its limits.
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

/// Browsers send lines that end in CR LF; here they end in LF.
fn decoded(coded: &[u8]) -> Result<String, Error> {
    let spaced: Vec<u8> =
        coded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_decode(&spaced).decode_utf8().map_err(|_| Error::Unreadable)?;
    if text.contains('\0') {
        return Err(Error::Unreadable);
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The mistakes of a form: what to say of each field that has one, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Mistakes {
    order: Vec<&'static str>,
    said: BTreeMap<&'static str, String>,
}

impl Mistakes {
    /// Notes what is wrong in `field`; the first mistake of a field is the one that is told.
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

    /// The `title` of a page in a list of tabs and for who listens: that something is wrong is said first.
    #[must_use]
    pub fn head(&self, page: &Page, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { page.tv(say::FORM_HEAD_WRONG, title) }
    }

    /// What is wrong in `field`.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.said.get(field).map(String::as_str)
    }

    /// Each field with its mistake, for the summary.
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
