//! Values that phrases point to, and the phrases of people in danger.

use std::collections::BTreeMap;

use super::amounts::AgeGroup;
use super::dangers::Dangers;
use super::phrases::Phrases;
use super::synonyms::Expansion;
use super::{content, content_of};
use crate::catalogue::index::tokens::{Token, tokens};
use crate::catalogue::index::vocabulary::VocabularyBuilder;
use crate::domain::directory::{Fees, Meaning, NationalPhone, Synonym, SynonymKind};
use crate::domain::text::{Line, Slug};

/// Audiences of the ages.
const YOUNG: &str = "jeunes";
const SENIOR: &str = "seniors";

/// Values that a phrase points to.
#[derive(Debug)]
pub(in crate::catalogue::index) struct PhraseMeaning {
    pub meanings: Box<[Meaning]>,
    /// Terms of the documents that match: those of barriers and kinds, else those of any value.
    pub terms: Box<[u32]>,
    /// Terms of the documents that come first among those that match.
    pub favoured: Box<[u32]>,
    /// Words that are also searched for.
    pub expansion: Option<Expansion>,
    is_danger: bool,
}

impl PhraseMeaning {
    fn new(meanings: Vec<Meaning>, words: &mut VocabularyBuilder) -> Self {
        let mut terms = |keep: fn(&Meaning) -> bool| -> Box<[u32]> {
            let kept = meanings.iter().filter(|it| keep(it));
            kept.map(|it| words.meaning(&it.to_string())).collect()
        };
        let needs = terms(|it| matches!(it, Meaning::Barrier(_)));
        let others = terms(|it| !matches!(it, Meaning::Barrier(_)));
        let (terms, favoured) =
            if needs.is_empty() { (others, Box::default()) } else { (needs, others) };
        Self { meanings: meanings.into(), terms, favoured, expansion: None, is_danger: false }
    }

    fn of_audience(slug: &str, words: &mut VocabularyBuilder) -> Self {
        let meaning = slug.parse::<Slug>().map(Meaning::Audience);
        Self::new(meaning.into_iter().collect(), words)
    }

    fn of_danger(synonym: &Synonym, words: &mut VocabularyBuilder) -> Self {
        // « violence » is found as « violences » is: to search for it again would end a chain of synonyms earlier.
        let stems = |text: &Line| stems(tokens(text.as_str()));
        let is_other = |it: &&Line| stems(it) != stems(&synonym.term);
        let expansion = synonym.expansion.as_ref().filter(is_other);
        let expansion = expansion.map(|it| Expansion::new(it.as_str(), SynonymKind::Synonym));
        Self { expansion, is_danger: true, ..Self::new(synonym.leads_to.clone(), words) }
    }

    /// True if the words say a price only: they narrow nothing.
    pub fn is_price(&self) -> bool {
        self.meanings.iter().all(|it| matches!(it, Meaning::Fees(_)))
    }
}

/// Phrases that point to values.
#[derive(Debug)]
pub(in crate::catalogue::index) struct Meanings {
    /// Phrases of words that carry meaning; small words may stand between them.
    phrases: Phrases<PhraseMeaning>,
    /// Phrases that need all their words: those of danger, and those with one word that carries meaning among small
    /// ones, « quoi faire de ma vie ».
    whole: Phrases<PhraseMeaning>,
    young: PhraseMeaning,
    senior: PhraseMeaning,
    free: PhraseMeaning,
    dangers: Dangers,
}

impl Meanings {
    /// Adds the words of the phrases to the vocabulary, so that their misspellings are corrected.
    pub fn new(synonyms: &[Synonym], words: &mut VocabularyBuilder) -> Self {
        let mut by_phrase: BTreeMap<(bool, Vec<String>), Vec<Meaning>> = BTreeMap::new();
        let mut whole = Phrases::default();
        for it in synonyms.iter().filter(|it| !it.leads_to.is_empty()) {
            let (term, all) = (it.term.as_str(), tokens(it.term.as_str()));
            if it.kind == SynonymKind::Danger {
                whole.add(&stems(all), PhraseMeaning::of_danger(it, words));
                // « il ma frappée », « jai faim »
                if term.contains('’') {
                    let compound = tokens(&term.replace('’', ""));
                    whole.add(&stems(compound), PhraseMeaning::of_danger(it, words));
                }
                continue;
            }
            let content_tokens = content(term);
            for token in &content_tokens {
                words.term(&token.text, term.get(token.range.clone()).unwrap_or_default());
            }
            let is_whole = content_tokens.len() == 1 && all.len() > 1;
            let key = (is_whole, stems(if is_whole { all } else { content_tokens }));
            let known = by_phrase.entry(key).or_default();
            let fresh = it.leads_to.iter().filter(|it| !known.contains(it)).cloned();
            let fresh: Vec<Meaning> = fresh.collect();
            known.extend(fresh);
        }
        let mut phrases = Phrases::default();
        for ((is_whole, stems), meanings) in by_phrase {
            let table = if is_whole { &mut whole } else { &mut phrases };
            table.add(&stems, PhraseMeaning::new(meanings, words));
        }
        let young = PhraseMeaning::of_audience(YOUNG, words);
        let senior = PhraseMeaning::of_audience(SENIOR, words);
        let free = PhraseMeaning::new(vec![Meaning::Fees(Fees::Free)], words);
        Self { phrases, whole, young, senior, free, dangers: Dangers::new(synonyms) }
    }

    /// Longest phrase that `stems` start with whose number of words `fits`: this number, and its values.
    pub fn longest(
        &self,
        stems: &[&str],
        fits: impl Fn(usize) -> bool,
    ) -> Option<(usize, &PhraseMeaning)> {
        let phrases = self.phrases.starting(stems).filter(|(count, _)| fits(*count));
        phrases.max_by_key(|(count, _)| *count)
    }

    /// Longest phrase that the stems of all words, small ones included, start with.
    pub fn longest_whole(&self, stems: &[&str]) -> Option<(usize, &PhraseMeaning)> {
        self.whole.starting(stems).max_by_key(|(count, _)| *count)
    }

    /// Values of an age.
    pub const fn of_age(&self, group: AgeGroup) -> Option<&PhraseMeaning> {
        match group {
            AgeGroup::Young => Some(&self.young),
            AgeGroup::Senior => Some(&self.senior),
            AgeGroup::Other => None,
        }
    }

    /// Values of a low price.
    pub const fn of_low_price(&self) -> &PhraseMeaning {
        &self.free
    }

    /// National numbers for the dangers that belong to `barrier`.
    pub fn danger_numbers_of(&self, barrier: &Slug) -> impl Iterator<Item = &NationalPhone> {
        self.dangers.numbers_of(barrier)
    }

    /// National numbers that `text` names, or those for the danger that it tells of; true for these. A word that is
    /// not `known` may be a misspelt one of danger.
    pub fn numbers_in(
        &self,
        text: &str,
        known: impl Fn(&str) -> bool,
    ) -> (Vec<&NationalPhone>, bool) {
        let all = tokens(text);
        let dangers = self.danger_numbers(&all);
        if !dangers.is_empty() {
            return (dangers, true);
        }
        let stems: Vec<&str> = content_of(&all).map(|token| token.stem.as_str()).collect();
        let phrases = starts(&stems).filter_map(|rest| self.longest(rest, |_| true));
        let named = numbers_of(phrases.map(|(_, it)| it));
        if !named.is_empty() {
            return (named, false);
        }
        (self.dangers.numbers_of_misspelt(&all, known).iter().collect(), true)
    }

    /// National numbers for the danger that the words of a text tell of, the first phrase first; none if they tell of
    /// none.
    fn danger_numbers(&self, tokens: &[Token]) -> Vec<&NationalPhone> {
        let stems: Vec<&str> = tokens.iter().map(|token| token.stem.as_str()).collect();
        let phrases = starts(&stems).flat_map(|rest| self.whole.starting(rest));
        numbers_of(phrases.map(|(_, it)| it).filter(|it| it.is_danger))
    }
}

/// `stems` from each of them on.
fn starts<'a>(stems: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    (0..stems.len()).filter_map(|start| stems.get(start..))
}

/// National numbers that `phrases` point to, each once.
fn numbers_of<'a>(phrases: impl Iterator<Item = &'a PhraseMeaning>) -> Vec<&'a NationalPhone> {
    let mut numbers = Vec::new();
    for meaning in phrases.flat_map(|it| &it.meanings) {
        if let Meaning::Number(number) = meaning
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }
    numbers
}

fn stems(tokens: Vec<Token>) -> Vec<String> {
    tokens.into_iter().map(|token| token.stem).collect()
}
