//! Version of a form page: hash of its step when it was rendered, and a random number, to detect edit conflicts.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use super::{entry::Entry, step::Step};
use crate::domain::secret::TokenHash;

/// Hexadecimal characters of each part, 12 bytes of a hash.
const PART: usize = 24;

/// Version of a form page, sent back with the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Hash of the values of the step when the page was rendered; `None` for the first page, before there is a draft.
    said: Option<String>,
    number: String,
}

/// Text that is not a form version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no sheet")]
pub struct SheetError;

impl Sheet {
    /// Version of a page that shows `step` of `entry`; `number` is random bytes, for this page only.
    #[must_use]
    pub fn new(entry: &Entry, step: Step, number: &[u8]) -> Self {
        Self { said: Some(said(entry, step)), number: part(TokenHash::of(number)) }
    }

    /// Version of the first page, identified by the nonce of its form token.
    #[must_use]
    pub fn first(nonce: TokenHash) -> Self {
        Self { said: None, number: part(nonce) }
    }

    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// True if writing `typed` over `stored` would overwrite values that were never shown on this page: `step` has
    /// changed, and the `last` write came from another page.
    #[must_use]
    pub fn is_overtaken(
        &self,
        step: Step,
        (stored, typed): (&Entry, &Entry),
        last: Option<&str>,
    ) -> bool {
        let seen = self.said.as_ref().is_some_and(|it| *it == said(stored, step));
        let own = last == Some(self.number.as_str());
        !seen && !own && !stored.says_the_same(typed, step)
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.said.as_deref().unwrap_or_default(), self.number)
    }
}

impl FromStr for Sheet {
    type Err = SheetError;

    fn from_str(text: &str) -> Result<Self, SheetError> {
        let (said, number) = text.split_once('.').ok_or(SheetError)?;
        let sound =
            |part: &str| part.len() == PART && part.bytes().all(|it| it.is_ascii_hexdigit());
        if !sound(said) || !sound(number) {
            return Err(SheetError);
        }
        Ok(Self { said: Some(said.to_owned()), number: number.to_owned() })
    }
}

fn said(entry: &Entry, step: Step) -> String {
    let mut only = Entry::default();
    for field in step.fields() {
        only.set(field, entry.all(field));
    }
    part(TokenHash::of(only.to_string().as_bytes()))
}

fn part(hash: TokenHash) -> String {
    let mut part = String::with_capacity(PART);
    for byte in hash.as_bytes().iter().take(PART / 2) {
        let _ = write!(part, "{byte:02x}");
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proposal::Field;

    fn saying(title: &str) -> Entry {
        let mut entry = Entry::default();
        entry.set(Field::Title, [title]);
        entry
    }

    #[test]
    fn a_sheet_is_overtaken_by_another_one_only() {
        let sheet = Sheet::new(&saying("a"), Step::What, b"1");
        let overtaken = |stored, typed, last: Option<&str>| {
            sheet.is_overtaken(Step::What, (&saying(stored), &saying(typed)), last)
        };
        assert!(!overtaken("a", "b", None));
        assert!(!overtaken("a", "b", Some("other")));
        assert!(overtaken("c", "b", None));
        assert!(overtaken("c", "b", Some("other")));
        // No conflict: equal values, or a write from this very page.
        assert!(!overtaken("b", "b", Some("other")));
        assert!(!overtaken("c", "b", Some(sheet.number())));
    }

    #[test]
    fn another_step_overtakes_nothing() {
        let sheet = Sheet::new(&saying("a"), Step::Whom, b"1");
        let (stored, mut typed) = (saying("b"), saying("b"));
        typed.set(Field::Barriers, ["mobilite"]);
        assert!(!sheet.is_overtaken(Step::Whom, (&stored, &typed), None));
    }

    #[test]
    fn a_sheet_reads_what_it_writes_and_nothing_else() {
        let sheet = Sheet::new(&saying("a"), Step::What, b"1");
        assert_eq!(sheet.to_string().parse(), Ok(sheet));
        for text in
            ["", ".", "a.b", &"a".repeat(49), &format!("{}.{}", "é".repeat(12), "a".repeat(24))]
        {
            assert_eq!(text.parse::<Sheet>(), Err(SheetError), "{text}");
        }
    }
}
