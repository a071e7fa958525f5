//! Validated texts: a value of one of these types satisfies its rule.

use std::borrow::Cow;

pub mod fold;
mod gsm;
mod homograph;
mod text_diff;
mod title_similarity;

pub use fold::{fold, fold_char};
pub use gsm::gsm;
pub use homograph::{has_mixed_local_part, is_latin, mixed_words, with_ascii_domain};
pub use text_diff::{DiffPiece, diff_words};
pub use title_similarity::TitleMatcher;

/// Reason for which a text is not of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("empty")]
    Empty,
    #[error("too long")]
    TooLong,
    #[error("not of the expected form")]
    Malformed,
}

/// Declares a text type: private field, `FromStr` with `$rule`, `Display`, `as_str`.
macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $rule:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::text::TextError;

            fn from_str(text: &str) -> Result<Self, $crate::domain::text::TextError> {
                let rule: fn(&str) -> Result<(), $crate::domain::text::TextError> = $rule;
                rule(text)?;
                Ok(Self(text.into()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use text;

/// Declares a typed key: the row id of a table, which cannot be mixed up with the id of another one.
macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, std::num::ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}
pub(crate) use key;

text! {
    /// Last part of a URL: `a-z`, `0-9` and single inner hyphens, at most 120 bytes.
    Slug, slug
}
text! {
    /// Key of an initiative or organisation in the source files, such as `init-062`.
    Reference, reference
}
text! {
    /// Single line of text: 1 to 200 characters, no control character, trimmed.
    Line, line
}
text! {
    /// Short text: 1 to 2,000 characters, trimmed, no control character but line feeds.
    Prose, prose
}

/// True if `text` is digits that end in a valid Luhn key (SIREN and SIRET numbers).
#[must_use]
pub fn has_luhn_key(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &digit)| if at % 2 == 1 { digit * 2 } else { digit })
        .map(|digit| if digit > 9 { digit - 9 } else { digit })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// `text` with each control character replaced by a space: none reaches a terminal as an escape sequence.
#[must_use]
pub fn without_controls(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// `text` without the signs that nobody sees: those without width, soft hyphens, byte order marks, and those that turn
/// the direction of a text. Each text that people type or paste is passed through here on its way in.
#[must_use]
pub fn without_invisible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        Cow::Owned(text.replace(is_invisible, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Same as [`without_invisible`], and no-break spaces become plain ones: for numbers, addresses and searches, in which
/// they have no meaning. French punctuation needs them elsewhere.
#[must_use]
pub fn without_invisible_spaces(text: &str) -> String {
    without_invisible(text).replace(['\u{a0}', '\u{202f}', '\u{2007}'], " ")
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// `text` on one line, against header injection: control characters and white space are collapsed to single spaces,
/// and removed at both ends. No-break spaces stay: French punctuation needs them.
#[must_use]
pub fn one_line(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() && !"\u{a0}\u{202f}".contains(c);
    let text = without_controls(text);
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// True if `word` is the delivery code CEDEX, which follows the name of a town in an address.
#[must_use]
pub fn is_cedex(word: &str) -> bool {
    fold(word) == "cedex"
}

fn slug(text: &str) -> Result<(), TextError> {
    let kebab = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    sized(text, 120)?;
    if text.split('-').all(kebab) { Ok(()) } else { Err(TextError::Malformed) }
}

fn reference(text: &str) -> Result<(), TextError> {
    sized(text, 80)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if text.bytes().all(plain) { Ok(()) } else { Err(TextError::Malformed) }
}

fn line(text: &str) -> Result<(), TextError> {
    sized(text, 200)?;
    if text.trim() == text && !text.contains(char::is_control) {
        Ok(())
    } else {
        Err(TextError::Malformed)
    }
}

fn prose(text: &str) -> Result<(), TextError> {
    sized(text, 2_000)?;
    if text.trim() == text && !text.contains(|c: char| c.is_control() && c != '\n') {
        Ok(())
    } else {
        Err(TextError::Malformed)
    }
}

fn sized(text: &str, longest: usize) -> Result<(), TextError> {
    match text.chars().count() {
        0 => Err(TextError::Empty),
        n if n <= longest => Ok(()),
        _ => Err(TextError::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_words_joined_by_single_hyphens() {
        for good in ["sanitas-tours", "a", "2000-emplois"] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Tours", "évreux", "a b", &"a".repeat(121)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn one_line_has_single_spaces_and_keeps_no_break_spaces() {
        let text = " Votre brouillon\u{a0}:\u{2028}  Vélo\r\nBcc:\tx\0y\u{85}«\u{202f}z\u{202f}»\n";
        assert_eq!(one_line(text), "Votre brouillon\u{a0}: Vélo Bcc: x y «\u{202f}z\u{202f}»");
        assert_eq!(one_line(" \r\n\t"), "");
    }

    #[test]
    fn signs_that_nobody_sees_are_taken_out_and_nothing_else() {
        let pasted = "\u{feff}02\u{a0}47\u{202f}31\u{200b} 6\u{200d}4\u{2060} 6\u{ad}1\u{200e}";
        assert_eq!(without_invisible_spaces(pasted), "02 47 31 64 61");
        assert_eq!(without_invisible("« Vélo\u{200c} »"), "« Vélo »");
        assert_eq!(without_invisible("Prêt\u{a0}! 🎉"), "Prêt\u{a0}! 🎉");
    }

    #[test]
    fn without_controls_keeps_the_number_of_characters() {
        assert_eq!(without_controls("\u{1b}[31m  a\tb\r\nc\u{9b}2J"), " [31m  a b  c 2J");
    }

    #[test]
    fn a_line_has_no_control_character_and_no_outer_whitespace() {
        assert!("Régie Plus".parse::<Line>().is_ok());
        assert!(" x".parse::<Line>().is_err());
        assert!("a\nb".parse::<Line>().is_err());
        assert!("a\0b".parse::<Line>().is_err());
    }
}
