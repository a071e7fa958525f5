//! Query plan: for each word of a query, its alternatives.

use crate::domain::directory::SynonymKind;
use crate::domain::search::MAX_QUERY_WORDS;

use super::TextIndex;
use super::forms::ScoredRow;
use super::stems::{WordRole, word_role};
use super::tokens::Token;

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
        plan.add_places();
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

    pub fn add_terms(&mut self, word: usize, terms: Vec<(u32, u16)>) {
        self.add(word, word, Hits::Terms(terms));
    }

    /// Adds an alternative unless it is empty; returns true if it was added.
    fn add(&mut self, first: usize, last: usize, hits: Hits) -> bool {
        let some = match &hits {
            Hits::Terms(terms) | Hits::Forms(terms) => !terms.is_empty(),
            Hits::Rows(rows) => !rows.is_empty(),
        };
        if some {
            self.alternatives.push(Alternative { first, last, hits });
        }
        some
    }

    /// Whole names of places, longest match first: « Joué-lès-Tours » is not Tours.
    fn add_places(&mut self) {
        let words: Vec<&str> = self.content.iter().map(|at| self.text(*at)).collect();
        let mut start = 0;
        while start < words.len() {
            let longest = MAX_PLACE_WORDS.min(words.len() - start);
            let place = (1..=longest).rev().find_map(|count| {
                let name = words.get(start..start + count)?;
                self.index.place(name).map(|term| (count, term))
            });
            let Some((count, term)) = place else {
                start += 1;
                continue;
            };
            let covered: Vec<usize> =
                self.content.iter().skip(start).take(count).copied().collect();
            if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
                self.add(*first, *last, Hits::Terms(vec![(term, score::LITERAL)]));
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
            if self.add(first, last, index.phrase(&words, score)) && close {
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

    /// Prefix match of the last word, which may be unfinished.
    fn add_prefixes(&mut self) {
        let last = self.tokens.len().saturating_sub(1);
        let length = self.text(last).chars().count();
        let enough = length >= 3 || (length == 2 && !self.covered(last));
        if enough && self.slots.contains(&last) && !self.matched_words.contains(&last) {
            let terms = self.index.vocabulary.starting_with(self.text(last));
            let terms = self.index.most_used(terms, MAX_TERMS);
            self.add_terms(last, terms.into_iter().map(|term| (term, score::PREFIX)).collect());
        }
    }
}
