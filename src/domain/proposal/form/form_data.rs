//! Form data of a proposal: its fields as typed.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::field::{Field, FieldKind, MAX_CHOICES, Step};
use crate::domain::text::without_invisible;

/// Typed values by field, valid or not. Control and direction characters and outer whitespace are removed; overlong
/// texts are truncated when stored. Serialised as a JSON object of lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormData {
    values: BTreeMap<Field, Vec<String>>,
    /// Typed length, in characters, of the truncated fields.
    truncated: BTreeMap<Field, usize>,
}

/// JSON key of the list of truncated fields; no field has this name.
const TRUNCATED: &str = "tronque";

/// Text that is not a serialised entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an object of lists of texts")]
pub struct FormDataError;

impl FormData {
    /// First value of `field`; empty if there is none.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.all(field).first().map_or("", String::as_str)
    }

    /// All values of `field`.
    #[must_use]
    pub fn all(&self, field: Field) -> &[String] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }

    #[must_use]
    pub fn has(&self, field: Field, value: &str) -> bool {
        self.all(field).iter().any(|it| it == value)
    }

    /// Replaces the values of `field`.
    pub fn set<T: AsRef<str>>(&mut self, field: Field, values: impl IntoIterator<Item = T>) {
        let kind = field.spec().kind;
        let clean = values.into_iter().map(|value| clean(kind, value.as_ref()));
        let mut values: Vec<String> = clean.filter(|value| !value.is_empty()).collect();
        if !kind.is_list() {
            values.truncate(1);
        }
        values.dedup();
        self.truncated.remove(&field);
        if values.is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, values);
        }
    }

    /// Copy as stored: no text longer than [`Field::stored_len`], at most [`MAX_CHOICES`] values per field.
    #[must_use]
    pub fn truncated(&self) -> Self {
        let mut stored = self.clone();
        for (field, values) in &mut stored.values {
            values.truncate(MAX_CHOICES);
            for value in values {
                let typed = value.chars().count();
                if typed > field.stored_len() {
                    *value = value.chars().take(field.stored_len()).collect();
                    value.truncate(value.trim_end().len());
                    stored.truncated.insert(*field, typed);
                }
            }
        }
        stored
    }

    /// Truncated fields, each with its typed length in characters.
    pub fn list_truncated(&self) -> impl Iterator<Item = (Field, usize)> {
        self.truncated.iter().map(|(field, typed)| (*field, *typed))
    }

    /// Reads the fields of `step` from a form; `typed` returns the values sent under a name.
    pub fn read_step<'a, I: Iterator<Item = &'a str>>(
        &mut self,
        step: Step,
        typed: impl Fn(&'static str) -> I,
    ) {
        for field in step.fields() {
            self.set(field, typed(field.name()));
        }
    }

    /// True if `other` has the same values in the fields of `step`.
    #[must_use]
    pub fn equals_in(&self, other: &Self, step: Step) -> bool {
        step.fields().all(|field| self.all(field) == other.all(field))
    }

    /// True if the fields of `step` are all empty.
    #[must_use]
    pub fn is_blank(&self, step: Step) -> bool {
        step.fields().all(|field| self.all(field).is_empty())
    }
}

/// Parses `name=length`, for a truncated field.
fn read_truncated(text: &str) -> Option<(Field, usize)> {
    let (name, typed) = text.split_once('=')?;
    Some((Field::from_name(name)?, typed.parse().ok()?))
}

/// Removes untyped characters and extra whitespace; keeps line breaks in multi-line fields.
fn clean(kind: FieldKind, text: &str) -> String {
    let text = without_invisible(text);
    let typed: String =
        text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    if kind.rows().is_some() {
        let lines: Vec<&str> = typed.lines().map(str::trim).collect();
        return lines.join("\n").trim().to_owned();
    }
    let words = typed.split(breaks).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Breaking whitespace; the non-breaking spaces of French punctuation and numbers are kept.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

impl FromStr for FormData {
    type Err = FormDataError;

    fn from_str(text: &str) -> Result<Self, FormDataError> {
        let lists: BTreeMap<String, Vec<String>> =
            serde_json::from_str(text).map_err(|_| FormDataError)?;
        let mut entry = Self::default();
        for (name, values) in &lists {
            // Fields that the form no longer has are ignored.
            if let Some(field) = Field::from_name(name) {
                entry.set(field, values);
            }
        }
        let truncated = lists.get(TRUNCATED).into_iter().flatten();
        entry.truncated = truncated.filter_map(|text| read_truncated(text)).collect();
        Ok(entry)
    }
}

impl std::fmt::Display for FormData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut lists: BTreeMap<&str, &Vec<String>> =
            self.values.iter().map(|(field, values)| (field.name(), values)).collect();
        let truncated =
            self.list_truncated().map(|(field, typed)| format!("{}={typed}", field.name()));
        let truncated: Vec<String> = truncated.collect();
        if !truncated.is_empty() {
            lists.insert(TRUNCATED, &truncated);
        }
        f.write_str(&serde_json::to_string(&lists).map_err(|_| std::fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_and_direction_characters_are_removed() {
        let mut entry = FormData::default();
        entry.set(Field::Title, [" Vélo\r\nBcc: x\u{0}\u{202e}  & Cie "]);
        entry.set(Field::Summary, ["Un\n\n  deux \u{7}\n"]);
        assert_eq!(entry.get(Field::Title), "Vélo Bcc: x & Cie");
        assert_eq!(entry.get(Field::Summary), "Un\n\ndeux");
    }

    #[test]
    fn spaces_that_do_not_break_stay() {
        let mut entry = FormData::default();
        entry.set(Field::Title, ["\u{a0}2\u{202f}000  emplois\u{a0}: oui\u{a0}"]);
        assert_eq!(entry.get(Field::Title), "2\u{202f}000 emplois\u{a0}: oui");
    }

    #[test]
    fn a_step_replaces_its_own_fields_only() {
        let mut entry = FormData::default();
        entry.set(Field::Title, ["Vélo"]);
        entry.set(Field::Barriers, ["mobilite", "numerique"]);
        entry.read_step(Step::Audience, |name| {
            ["francais"].into_iter().filter(move |_| name == "freins")
        });
        assert_eq!(entry.all(Field::Barriers), ["francais"]);
        assert_eq!(entry.get(Field::Title), "Vélo");
    }

    #[test]
    fn a_text_far_too_long_is_truncated_and_its_length_remembered() {
        let mut typed = FormData::default();
        typed.set(Field::Title, ["é".repeat(301)]);
        typed.set(Field::Summary, ["a".repeat(4_000)]);
        typed.set(Field::Postcode, ["9".repeat(5_000)]);
        typed.set(Field::Barriers, (0..500).map(|n| format!("{n}{}", "b".repeat(500))));

        let stored = typed.truncated();

        assert_eq!(stored.get(Field::Title), "é".repeat(300));
        assert_eq!(stored.get(Field::Summary), typed.get(Field::Summary));
        assert_eq!(stored.get(Field::Postcode).len(), 200);
        assert_eq!(stored.all(Field::Barriers).len(), 100);
        let truncated: Vec<_> = stored.list_truncated().collect();
        assert_eq!(truncated[0], (Field::Title, 301));
        assert!(truncated.contains(&(Field::Postcode, 5_000)), "{truncated:?}");
        assert_eq!(stored.to_string().parse::<FormData>().unwrap(), stored);
        assert_eq!(stored.truncated(), stored);
    }

    #[test]
    fn a_new_value_clears_the_truncation() {
        let mut typed = FormData::default();
        typed.set(Field::Title, ["é".repeat(301)]);
        let mut stored = typed.truncated();
        stored.set(Field::Title, ["é".repeat(300)]);
        assert_eq!(stored.list_truncated().count(), 0);
    }

    #[test]
    fn a_truncated_text_that_ends_in_blanks_reads_what_it_writes() {
        let mut typed = FormData::default();
        typed.set(Field::Summary, [format!("a{}b", "\n".repeat(5_000))]);
        let stored = typed.truncated();
        assert_eq!(stored.get(Field::Summary), "a");
        assert_eq!(stored.to_string().parse::<FormData>().unwrap(), stored);
    }

    proptest! {
        #[test]
        fn form_data_round_trips(title in "\\PC{0,40}", summary in "(\\PC|\n){0,80}") {
            let mut entry = FormData::default();
            entry.set(Field::Title, [title]);
            entry.set(Field::Summary, [summary]);
            prop_assert_eq!(entry.to_string().parse::<FormData>().unwrap(), entry);
        }
    }
}
