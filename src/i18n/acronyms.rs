//! Acronyms and their expansions: a page expands each at its first use.

use std::iter;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Lang;

/// Acronyms by line, `RSA = revenu de solidarité active`.
static FR: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../i18n/fr/acronyms.txt").lines();
    lines.filter_map(|line| line.split_once(" = ")).collect()
});

/// Acronyms that a page has expanded so far; clones share the set.
#[derive(Debug, Clone, Default)]
pub struct ExpandedAcronyms(Arc<Mutex<FxHashSet<&'static str>>>);

/// Piece of a text, ready to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcronymPiece<'a> {
    Text(&'a str),
    /// Acronym to print with its expansion.
    New {
        acronym: &'a str,
        words: &'static str,
    },
    /// Acronym that the page has already expanded.
    Known {
        acronym: &'a str,
        words: &'static str,
    },
}

impl ExpandedAcronyms {
    /// Marks `acronym` as expanded; false if it was already.
    fn insert(&self, acronym: &'static str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(acronym)
    }
}

impl Lang {
    /// Splits `text` at its acronyms. Those not in `explained` are expanded and added to it.
    #[must_use]
    pub fn acronym_pieces<'a>(
        self,
        text: &'a str,
        explained: &ExpandedAcronyms,
    ) -> Vec<AcronymPiece<'a>> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for range in runs_of_capitals(text) {
            let word = text.get(range.clone()).unwrap_or_default();
            let Some((&acronym, &words)) = self.acronyms().get_key_value(word) else { continue };
            let is_new = explained.insert(acronym) && !is_explained(text, &range, words);
            pieces.extend(
                text.get(from..range.start).filter(|it| !it.is_empty()).map(AcronymPiece::Text),
            );
            let acronym = word;
            pieces.push(if is_new {
                AcronymPiece::New { acronym, words }
            } else {
                AcronymPiece::Known { acronym, words }
            });
            from = range.end;
        }
        pieces.extend(text.get(from..).filter(|it| !it.is_empty()).map(AcronymPiece::Text));
        pieces
    }

    fn acronyms(self) -> &'static FxHashMap<&'static str, &'static str> {
        match self {
            Self::Fr => &FR,
        }
    }
}

/// Byte ranges of the words of `text` that are capital letters of ASCII and digits only, as every acronym is.
fn runs_of_capitals(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    iter::from_fn(move || {
        loop {
            let rest = text.as_bytes().get(at..)?;
            let skipped = rest.iter().position(u8::is_ascii_uppercase)?;
            let run = rest.iter().skip(skipped);
            let length =
                run.take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit()).count();
            let range = at + skipped..at + skipped + length;
            at = range.end;
            if length > 1 && is_word(text, &range) {
                return Some(range);
            }
        }
    })
}

/// True if neither a letter nor a digit touches `range`.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|it| it.chars().next_back());
    let after = text.get(range.end..).and_then(|it| it.chars().next());
    !before.into_iter().chain(after).any(char::is_alphanumeric)
}

/// True if `text` itself expands the acronym at `range`: it stands alone in brackets, brackets follow it, or its
/// expansion comes before it.
fn is_explained(text: &str, range: &Range<usize>, words: &str) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let alone = before.ends_with('(') && before.len() > 1 && after.starts_with(')');
    alone || after.starts_with(" (") || before.to_lowercase().contains(&words.to_lowercase())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const RSA: &str = "revenu de solidarité active";

    fn pieces<'a>(text: &'a str, explained: &ExpandedAcronyms) -> Vec<AcronymPiece<'a>> {
        Lang::Fr.acronym_pieces(text, explained)
    }

    #[test]
    fn the_first_use_on_a_page_has_its_words_and_the_next_have_not() {
        let page = ExpandedAcronyms::default();
        assert_eq!(
            pieces("Le RSA, puis le RSA.", &page),
            [
                AcronymPiece::Text("Le "),
                AcronymPiece::New { acronym: "RSA", words: RSA },
                AcronymPiece::Text(", puis le "),
                AcronymPiece::Known { acronym: "RSA", words: RSA },
                AcronymPiece::Text("."),
            ]
        );
        assert_eq!(pieces("RSA", &page), [AcronymPiece::Known { acronym: "RSA", words: RSA }]);
    }

    #[test]
    fn an_acronym_expanded_in_the_text_is_not_expanded_again() {
        for text in ["Le revenu de solidarité active (RSA).", "Une aide (RSA)", "Le RSA (une aide)"]
        {
            let found = pieces(text, &ExpandedAcronyms::default());
            assert!(
                found.contains(&AcronymPiece::Known { acronym: "RSA", words: RSA }),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_word_that_only_holds_an_acronym_is_left_alone() {
        let text = "RSAT, rsa, XRSA, RSA2, éRSA, RSAé, R, 2RSA";
        assert_eq!(pieces(text, &ExpandedAcronyms::default()), [AcronymPiece::Text(text)]);
    }

    #[test]
    fn the_table_holds_each_acronym_once_in_order_with_its_words() {
        let text = include_str!("../../i18n/fr/acronyms.txt");
        let names: Vec<&str> =
            text.lines().map(|line| line.split_once(" = ").expect("two sides").0).collect();
        let sorted: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names, Vec::from_iter(sorted), "sorted, none twice");
        assert!(FR.values().all(|words| words.contains(' ') && words.trim() == *words));
        for name in names {
            let found: Vec<Range<usize>> = runs_of_capitals(name).collect();
            assert_eq!(found, vec![0..name.len()], "{name}: capitals and digits");
        }
    }
}
