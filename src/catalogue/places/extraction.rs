//! Extracts a place name from a longer text: « garde d’enfants à Orléans ».

use std::ops::Range;

use super::key;
use super::search::clean;
use crate::catalogue::{Catalogue, Place};
use crate::domain::place::{DepartementCode, InseeCode};
use crate::domain::text::fold;

/// Prepositions between a text and the place after it.
const PREPOSITIONS: [&str; 9] = ["a", "au", "aux", "dans", "de", "du", "en", "pres", "sur"];

/// Maximum words read of a text.
const MAX_WORDS: usize = 40;

/// Text split into a place and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceInText<'a> {
    /// Most probable place.
    pub place: &'a Place,
    /// All places of this name, `place` first.
    pub places: Vec<&'a Place>,
    /// Text without the name of the place.
    pub rest: String,
}

impl Catalogue {
    /// Finds the longest place name at the end or the start of `text`, and the rest of the text. A name before its
    /// département or its postcode is the place, if it is there.
    #[must_use]
    pub fn extract_place(&self, text: &str) -> Option<PlaceInText<'_>> {
        let text = clean(text);
        let words: Vec<&str> = text.split_whitespace().take(MAX_WORDS).collect();
        if let Some(found) = self.name_before_code(&words) {
            return Some(found);
        }
        let found = self.longest_name_where(&words, |_| true)?;
        Some(self.name_before_area(&found).unwrap_or(found))
    }

    /// Reads « emploi Tours (37) »: a name before the number of its département.
    fn name_before_code(&self, words: &[&str]) -> Option<PlaceInText<'_>> {
        let (last, words) = words.split_last()?;
        let code = last.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let area = self.departement(&code.parse().ok()?)?;
        self.longest_name_where(words, |it| self.departement_of(it).as_ref() == Some(&area.code))
    }

    /// Longest name at the end or the start of `words` of places that are `wanted`.
    fn longest_name_where<'a>(
        &'a self,
        words: &[&str],
        wanted: impl Fn(&Place) -> bool,
    ) -> Option<PlaceInText<'a>> {
        self.longest_name(words, |places, rest| {
            let places: Vec<&Place> = places.iter().filter(|it| wanted(it)).collect();
            let place = *places.first()?;
            Some(PlaceInText { place, places, rest: rest_of(rest)? })
        })
    }

    /// First `named` of the longest names at the end or the start of `words`; it gets the places and the other words.
    fn longest_name<'a, T>(
        &'a self,
        words: &[&str],
        named: impl Fn(&'a [Place], &[&str]) -> Option<T>,
    ) -> Option<T> {
        let keys = PhraseKeys::new(words);
        let places = |phrase: Range<usize>| self.places_of_key(keys.of(phrase));
        (1..words.len()).rev().find_map(|length| {
            let first_of_end = words.len() - length;
            let (before, after) = (words.get(..first_of_end)?, words.get(length..)?);
            named(places(first_of_end..words.len()), before)
                .or_else(|| named(places(0..length), after))
        })
    }

    /// Reads « emploi à Contres, Loir-et-Cher » and « emploi 37000 Tours »: `found` is the area of the name that the
    /// rest ends with.
    fn name_before_area<'a>(&'a self, found: &PlaceInText<'a>) -> Option<PlaceInText<'a>> {
        let words: Vec<&str> = found.rest.split_whitespace().collect();
        let is_there = |it: &Place, area: &Place| match area {
            Place::Departement(code) => self.departement_of(it).as_ref() == Some(code),
            Place::Commune(_) => it == area,
            Place::Neighbourhood(_) => false,
        };
        self.longest_name_where(&words, |it| found.places.iter().any(|area| is_there(it, area)))
    }

    /// Commune of `place`, the first if it has several; `None` for a département.
    #[must_use]
    pub fn commune_of(&self, place: &Place) -> Option<InseeCode> {
        match place {
            Place::Commune(code) => Some(code.clone()),
            Place::Neighbourhood(code) => self.neighbourhood(code)?.communes.first().cloned(),
            Place::Departement(_) => None,
        }
    }

    #[must_use]
    pub fn departement_of(&self, place: &Place) -> Option<DepartementCode> {
        match place {
            Place::Commune(code) => self.commune(code).map(|it| it.departement.clone()),
            Place::Neighbourhood(code) => self.neighbourhood(code).map(|it| it.departement.clone()),
            Place::Departement(code) => Some(code.clone()),
        }
    }
}

/// Keys of the names that consecutive words may be. Each word is folded once, not once for each phrase.
struct PhraseKeys {
    /// Keys of the words, between spaces.
    text: String,
    /// Range in `text` of each word; empty for a sign.
    words: Vec<Range<usize>>,
}

impl PhraseKeys {
    fn new(words: &[&str]) -> Self {
        let mut keys = Self { text: String::new(), words: Vec::with_capacity(words.len()) };
        for word in words {
            let key = key(fold(word));
            if !key.is_empty() && !keys.text.is_empty() {
                keys.text.push(' ');
            }
            let start = keys.text.len();
            keys.text.push_str(&key);
            keys.words.push(start..keys.text.len());
        }
        keys
    }

    /// Key of the words in `phrase`.
    fn of(&self, phrase: Range<usize>) -> &str {
        let words = self.words.get(phrase).unwrap_or_default();
        let ends = words.first().zip(words.last());
        let key = ends.and_then(|(first, last)| self.text.get(first.start..last.end));
        key.unwrap_or_default().trim()
    }
}

/// `words` without the prepositions at their end; `None` if no word is left.
fn rest_of(words: &[&str]) -> Option<String> {
    let is_tied = |word: &&&str| PREPOSITIONS.contains(&&*fold(word));
    let tied = words.iter().rev().take_while(is_tied).count();
    let rest = words.get(..words.len() - tied).unwrap_or_default().join(" ");
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_phrase_is_that_of_its_text() {
        let words = ["–", "L’Argonne,", "St", "(", "Pierre-des-Corps", "37", "!"];

        let keys = PhraseKeys::new(&words);

        for start in 0..words.len() {
            for end in start + 1..=words.len() {
                let text = words[start..end].join(" ");
                assert_eq!(keys.of(start..end), key(fold(&text)), "{text}");
            }
        }
    }
}
