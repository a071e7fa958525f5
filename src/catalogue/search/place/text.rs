//! Text search with places: a text that names a place finds what serves it.

use std::cmp::Ordering;
use std::collections::HashSet;

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

use crate::catalogue::facets::{ServedPlace, ServiceLevel};
use crate::catalogue::index::{
    KnownNames, MAX_PLACE_STRENGTH, TextHits, TextIndex, WordRole, each_word, word_role,
};
use crate::catalogue::records::Lookup;
use crate::catalogue::{Catalogue, Place};
use crate::domain::place::InseeCode;

/// Maximum words of a text that is read as a barrier and a misspelt place, and of the place.
const MAX_NEED_WORDS: usize = 8;
const MAX_PLACE_WORDS: usize = 4;

/// Common French words, folded and sorted, one a line: a word of this list is no misspelling of another.
const FRENCH_WORDS: &str = include_str!("../../../../seeds/french_words.txt");

/// Places by the significant words of their names: « Saint-Pierre-des-Corps » is `saint pierre corps`.
#[derive(Debug, Default)]
pub struct PlaceNames {
    places: FxHashMap<String, Vec<Place>>,
    /// Greatest number of significant words of the names that begin with a word, by this word.
    longest: FxHashMap<Box<str>, usize>,
    /// Every word of the names.
    words: HashSet<Box<str>>,
}

impl PlaceNames {
    pub fn new(lookup: &Lookup) -> Self {
        let mut names: FxHashMap<String, Vec<Place>> = FxHashMap::default();
        let mut words = HashSet::new();
        for (name, places) in &lookup.names {
            each_word(name, |word, _| {
                words.insert(word.into());
            });
            let known = names.entry(significant_words(name)).or_default();
            for place in places {
                if !known.contains(place) {
                    known.push(place.clone());
                }
            }
        }
        names.remove("");
        let mut longest: FxHashMap<Box<str>, usize> = FxHashMap::default();
        for name in names.keys() {
            let first = name.split(' ').next().unwrap_or_default();
            let known = longest.entry(first.into()).or_default();
            *known = name.split(' ').count().max(*known);
        }
        Self { places: names, longest, words }
    }

    fn of(&self, words: &[&str]) -> &[Place] {
        let full = words.iter().map(|word| match *word {
            "st" => "saint",
            "ste" => "sainte",
            other => other,
        });
        let key = full.collect::<Vec<_>>().join(" ");
        self.places.get(&key).map_or(&[], Vec::as_slice)
    }
}

fn significant_words(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    each_word(name, |word, _| {
        if word_role(word) != WordRole::StopWord {
            words.push(word.to_owned());
        }
    });
    words.join(" ")
}

impl KnownNames for Catalogue {
    fn rows(&self, name: &[&str], is_word: bool) -> Vec<(u8, FixedBitSet)> {
        let places = self.place_names.of(name).iter();
        places.flat_map(|place| self.rows_serving(place, is_word)).collect()
    }

    fn longest_name(&self, first: &str) -> usize {
        self.place_names.longest.get(first).copied().unwrap_or_default()
    }

    fn has_word(&self, word: &str) -> bool {
        self.text.has_word(word)
            || self.organisation_text.has_word(word)
            || self.place_names.words.contains(word)
            || is_french(word)
            || self.organisation_sets.words.has_kind_word(word)
    }

    fn usual_rows(&self) -> Option<&FixedBitSet> {
        Some(self.sets.open())
    }
}

/// True if the folded `word` is in the list of common French words.
fn is_french(word: &str) -> bool {
    let (mut low, mut high) = (0, FRENCH_WORDS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = FRENCH_WORDS.get(..middle).and_then(|before| before.rfind('\n'));
        let start = start.map_or(0, |end| end + 1);
        let rest = FRENCH_WORDS.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        match line.cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
        }
    }
    false
}

/// Names for the texts of organisations, which have the places of their own.
pub(in crate::catalogue::search) struct OrganisationNames<'a>(pub &'a Catalogue);

impl KnownNames for OrganisationNames<'_> {
    fn rows(&self, _: &[&str], _: bool) -> Vec<(u8, FixedBitSet)> {
        Vec::new()
    }

    fn longest_name(&self, _: &str) -> usize {
        0
    }

    fn has_word(&self, word: &str) -> bool {
        self.0.has_word(word)
    }
}

impl Catalogue {
    /// Ends of `text` that may be a misspelt place, longest first, each with the words before it. An end whose words are
    /// all known is none.
    pub(in crate::catalogue) fn misspelt_ends(&self, text: &str) -> Vec<(String, String)> {
        let words: Vec<&str> = text.split_whitespace().take(MAX_NEED_WORDS).collect();
        let lengths = (1..=words.len().min(MAX_PLACE_WORDS)).rev();
        let ends = lengths.map(|length| words.split_at(words.len() - length));
        let ends = ends.map(|(before, end)| (before.join(" "), end.join(" ")));
        ends.filter(|(_, end)| !self.has_known_words(end)).collect()
    }

    /// True if the texts or the kinds of organisations use all words of `text`.
    fn has_known_words(&self, text: &str) -> bool {
        let mut known = true;
        each_word(text, |word, _| known &= self.has_word(word));
        known
    }

    /// Rows that match `text`, and what serves a place that it names; `None` if it has no word.
    pub(in crate::catalogue::search) fn text_hits(&self, text: &str) -> Option<TextHits> {
        TextIndex::has_words(text).then(|| self.text.find_with_names(text, self))
    }

    /// `text` as a search corrects it; `None` if that is what was typed.
    #[must_use]
    pub fn corrected_text(&self, text: &str) -> Option<String> {
        self.text_hits(text)?.corrected_text
    }

    /// Name of the first place named `typed`; `typed` if there is none.
    #[must_use]
    pub fn place_label<'a>(&'a self, typed: &'a str) -> &'a str {
        let name = self.places_named(typed).first().and_then(|place| match place {
            Place::Neighbourhood(code) => self.neighbourhood(code).map(|it| it.name.as_str()),
            Place::Commune(code) => self.commune(code).map(|it| it.name.as_str()),
            Place::Departement(code) => self.departement(code).map(|it| it.name.as_str()),
        });
        name.unwrap_or(typed)
    }

    /// Rows that serve `place`, with the strength of each level. If its name `is_word` that the texts use, a commune
    /// without an initiative, an organisation or a neighbourhood is left out: « lance » is seldom Lancé.
    fn rows_serving(&self, place: &Place, is_word: bool) -> Vec<(u8, FixedBitSet)> {
        let levels = |place: ServedPlace| -> Vec<(u8, FixedBitSet)> {
            let levels = self.sets.areas().levels(&place).into_iter();
            levels.map(|(level, rows)| (strength(level), rows)).collect()
        };
        match place {
            Place::Neighbourhood(code) => self
                .neighbourhood(code)
                .map(|it| levels(ServedPlace::neighbourhood(it)))
                .unwrap_or_default(),
            Place::Commune(code) if is_word && !self.is_used(code) => Vec::new(),
            Place::Commune(code) => levels(ServedPlace::commune(code)),
            Place::Departement(_) => {
                vec![(strength(ServiceLevel::Region), self.sets.areas().region().clone())]
            }
        }
    }

    /// True if a record of the directory is in the commune `code`.
    pub(in crate::catalogue) fn is_used(&self, code: &InseeCode) -> bool {
        self.sets.areas().in_commune(code).is_some()
            || self.neighbourhoods_of(code).next().is_some()
            || !self.organisations_of(code).is_empty()
    }
}

/// Strength of a match by `level`, out of [`MAX_PLACE_STRENGTH`].
const fn strength(level: ServiceLevel) -> u8 {
    match level {
        ServiceLevel::Neighbourhood => MAX_PLACE_STRENGTH,
        ServiceLevel::WholeTown => 36,
        ServiceLevel::Town => 32,
        ServiceLevel::Intercommunality => 24,
        ServiceLevel::Departement => 16,
        ServiceLevel::Region => 8,
    }
}
