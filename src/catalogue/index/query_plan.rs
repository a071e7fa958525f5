//! Query plan: for each word of a query, its alternatives.

use std::cmp::Reverse;

use super::query::{KnownNames, NoNames};
use super::tokens::{Token, WordRole, stem, word_role};
use super::{Field, TextIndex};
use crate::domain::directory::SynonymKind;
use crate::domain::search::MAX_QUERY_WORDS;

/// Weight of each kind of match, out of 255.
pub(super) mod score {
    pub const LITERAL: u16 = 255;
    pub const SPELLING: u16 = 240;
    pub const STEM: u16 = 220;
    pub const COMPOUND: u16 = 210;
    pub const ACRONYM: u16 = 190;
    pub const SYNONYM: u16 = 115;
    pub const PREFIX: u16 = 100;
    pub const CORRECTION: u16 = 80;
}

/// Maximum terms for one prefix or one misspelt word.
const MAX_TERMS: usize = 32;

/// Maximum words in the name of a place.
const MAX_PLACE_WORDS: usize = 6;

/// Alternative match for the words from `first` to `last`.
#[derive(Debug)]
pub(super) struct Alternative {
    pub first: usize,
    pub last: usize,
    pub hits: Hits,
    /// True for the words as typed, respelt or spelt out; false for a synonym, a prefix or a guess.
    pub is_direct: bool,
}

#[derive(Debug)]
pub(super) enum Hits {
    /// Any of these terms, each with its weight.
    Terms(Vec<(u32, u16)>),
    /// Forms of one word, each with its weight; a row that has several scores higher.
    Forms(Vec<(u32, u16)>),
    /// Phrase of several words: the rows that have them all.
    Rows(Vec<ScoredRow>),
}

/// Plan of a query: a row matches if each slot is covered by one of its alternatives.
#[derive(Debug)]
pub(super) struct QueryPlan<'a> {
    index: &'a TextIndex,
    pub tokens: &'a [Token],
    /// Words that are not stop words.
    content: Vec<usize>,
    pub slots: Vec<usize>,
    pub alternatives: Vec<Alternative>,
    /// Words that belong to the whole name of a place.
    pub place_words: Vec<usize>,
    /// Words found without correction, possibly in another form.
    matched_words: Vec<usize>,
    /// Known misspellings replaced: first word, last word, replacement as displayed.
    pub respellings: Vec<(usize, usize, &'a str)>,
}

impl<'a> QueryPlan<'a> {
    pub fn new(index: &'a TextIndex, tokens: &'a [Token]) -> Self {
        Self::with_names(index, tokens, &NoNames)
    }

    /// Plan in which the name of a place also matches the rows that serve it.
    pub fn with_names(index: &'a TextIndex, tokens: &'a [Token], known: &dyn KnownNames) -> Self {
        let loads = || tokens.iter().map(|token| word_role(&token.text)).enumerate();
        let all: Vec<usize> = (0..tokens.len()).collect();
        let that = |keep: fn(WordRole) -> bool| {
            loads().filter(|(_, word_role)| keep(*word_role)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let content =
            Some(that(|word_role| word_role != WordRole::StopWord)).filter(|some| !some.is_empty());
        let content = content.unwrap_or(all);
        let full =
            Some(that(|word_role| word_role == WordRole::Content)).filter(|some| !some.is_empty());
        let mut slots = full.unwrap_or_else(|| content.clone());
        slots.truncate(MAX_QUERY_WORDS);
        let (alternatives, respelt) = (Vec::new(), Vec::new());
        let (placed, direct) = (Vec::new(), Vec::new());
        let mut plan = Self {
            index,
            tokens,
            content,
            slots,
            alternatives,
            place_words: placed,
            matched_words: direct,
            respellings: respelt,
        };
        plan.add_places(known);
        plan.add_words();
        plan.add_synonyms();
        plan.add_compounds();
        plan.add_split_compounds();
        plan.add_prefixes();
        plan
    }

    /// Slots without an alternative.
    pub fn unmatched(&self) -> Vec<usize> {
        self.slots.iter().copied().filter(|slot| !self.covered(*slot)).collect()
    }

    fn covered(&self, word: usize) -> bool {
        self.alternatives.iter().any(|that| (that.first..=that.last).contains(&word))
    }

    pub fn text(&self, word: usize) -> &'a str {
        self.tokens.get(word).map_or("", |token| &token.text)
    }

    /// Adds `terms` as a guess of what `word` means.
    pub fn add_guesses(&mut self, word: usize, terms: Vec<(u32, u16)>) {
        let hits = Hits::Terms(terms);
        self.add_alternative(Alternative { first: word, last: word, hits, is_direct: false });
    }

    /// Adds direct hits of the words from `first` to `last`; returns true if there are any.
    fn add(&mut self, first: usize, last: usize, hits: Hits) -> bool {
        self.add_alternative(Alternative { first, last, hits, is_direct: true })
    }

    /// Adds an alternative unless it is empty; returns true if it was added.
    fn add_alternative(&mut self, that: Alternative) -> bool {
        let some = match &that.hits {
            Hits::Terms(terms) | Hits::Forms(terms) => !terms.is_empty(),
            Hits::Rows(rows) => !rows.is_empty(),
        };
        if some {
            self.alternatives.push(that);
        }
        some
    }

    /// Whole names of places, longest match first: « Joué-lès-Tours » is not Tours.
    fn add_places(&mut self, places: &dyn KnownNames) {
        let words: Vec<&str> = self.content.iter().map(|at| self.text(*at)).collect();
        let mut start = 0;
        while start < words.len() {
            let longest = MAX_PLACE_WORDS.min(words.len() - start);
            let place = (1..=longest).rev().find_map(|count| {
                let name = words.get(start..start + count)?;
                let (term, served) = (self.index.place(name), self.index.served(name, places));
                (term.is_some() || !served.is_empty()).then_some((count, term, served))
            });
            let Some((count, term, served)) = place else {
                start += 1;
                continue;
            };
            let covered: Vec<usize> =
                self.content.iter().skip(start).take(count).copied().collect();
            if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
                let terms = term.map(|term| (term, score::LITERAL)).into_iter().collect();
                self.add(*first, *last, Hits::Terms(terms));
                self.add(*first, *last, Hits::Rows(served));
            }
            self.place_words.extend(covered);
            start += count;
        }
    }

    fn add_words(&mut self) {
        for slot in self.slots.clone() {
            let text = self.text(slot);
            let mut terms = self.index.forms(text, score::LITERAL);
            if self.place_words.contains(&slot)
                && terms.iter().any(|(_, score)| *score == score::LITERAL)
            {
                terms.retain(|(_, score)| *score == score::LITERAL);
            }
            if self.add(slot, slot, Hits::Forms(terms)) {
                self.matched_words.push(slot);
            }
        }
    }

    fn add_synonyms(&mut self) {
        let index = self.index;
        let words: Vec<&str> = self.content.iter().map(|at| self.text(*at)).collect();
        for (start, count, expansion) in index.synonyms.find(&words) {
            let covered: Vec<usize> =
                self.content.iter().skip(start).take(count).copied().collect();
            let (Some(first), Some(last)) = (covered.first().copied(), covered.last().copied())
            else {
                continue;
            };
            let score = match expansion.kind {
                SynonymKind::Spelling => score::SPELLING,
                SynonymKind::Acronym => score::ACRONYM,
                SynonymKind::Synonym => score::SYNONYM,
            };
            let close = expansion.kind != SynonymKind::Synonym;
            if !close && covered.iter().any(|word| self.place_words.contains(word)) {
                continue;
            }
            let words: Vec<&str> = expansion.words.iter().map(|word| &**word).collect();
            let hits = index.phrase(&words, score);
            let that = Alternative { first, last, hits, is_direct: close };
            if self.add_alternative(that) && close {
                let unknown = covered.iter().any(|word| !self.matched_words.contains(word));
                if unknown && expansion.kind == SynonymKind::Spelling {
                    self.respellings.push((first, last, &expansion.shown));
                }
                self.matched_words.extend(covered);
            }
        }
    }

    /// Two words that the documents write as one: « micro crédit », « 37 000 ».
    fn add_compounds(&mut self) {
        let pairs: Vec<(usize, usize)> =
            self.content.iter().copied().zip(self.content.iter().copied().skip(1)).collect();
        for (first, last) in pairs.into_iter().filter(|(first, last)| first + 1 == *last) {
            let glued = format!("{}{}", self.text(first), self.text(last));
            let term = self.index.vocabulary.get(&glued);
            let term = term.filter(|term| self.index.postings.count(*term) > 0);
            let terms = term.map(|term| (term, score::COMPOUND)).into_iter().collect();
            if self.add(first, last, Hits::Terms(terms)) {
                self.matched_words.extend([first, last]);
            }
        }
    }

    /// One word that the documents write as two, or an elision without apostrophe: `autoecole`, `denfants`.
    fn add_split_compounds(&mut self) {
        for slot in self.slots.clone() {
            if self.matched_words.contains(&slot) {
                continue;
            }
            let hits = self.index.split_compound(self.text(slot));
            if self.add(slot, slot, hits) {
                self.matched_words.push(slot);
            }
        }
    }

    /// Prefix match of the last word, which may be unfinished unless it is an acronym.
    fn add_prefixes(&mut self) {
        let last = self.tokens.len().saturating_sub(1);
        let length = self.text(last).chars().count();
        let enough = length >= 3 || (length == 2 && !self.covered(last));
        let known = self.index.synonyms.has_acronym(self.text(last))
            || self.tokens.get(last).is_some_and(|token| token.is_acronym);
        if enough && !known && self.slots.contains(&last) && !self.matched_words.contains(&last) {
            let terms = self.index.vocabulary.starting_with(self.text(last));
            let terms = self.index.most_used(terms, MAX_TERMS);
            self.add_guesses(last, terms.into_iter().map(|term| (term, score::PREFIX)).collect());
        }
    }
}

/// Row and packed score: `value << 8 | fields`; the value is out of 255 × 255.
pub(super) type ScoredRow = (u32, u32);

impl TextIndex {
    /// Terms in use with the stem of `word`; `word` itself gets the full weight `score`, its other forms less.
    pub(super) fn forms(&self, word: &str, score: u16) -> Vec<(u32, u16)> {
        let literal = self.vocabulary.get(word);
        let lesser = score * score::STEM / score::LITERAL;
        let family = self.vocabulary.family(word).iter();
        let family =
            family.map(|term| (*term, if Some(*term) == literal { score } else { lesser }));
        let verbatim = self.vocabulary.verbatim(word).map(|term| (term, score));
        family.chain(verbatim).filter(|(term, _)| self.postings.count(*term) > 0).collect()
    }

    /// Rows that have all of `words` in one field.
    pub(super) fn phrase(&self, words: &[&str], score: u16) -> Hits {
        if let [word] = words {
            return Hits::Terms(self.forms(word, score));
        }
        let mut forms: Vec<_> = words.iter().map(|word| self.forms(word, score)).collect();
        forms.sort_by_key(|terms| {
            terms.iter().map(|(term, _)| self.postings.count(*term)).sum::<usize>()
        });
        let mut forms = forms.iter();
        let mut rows = forms.next().map(|terms| self.union(terms)).unwrap_or_default();
        for terms in forms {
            if rows.is_empty() {
                break;
            }
            rows = intersection(&rows, &self.union(terms));
        }
        Hits::Rows(rows)
    }

    /// Rows that have any of `terms`, in order, each with its best score.
    fn union(&self, terms: &[(u32, u16)]) -> Vec<ScoredRow> {
        let mut rows: Vec<ScoredRow> = Vec::new();
        for (term, score) in terms {
            rows.extend(
                self.postings.of(*term).map(|(row, mark)| (row, posting_score(mark, *score))),
            );
        }
        if terms.len() > 1 {
            // Each list is sorted already: the stable sort merges them in one pass.
            rows.sort_by_key(|(row, weight)| (*row, Reverse(*weight)));
            rows.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 |= next.1 & 0x7f;
                }
                same
            });
        }
        rows
    }

    /// Matches of `word` after undoing an elision (`denfants`) or splitting a compound (`autoecole`).
    pub(super) fn split_compound(&self, word: &str) -> Hits {
        for elided in ["d", "l", "j", "s", "n", "qu"] {
            if let Some(rest) = word.strip_prefix(elided).filter(|rest| rest.len() >= 4) {
                let forms = self.forms(rest, score::COMPOUND);
                if !forms.is_empty() {
                    return Hits::Terms(forms);
                }
            }
        }
        let mut best = Vec::new();
        for at in 3..word.len().saturating_sub(2) {
            let Some((left, right)) = word.split_at_checked(at) else { continue };
            let known = |word: &str| !self.forms(word, score::COMPOUND).is_empty();
            if !known(left) {
                continue;
            }
            let bare = ["d", "l"].into_iter().find_map(|elided| right.strip_prefix(elided));
            let bare = bare.filter(|bare| bare.len() >= 3 && known(bare));
            for right in [Some(right).filter(|right| known(right)), bare].into_iter().flatten() {
                if let Hits::Rows(rows) = self.phrase(&[left, right], score::COMPOUND)
                    && rows.len() > best.len()
                {
                    best = rows;
                }
            }
        }
        Hits::Rows(best)
    }

    /// Rows that serve the places named `words`.
    fn served(&self, words: &[&str], places: &dyn KnownNames) -> Vec<ScoredRow> {
        let is_word = match words {
            [word] => self.vocabulary.get(word).is_some_and(|term| self.postings.count(term) > 0),
            _ => false,
        };
        let rows = places.rows(words, is_word).into_iter();
        let scored = |strength: u8| {
            posting_score(u16::from(strength) << 8 | Field::Region.bit(), score::LITERAL)
        };
        rows.map(|(row, strength)| (row, scored(strength))).collect()
    }

    /// Term in use for the place with exactly this name, as written or stemmed.
    pub(super) fn place(&self, words: &[&str]) -> Option<u32> {
        let written = self.vocabulary.place(words);
        let stems = || {
            let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
            self.vocabulary.place(&stems.iter().map(|stem| &**stem).collect::<Vec<_>>())
        };
        let place = match words {
            [word] => written.or_else(|| self.place_by_stem(word)),
            _ => written.or_else(stems),
        };
        place.filter(|term| self.postings.count(*term) > 0)
    }

    /// Place of which the unknown `word` is another form: `bourge` for Bourges.
    fn place_by_stem(&self, word: &str) -> Option<u32> {
        let vocabulary = &self.vocabulary;
        if vocabulary.get(word).is_some() {
            return None;
        }
        let mut family = vocabulary.family(word).iter();
        family.find_map(|term| vocabulary.place(&[vocabulary.folded(*term)]))
    }

    /// The `most` terms that occur in most rows.
    pub(super) fn most_used(&self, mut terms: Vec<u32>, most: usize) -> Vec<u32> {
        terms.retain(|term| self.postings.count(*term) > 0);
        terms.sort_unstable_by_key(|term| (Reverse(self.postings.count(*term)), *term));
        terms.truncate(most);
        terms
    }
}

/// Combines a mark with the weight of the match into one comparable number.
pub(super) fn posting_score(mark: u16, score: u16) -> u32 {
    (u32::from(mark >> 8) * u32::from(score)) << 8 | u32::from(mark & 0xff)
}

/// Intersection of two sorted lists, limited to rows where both match in a common field.
fn intersection(left: &[ScoredRow], right: &[ScoredRow]) -> Vec<ScoredRow> {
    let mut rows = Vec::with_capacity(left.len().min(right.len()));
    let mut right = right;
    for (row, weight) in left {
        let skip = right.partition_point_near(*row);
        right = right.get(skip..).unwrap_or_default();
        if let Some((other, also)) = right.first()
            && other == row
        {
            let fields = weight & also & 0x7f;
            if fields != 0 {
                rows.push((*row, (weight.min(also) & !0xff) | fields));
            }
        }
    }
    rows
}

/// Galloping search from the start of a sorted list, where the next row usually is.
trait GallopingSearch {
    fn partition_point_near(&self, row: u32) -> usize;
}

impl GallopingSearch for [ScoredRow] {
    fn partition_point_near(&self, row: u32) -> usize {
        let mut step = 1;
        while self.get(step).is_some_and(|(other, _)| *other < row) {
            step *= 2;
        }
        let within = self.get(step / 2..self.len().min(step + 1)).unwrap_or_default();
        if self.first().is_none_or(|(first, _)| *first >= row) {
            return 0;
        }
        step / 2 + within.partition_point(|(other, _)| *other < row)
    }
}
