//! Message field of the moderation forms.

use crate::domain::text::{Prose, TextError};
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::form::FormErrors;

/// Name of the field.
pub const MESSAGE_FIELD: &str = "mot";

/// Parses a required message; adds the error `missing` if it is empty.
pub fn required_message(
    page: &Page,
    typed: &str,
    missing: &Key,
    errors: &mut FormErrors,
) -> Option<Prose> {
    let words = optional_message(page, typed, errors);
    if typed.trim().is_empty() {
        errors.add(MESSAGE_FIELD, page.t(missing).into_owned());
    }
    words
}

/// Parses an optional message; adds an error if it is too long or malformed.
pub fn optional_message(page: &Page, typed: &str, errors: &mut FormErrors) -> Option<Prose> {
    match typed.trim().parse() {
        Ok(words) => Some(words),
        Err(TextError::Empty) => None,
        Err(TextError::TooLong | TextError::Malformed) => {
            errors.add(MESSAGE_FIELD, page.t(messages::FORM_ERROR_WORDS_LONG).into_owned());
            None
        }
    }
}
