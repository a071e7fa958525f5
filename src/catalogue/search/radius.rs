//! Radius search. A circle finds both initiatives that take place in it and initiatives that serve
//! its centre; each result says which.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::catalogue::Catalogue;
use crate::catalogue::facets::FacetSets;
use crate::domain::directory::{Coverage, Initiative, Snapshot};
use crate::domain::place::{InseeCode, QpvCode, whole_metres};
use crate::domain::search::{FacetValue, SearchCircle};

/// Rows that name a neighbourhood, and rows that serve a whole département or the region.
#[derive(Debug, Default)]
pub struct PlacementSets {
    in_neighbourhoods: FixedBitSet,
    serving_departement: FixedBitSet,
    serving_region: FixedBitSet,
}

/// Reason why an initiative is found by a radius search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RadiusMatch {
    /// In a neighbourhood, at this many metres from its border; 0 inside.
    Neighbourhood(u32),
    /// In a commune, at this many metres from its centre; no more precise place is known.
    Commune(u32),
    /// Elsewhere in the département, but serves all of it.
    ServesDepartement,
    ServesRegion,
}

/// Result of a radius search: rows, and distances of places in metres.
#[derive(Debug)]
pub(super) struct RadiusHits {
    pub rows: FixedBitSet,
    neighbourhoods: HashMap<QpvCode, u32>,
    communes: HashMap<InseeCode, u32>,
}

impl PlacementSets {
    pub fn new(published: &Snapshot) -> Self {
        let mut reach = Self::default();
        let len = published.initiatives.len();
        for set in [
            &mut reach.in_neighbourhoods,
            &mut reach.serving_departement,
            &mut reach.serving_region,
        ] {
            set.grow(len);
        }
        for (row, it) in published.initiatives.iter().enumerate() {
            reach.in_neighbourhoods.set(row, !it.facts.neighbourhoods.is_empty());
            reach.serving_departement.set(row, it.facts.coverage == Coverage::Departement);
            reach.serving_region.set(row, it.facts.coverage == Coverage::Region);
        }
        reach
    }

    /// Number of `rows` that name a neighbourhood.
    pub fn count_with_neighbourhood(&self, rows: &FixedBitSet) -> usize {
        rows.intersection_count(&self.in_neighbourhoods)
    }

    /// Adds the rows placed in a neighbourhood of `circle`, or in a commune if no neighbourhood is named.
    fn add_placed(&self, sets: &FacetSets, circle: &mut RadiusHits) {
        let mut towns = circle.rows.clone();
        for code in circle.communes.keys() {
            sets.of(&FacetValue::Commune(code.clone())).add_to(&mut towns);
        }
        towns.difference_with(&self.in_neighbourhoods);
        for code in circle.neighbourhoods.keys() {
            sets.of(&FacetValue::Neighbourhood(code.clone())).add_to(&mut circle.rows);
        }
        circle.rows.union_with(&towns);
    }
}

impl RadiusHits {
    /// Metres to the place of `initiative`; `None` if it only serves the area.
    pub fn metres(&self, initiative: &Initiative) -> Option<u32> {
        match self.place(initiative)? {
            RadiusMatch::Neighbourhood(metres) | RadiusMatch::Commune(metres) => Some(metres),
            RadiusMatch::ServesDepartement | RadiusMatch::ServesRegion => None,
        }
    }

    fn place(&self, initiative: &Initiative) -> Option<RadiusMatch> {
        let facts = &initiative.facts;
        if facts.neighbourhoods.is_empty() {
            let communes = facts.communes.iter().filter_map(|code| self.communes.get(code));
            return communes.min().copied().map(RadiusMatch::Commune);
        }
        let near = facts.neighbourhoods.iter().filter_map(|code| self.neighbourhoods.get(code));
        near.min().copied().map(RadiusMatch::Neighbourhood)
    }

    /// Reason why `initiative`, one of the results, was found.
    pub fn radius_match(&self, initiative: &Initiative) -> Option<RadiusMatch> {
        self.place(initiative).or(match initiative.facts.coverage {
            Coverage::Departement => Some(RadiusMatch::ServesDepartement),
            Coverage::Region => Some(RadiusMatch::ServesRegion),
            Coverage::Neighbourhood | Coverage::Commune | Coverage::Epci | Coverage::Unknown => {
                None
            }
        })
    }
}

impl Catalogue {
    pub(super) fn radius_hits(&self, around: SearchCircle) -> RadiusHits {
        let at = around.centre();
        let mut circle = RadiusHits {
            rows: FixedBitSet::with_capacity(self.initiatives.len()),
            neighbourhoods: self.point_locator.neighbourhoods_within(at, around.metres()),
            communes: self.communes_within(around),
        };
        self.placements.add_placed(&self.sets, &mut circle);
        if let Some(code) = self.point_locator.departement_at(at) {
            let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
            self.sets.of(&FacetValue::Departement(code.clone())).add_to(&mut rows);
            rows.intersect_with(&self.placements.serving_departement);
            circle.rows.union_with(&rows);
            circle.rows.union_with(&self.placements.serving_region);
        }
        circle
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
