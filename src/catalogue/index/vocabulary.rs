//! Vocabulary of documents and synonyms: lookup by spelling, stem, prefix or edit distance.

use std::collections::{BTreeMap, HashMap};

use fst::automaton::Str;
use fst::{Automaton, IntoStreamer, Map, Streamer};

use super::postings::Groups;
use super::spelling::{LevenshteinAutomaton, allowed_errors};
use super::stems::stem;

/// Prefix of a term that is the whole name of a place; no word starts with it.
const PLACE_PREFIX: char = '=';

/// Words shorter than this get no extra edit: too many words would match.
const MIN_LEN_EXTRA_ERROR: usize = 6;

/// Maximum candidates looked at in one prefix or spelling lookup.
const MAX_CANDIDATES: usize = 4_096;

#[derive(Debug)]
pub(in crate::catalogue) struct Vocabulary {
    terms: Map<Vec<u8>>,
    stems: Map<Vec<u8>>,
    families: Groups<u32>,
    folded: Vec<Box<str>>,
    display_form: Vec<Box<str>>,
}

impl Vocabulary {
    pub fn get(&self, word: &str) -> Option<u32> {
        self.terms.get(word).and_then(|term| u32::try_from(term).ok())
    }

    /// Term of the place with exactly this name.
    pub fn place(&self, words: &[&str]) -> Option<u32> {
        self.get(&place_key(words))
    }

    /// Terms with the stem of `word`, itself included if it is a term.
    pub fn family(&self, word: &str) -> &[u32] {
        let family = self.stems.get(&*stem(word)).and_then(|family| u32::try_from(family).ok());
        family.map_or(&[], |family| self.families.get(family))
    }

    /// Terms with the prefix `start`.
    pub fn starting_with(&self, start: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let mut stream = self.terms.search(Str::new(start).starts_with()).into_stream();
        while let Some((_, term)) = stream.next() {
            found.extend(u32::try_from(term));
            if found.len() == MAX_CANDIDATES {
                break;
            }
        }
        found
    }

    /// Terms near `word` with their edit distance; `more` is added to the allowed distance.
    pub fn within_distance(&self, word: &str, more: u8) -> Vec<(u32, u8)> {
        let more = if word.len() < MIN_LEN_EXTRA_ERROR { 0 } else { more };
        let most = allowed_errors(word) + more;
        let plain = word.bytes().all(|b| b.is_ascii_lowercase());
        if most == 0 || !plain {
            return Vec::new();
        }
        let near = LevenshteinAutomaton::new(word, most);
        let mut found = Vec::new();
        let mut stream = self.terms.search_with_state(&near).into_stream();
        while let Some((key, term, line)) = stream.next() {
            if key.iter().all(u8::is_ascii_lowercase) {
                found.extend(u32::try_from(term).map(|term| (term, near.errors(&line))));
            }
            if found.len() == MAX_CANDIDATES {
                break;
            }
        }
        found
    }

    /// Spelling of a term for display.
    pub fn display_form(&self, term: u32) -> &str {
        self.display_form.get(term as usize).map_or("", |shown| shown)
    }

    /// Folded spelling of a term.
    pub fn folded(&self, term: u32) -> &str {
        self.folded.get(term as usize).map_or("", |folded| folded)
    }

    pub fn len(&self) -> usize {
        self.display_form.len()
    }
}

/// Builder of a vocabulary.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct VocabularyBuilder {
    terms: HashMap<Box<str>, u32>,
    shown: Vec<Box<str>>,
}

impl VocabularyBuilder {
    /// Number of the term `word`, added if new; `shown` is its spelling in the text.
    pub fn term(&mut self, word: &str, shown: &str) -> u32 {
        if let Some(term) = self.terms.get(word).copied() {
            self.prefer(term, shown);
            return term;
        }
        let term = u32::try_from(self.shown.len()).unwrap_or(u32::MAX);
        self.terms.insert(word.into(), term);
        self.shown.push(shown.into());
        term
    }

    /// Number of the term for the whole name of a place.
    pub fn place(&mut self, words: &[&str]) -> u32 {
        self.term(&place_key(words), "")
    }

    /// Prefers a spelling in lower case for display: a word found in lower case is not a proper noun.
    fn prefer(&mut self, term: u32, shown: &str) {
        let small = shown.starts_with(char::is_lowercase);
        if let Some(kept) = self.shown.get_mut(term as usize)
            && small
            && kept.starts_with(char::is_uppercase)
        {
            *kept = shown.into();
        }
    }

    pub fn finish(self) -> Vocabulary {
        let terms: BTreeMap<Box<str>, u32> = self.terms.into_iter().collect();
        let mut families: BTreeMap<String, u32> = BTreeMap::new();
        let words = || terms.iter().filter(|(word, _)| !word.starts_with(PLACE_PREFIX));
        for (word, _) in words() {
            families.entry(stem(word).into_owned()).or_default();
        }
        for (number, family) in (0..).zip(families.values_mut()) {
            *family = number;
        }
        let members: Vec<(u32, u32)> = words()
            .filter_map(|(word, term)| families.get(&*stem(word)).map(|family| (*family, *term)))
            .collect();
        let mut folded = vec![Box::default(); self.shown.len()];
        for (word, term) in &terms {
            if let Some(place) = folded.get_mut(*term as usize) {
                *place = word.clone();
            }
        }
        Vocabulary {
            folded,
            families: Groups::new(families.len(), members.into_iter()),
            terms: map(terms.iter().map(|(word, term)| (&**word, *term))),
            stems: map(families.iter().map(|(stem, family)| (&**stem, *family))),
            display_form: self.shown,
        }
    }
}

fn place_key(words: &[&str]) -> String {
    format!("{PLACE_PREFIX}{}", words.join(" "))
}

fn map<'a>(sorted: impl Iterator<Item = (&'a str, u32)>) -> Map<Vec<u8>> {
    Map::from_iter(sorted.map(|(key, value)| (key, u64::from(value))))
        .expect("keys of a BTreeMap are sorted and unique, and writing to a Vec cannot fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut reading = VocabularyBuilder::default();
        for word in words {
            reading.term(word, word);
        }
        reading.finish()
    }

    #[test]
    fn a_word_finds_its_family_its_endings_and_its_neighbours() {
        let vocabulary = vocabulary(&["tours", "cours", "tour", "sanitas", "sanitaire", "37000"]);

        assert_eq!(vocabulary.family("tours").len(), 2);
        assert_eq!(vocabulary.starting_with("sanit").len(), 2);
        assert_eq!(
            vocabulary.within_distance("sanittas", 0),
            [(vocabulary.get("sanitas").unwrap(), 1)]
        );
        assert!(vocabulary.within_distance("37001", 2).is_empty());
    }

    #[test]
    fn a_common_word_is_shown_in_small_letters_and_a_name_with_its_capital() {
        let mut reading = VocabularyBuilder::default();
        let word = reading.term("mobilite", "Mobilité");
        reading.term("mobilite", "mobilité");
        let name = reading.term("sanitas", "Sanitas");
        let vocabulary = reading.finish();

        assert_eq!(vocabulary.display_form(word), "mobilité");
        assert_eq!(vocabulary.display_form(name), "Sanitas");
    }
}
