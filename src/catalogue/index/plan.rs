//! Query plan: for each word of a query, its alternatives.

use crate::domain::{search::MAX_QUERY_WORDS, vocabulary::SynonymKind};

use super::{
    TextIndex,
    forms::Weighted,
    stems::{Load, load},
    tokens::Token,
};

/// Weight of each kind of match, out of 255.
pub(super) mod worth {
    pub const LITERAL: u16 = 255;
    pub const SPELLING: u16 = 240;
    pub const STEM: u16 = 220;
    pub const GLUED: u16 = 210;
    pub const ACRONYM: u16 = 190;
    pub const SYNONYM: u16 = 115;
    pub const PREFIX: u16 = 100;
    pub const NEAR: u16 = 80;
}

/// Maximum terms for one prefix or one misspelt word.
const MOST_TERMS: usize = 32;
/// Maximum words in the name of a place.
const LONGEST_PLACE: usize = 6;

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
    Rows(Vec<Weighted>),
}

/// Plan of a query: a row matches if each slot is covered by one of its alternatives.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    index: &'a TextIndex,
    pub tokens: &'a [Token],
    /// Words that are not stop words.
    content: Vec<usize>,
    pub slots: Vec<usize>,
    pub alternatives: Vec<Alternative>,
    /// Words that belong to the whole name of a place.
    pub placed: Vec<usize>,
    /// Words found without correction, possibly in another form.
    direct: Vec<usize>,
    /// Known misspellings replaced: first word, last word, replacement as displayed.
    pub respelt: Vec<(usize, usize, &'a str)>,
}

impl<'a> Plan<'a> {
    pub fn new(index: &'a TextIndex, tokens: &'a [Token]) -> Self {
        let loads = || tokens.iter().map(|token| load(&token.text)).enumerate();
        let all: Vec<usize> = (0..tokens.len()).collect();
        let that = |keep: fn(Load) -> bool| {
            loads().filter(|(_, load)| keep(*load)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let content = Some(that(|load| load != Load::Empty)).filter(|some| !some.is_empty());
        let content = content.unwrap_or(all);
        let full = Some(that(|load| load == Load::Full)).filter(|some| !some.is_empty());
        let mut slots = full.unwrap_or_else(|| content.clone());
        slots.truncate(MAX_QUERY_WORDS);
        let (alternatives, respelt) = (Vec::new(), Vec::new());
        let (placed, direct) = (Vec::new(), Vec::new());
        let mut plan =
            Self { index, tokens, content, slots, alternatives, placed, direct, respelt };
        plan.add_places();
        plan.add_words();
        plan.add_synonyms();
        plan.add_glued();
        plan.add_parted();
        plan.add_endings();
        plan
    }

    /// Slots without an alternative.
    pub fn missing(&self) -> Vec<usize> {
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
            let longest = LONGEST_PLACE.min(words.len() - start);
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
                self.add(*first, *last, Hits::Terms(vec![(term, worth::LITERAL)]));
            }
            self.placed.extend(covered);
            start += count;
        }
    }

    fn add_words(&mut self) {
        for slot in self.slots.clone() {
            let text = self.text(slot);
            let mut terms = self.index.forms(text, worth::LITERAL);
            if self.placed.contains(&slot)
                && terms.iter().any(|(_, worth)| *worth == worth::LITERAL)
            {
                terms.retain(|(_, worth)| *worth == worth::LITERAL);
            }
            if self.add(slot, slot, Hits::Forms(terms)) {
                self.direct.push(slot);
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
            let worth = match expansion.kind {
                SynonymKind::Spelling => worth::SPELLING,
                SynonymKind::Acronym => worth::ACRONYM,
                SynonymKind::Synonym => worth::SYNONYM,
            };
            let close = expansion.kind != SynonymKind::Synonym;
            if !close && covered.iter().any(|word| self.placed.contains(word)) {
                continue;
            }
            let words: Vec<&str> = expansion.words.iter().map(|word| &**word).collect();
            if self.add(first, last, index.together(&words, worth)) && close {
                let unknown = covered.iter().any(|word| !self.direct.contains(word));
                if unknown && expansion.kind == SynonymKind::Spelling {
                    self.respelt.push((first, last, &expansion.shown));
                }
                self.direct.extend(covered);
            }
        }
    }

    /// Two words that the documents write as one: « micro crédit », « 37 000 ».
    fn add_glued(&mut self) {
        let pairs: Vec<(usize, usize)> =
            self.content.iter().copied().zip(self.content.iter().copied().skip(1)).collect();
        for (first, last) in pairs.into_iter().filter(|(first, last)| first + 1 == *last) {
            let glued = format!("{}{}", self.text(first), self.text(last));
            let term = self.index.vocabulary.get(&glued);
            let term = term.filter(|term| self.index.postings.count(*term) > 0);
            let terms = term.map(|term| (term, worth::GLUED)).into_iter().collect();
            if self.add(first, last, Hits::Terms(terms)) {
                self.direct.extend([first, last]);
            }
        }
    }

    /// One word that the documents write as two, or an elision without apostrophe: `autoecole`, `denfants`.
    fn add_parted(&mut self) {
        for slot in self.slots.clone() {
            if self.direct.contains(&slot) {
                continue;
            }
            let hits = self.index.parted(self.text(slot));
            if self.add(slot, slot, hits) {
                self.direct.push(slot);
            }
        }
    }

    /// Prefix match of the last word, which may be unfinished.
    fn add_endings(&mut self) {
        let last = self.tokens.len().saturating_sub(1);
        let length = self.text(last).chars().count();
        let enough = length >= 3 || (length == 2 && !self.covered(last));
        if enough && self.slots.contains(&last) && !self.direct.contains(&last) {
            let terms = self.index.vocabulary.starting_with(self.text(last));
            let terms = self.index.most_used(terms, MOST_TERMS);
            self.add_terms(last, terms.into_iter().map(|term| (term, worth::PREFIX)).collect());
        }
    }
}
