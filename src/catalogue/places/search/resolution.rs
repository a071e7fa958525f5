//! Place resolution: the most probable meaning of a text typed to say where somebody lives.

use super::super::key;
use super::super::outside::{OutsideKind, OutsidePlace, outside_departement, outside_places};
use super::area::{Area, NameInAreas, clean, is_address, is_digits};
use super::{NameMatch, PlaceHit};
use crate::catalogue::{Catalogue, Place};
use crate::domain::place::{Commune, Postcode};
use crate::domain::text::fold;

/// Maximum choices offered: the communes of the largest postcode. Beyond, another word helps more than a longer list.
const MAX_CHOICES: usize = 40;
/// Maximum places offered for a misspelt text.
const MAX_SIMILAR: usize = 8;
/// First digits of a postcode that identify a delivery office, and a part of a département.
const POSTCODE_PREFIX_LENGTHS: [usize; 2] = [4, 3];

/// Directions that say a part of a town.
const TOWN_PARTS: [&str; 6] = ["centre", "est", "nord", "ouest", "sud", "ville"];

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
    /// Places of the name that are not in the area typed beside it, then the area itself.
    Contradiction {
        name: String,
        area: Area,
        places: Vec<Place>,
    },
    /// A place outside the region; those here whose names begin in this way.
    Outside {
        outside: &'static OutsidePlace,
        places: Vec<Place>,
    },
    /// Postcode of another region.
    OtherRegion,
    Unknown,
}

impl PlaceResolution {
    /// The one place that the text certainly means: a name, or the town of an address.
    #[must_use]
    pub fn certain(&self) -> Option<&Place> {
        match self {
            Self::Single(place) => Some(place),
            Self::Partial(places) => match places.as_slice() {
                [place] => Some(place),
                _ => None,
            },
            Self::Several(_)
            | Self::Similar(_)
            | Self::Contradiction { .. }
            | Self::Outside { .. }
            | Self::OtherRegion
            | Self::Unknown => None,
        }
    }

    /// Places to choose from.
    #[must_use]
    pub fn choices(&self) -> &[Place] {
        match self {
            Self::Single(place) => std::slice::from_ref(place),
            Self::Several(places)
            | Self::Partial(places)
            | Self::Similar(places)
            | Self::Contradiction { places, .. }
            | Self::Outside { places, .. } => places,
            Self::OtherRegion | Self::Unknown => &[],
        }
    }
}

impl Catalogue {
    /// Resolves `text` to a place.
    #[must_use]
    pub fn place_resolution(&self, text: &str) -> PlaceResolution {
        let clean = clean(text);
        let folded = key(fold(&clean));
        let words: Vec<&str> = folded.split(' ').collect();
        if is_address(&words) {
            return self.resolution_by_words(&clean);
        }
        let read = self.name_in_areas(text);
        let named = if read.areas.is_empty() { self.name_alone(&read.name) } else { None };
        named
            .or_else(|| self.part_of_town(&words))
            .or_else(|| self.delivery_postcode(&words))
            .or_else(|| self.name_in_typed_areas(&read))
            .unwrap_or_else(|| self.resolution_by_words(&clean))
    }

    /// Meaning of a text without an area: a name as it stands, or one of a place outside the region.
    fn name_alone(&self, name: &str) -> Option<PlaceResolution> {
        if !self.places_named(name).is_empty() || self.place_index.is_name(name) {
            return Some(self.one_or_several(self.find_places(name, MAX_CHOICES)));
        }
        let outside = outside_places(name).first()?;
        let hits = self.find_places(name, MAX_CHOICES).into_iter().filter(|hit| hit.errors == 0);
        let hits: Vec<PlaceHit> = hits.collect();
        if hits.iter().any(|hit| hit.name_match == NameMatch::Exact) {
            return None;
        }
        Some(PlaceResolution::Outside { outside, places: first(hits, MAX_CHOICES) })
    }

    /// Meaning of a name with areas: the places of this name there, or a contradiction.
    fn name_in_typed_areas(&self, read: &NameInAreas) -> Option<PlaceResolution> {
        if read.areas.is_empty() {
            return None;
        }
        let outside = read.areas.iter().find_map(|area| match area {
            Area::Outside(it) => Some(*it),
            Area::Postcode(_) | Area::Departement(_) | Area::River(_) | Area::Commune(_) => None,
        });
        let named_there = outside.and_then(|area| outside_town(&read.name, area));
        if let Some(outside) = named_there {
            return Some(PlaceResolution::Outside { outside, places: Vec::new() });
        }
        let hits = self.find_places(&read.name, usize::MAX);
        let missed = |hit: &PlaceHit| {
            read.areas.iter().find(|area| !self.is_in_area(&hit.place, area)).cloned()
        };
        let (inside, elsewhere): (Vec<PlaceHit>, Vec<PlaceHit>) =
            hits.into_iter().partition(|hit| missed(hit).is_none());
        if inside.iter().any(|hit| hit.errors == 0) {
            return Some(self.one_or_several(inside));
        }
        let area = elsewhere.first().and_then(missed);
        let named: Vec<PlaceHit> = elsewhere.into_iter().filter(|hit| hit.errors == 0).collect();
        match area {
            Some(area) if !named.is_empty() => Some(self.contradiction(named, area)),
            _ if !inside.is_empty() => Some(PlaceResolution::Similar(first(inside, MAX_SIMILAR))),
            _ => {
                let town = outside_places(&read.name).first();
                let outside = town.or(outside)?;
                Some(PlaceResolution::Outside { outside, places: Vec::new() })
            }
        }
    }

    /// The places of `hits` that have the name, else those that begin so; then the area.
    fn contradiction(&self, hits: Vec<PlaceHit>, area: Area) -> PlaceResolution {
        let is_exact = |hit: &PlaceHit| hit.name_match == NameMatch::Exact;
        let any_exact = hits.iter().any(is_exact) && !matches!(area, Area::River(_));
        let named = hits.into_iter().filter(|hit| {
            let is_begun = hit.name_match == NameMatch::Prefix;
            is_exact(hit) || is_begun && !any_exact
        });
        let mut places = first(named.collect(), MAX_SIMILAR);
        let name =
            places.first().and_then(|it| self.describe(it)).map_or_else(String::new, |it| it.name);
        match &area {
            Area::Departement(code) => places.push(Place::Departement(code.clone())),
            Area::Commune(code) => places.push(Place::Commune(code.clone())),
            Area::Postcode(code) => {
                let there = self.places_named(code.as_str()).iter().take(MAX_SIMILAR);
                places.extend(there.cloned());
            }
            Area::River(_) | Area::Outside(_) => {}
        }
        PlaceResolution::Contradiction { name, area, places }
    }

    /// « Tours nord » is a part of Tours, if no neighbourhood has this name.
    fn part_of_town(&self, words: &[&str]) -> Option<PlaceResolution> {
        let is_part = |word: &&&str| TOWN_PARTS.contains(*word);
        let after = words.iter().rev().take_while(is_part).count();
        let before = words.iter().take_while(is_part).count();
        let town = match (before, after) {
            (0, 0) => return None,
            (0, _) => words.get(..words.len() - after)?,
            _ => words.get(before..)?,
        };
        let town = town.iter().skip_while(|word| ["d", "de"].contains(*word));
        let town = town.copied().collect::<Vec<_>>().join(" ");
        // « Nord Bourges » is the neighbourhood Bourges Nord.
        let parts = words.get(..before).unwrap_or_default().join(" ");
        if before > 0 && self.place_index.is_name(&format!("{town} {parts}")) {
            return None;
        }
        let towns = self.places_named(&town).iter();
        let towns: Vec<Place> =
            towns.filter(|it| matches!(it, Place::Commune(_))).cloned().collect();
        (!towns.is_empty()).then_some(PlaceResolution::Partial(towns))
    }

    /// Meaning of a text of which no part is read as an area.
    fn resolution_by_words(&self, text: &str) -> PlaceResolution {
        let hits = self.find_places(text, MAX_CHOICES);
        let sure = hits.first().is_some_and(|hit| hit.errors == 0);
        if sure {
            return self.one_or_several(hits);
        }
        let words: Vec<String> = fold(text).split(' ').map(str::to_owned).collect();
        if let Some(places) = self.communes_of_postcode(&words) {
            return PlaceResolution::Partial(places);
        }
        let house = words.first().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
        if (hits.is_empty() || house && words.len() > 1)
            && let Some(within) = self.extract_place(text)
        {
            return PlaceResolution::Partial(within.places.into_iter().cloned().collect());
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
            let departement = postcode.get(..3).and_then(outside_departement);
            let departement = departement.or_else(|| outside_departement(postcode.get(..2)?));
            return departement.map_or(PlaceResolution::OtherRegion, |outside| {
                PlaceResolution::Outside { outside, places: Vec::new() }
            });
        }
        PlaceResolution::Similar(self.places_near_postcode(postcode))
    }

    /// Meaning of a postcode alone that no commune has, as those of CEDEX: the town, if only one has postcodes that begin
    /// like it.
    fn delivery_postcode(&self, words: &[&str]) -> Option<PlaceResolution> {
        let [postcode] = words else { return None };
        if !is_postcode(postcode) || !self.places_named(postcode).is_empty() {
            return None;
        }
        self.departements.iter().find(|it| postcode.starts_with(it.code.as_str()))?;
        let places = self.places_near_postcode(postcode);
        Some(match places.as_slice() {
            [place @ Place::Commune(_)] => PlaceResolution::Single(place.clone()),
            _ => PlaceResolution::Similar(places),
        })
    }

    /// Communes whose postcodes have the longest beginning in common with `postcode`; if it is shorter than that of one
    /// delivery office, the département.
    pub(in crate::catalogue) fn places_near_postcode(&self, postcode: &str) -> Vec<Place> {
        let beginnings =
            POSTCODE_PREFIX_LENGTHS.iter().filter_map(|length| postcode.get(..*length));
        let communes = beginnings.map(|beginning| {
            let hits = self.find_places(beginning, MAX_SIMILAR).into_iter();
            hits.filter(|hit| hit.errors == 0).map(|hit| hit.place).collect::<Vec<_>>()
        });
        let communes = communes.into_iter().find(|places| !places.is_empty());
        communes.unwrap_or_else(|| {
            let departement = self.departements.iter();
            let departement = departement.filter(|it| postcode.starts_with(it.code.as_str()));
            departement.map(|it| Place::Departement(it.code.clone())).collect()
        })
    }

    /// An exact match of a single place wins, unless names of communes begin with its name. If names of towns also start
    /// with the text, an exactly matching neighbourhood is only one of the choices.
    fn one_or_several(&self, hits: Vec<PlaceHit>) -> PlaceResolution {
        let exact = hits.iter().filter(|hit| hit.name_match == NameMatch::Exact).count();
        let town = |hit: &PlaceHit| matches!(hit.place, Place::Commune(_) | Place::Departement(_));
        let begun = hits.iter().any(|hit| hit.name_match == NameMatch::Prefix && town(hit));
        match (exact, hits.first()) {
            (1, Some(hit)) if town(hit) => {
                let mut longer = if begun { self.longer_names(&hit.place) } else { Vec::new() };
                longer.retain(|it| hits.iter().any(|hit| hit.place == *it));
                if longer.is_empty() {
                    return PlaceResolution::Single(hit.place.clone());
                }
                longer.insert(0, hit.place.clone());
                PlaceResolution::Several(longer)
            }
            (1, Some(hit)) if !begun => PlaceResolution::Single(hit.place.clone()),
            (0, Some(hit)) if hits.len() == 1 && hit.name_match == NameMatch::Prefix => {
                PlaceResolution::Single(hit.place.clone())
            }
            // A part inside a name, « Mans » in Crissay-sur-Manse, is never followed.
            (0, Some(hit)) if hits.len() == 1 => PlaceResolution::Similar(vec![hit.place.clone()]),
            _ => PlaceResolution::Several(first(hits, MAX_CHOICES)),
        }
    }

    /// Communes whose names begin with the whole name of the commune `place`, by name: « Montlouis-sur-Loire » for
    /// Montlouis.
    fn longer_names(&self, place: &Place) -> Vec<Place> {
        let Place::Commune(code) = place else { return Vec::new() };
        let name = self.commune(code).map_or("", |it| it.name.as_str());
        let mut longer = self.communes_beginning_with(name);
        longer.retain(|it| it.insee != *code);
        longer.into_iter().map(|it| Place::Commune(it.insee.clone())).collect()
    }

    /// True if the name of `place` begins with the whole `name` and goes on.
    #[must_use]
    pub fn is_longer_name(&self, place: &Place, name: &str) -> bool {
        let start = format!("{} ", key(fold(name)));
        self.describe(place).is_some_and(|it| key(fold(&it.name)).starts_with(&start))
    }

    /// Communes, by name, that have or had a longer name with the whole `name` at its start.
    pub(in crate::catalogue) fn communes_beginning_with(&self, name: &str) -> Vec<&Commune> {
        let start = format!("{} ", key(fold(name)));
        let longer = self.lookup.names.iter().filter(|(name, _)| name.starts_with(&start));
        let communes = longer.flat_map(|(_, places)| places).filter_map(|place| match place {
            Place::Commune(code) => self.commune(code),
            Place::Neighbourhood(_) | Place::Departement(_) => None,
        });
        let mut communes: Vec<&Commune> = communes.collect();
        communes.sort_by(|a, b| (&a.name, &a.insee).cmp(&(&b.name, &b.insee)));
        communes.dedup_by(|a, b| a.insee == b.insee);
        communes
    }
}

/// Town of that name in the département or region `area`.
fn outside_town(name: &str, area: &OutsidePlace) -> Option<&'static OutsidePlace> {
    let is_there =
        |it: &&OutsidePlace| it.kind == OutsideKind::Commune && it.departement == area.departement;
    outside_places(name).iter().find(is_there)
}

fn first(hits: Vec<PlaceHit>, most: usize) -> Vec<Place> {
    hits.into_iter().take(most).map(|hit| hit.place).collect()
}

fn is_postcode(word: &str) -> bool {
    is_digits(word, Postcode::DIGITS)
}
