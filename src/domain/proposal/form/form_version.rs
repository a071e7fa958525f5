//! Version of a form page: hash of its step when it was rendered, and a random number, to detect edit conflicts.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use super::field::Step;
use super::form_data::FormData;
use crate::domain::account::TokenHash;

/// Hexadecimal characters of each part, 12 bytes of a hash.
const HASH_HEX_CHARS: usize = 24;

/// Version of a form page, sent back with the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// Hash of the values of the step when the page was rendered; `None` for the first page, before there is a draft.
    step_hash: Option<String>,
    number: String,
}

/// Text that is not a form version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no version")]
pub struct FormVersionError;

impl FormVersion {
    /// Version of a page that shows `step` of `entry`; `number` is random bytes, for this page only.
    #[must_use]
    pub fn new(entry: &FormData, step: Step, number: &[u8]) -> Self {
        Self { step_hash: Some(hash_step(entry, step)), number: part(TokenHash::of(number)) }
    }

    /// Version of the first page, identified by the nonce of its form token.
    #[must_use]
    pub fn first(nonce: TokenHash) -> Self {
        Self { step_hash: None, number: part(nonce) }
    }

    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// True if writing `typed` over `stored` would overwrite values that were never shown on this page: `step` has
    /// changed, and the `last` write came from another page.
    #[must_use]
    pub fn is_conflict(
        &self,
        step: Step,
        stored: &FormData,
        typed: &FormData,
        last: Option<&str>,
    ) -> bool {
        let seen = self.step_hash.as_ref().is_some_and(|it| *it == hash_step(stored, step));
        let own = last == Some(self.number.as_str());
        !seen && !own && !stored.equals_in(typed, step)
    }
}

impl fmt::Display for FormVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.step_hash.as_deref().unwrap_or_default(), self.number)
    }
}

impl FromStr for FormVersion {
    type Err = FormVersionError;

    fn from_str(text: &str) -> Result<Self, FormVersionError> {
        let (step_hash, number) = text.split_once('.').ok_or(FormVersionError)?;
        let sound = |part: &str| {
            part.len() == HASH_HEX_CHARS && part.bytes().all(|it| it.is_ascii_hexdigit())
        };
        if !sound(step_hash) || !sound(number) {
            return Err(FormVersionError);
        }
        Ok(Self { step_hash: Some(step_hash.to_owned()), number: number.to_owned() })
    }
}

fn hash_step(entry: &FormData, step: Step) -> String {
    let mut only = FormData::default();
    for field in step.fields() {
        only.set(field, entry.all(field));
    }
    part(TokenHash::of(only.to_string().as_bytes()))
}

fn part(hash: TokenHash) -> String {
    let mut part = String::with_capacity(HASH_HEX_CHARS);
    for byte in hash.as_bytes().iter().take(HASH_HEX_CHARS / 2) {
        let _ = write!(part, "{byte:02x}");
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proposal::Field;

    fn saying(title: &str) -> FormData {
        let mut entry = FormData::default();
        entry.set(Field::Title, [title]);
        entry
    }

    #[test]
    fn a_form_version_conflicts_only_with_another_page() {
        let version = FormVersion::new(&saying("a"), Step::Description, b"1");
        let conflicts = |stored, typed, last: Option<&str>| {
            version.is_conflict(Step::Description, &saying(stored), &saying(typed), last)
        };
        assert!(!conflicts("a", "b", None));
        assert!(!conflicts("a", "b", Some("other")));
        assert!(conflicts("c", "b", None));
        assert!(conflicts("c", "b", Some("other")));
        // No conflict: equal values, or a write from this very page.
        assert!(!conflicts("b", "b", Some("other")));
        assert!(!conflicts("c", "b", Some(version.number())));
    }

    #[test]
    fn another_step_is_no_conflict() {
        let version = FormVersion::new(&saying("a"), Step::Audience, b"1");
        let (stored, mut typed) = (saying("b"), saying("b"));
        typed.set(Field::Barriers, ["mobilite"]);
        assert!(!version.is_conflict(Step::Audience, &stored, &typed, None));
    }

    #[test]
    fn a_form_version_round_trips_and_rejects_other_texts() {
        let version = FormVersion::new(&saying("a"), Step::Description, b"1");
        assert_eq!(version.to_string().parse(), Ok(version));
        for text in
            ["", ".", "a.b", &"a".repeat(49), &format!("{}.{}", "é".repeat(12), "a".repeat(24))]
        {
            assert_eq!(text.parse::<FormVersion>(), Err(FormVersionError), "{text}");
        }
    }
}
