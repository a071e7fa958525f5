//! Reason why an initiative serves a place.

use fixedbitset::FixedBitSet;

use crate::catalogue::facets::{ServedPlace, ServiceLevel};
use crate::catalogue::{Catalogue, Place};
use crate::domain::directory::{Coverage, Initiative};
use crate::domain::place::{Commune, Departement, InseeCode, Neighbourhood};
use crate::domain::search::{Facet, FacetValue, Search};

/// Reason why an initiative serves a place, with the facts that tell it.
#[derive(Debug, Clone, Copy)]
pub enum ServiceReason<'a> {
    /// Names this neighbourhood.
    Neighbourhood(&'a Neighbourhood),
    /// Open to the whole of the town; to no other place if `alone`.
    WholeTown {
        town: &'a Commune,
        alone: bool,
    },
    /// In the town; in this other neighbourhood, if it names one.
    Town(&'a Commune, Option<&'a Neighbourhood>),
    Intercommunality(&'a Commune),
    Departement(&'a Departement),
    Region,
}

impl ServiceReason<'_> {
    /// Key of the reason: those with the same words have the same.
    #[must_use]
    pub fn key(&self) -> (u8, &str, &str) {
        match self {
            Self::Neighbourhood(it) => (0, it.code.as_str(), ""),
            Self::WholeTown { town, alone } => (1 + u8::from(*alone), town.insee.as_str(), ""),
            Self::Town(town, None) => (3, town.insee.as_str(), ""),
            Self::Town(town, Some(it)) => (4, town.insee.as_str(), it.code.as_str()),
            Self::Intercommunality(town) => (5, town.insee.as_str(), ""),
            Self::Departement(it) => (6, it.code.as_str(), ""),
            Self::Region => (7, "", ""),
        }
    }
}

/// Place of a search, with the rows that serve it at each level.
#[derive(Debug)]
pub(in crate::catalogue::search) struct PlaceOfSearch {
    place: ServedPlace,
    pub levels: Vec<(ServiceLevel, FixedBitSet)>,
}

impl Catalogue {
    /// Places that `search` chooses: neighbourhoods, else communes, else the one that its text names.
    fn chosen_places(&self, search: &Search, corrected: Option<&str>) -> Vec<ServedPlace> {
        let of_value = |choice: &FacetValue| match choice {
            FacetValue::Neighbourhood(code) => {
                self.neighbourhood(code).map(ServedPlace::neighbourhood)
            }
            FacetValue::Commune(code) => Some(ServedPlace::commune(code)),
            FacetValue::Barrier(_)
            | FacetValue::Audience(_)
            | FacetValue::Departement(_)
            | FacetValue::Organisation(_)
            | FacetValue::Collection(_)
            | FacetValue::State(_)
            | FacetValue::Fees(_) => None,
        };
        let chosen = |facet| search.choices_of(facet).filter_map(of_value).collect::<Vec<_>>();
        let neighbourhoods = chosen(Facet::Neighbourhood);
        if !neighbourhoods.is_empty() {
            return neighbourhoods;
        }
        let communes = chosen(Facet::Commune);
        if !communes.is_empty() {
            return communes;
        }
        let named = self.place_of_text(&search.text);
        named.or_else(|| self.place_of_text(corrected?)).into_iter().collect()
    }

    /// Neighbourhood or towns that `text` is, or contains.
    fn place_of_text(&self, text: &str) -> Option<ServedPlace> {
        if text.is_empty() {
            return None;
        }
        match self.places_named(text) {
            [] => self.served_places(&self.extract_place(text)?.places),
            places => self.served_places(&places.iter().collect::<Vec<_>>()),
        }
    }

    /// The first of `places` if it is a neighbourhood; else all towns among them.
    fn served_places(&self, places: &[&Place]) -> Option<ServedPlace> {
        if let Some(Place::Neighbourhood(code)) = places.first() {
            return self.neighbourhood(code).map(ServedPlace::neighbourhood);
        }
        let communes = places.iter().filter_map(|place| match place {
            Place::Commune(code) => Some(code.clone()),
            Place::Neighbourhood(_) | Place::Departement(_) => None,
        });
        let communes: Vec<InseeCode> = communes.collect();
        (!communes.is_empty()).then_some(ServedPlace { neighbourhood: None, communes })
    }

    /// Places of `search`, each with the rows that serve it.
    pub(in crate::catalogue::search) fn places_of_search(
        &self,
        search: &Search,
        corrected: Option<&str>,
    ) -> Vec<PlaceOfSearch> {
        let places = self.chosen_places(search, corrected).into_iter();
        places.map(|place| self.place_of_search(place)).collect()
    }

    pub(in crate::catalogue::search) fn place_of_search(
        &self,
        place: ServedPlace,
    ) -> PlaceOfSearch {
        PlaceOfSearch { levels: self.sets.areas().levels(&place), place }
    }

    /// Nearest reason why `initiative`, at `row`, serves one of `places`.
    pub(in crate::catalogue::search) fn nearest_reason<'a>(
        &'a self,
        places: &[PlaceOfSearch],
        row: u32,
        initiative: &'a Initiative,
    ) -> Option<ServiceReason<'a>> {
        let level = |it: &PlaceOfSearch| {
            let mut levels = it.levels.iter();
            levels.find(|(_, rows)| rows.contains(row as usize)).map(|(level, _)| *level)
        };
        let near = places.iter().filter_map(|it| Some((level(it)?, &it.place)));
        let (level, place) = near.min_by_key(|(level, _)| *level)?;
        self.service_reason(place, level, initiative)
    }

    /// Reason of `level` why `initiative` serves `place`.
    #[must_use]
    pub fn service_reason<'a>(
        &'a self,
        place: &ServedPlace,
        level: ServiceLevel,
        initiative: &'a Initiative,
    ) -> Option<ServiceReason<'a>> {
        let facts = &initiative.facts;
        let named = facts.communes.iter().find(|code| place.communes.contains(code));
        let town = named.or(place.communes.first()).and_then(|code| self.commune(code));
        Some(match level {
            ServiceLevel::Neighbourhood => {
                ServiceReason::Neighbourhood(self.neighbourhood(place.neighbourhood.as_ref()?)?)
            }
            ServiceLevel::WholeTown => {
                let alone = facts.communes.len() < 2 && facts.coverage == Coverage::Commune;
                ServiceReason::WholeTown { town: town?, alone }
            }
            ServiceLevel::Town => {
                let town = town?;
                let there = facts.neighbourhoods.iter().filter_map(|code| self.neighbourhood(code));
                let mut there = there.filter(|it| it.communes.contains(&town.insee));
                ServiceReason::Town(town, there.next())
            }
            ServiceLevel::Intercommunality => ServiceReason::Intercommunality(town?),
            ServiceLevel::Departement => {
                ServiceReason::Departement(self.departement(&town?.departement)?)
            }
            ServiceLevel::Region => ServiceReason::Region,
        })
    }
}

/// Levels of several places as one: each row at the nearest of its levels.
pub(in crate::catalogue::search) fn merged_levels(
    places: &[PlaceOfSearch],
) -> Vec<(ServiceLevel, FixedBitSet)> {
    let mut all = places.iter();
    let Some(first) = all.next() else { return Vec::new() };
    let mut merged = first.levels.clone();
    for place in all {
        for ((_, rows), (_, other)) in merged.iter_mut().zip(&place.levels) {
            rows.union_with(other);
        }
    }
    merged
}
