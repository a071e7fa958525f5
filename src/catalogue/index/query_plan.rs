//! Query plan: for each word of a query, its alternatives.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::query::{KnownNames, NoNames};
use super::reading::{Expansion, PhraseMeaning, age_at, price_at};
use super::tokens::{Token, WordRole, stem, word_role};
use super::{Field, TextIndex};
use crate::domain::directory::{Meaning, SynonymKind};

/// Weight of each kind of match, out of 255.
pub(super) mod score {
    pub const LITERAL: u16 = 255;
    pub const SPELLING: u16 = 240;
    pub const STEM: u16 = 220;
    pub const COMPOUND: u16 = 210;
    pub const ACRONYM: u16 = 190;
    pub const SYNONYM: u16 = 115;
    pub const PREFIX: u16 = 100;
    pub const MEANING: u16 = 90;
    pub const CORRECTION: u16 = 80;
    /// What a search for a synonym finds otherwise than by its words together.
    pub const FOUND: u16 = 65;
}

/// Maximum terms for one prefix or one misspelt word.
const MAX_TERMS: usize = 32;

/// Maximum words in the name of a place.
const MAX_PLACE_WORDS: usize = 6;

/// Length in bytes of the shortest word that is another form of the name of a place.
const MIN_PLACE_FORM_LEN: usize = 4;

/// Maximum words that are split, completed or corrected: each walks the vocabulary.
pub(super) const MAX_GUESSED_WORDS: usize = 6;

/// Maximum words whose synonyms are looked up and that are tried in the ranking, the weightiest ones: a text of 200 words
/// costs little more than one of as many as this.
pub(super) const MAX_TRIED_WORDS: usize = 32;

/// Words of a phrase that is read before shorter ones within it.
const LONG_PHRASE: usize = 3;

/// Depth of the synonyms of synonyms: « décrocheur », décrochage, « décrochage scolaire ».
const MAX_DEPTH: u8 = 3;

/// Alternative match for the words from `first` to `last`.
#[derive(Debug)]
pub(super) struct Alternative<'a> {
    pub first: usize,
    pub last: usize,
    pub hits: Hits<'a>,
    /// True for the words as typed, respelt or spelt out; false for a synonym, a prefix or a guess.
    pub is_direct: bool,
}

#[derive(Debug)]
pub(super) enum Hits<'a> {
    /// Any of these terms, each with its weight.
    Terms(Vec<(u32, u16)>),
    /// Forms of one word, each with its weight; a row that has several scores higher.
    Forms(Vec<(u32, u16)>),
    /// Phrase of several words: the rows that have them all.
    Rows(Cow<'a, [ScoredRow]>),
    /// Values that the words point to, each with its weight.
    Meaning(Vec<(u32, u16)>),
    /// Rows of a search for other words, all of the same weight.
    Found(Cow<'a, FixedBitSet>),
    /// Rows that serve a place, in sets of one packed score.
    Served(Vec<(u32, FixedBitSet)>),
}

impl Hits<'_> {
    /// Number of rows that they find, those of several terms counted several times.
    pub fn weight(&self, index: &TextIndex) -> usize {
        match self {
            Self::Terms(terms) | Self::Forms(terms) | Self::Meaning(terms) => {
                terms.iter().map(|(term, _)| index.postings.count(*term)).sum()
            }
            Self::Rows(rows) => rows.len(),
            Self::Found(rows) => rows.count_ones(..),
            Self::Served(levels) => levels.iter().map(|(_, rows)| rows.count_ones(..)).sum(),
        }
    }
}

/// Part of a query that was read as a place or as values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPart {
    /// Bytes of the query.
    pub range: Range<usize>,
    pub meaning: PartMeaning,
}

/// Query as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextReading {
    /// Parts in their order, but for the words that are left out.
    pub parts: Vec<TextPart>,
    /// Words that no row has beside the weightier ones, in bytes of the query.
    pub left_out: Vec<Range<usize>>,
}

impl TextReading {
    /// Words of the parts of `query` that `keep` accepts, without the small words around them.
    #[must_use]
    pub fn text_of(&self, query: &str, keep: impl Fn(&TextPart) -> bool) -> String {
        let kept = self.parts.iter().filter(|part| keep(part));
        let texts = kept.filter_map(|part| query.get(part.range.clone()));
        texts.collect::<Vec<_>>().join(" ")
    }
}

/// Meaning of a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartMeaning {
    Place,
    /// One of these values.
    Values(Box<[Meaning]>),
    /// Words that are searched for as they are.
    Words,
}

impl PartMeaning {
    /// Values that the part may stand for.
    #[must_use]
    pub fn values(&self) -> &[Meaning] {
        match self {
            Self::Values(values) => values,
            Self::Place | Self::Words => &[],
        }
    }
}

/// Plan of a query: a row matches if each slot is covered by one of its alternatives.
#[derive(Debug)]
pub(super) struct QueryPlan<'a> {
    index: &'a TextIndex,
    pub tokens: &'a [Token],
    depth: u8,
    /// Words that are not stop words, nor a price.
    content: Vec<usize>,
    /// Those of `content` that carry meaning; all of them if none does.
    full: Vec<usize>,
    pub slots: Vec<usize>,
    /// Words of a price such as « pas cher », which are not searched for.
    priced: Vec<usize>,
    /// Words of a price: they raise the rows that have them, and narrow nothing.
    pub optional: Vec<usize>,
    pub alternatives: Vec<Alternative<'a>>,
    /// Values that come first among the rows that match.
    pub favoured: Vec<u32>,
    /// Words that belong to the whole name of a place.
    pub place_words: Vec<usize>,
    /// Words of a phrase that points to values.
    pub meaning_words: Vec<usize>,
    /// Words found without correction, possibly in another form.
    matched_words: Vec<usize>,
    /// Known misspellings replaced: first word, last word, replacement as displayed.
    pub respellings: Vec<(usize, usize, &'a str)>,
    /// Words that match nothing or are beyond [`MAX_TRIED_WORDS`], and are left out.
    pub left_out: Vec<usize>,
    /// Words from first to last that were read, with their meaning.
    spans: Vec<(usize, usize, PartMeaning)>,
}

impl<'a> QueryPlan<'a> {
    pub fn new(index: &'a TextIndex, tokens: &'a [Token]) -> Self {
        Self::with_names(index, tokens, &NoNames, 0)
    }

    /// Plan in which the name of a place also matches the rows that serve it; `depth` is 0 for a query, and more for
    /// its synonyms.
    pub fn with_names(
        index: &'a TextIndex,
        tokens: &'a [Token],
        known: &dyn KnownNames,
        depth: u8,
    ) -> Self {
        let mut plan = Self {
            index,
            tokens,
            depth,
            content: Vec::new(),
            full: Vec::new(),
            slots: Vec::new(),
            priced: Vec::new(),
            optional: Vec::new(),
            alternatives: Vec::new(),
            favoured: Vec::new(),
            place_words: Vec::new(),
            meaning_words: Vec::new(),
            matched_words: Vec::new(),
            respellings: Vec::new(),
            left_out: Vec::new(),
            spans: Vec::new(),
        };
        plan.add_prices();
        plan.choose_slots();
        plan.add_ages();
        plan.add_places(known);
        plan.add_meanings(LONG_PHRASE);
        plan.add_whole_phrases(known);
        plan.add_meanings(1);
        plan.add_words();
        plan.leave_out_excess();
        plan.add_synonyms(known);
        plan.add_compounds();
        plan.add_split_compounds();
        let last = plan.tokens.len().saturating_sub(1);
        plan.add_prefix(last, known);
        plan
    }

    /// « pas cher » is a price, and not the département Cher.
    fn add_prices(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(last) = price_at(self.tokens, at) else {
                at += 1;
                continue;
            };
            self.priced.extend(at..=last);
            let free = self.index.meanings.of_low_price();
            self.favoured.extend(&free.terms);
            self.spans.push((at, last, PartMeaning::Values(free.meanings.clone())));
            at = last + 1;
        }
    }

    fn choose_slots(&mut self) {
        let roles = || {
            let words = self.tokens.iter().map(|token| word_role(&token.text)).enumerate();
            words.filter(|(at, _)| !self.priced.contains(at))
        };
        let that = |keep: fn(WordRole) -> bool| {
            roles().filter(|(_, role)| keep(*role)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let content = that(|role| role != WordRole::StopWord);
        let content = if content.is_empty() { that(|_| true) } else { content };
        let full = that(|role| role == WordRole::Content);
        self.full = if full.is_empty() { content.clone() } else { full };
        self.content = content;
        self.slots.clone_from(&self.full);
    }

    /// Slots without an alternative.
    pub fn unmatched(&self) -> Vec<usize> {
        let mut covered = vec![false; self.tokens.len()];
        for that in &self.alternatives {
            covered.iter_mut().take(that.last + 1).skip(that.first).for_each(|it| *it = true);
        }
        let is_covered = |slot: &usize| covered.get(*slot).copied().unwrap_or_default();
        self.slots.iter().copied().filter(|slot| !is_covered(slot)).collect()
    }

    /// Leaves out the slots beyond [`MAX_TRIED_WORDS`]: those in most rows, and unknown words that nobody corrects.
    fn leave_out_excess(&mut self) {
        if self.slots.len() <= MAX_TRIED_WORDS {
            return;
        }
        let mut guessed = 0;
        let mut weights: Vec<(u8, usize, usize)> = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            let covering =
                self.alternatives.iter().filter(|that| (that.first..=that.last).contains(slot));
            let rows: usize = covering.map(|that| that.hits.weight(self.index)).sum();
            guessed += usize::from(rows == 0);
            let rows = if rows == 0 && guessed > MAX_GUESSED_WORDS { usize::MAX } else { rows };
            weights.push((self.rank_of_slot(*slot), rows, *slot));
        }
        weights.sort_unstable();
        let excess = weights.split_off(MAX_TRIED_WORDS);
        self.left_out.extend(excess.iter().map(|(.., slot)| slot));
        let left_out = &self.left_out;
        self.slots.retain(|slot| !left_out.contains(slot));
    }

    fn covered(&self, word: usize) -> bool {
        self.alternatives.iter().any(|that| (that.first..=that.last).contains(&word))
    }

    /// Leaves out the slots without an alternative. If none is left, the small words are searched for.
    pub fn leave_out_unmatched(&mut self) {
        self.left_out.extend(self.unmatched());
        self.slots.retain(|slot| !self.left_out.contains(slot));
        for words in [self.content.clone(), (0..self.tokens.len()).collect()] {
            if !self.slots.is_empty() {
                return;
            }
            self.slots = words.into_iter().filter(|it| !self.left_out.contains(it)).collect();
            self.add_words();
            let matched: Vec<usize> =
                self.slots.iter().copied().filter(|it| self.covered(*it)).collect();
            self.slots = matched;
        }
    }

    pub fn text(&self, word: usize) -> &'a str {
        self.tokens.get(word).map_or("", |token| &token.text)
    }

    fn stem(&self, word: usize) -> &'a str {
        self.tokens.get(word).map_or("", |token| &token.stem)
    }

    /// Order in which slots are kept: places, then words that point to values, then the others.
    pub fn rank_of_slot(&self, slot: usize) -> u8 {
        match (self.place_words.contains(&slot), self.meaning_words.contains(&slot)) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }

    /// Parts of the query that were read, in order, and between them the words that carry meaning; without the words
    /// `left_out`, in ascending order.
    pub fn reading(&self, left_out: &[usize]) -> TextReading {
        let words = self.full.iter().filter(|word| !self.in_span(**word));
        let words = words.map(|word| (*word, *word, PartMeaning::Words));
        let mut parts: Vec<_> = self.spans.iter().cloned().chain(words).collect();
        parts.sort_by_key(|(first, ..)| *first);
        let range = |first: usize, last: usize| {
            let (first, last) = (self.tokens.get(first)?, self.tokens.get(last)?);
            Some(first.range.start..last.range.end)
        };
        parts.retain(|(first, last, _)| !left_out.iter().any(|it| (*first..=*last).contains(it)));
        let part = |(first, last, meaning): (usize, usize, PartMeaning)| {
            range(first, last).map(|range| TextPart { range, meaning })
        };
        TextReading {
            parts: parts.into_iter().filter_map(part).collect(),
            left_out: left_out.iter().filter_map(|word| range(*word, *word)).collect(),
        }
    }

    /// Adds `terms` as a guess of what `word` means.
    pub fn add_guesses(&mut self, word: usize, terms: Vec<(u32, u16)>) {
        let hits = Hits::Terms(terms);
        self.add_alternative(Alternative { first: word, last: word, hits, is_direct: false });
    }

    /// Adds direct hits of the words from `first` to `last`; returns true if there are any.
    fn add(&mut self, first: usize, last: usize, hits: Hits<'a>) -> bool {
        self.add_alternative(Alternative { first, last, hits, is_direct: true })
    }

    /// Adds an alternative unless it is empty; returns true if it was added.
    fn add_alternative(&mut self, that: Alternative<'a>) -> bool {
        let some = match &that.hits {
            Hits::Terms(terms) | Hits::Forms(terms) | Hits::Meaning(terms) => !terms.is_empty(),
            Hits::Rows(rows) => !rows.is_empty(),
            Hits::Found(rows) => !rows.is_clear(),
            Hits::Served(levels) => !levels.is_empty(),
        };
        if some {
            self.alternatives.push(that);
        }
        some
    }

    /// True if `word` was read, as a part of a price, an age or a phrase.
    fn in_span(&self, word: usize) -> bool {
        self.spans.iter().any(|(first, last, _)| (*first..=*last).contains(&word))
    }

    /// Whole names of places, longest match first: « Joué-lès-Tours » is not Tours. The number of an age is none.
    fn add_places(&mut self, places: &dyn KnownNames) {
        let words: Vec<&str> = self.content.iter().map(|at| self.text(*at)).collect();
        let stems: Vec<&str> = self.content.iter().map(|at| self.stem(*at)).collect();
        let mut start = 0;
        while let (Some(word), Some(stem)) = (words.get(start), stems.get(start)) {
            let longest = self.index.longest_place(word, stem, places).min(words.len() - start);
            let place = (1..=longest).rev().find_map(|count| {
                let (name, stems) =
                    (words.get(start..start + count)?, stems.get(start..start + count)?);
                if self.content.iter().skip(start).take(count).any(|it| self.in_span(*it)) {
                    return None;
                }
                let (term, served) =
                    (self.index.place(name, stems, places), self.index.served(name, places));
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
                self.add(*first, *last, Hits::Served(served));
                self.spans.push((*first, *last, PartMeaning::Place));
            }
            self.place_words.extend(covered);
            start += count;
        }
    }

    /// « 17 ans », « cinquante ans »: the audience of the age; other ages narrow nothing.
    fn add_ages(&mut self) {
        let index = self.index;
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((last, group)) = age_at(self.tokens, at) else {
                at += 1;
                continue;
            };
            let bound = at.checked_sub(2).filter(|it| matches!(self.text(*it), "moins" | "plus"));
            if let Some(meaning) = index.meanings.of_age(group) {
                self.add_meaning(bound.unwrap_or(at), last, meaning);
            } else {
                self.slots.retain(|slot| !(at..=last).contains(slot));
            }
            at = last + 1;
        }
    }

    /// Phrases of at least `min_words` words that point to values, longest first; not those of an age, in the name of a place
    /// or in another phrase.
    fn add_meanings(&mut self, min_words: usize) {
        let index = self.index;
        let stems: Vec<&str> = self.full.iter().map(|at| self.stem(*at)).collect();
        let mut start = 0;
        while let Some(rest) = stems.get(start..).filter(|rest| !rest.is_empty()) {
            let is_free = |word: &usize| {
                !self.place_words.contains(word) && !self.meaning_words.contains(word)
            };
            let fits = |count: usize| {
                let words = self.full.get(start..start + count);
                count >= min_words && words.is_some_and(|words| words.iter().all(is_free))
            };
            let Some((count, meaning)) = index.meanings.longest(rest, fits) else {
                start += 1;
                continue;
            };
            let word = |at: usize| self.full.get(at).copied().unwrap_or_default();
            let (first, last) = (word(start), word(start + count - 1));
            self.add_meaning(first, last, meaning);
            start += count;
        }
    }

    /// Phrases of danger, and others that need all their words, longest first; not in the name of a place.
    fn add_whole_phrases(&mut self, known: &dyn KnownNames) {
        let index = self.index;
        let stems: Vec<&str> = self.tokens.iter().map(|token| token.stem.as_str()).collect();
        let mut start = 0;
        while let Some(rest) = stems.get(start..).filter(|rest| !rest.is_empty()) {
            let found = index.meanings.longest_whole(rest);
            let taken = || self.place_words.iter().chain(&self.meaning_words);
            let is_place = |count: usize| taken().any(|word| (start..start + count).contains(word));
            let Some((count, meaning)) = found.filter(|(count, _)| !is_place(*count)) else {
                start += 1;
                continue;
            };
            let (first, last) = (start, start + count - 1);
            self.add_meaning(first, last, meaning);
            if let Some(expansion) = &meaning.expansion {
                self.add_expansion(first, last, expansion, known);
            }
            start += count;
        }
    }

    fn add_meaning(&mut self, first: usize, last: usize, meaning: &'a PhraseMeaning) {
        let words = self.slots.iter().copied().filter(|slot| (first..=last).contains(slot));
        let words: Vec<usize> = words.collect();
        if meaning.is_price() {
            self.slots.retain(|slot| !words.contains(slot));
            self.optional.extend(&words);
        } else {
            self.meaning_words.extend(&words);
        }
        let postings = &self.index.postings;
        let terms = meaning.terms.iter().copied().filter(|term| postings.count(*term) > 0);
        let hits = Hits::Meaning(terms.map(|term| (term, score::MEANING)).collect());
        self.add_alternative(Alternative { first, last, hits, is_direct: false });
        self.favoured.extend(meaning.favoured.iter().filter(|term| postings.count(**term) > 0));
        self.spans.push((first, last, PartMeaning::Values(meaning.meanings.clone())));
    }

    fn add_words(&mut self) {
        for slot in self.slots.iter().chain(&self.optional).copied().collect::<Vec<_>>() {
            let mut terms =
                self.index.forms_of_token(self.text(slot), self.stem(slot), score::LITERAL);
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

    fn add_synonyms(&mut self, known: &dyn KnownNames) {
        let index = self.index;
        let stems: Vec<&str> = self.full.iter().map(|at| self.stem(*at)).collect();
        let texts: Vec<&str> = self.full.iter().map(|at| self.text(*at)).collect();
        for (start, count, expansion) in index.synonyms.find(&stems, &texts) {
            let covered: Vec<usize> = self.full.iter().skip(start).take(count).copied().collect();
            let (Some(first), Some(last)) = (covered.first().copied(), covered.last().copied())
            else {
                continue;
            };
            if covered.iter().any(|word| self.left_out.contains(word)) {
                continue;
            }
            let close = expansion.kind != SynonymKind::Synonym;
            if !close && covered.iter().any(|word| self.place_words.contains(word)) {
                continue;
            }
            if self.add_expansion(first, last, expansion, known) && close {
                let unknown = covered.iter().any(|word| !self.matched_words.contains(word));
                if unknown && expansion.kind == SynonymKind::Spelling {
                    self.respellings.push((first, last, &expansion.shown));
                }
                self.matched_words.extend(covered);
            }
        }
    }

    /// Adds what has the words of `expansion`, and what a search for it finds; returns true if something has the words.
    fn add_expansion(
        &mut self,
        first: usize,
        last: usize,
        expansion: &'a Expansion,
        known: &dyn KnownNames,
    ) -> bool {
        let (index, is_direct) = (self.index, expansion.kind != SynonymKind::Synonym);
        let hits = index.hits_of_expansion(expansion);
        let is_added = self.add_alternative(Alternative { first, last, hits, is_direct });
        if let Some(rows) = index.rows_of_expansion(expansion, known, self.depth) {
            let hits = Hits::Found(rows);
            self.add_alternative(Alternative { first, last, hits, is_direct: false });
        }
        is_added
    }

    /// Two words that the documents write as one: « micro crédit », « auto école ».
    fn add_compounds(&mut self) {
        let pairs: Vec<(usize, usize)> =
            self.content.iter().copied().zip(self.content.iter().copied().skip(1)).collect();
        for (first, last) in pairs.into_iter().filter(|(first, last)| first + 1 == *last) {
            let compound = format!("{}{}", self.text(first), self.text(last));
            let term = self.index.vocabulary.get(&compound);
            let term = term.filter(|term| self.index.postings.count(*term) > 0);
            let terms = term.map(|term| (term, score::COMPOUND)).into_iter().collect();
            if self.add(first, last, Hits::Terms(terms)) {
                self.matched_words.extend([first, last]);
            }
        }
    }

    /// One word that the documents write as two, or an elision without apostrophe: `autoecole`, `denfants`.
    fn add_split_compounds(&mut self) {
        let unmatched = self.slots.iter().copied().filter(|it| !self.matched_words.contains(it));
        for slot in unmatched.take(MAX_GUESSED_WORDS).collect::<Vec<_>>() {
            let hits = self.index.split_compound(self.text(slot));
            if self.add(slot, slot, hits) {
                self.matched_words.push(slot);
            }
        }
    }

    /// Prefix match of a word that may be unfinished: neither an acronym nor a word that `known` has.
    pub fn add_prefix(&mut self, word: usize, known: &dyn KnownNames) {
        let text = self.text(word);
        let length = text.chars().count();
        let enough = length >= 3 || (length == 2 && !self.covered(word));
        if !enough || !self.slots.contains(&word) || self.matched_words.contains(&word) {
            return;
        }
        let is_acronym = self.index.synonyms.has_acronym(self.stem(word))
            || self.tokens.get(word).is_some_and(|token| token.is_acronym);
        if !is_acronym && !known.has_word(text) {
            let terms = self.index.vocabulary.starting_with(text);
            let terms = self.index.most_used(terms, MAX_TERMS);
            self.add_guesses(word, terms.into_iter().map(|term| (term, score::PREFIX)).collect());
        }
    }
}

const fn synonym_score(kind: SynonymKind) -> u16 {
    match kind {
        SynonymKind::Spelling => score::SPELLING,
        SynonymKind::Acronym => score::ACRONYM,
        SynonymKind::Synonym | SynonymKind::Phrase | SynonymKind::Danger => score::SYNONYM,
    }
}

/// Row and packed score: `value << 8 | fields`; the value is out of 255 × 255.
pub(super) type ScoredRow = (u32, u32);

impl TextIndex {
    /// Rows that a search for the words of `expansion` finds; `None` beyond the longest chain of synonyms.
    ///
    /// They are kept for queries, and computed again for the synonyms of synonyms, so that a circle of these ends.
    fn rows_of_expansion<'a>(
        &'a self,
        expansion: &'a Expansion,
        names: &dyn KnownNames,
        depth: u8,
    ) -> Option<Cow<'a, FixedBitSet>> {
        match depth {
            0 => {
                let rows = || self.find_at_depth(&expansion.shown, names, 1).rows;
                Some(Cow::Borrowed(expansion.rows.get_or_init(rows)))
            }
            1..MAX_DEPTH => {
                Some(Cow::Owned(self.find_at_depth(&expansion.shown, names, depth + 1).rows))
            }
            _ => None,
        }
    }

    /// What has the words of `expansion`; the rows of several words are kept.
    fn hits_of_expansion<'a>(&'a self, expansion: &'a Expansion) -> Hits<'a> {
        let words: Vec<&str> = expansion.words.iter().map(|word| &**word).collect();
        let score = synonym_score(expansion.kind);
        if let [word] = words.as_slice() {
            return Hits::Terms(self.forms(word, score));
        }
        let rows = || self.rows_of_phrase(&words, score).into_boxed_slice();
        Hits::Rows(Cow::Borrowed(expansion.phrase.get_or_init(rows)))
    }

    /// Terms in use with the stem of `word`; `word` itself gets the full weight `score`, its other forms less.
    pub(super) fn forms(&self, word: &str, score: u16) -> Vec<(u32, u16)> {
        self.forms_of_token(word, &stem(word), score)
    }

    /// Same as [`Self::forms`], of a word whose stem is known. The name of a place is no form of another word: « mère »
    /// is not Mer.
    fn forms_of_token(&self, word: &str, stem: &str, score: u16) -> Vec<(u32, u16)> {
        let literal = self.vocabulary.get(word);
        let lesser = score * score::STEM / score::LITERAL;
        let family = self.vocabulary.family_of_stem(stem).iter().copied();
        let family = family
            .filter(|term| Some(*term) == literal || !self.vocabulary.is_place_word(*term))
            .map(|term| (term, if Some(term) == literal { score } else { lesser }));
        let verbatim = self.vocabulary.verbatim(word).map(|term| (term, score));
        family.chain(verbatim).filter(|(term, _)| self.postings.count(*term) > 0).collect()
    }

    /// Rows that have all of `words` in one field.
    fn rows_of_phrase(&self, words: &[&str], score: u16) -> Vec<ScoredRow> {
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
        rows
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
    pub(super) fn split_compound(&self, word: &str) -> Hits<'static> {
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
                let rows = self.rows_of_phrase(&[left, right], score::COMPOUND);
                if rows.len() > best.len() {
                    best = rows;
                }
            }
        }
        Hits::Rows(best.into())
    }

    /// Rows that serve the places named `words`, in sets of one packed score; none is empty.
    fn served(&self, words: &[&str], places: &dyn KnownNames) -> Vec<(u32, FixedBitSet)> {
        if words.first().is_none_or(|first| places.longest_name(first) < words.len()) {
            return Vec::new();
        }
        let is_word = match words {
            [word] => self.vocabulary.get(word).is_some_and(|term| self.postings.count(term) > 0),
            _ => false,
        };
        let levels = places.rows(words, is_word).into_iter().filter(|(_, rows)| !rows.is_clear());
        let scored = |strength: u8| {
            posting_score(u16::from(strength) << 8 | Field::Region.bit(), score::LITERAL)
        };
        levels.map(|(strength, rows)| (scored(strength), rows)).collect()
    }

    /// Greatest number of words of a place whose name may begin with `word`, which has this `stem`; at least 1.
    fn longest_place(&self, word: &str, stem: &str, places: &dyn KnownNames) -> usize {
        let (written, stemmed) =
            (self.vocabulary.longest_place(word), self.vocabulary.longest_place(stem));
        written.max(stemmed).max(places.longest_name(word)).clamp(1, MAX_PLACE_WORDS)
    }

    /// Term in use for the place with exactly this name, as written or stemmed.
    fn place(&self, words: &[&str], stems: &[&str], names: &dyn KnownNames) -> Option<u32> {
        let written = self.vocabulary.place(words);
        let place = match words {
            [word] => written.or_else(|| self.place_by_stem(word, names)),
            _ => written.or_else(|| self.vocabulary.place(stems)),
        };
        place.filter(|term| self.postings.count(*term) > 0)
    }

    /// Place of which the unknown `word` is another form: `bourge` for Bourges. A short word and one of the language are
    /// none: « il me bat » is not said of Les Bâtes.
    fn place_by_stem(&self, word: &str, names: &dyn KnownNames) -> Option<u32> {
        let vocabulary = &self.vocabulary;
        let is_short = word.len() < MIN_PLACE_FORM_LEN;
        if is_short || vocabulary.get(word).is_some() || names.has_word(word) {
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
#[inline]
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
