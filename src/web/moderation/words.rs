//! The words that members write about what they do.

use crate::{
    domain::text::{Prose, TextError},
    i18n::{Key, say},
    web::{Page, forms::Mistakes},
};

/// The field that they are typed in.
pub const WORDS: &str = "mot";

/// What was `typed`, which must be something: else `missing` is said beside the field.
pub fn required(page: &Page, typed: &str, missing: &Key, mistakes: &mut Mistakes) -> Option<Prose> {
    let words = optional(page, typed, mistakes);
    if typed.trim().is_empty() {
        mistakes.add(WORDS, page.t(missing).into_owned());
    }
    words
}

/// What was `typed`, if anything was.
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
