//! Runs a query: tokens, spelling correction, ranked rows.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use crate::domain::directory::NationalPhone;
use crate::domain::search::MAX_QUERY_CHARS;
use crate::domain::text::Slug;

use super::TextIndex;
use super::query_plan::{MAX_GUESSED_WORDS, MAX_TRIED_WORDS, QueryPlan, score};
use super::ranking::{MAX_RANKED_WORDS, TextHits, rank, rank_among};
use super::reading::sound;
use super::tokens::{MAX_WORD_BYTES, Token, WordRole, each_word, tokens, word_role};
use super::vocabulary::{Vocabulary, allowed_errors};

/// Maximum words of a query; the others are ignored.
const MAX_WORDS: usize = 200;
/// Steps to look up a word, and the phrases and places that begin with it.
const STEPS_PER_WORD: usize = 40;
/// Steps to find what the forms and the synonyms of a word match.
const STEPS_PER_TRIED_WORD: usize = 400;
/// Rows that are ranked in the time of a step.
const ROWS_PER_STEP: usize = 4;
/// Words shorter than this must match in their first letter: `nuit` is not corrected to « huit ».
const MIN_LEN_FIRST_LETTER: usize = 6;
/// Corrections of a misspelt word that count besides the best one.
const MAX_OTHER_CORRECTIONS: usize = 3;

/// Lengths in bytes of a word that may be several run together, and of the words in it.
const MIN_COMPOUND_LEN: usize = 8;
const MAX_COMPOUND_LEN: usize = MAX_WORD_BYTES;
const MIN_COMPOUND_WORD_LEN: usize = 4;
/// Small words between words run together.
const SMALL_COMPOUND_WORDS: [&str; 20] = [
    "a", "au", "avec", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ma", "mes",
    "mon", "pas", "pour", "sans", "sur",
];

/// Corrected words, and for each its other possible corrections.
type Corrections = (Vec<Token>, Vec<(usize, Vec<(u32, u16)>)>);

/// Misspellings in the bytes of a query, each with the right words as they are shown.
type Replacements<'a> = Vec<(Range<usize>, &'a str)>;

/// Greatest strength of a row that only serves a place: little, so that the words of the text decide among those that
/// are there.
pub const MAX_PLACE_STRENGTH: u8 = 40;

/// Names that the catalogue knows; the index knows those that its documents have.
pub trait KnownNames {
    /// Rows that serve the places named `name`, in sets of a strength of at most [`MAX_PLACE_STRENGTH`]. The name is one
    /// word that the documents use if `is_word`.
    fn rows(&self, name: &[&str], is_word: bool) -> Vec<(u8, FixedBitSet)>;

    /// Greatest number of words of a name that begins with `first`; 0 if none does.
    fn longest_name(&self, first: &str) -> usize;

    /// True if `word`, which no document has, is spelt correctly.
    fn has_word(&self, word: &str) -> bool;

    /// Rows that a search shows unless it asks for others; `None` if it shows all.
    fn usual_rows(&self) -> Option<&FixedBitSet> {
        None
    }
}

/// No names but those of the documents.
pub(super) struct NoNames;

impl KnownNames for NoNames {
    fn rows(&self, _: &[&str], _: bool) -> Vec<(u8, FixedBitSet)> {
        Vec::new()
    }

    fn longest_name(&self, _: &str) -> usize {
        0
    }

    fn has_word(&self, _: &str) -> bool {
        false
    }
}

impl TextIndex {
    /// Returns the rows that match the words of `query`, by a form, a synonym, a value that they point to, or a
    /// correction.
    ///
    /// A word that matches nothing is left out, and so are those that no row has beside weightier ones
    /// ([`TextReading::left_out`](super::TextReading::left_out)). A query without words ([`Self::has_words`]) matches
    /// nothing.
    pub fn find(&self, query: &str) -> TextHits {
        self.find_with_names(query, &NoNames)
    }

    /// Same as [`Self::find`]; the name of a place also matches the rows that serve it, after those that have it, and
    /// a word that `names` have is not corrected.
    pub fn find_with_names(&self, query: &str, names: &dyn KnownNames) -> TextHits {
        self.find_at_depth(query, names, 0)
    }

    /// Same as [`Self::find_with_names`], for a query or at this `depth` of its synonyms.
    pub(super) fn find_at_depth(&self, query: &str, names: &dyn KnownNames, depth: u8) -> TextHits {
        let query = truncate_query(query);
        let tokens = query_tokens(query);
        if tokens.is_empty() {
            return TextHits::none(self.rows);
        }
        let (respelt, shown) = self.respelt(&tokens);
        let read = respelt.as_ref().unwrap_or(&tokens);
        let plan = QueryPlan::with_names(self, read, names, depth);
        let missing = plan.unmatched();
        if missing.is_empty() {
            let corrected_text = self.corrected_text(query, &tokens, &plan, &shown);
            return self.ranked(&plan, names).corrected(corrected_text);
        }
        let (mended, others) = self.correct(read, &missing, names);
        let mut plan = match others.as_slice() {
            [] => plan,
            _ => QueryPlan::with_names(self, &mended, names, depth),
        };
        for (word, terms) in others {
            plan.add_guesses(word, terms);
        }
        for word in plan.unmatched().into_iter().take(MAX_GUESSED_WORDS) {
            plan.add_prefix(word, names);
        }
        plan.leave_out_unmatched();
        if plan.slots.is_empty() {
            return TextHits::none(self.rows);
        }
        let corrected_text = self.corrected_text(query, &tokens, &plan, &shown);
        self.ranked(&plan, names).corrected(corrected_text)
    }

    /// Rows that match `plan`. If a search usually shows none of them, those that have as many of its words as one that
    /// it does show.
    fn ranked(&self, plan: &QueryPlan<'_>, names: &dyn KnownNames) -> TextHits {
        let found = rank(self, plan);
        let usual = names.usual_rows().filter(|usual| found.rows.is_disjoint(usual));
        usual.and_then(|usual| rank_among(self, plan, usual)).unwrap_or(found)
    }

    /// `tokens` with the known misspellings of which a word is in no document replaced, `None` if there are none; and
    /// the replacements as they are shown.
    fn respelt(&self, tokens: &[Token]) -> (Option<Vec<Token>>, Replacements<'_>) {
        let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        let is_unknown = |text: &str| {
            let used = |term: u32| self.postings.count(term) > 0;
            word_role(text) == WordRole::Content && !self.vocabulary.get(text).is_some_and(used)
        };
        let mut respelt: Option<Vec<Token>> = None;
        let mut shown = Vec::new();
        let mut at = 0;
        while let (Some(rest), Some(token)) = (texts.get(at..), tokens.get(at)) {
            let found = self
                .synonyms
                .longest_misspelling(rest)
                .filter(|(count, _)| rest.iter().take(*count).any(|text| is_unknown(text)));
            if let Some((count, right)) = found {
                let last = tokens.get(at + count - 1).unwrap_or(token);
                let range = token.range.start..last.range.end;
                let words = right.words.iter().map(|word| token.respelt(word));
                let words = words.map(|word| Token { range: range.clone(), ..word });
                let kept = respelt.get_or_insert_with(|| tokens.iter().take(at).cloned().collect());
                kept.extend(words);
                shown.push((range.clone(), &*right.shown));
                at += count;
            } else {
                if let Some(kept) = &mut respelt {
                    kept.push(token.clone());
                }
                at += 1;
            }
        }
        (respelt, shown)
    }

    /// Query as `plan` interpreted it; `None` if that is what was typed.
    fn corrected_text(
        &self,
        query: &str,
        typed: &[Token],
        plan: &QueryPlan<'_>,
        replacements: &Replacements<'_>,
    ) -> Option<String> {
        let shown = |token: &Token| {
            let term = self.vocabulary.get(&token.text);
            term.map_or(&*token.text, |term| self.vocabulary.display_form(term)).to_owned()
        };
        let mut mended: Vec<(Range<usize>, String)> = Vec::new();
        for token in plan.tokens {
            let same = |it: &Token| it.range == token.range && it.text == token.text;
            match mended.last_mut().filter(|(range, _)| *range == token.range) {
                Some((_, words)) => {
                    words.push(' ');
                    words.push_str(&shown(token));
                }
                None if typed.iter().any(same) => {}
                None if replacements.iter().any(|(range, _)| *range == token.range) => {}
                None => mended.push((token.range.clone(), shown(token))),
            }
        }
        let replaced =
            replacements.iter().map(|(range, shown)| (range.clone(), (*shown).to_owned()));
        let mended = mended.into_iter().chain(replaced);
        let respelt = plan.respellings.iter().filter_map(|(first, last, shown)| {
            let (first, last) = (plan.tokens.get(*first)?, plan.tokens.get(*last)?);
            Some((first.range.start..last.range.end, (*shown).to_owned()))
        });
        let mut changes: Vec<_> = mended.chain(respelt).collect();
        changes.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        changes.dedup_by(|next, kept| next.0.start < kept.0.end);
        (!changes.is_empty()).then(|| splice(query, &changes))
    }

    /// National numbers that `query` names, or those for the danger that it tells of; true for these. A word that
    /// `names` do not have may be a misspelt one of danger.
    #[must_use]
    pub fn numbers_in(&self, query: &str, names: &dyn KnownNames) -> (Vec<&NationalPhone>, bool) {
        self.meanings.numbers_in(truncate_query(query), |word| names.has_word(word))
    }

    /// National numbers for the dangers that belong to `barrier`.
    pub fn danger_numbers_of(&self, barrier: &Slug) -> impl Iterator<Item = &NationalPhone> {
        self.meanings.danger_numbers_of(barrier)
    }

    /// True if `query` has a word to search for; without one the caller must skip the text.
    #[must_use]
    pub fn has_words(query: &str) -> bool {
        Self::query_len(query) > 0
    }

    /// Number of words of `query` that are used.
    #[must_use]
    pub fn query_len(query: &str) -> usize {
        let mut words = 0;
        each_word(truncate_query(query), |_, _| words += 1);
        words.min(MAX_WORDS)
    }

    /// Steps to run `query`: its ranked words match in every row at worst, its unknown ones walk the vocabulary, and
    /// each word is looked up.
    pub(in crate::catalogue) fn steps(&self, query: &str) -> usize {
        let (mut words, mut unknown) = (0, 0);
        each_word(truncate_query(query), |word, _| {
            words += 1;
            unknown += usize::from(!self.has_word(word));
        });
        words.min(MAX_RANKED_WORDS) * self.rows / ROWS_PER_STEP
            + unknown.min(MAX_GUESSED_WORDS) * self.vocabulary.len()
            + words.min(MAX_TRIED_WORDS) * STEPS_PER_TRIED_WORD
            + words.min(MAX_WORDS) * STEPS_PER_WORD
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

    /// Replaces the first of the `missing` words by the nearest known ones, or by the words run together in it, where
    /// there are any; also returns the other candidates at that distance.
    fn correct(&self, tokens: &[Token], missing: &[usize], names: &dyn KnownNames) -> Corrections {
        let tried = missing.get(..MAX_GUESSED_WORDS.min(missing.len())).unwrap_or_default();
        let mut corrected = Vec::with_capacity(tokens.len());
        let mut others = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if !tried.contains(&at) {
                corrected.push(token.clone());
                continue;
            }
            let near = self.nearest_to(token, 0, names);
            let word = corrected.len();
            let Some((best, rest)) = near.split_first() else {
                let compound = self.compound_words(token, names);
                if !compound.is_empty() {
                    others.push((word, Vec::new()));
                }
                let compound = if compound.is_empty() { vec![token.clone()] } else { compound };
                corrected.extend(compound);
                continue;
            };
            corrected.push(token.respelt(self.vocabulary.folded(*best)));
            let rest = rest.iter().filter(|term| self.postings.count(**term) > 0);
            let rest =
                rest.take(MAX_OTHER_CORRECTIONS).map(|term| (*term, score::CORRECTION)).collect();
            others.push((word, rest));
        }
        (corrected, others)
    }

    /// Words that `token` is made of, with small words between them: `coursdefrancais`; none if it is not.
    fn compound_words(&self, token: &Token, names: &dyn KnownNames) -> Vec<Token> {
        let word = token.text.as_str();
        if !(MIN_COMPOUND_LEN..=MAX_COMPOUND_LEN).contains(&word.len()) || names.has_word(word) {
            return Vec::new();
        }
        let is_known = |piece: &str| {
            SMALL_COMPOUND_WORDS.contains(&piece)
                || (piece.len() >= MIN_COMPOUND_WORD_LEN && self.vocabulary.get(piece).is_some())
        };
        // Best split of each start of the word: the longest pieces win. A piece is stored by its start.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
        if let Some(start) = best.first_mut() {
            *start = Some((0, 0));
        }
        for end in 1..=word.len() {
            let split = (0..end).filter_map(|start| {
                let (score, _) = best.get(start).copied().flatten()?;
                let piece = word.get(start..end).filter(|piece| is_known(piece))?;
                Some((score + piece.len() * piece.len(), start))
            });
            let split = split.max();
            if let Some(place) = best.get_mut(end) {
                *place = split;
            }
        }
        let mut pieces = Vec::new();
        let mut end = word.len();
        while let Some((_, start)) = best.get(end).copied().flatten().filter(|_| end > 0) {
            pieces.push(token.respelt(word.get(start..end).unwrap_or_default()));
            end = start;
        }
        pieces.reverse();
        let has_word = pieces.iter().any(|it| it.text.len() >= MIN_COMPOUND_WORD_LEN);
        if end == 0 && has_word && pieces.len() > 1 { pieces } else { Vec::new() }
    }

    /// Words in use that sound like `word`, the most frequent first.
    fn sounding_like(&self, word: &str) -> Vec<u32> {
        let Some(key) = sound(word) else { return Vec::new() };
        let sounds = self.sounds.get_or_init(|| {
            let mut sounds: HashMap<Box<str>, Vec<u32>> = HashMap::new();
            for term in (0..).take(self.vocabulary.len()) {
                let is_word = word_role(self.vocabulary.folded(term)) == WordRole::Content;
                if is_word && let Some(key) = sound(self.vocabulary.display_form(term)) {
                    sounds.entry(key.into()).or_default().push(term);
                }
            }
            sounds
        });
        let mut terms = sounds.get(key.as_str()).cloned().unwrap_or_default();
        terms.sort_by_key(|term| Reverse(self.postings.count(*term)));
        terms
    }

    /// Same as [`Self::nearest`]; none for an acronym, or for a word that is spelt correctly.
    pub(super) fn nearest_to(&self, token: &Token, more: u8, names: &dyn KnownNames) -> Vec<u32> {
        if token.is_acronym || names.has_word(&token.text) {
            return Vec::new();
        }
        let alike = self.sounding_like(&token.text);
        if alike.is_empty() { self.nearest(&token.text, more) } else { alike }
    }

    /// True if the documents or the synonyms have `word`, which is folded.
    #[must_use]
    pub fn has_word(&self, word: &str) -> bool {
        self.vocabulary.get(word).is_some()
    }

    /// Terms at the smallest edit distance from `word`: same first letter first, then most frequent.
    /// `more` is added to the allowed distance. Terms too short to be misspelt are left out: `toto` is
    /// not « tôt ».
    ///
    /// Most misspelt words have one error, and two cost ten times as much to look for.
    fn nearest(&self, word: &str, more: u8) -> Vec<u32> {
        let most = Vocabulary::most_errors(word, more);
        let mut nearest = (1..=most).map(|errors| self.nearest_within(word, errors, more > 0));
        nearest.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Same as [`Self::nearest`] among the terms that are at most `errors` away; those with another first letter are
    /// left out if `same_start`.
    fn nearest_within(&self, word: &str, errors: u8, same_start: bool) -> Vec<u32> {
        let same_start = same_start || word.len() < MIN_LEN_FIRST_LETTER;
        let near = self.vocabulary.within_errors(word, errors, same_start);
        let likely = |word: &str| word_role(word) == WordRole::Content && allowed_errors(word) > 0;
        let mut near: Vec<_> = near
            .into_iter()
            .filter(|(term, _)| likely(self.vocabulary.folded(*term)))
            .map(|(term, errors)| {
                let count = self.postings.count(term);
                let first = self.vocabulary.folded(term).bytes().next() != word.bytes().next();
                (errors, first, Reverse(count), term)
            })
            .filter(|(_, first, ..)| !first || !same_start)
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
