//! Extracts a place name from a longer text: « garde d’enfants à Orléans ».

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
    pub place: &'a Place,
    /// Text without the name of the place.
    pub rest: String,
}

impl Catalogue {
    /// Finds the longest place name at the end or the start of `text`, and the rest of the text.
    #[must_use]
    pub fn extract_place(&self, text: &str) -> Option<PlaceInText<'_>> {
        let words: Vec<&str> = text.split_whitespace().take(MAX_WORDS).collect();
        let named = |name: &[&str], rest: &[&str]| {
            let place = self.places_named(&name.join(" ")).first()?;
            let tied =
                rest.iter().rev().take_while(|word| PREPOSITIONS.contains(&&*fold(word))).count();
            let rest = rest.get(..rest.len() - tied).unwrap_or_default().join(" ");
            (!rest.is_empty()).then_some(PlaceInText { place, rest })
        };
        (1..words.len()).rev().find_map(|length| {
            let (rest, end) = words.split_at(words.len() - length);
            let (start, after) = words.split_at(length);
            named(end, rest).or_else(|| named(start, after))
        })
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
