//! Place resolution: the most probable meaning of a text typed to say where somebody lives.

use super::{NameMatch, PlaceHit};
use crate::catalogue::{Catalogue, Place};
use crate::domain::text::fold;

/// Maximum choices offered; beyond, another word helps more than a longer list.
const MAX_CHOICES: usize = 24;
/// Maximum places offered for a misspelt text.
const MAX_SIMILAR: usize = 8;
/// Digits of a postcode that identify a part of a département.
const POSTCODE_PREFIX_LEN: usize = 3;
const POSTCODE_LEN: usize = 5;

/// Result of resolving a text to places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceResolution {
    /// Exactly this place.
    Single(Place),
    /// Any of these, most probable first.
    Several(Vec<Place>),
    /// One of these, and more text, such as a street, that is not looked up here.
    Partial(Vec<Place>),
    /// No exact match; one of these is spelt like it.
    Similar(Vec<Place>),
    /// Postcode of another region.
    OtherRegion,
    Unknown,
}

impl PlaceResolution {
    /// Most probable place.
    #[must_use]
    pub fn most_probable(self) -> Option<Place> {
        match self {
            Self::Single(place) => Some(place),
            Self::Several(places) | Self::Partial(places) | Self::Similar(places) => {
                places.into_iter().next()
            }
            Self::OtherRegion | Self::Unknown => None,
        }
    }
}

impl Catalogue {
    /// Resolves `text` to a place.
    #[must_use]
    pub fn place_resolution(&self, text: &str) -> PlaceResolution {
        let hits = self.find_places(text, MAX_CHOICES);
        let sure = hits.first().is_some_and(|hit| hit.errors == 0);
        if sure {
            return one_or_several(hits);
        }
        let words: Vec<String> = fold(text).split(' ').map(str::to_owned).collect();
        if let Some(places) = self.communes_of_postcode(&words) {
            return PlaceResolution::Partial(places);
        }
        let house = words.first().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
        if (hits.is_empty() || house && words.len() > 1)
            && let Some(within) = self.extract_place(text)
        {
            return PlaceResolution::Partial(vec![within.place.clone()]);
        }
        if hits.is_empty() {
            self.postcode_suggestions(&words)
        } else {
            PlaceResolution::Similar(first(hits, MAX_SIMILAR))
        }
    }

    /// Communes of the postcode in `words`; if it has several, the one that the following words name.
    fn communes_of_postcode(&self, words: &[String]) -> Option<Vec<Place>> {
        let at = words.iter().rposition(|word| is_postcode(word))?;
        let communes = self.places_named(words.get(at)?);
        if communes.is_empty() {
            return None;
        }
        let after = words.get(at + 1..).unwrap_or_default().join(" ");
        let named = self.find_places(&after, MAX_CHOICES).into_iter().map(|hit| hit.place);
        let named: Vec<Place> = named.filter(|place| communes.contains(place)).take(1).collect();
        Some(if named.is_empty() { communes.to_vec() } else { named })
    }

    /// Suggestions for an unknown postcode: others with the same three digits, or another region.
    fn postcode_suggestions(&self, words: &[String]) -> PlaceResolution {
        let Some(postcode) = words.iter().rfind(|word| is_postcode(word)) else {
            return PlaceResolution::Unknown;
        };
        let here = self.departements.iter().any(|it| postcode.starts_with(it.code.as_str()));
        if !here {
            return PlaceResolution::OtherRegion;
        }
        let part: String = postcode.chars().take(POSTCODE_PREFIX_LEN).collect();
        match first(self.find_places(&part, MAX_SIMILAR), MAX_SIMILAR) {
            places if places.is_empty() => PlaceResolution::Unknown,
            places => PlaceResolution::Similar(places),
        }
    }
}

/// An exact match of a single place wins. If names of towns also start with the text, an exactly
/// matching neighbourhood is only one of the choices.
fn one_or_several(hits: Vec<PlaceHit>) -> PlaceResolution {
    let exact = hits.iter().filter(|hit| hit.name_match == NameMatch::Exact).count();
    let town = |hit: &PlaceHit| matches!(hit.place, Place::Commune(_) | Place::Departement(_));
    let begun = hits.iter().any(|hit| hit.name_match == NameMatch::Prefix && town(hit));
    match (exact, hits.first()) {
        (1, Some(hit)) if town(hit) || !begun => PlaceResolution::Single(hit.place.clone()),
        (0, Some(hit)) if hits.len() == 1 => PlaceResolution::Single(hit.place.clone()),
        _ => PlaceResolution::Several(first(hits, MAX_CHOICES)),
    }
}

fn first(hits: Vec<PlaceHit>, most: usize) -> Vec<Place> {
    hits.into_iter().take(most).map(|hit| hit.place).collect()
}

fn is_postcode(word: &str) -> bool {
    word.len() == POSTCODE_LEN && word.bytes().all(|b| b.is_ascii_digit())
}
