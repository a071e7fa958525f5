//! Radius search. A circle finds both initiatives that take place in it and initiatives that serve
//! its centre; each result says which.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::service::{PlaceOfSearch, ServiceReason};
use crate::catalogue::Catalogue;
use crate::catalogue::facets::{ServedPlace, ServiceLevel};
use crate::domain::directory::Initiative;
use crate::domain::place::{Commune, InseeCode, Position, QpvCode, whole_metres};
use crate::domain::search::SearchCircle;

/// Reason why an initiative is found at a place.
#[derive(Debug, Clone, Copy)]
pub enum PlaceReason<'a> {
    /// In a neighbourhood, at this many metres from its border; 0 inside.
    NearNeighbourhood(u32),
    /// In a commune, at this many metres from its centre; no more precise place is known.
    NearCommune(u32),
    /// Serves the place.
    Serves(ServiceReason<'a>),
}

/// Result of a radius search: rows, and distances of places in metres.
#[derive(Debug)]
pub(in crate::catalogue::search) struct RadiusHits {
    pub rows: FixedBitSet,
    neighbourhoods: HashMap<QpvCode, u32>,
    communes: HashMap<InseeCode, u32>,
    /// Place that the centre is in; none outside the region.
    centre: Option<PlaceOfSearch>,
}

impl RadiusHits {
    /// Metres to the place of `initiative`; `None` if it only serves the area.
    pub fn metres(&self, initiative: &Initiative) -> Option<u32> {
        match self.distance(initiative)? {
            PlaceReason::NearNeighbourhood(metres) | PlaceReason::NearCommune(metres) => {
                Some(metres)
            }
            PlaceReason::Serves(_) => None,
        }
    }

    /// Distance of the place of `initiative`, if it is in the circle.
    pub fn distance<'a>(&self, initiative: &Initiative) -> Option<PlaceReason<'a>> {
        let facts = &initiative.facts;
        if facts.neighbourhoods.is_empty() {
            let communes = facts.communes.iter().filter_map(|code| self.communes.get(code));
            return communes.min().copied().map(PlaceReason::NearCommune);
        }
        let near = facts.neighbourhoods.iter().filter_map(|code| self.neighbourhoods.get(code));
        near.min().copied().map(PlaceReason::NearNeighbourhood)
    }

    /// Place that the centre is in.
    pub fn centre(&self) -> &[PlaceOfSearch] {
        self.centre.as_slice()
    }

    /// Rows by relation to the centre. Those in the circle, outside the town of the centre, follow those in the town.
    pub fn levels(&self) -> Vec<(ServiceLevel, FixedBitSet)> {
        let mut levels = self.centre.as_ref().map(|it| it.levels.clone()).unwrap_or_default();
        let serving_from_afar =
            |(level, _): &(ServiceLevel, FixedBitSet)| *level > ServiceLevel::Town;
        let mut near = self.rows.clone();
        for (_, rows) in levels.iter().filter(|it| serving_from_afar(it)) {
            near.difference_with(rows);
        }
        let at = levels.iter().position(serving_from_afar).unwrap_or(levels.len());
        levels.insert(at, (ServiceLevel::Town, near));
        levels
    }
}

impl Catalogue {
    pub(in crate::catalogue::search) fn radius_hits(&self, around: SearchCircle) -> RadiusHits {
        let at = around.centre();
        let mut circle = RadiusHits {
            rows: FixedBitSet::with_capacity(self.initiatives.len()),
            neighbourhoods: self.point_locator.neighbourhoods_within(at, around.metres()),
            communes: self.communes_within(around),
            centre: self.place_at(at).map(|place| self.place_of_search(place)),
        };
        self.add_placed(&mut circle);
        for (_, rows) in circle.centre.iter().flat_map(|it| &it.levels) {
            circle.rows.union_with(rows);
        }
        circle
    }

    /// Adds the rows placed in a neighbourhood of `circle`, or in a commune if no neighbourhood is named.
    fn add_placed(&self, circle: &mut RadiusHits) {
        let areas = self.sets.areas();
        let mut towns = circle.rows.clone();
        for rows in circle.communes.keys().filter_map(|code| areas.in_commune(code)) {
            rows.add_to(&mut towns);
        }
        towns.difference_with(areas.in_neighbourhoods());
        for rows in circle.neighbourhoods.keys().filter_map(|code| areas.naming(code)) {
            rows.add_to(&mut circle.rows);
        }
        circle.rows.union_with(&towns);
    }

    /// Neighbourhood that `at` is in or on the edge of, with its towns; else the commune of the département whose
    /// centre is nearest, since outlines of communes are not known.
    #[must_use]
    pub fn place_at(&self, at: Position) -> Option<ServedPlace> {
        let departement = self.point_locator.departement_at(at)?;
        let neighbourhood = self.locate(at).neighbourhood;
        if let Some(it) = neighbourhood.and_then(|code| self.neighbourhood(&code)) {
            return Some(ServedPlace::neighbourhood(it));
        }
        let there = self.communes.iter().filter(|it| it.departement == *departement);
        let shrink = at.lat().to_radians().cos();
        let far = |it: &Commune| {
            let to = it.centre;
            ((to.lon() - at.lon()) * shrink).hypot(to.lat() - at.lat())
        };
        let nearest = there.min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some(ServedPlace::commune(&nearest.insee))
    }

    fn communes_within(&self, around: SearchCircle) -> HashMap<InseeCode, u32> {
        let at = around.centre();
        let near = self.communes.iter().filter_map(|it| {
            // A degree of latitude is 111 km: rules out most communes without exact measurement.
            let far = (it.centre.lat() - at.lat()).abs() * 110_000.0 > f64::from(around.metres());
            let metres = if far { return None } else { whole_metres(it.centre.metres_to(at)) };
            (metres <= around.metres()).then(|| (it.insee.clone(), metres))
        });
        near.collect()
    }
}
