//! Radius search. A circle finds both initiatives that take place in it and initiatives that serve
//! its centre; each result says which.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::{Catalogue, sets::FacetSets};
use crate::domain::{
    around::Around,
    initiative::{Coverage, Initiative},
    neighbourhood::QpvCode,
    place::{InseeCode, whole_metres},
    published::Published,
    search::Choice,
};

/// Rows that name a neighbourhood, and rows that serve a whole département or the region.
#[derive(Debug, Default)]
pub(super) struct Reach {
    in_neighbourhoods: FixedBitSet,
    serving_departement: FixedBitSet,
    serving_region: FixedBitSet,
}

/// Reason why an initiative is found by a radius search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nearness {
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
pub(super) struct Circle {
    pub rows: FixedBitSet,
    neighbourhoods: HashMap<QpvCode, u32>,
    communes: HashMap<InseeCode, u32>,
}

impl Reach {
    pub fn new(published: &Published) -> Self {
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
    pub fn placed_in(&self, rows: &FixedBitSet) -> usize {
        rows.intersection_count(&self.in_neighbourhoods)
    }

    /// Adds the rows placed in a neighbourhood of `circle`, or in a commune if no neighbourhood is named.
    fn placed(&self, sets: &FacetSets, circle: &mut Circle) {
        let mut towns = circle.rows.clone();
        for code in circle.communes.keys() {
            sets.of(&Choice::Commune(code.clone())).add_to(&mut towns);
        }
        towns.difference_with(&self.in_neighbourhoods);
        for code in circle.neighbourhoods.keys() {
            sets.of(&Choice::Neighbourhood(code.clone())).add_to(&mut circle.rows);
        }
        circle.rows.union_with(&towns);
    }
}

impl Circle {
    /// Metres to the place of `initiative`; `None` if it only serves the area.
    pub fn metres(&self, initiative: &Initiative) -> Option<u32> {
        match self.place(initiative)? {
            Nearness::Neighbourhood(metres) | Nearness::Commune(metres) => Some(metres),
            Nearness::ServesDepartement | Nearness::ServesRegion => None,
        }
    }

    fn place(&self, initiative: &Initiative) -> Option<Nearness> {
        let facts = &initiative.facts;
        if facts.neighbourhoods.is_empty() {
            let communes = facts.communes.iter().filter_map(|code| self.communes.get(code));
            return communes.min().copied().map(Nearness::Commune);
        }
        let near = facts.neighbourhoods.iter().filter_map(|code| self.neighbourhoods.get(code));
        near.min().copied().map(Nearness::Neighbourhood)
    }

    /// Reason why `initiative`, one of the results, was found.
    pub fn nearness(&self, initiative: &Initiative) -> Option<Nearness> {
        self.place(initiative).or(match initiative.facts.coverage {
            Coverage::Departement => Some(Nearness::ServesDepartement),
            Coverage::Region => Some(Nearness::ServesRegion),
            Coverage::Neighbourhood | Coverage::Commune | Coverage::Epci | Coverage::Unknown => {
                None
            }
        })
    }
}

impl Catalogue {
    pub(super) fn circle(&self, around: Around) -> Circle {
        let at = around.at();
        let mut circle = Circle {
            rows: FixedBitSet::with_capacity(self.initiatives.len()),
            neighbourhoods: self.ground.within(at, around.metres()),
            communes: self.communes_within(around),
        };
        self.reach.placed(&self.sets, &mut circle);
        if let Some(code) = self.ground.departement_at(at) {
            let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
            self.sets.of(&Choice::Departement(code.clone())).add_to(&mut rows);
            rows.intersect_with(&self.reach.serving_departement);
            circle.rows.union_with(&rows);
            circle.rows.union_with(&self.reach.serving_region);
        }
        circle
    }

    fn communes_within(&self, around: Around) -> HashMap<InseeCode, u32> {
        let at = around.at();
        let near = self.communes.iter().filter_map(|it| {
            // A degree of latitude is 111 km: rules out most communes without exact measurement.
            let far = (it.centre.lat() - at.lat()).abs() * 110_000.0 > f64::from(around.metres());
            let metres = if far { return None } else { whole_metres(it.centre.metres_to(at)) };
            (metres <= around.metres()).then(|| (it.insee.clone(), metres))
        });
        near.collect()
    }
}
