//! Runs a query: tokens, spelling correction, ranked rows.

use std::cmp::Reverse;
use std::ops::Range;

use crate::domain::search::MAX_QUERY_CHARS;

use super::TextIndex;
use super::query_plan::{QueryPlan, score};
use super::ranking::{TextHits, rank};
use super::tokens::{Token, WordRole, tokens, word_role};
use super::vocabulary::allowed_errors;

/// Maximum words of a query; the others are ignored.
const MAX_WORDS: usize = 40;
/// Words shorter than this must match in their first letter: `nuit` is not corrected to « huit ».
const MIN_LEN_FIRST_LETTER: usize = 6;
/// Corrections of a misspelt word that count besides the best one.
const MAX_OTHER_CORRECTIONS: usize = 3;

/// Corrected words, and for each its other possible corrections.
type Corrections = (Vec<Token>, Vec<(usize, Vec<(u32, u16)>)>);

/// Greatest strength of a row that only serves a place: little, so that the words of the text decide among those that
/// are there.
pub const MAX_PLACE_STRENGTH: u8 = 40;

/// Names that the catalogue knows; the index knows those that its documents have.
pub trait KnownNames {
    /// Rows that serve the places named `name`, in ascending order, each with a strength of at most
    /// [`MAX_PLACE_STRENGTH`]. The name is one
    /// word that the documents use if `is_word`.
    fn rows(&self, name: &[&str], is_word: bool) -> Vec<(u32, u8)>;

    /// True if `word`, which no document has, is spelt correctly.
    fn has_word(&self, word: &str) -> bool;
}

/// No names but those of the documents.
pub(super) struct NoNames;

impl KnownNames for NoNames {
    fn rows(&self, _: &[&str], _: bool) -> Vec<(u32, u8)> {
        Vec::new()
    }

    fn has_word(&self, _: &str) -> bool {
        false
    }
}

impl TextIndex {
    /// Returns the rows that match every word of `query`, by a form, a synonym or a correction.
    ///
    /// A word without a match empties the result: [`Self::suggest`] then offers another query,
    /// rather than answering a different question. A query without words ([`Self::has_words`]) matches
    /// nothing.
    pub fn find(&self, query: &str) -> TextHits {
        self.find_with_names(query, &NoNames)
    }

    /// Same as [`Self::find`]; the name of a place also matches the rows that serve it, after those that have it, and
    /// a word that `names` have is not corrected.
    pub fn find_with_names(&self, query: &str, names: &dyn KnownNames) -> TextHits {
        let query = truncate_query(query);
        let tokens = query_tokens(query);
        if tokens.is_empty() {
            return TextHits::none(self.rows);
        }
        let plan = QueryPlan::with_names(self, &tokens, names);
        let missing = plan.unmatched();
        if missing.is_empty() {
            return rank(self, &plan, self.corrected_text(query, &tokens, &plan));
        }
        let Some((mended, others)) = self.correct(&tokens, &missing, names) else {
            return TextHits::none(self.rows);
        };
        let mut plan = QueryPlan::with_names(self, &mended, names);
        for (word, terms) in others {
            plan.add_guesses(word, terms);
        }
        if plan.unmatched().is_empty() {
            rank(self, &plan, self.corrected_text(query, &tokens, &plan))
        } else {
            TextHits::none(self.rows)
        }
    }

    /// Query as `plan` interpreted it; `None` if that is what was typed.
    fn corrected_text(&self, query: &str, typed: &[Token], plan: &QueryPlan<'_>) -> Option<String> {
        let shown = |token: &Token| {
            let term = self.vocabulary.get(&token.text);
            term.map_or(&*token.text, |term| self.vocabulary.display_form(term)).to_owned()
        };
        let mended =
            typed.iter().zip(plan.tokens).filter(|(typed, mended)| typed.text != mended.text);
        let mended = mended.map(|(typed, mended)| (typed.range.clone(), shown(mended)));
        let respelt = plan.respellings.iter().filter_map(|(first, last, shown)| {
            let (first, last) = (typed.get(*first)?, typed.get(*last)?);
            Some((first.range.start..last.range.end, (*shown).to_owned()))
        });
        let mut changes: Vec<_> = mended.chain(respelt).collect();
        changes.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        changes.dedup_by(|next, kept| next.0.start < kept.0.end);
        (!changes.is_empty()).then(|| splice(query, &changes))
    }

    /// True if `query` has a word to search for; without one the caller must skip the text.
    #[must_use]
    pub fn has_words(query: &str) -> bool {
        !query_tokens(truncate_query(query)).is_empty()
    }

    /// Number of words of `query` that are used.
    #[must_use]
    pub fn query_len(query: &str) -> usize {
        query_tokens(truncate_query(query)).len()
    }

    /// Number of distinct words in the documents and synonyms.
    #[must_use]
    pub fn vocabulary_len(&self) -> usize {
        self.vocabulary.len()
    }

    /// Number of documents.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// True if there is no document.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Replaces the `missing` words by the nearest known ones; also returns the other candidates at
    /// that distance.
    fn correct(
        &self,
        tokens: &[Token],
        missing: &[usize],
        names: &dyn KnownNames,
    ) -> Option<Corrections> {
        let mut corrected = tokens.to_vec();
        let mut others = Vec::new();
        for word in missing {
            let token = corrected.get_mut(*word)?;
            let near = self.nearest_to(token, 0, names);
            let (best, rest) = near.split_first()?;
            self.vocabulary.folded(*best).clone_into(&mut token.text);
            let rest = rest.iter().filter(|term| self.postings.count(**term) > 0);
            let rest =
                rest.take(MAX_OTHER_CORRECTIONS).map(|term| (*term, score::CORRECTION)).collect();
            others.push((*word, rest));
        }
        Some((corrected, others))
    }

    /// Same as [`Self::nearest`]; none for an acronym, or for a word that is spelt correctly.
    pub(super) fn nearest_to(&self, token: &Token, more: u8, names: &dyn KnownNames) -> Vec<u32> {
        if token.is_acronym || names.has_word(&token.text) {
            return Vec::new();
        }
        self.nearest(&token.text, more)
    }

    /// True if the documents or the synonyms have `word`, which is folded.
    #[must_use]
    pub fn has_word(&self, word: &str) -> bool {
        self.vocabulary.get(word).is_some()
    }

    /// Terms at the smallest edit distance from `word`: same first letter first, then most frequent.
    /// `more` is added to the allowed distance. Terms too short to be misspelt are left out: `toto` is
    /// not « tôt ».
    fn nearest(&self, word: &str, more: u8) -> Vec<u32> {
        let near = self.vocabulary.within_distance(word, more);
        let likely = |word: &str| word_role(word) == WordRole::Content && allowed_errors(word) > 0;
        let mut near: Vec<_> = near
            .into_iter()
            .filter(|(term, _)| likely(self.vocabulary.folded(*term)))
            .map(|(term, errors)| {
                let count = self.postings.count(term);
                let first = self.vocabulary.folded(term).bytes().next() != word.bytes().next();
                (errors, first, Reverse(count), term)
            })
            .filter(|(_, first, ..)| !first || (more == 0 && word.len() >= MIN_LEN_FIRST_LETTER))
            .collect();
        near.sort_unstable();
        let least = near.first().map(|(errors, ..)| *errors);
        let near = near.into_iter().filter(|(errors, ..)| Some(*errors) == least);
        near.map(|(.., term)| term).collect()
    }
}

/// Query with the given byte ranges replaced; the rest stays as typed.
pub(super) fn splice(query: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut text = String::new();
    let mut end = 0;
    for (range, change) in changes {
        text.push_str(query.get(end..range.start).unwrap_or_default());
        text.push_str(change);
        end = range.end;
    }
    text.push_str(query.get(end..).unwrap_or_default());
    text.trim().to_owned()
}

/// Part of `query` that is read: at most [`MAX_QUERY_CHARS`] characters, cut between two words.
pub(super) fn truncate_query(query: &str) -> &str {
    let Some((end, _)) = query.char_indices().nth(MAX_QUERY_CHARS) else { return query };
    let short = query.get(..end).unwrap_or_default();
    short.rsplit_once(char::is_whitespace).map_or(short, |(words, _)| words)
}

pub(super) fn query_tokens(query: &str) -> Vec<Token> {
    let mut tokens = tokens(query);
    tokens.truncate(MAX_WORDS);
    tokens
}
