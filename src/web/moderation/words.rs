//! Message field of the moderation forms.

use crate::{
    domain::text::{Prose, TextError},
    i18n::{Key, say},
    web::{Page, forms::Mistakes},
};

/// Name of the field.
pub const WORDS: &str = "mot";

/// Parses a required message; adds the error `missing` if it is empty.
pub fn required(page: &Page, typed: &str, missing: &Key, mistakes: &mut Mistakes) -> Option<Prose> {
    let words = optional(page, typed, mistakes);
    if typed.trim().is_empty() {
        mistakes.add(WORDS, page.t(missing).into_owned());
    }
    words
}

/// Parses an optional message; adds an error if it is too long or malformed.
pub fn optional(page: &Page, typed: &str, mistakes: &mut Mistakes) -> Option<Prose> {
    match typed.trim().parse() {
        Ok(words) => Some(words),
        Err(TextError::Empty) => None,
        Err(TextError::TooLong | TextError::Malformed) => {
            mistakes.add(WORDS, page.t(say::MISTAKE_WORDS_LONG).into_owned());
            None
        }
    }
}
