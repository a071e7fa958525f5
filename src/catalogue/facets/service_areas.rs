//! Rows that serve a place: those that name it, take place in its town, or cover an area that it lies in.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::row_set::RowSet;
use crate::domain::directory::{Coverage, InitiativeFacts, Snapshot};
use crate::domain::place::{DepartementCode, InseeCode, Neighbourhood, QpvCode};

/// Relation of an initiative to a place that it serves, nearest first; also the order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceLevel {
    /// Names the neighbourhood.
    Neighbourhood,
    /// In the town, which it serves as a whole: it names no other neighbourhood.
    WholeTown,
    /// Elsewhere in the town.
    Town,
    /// Covers the intercommunality, even if it takes place in the town.
    Intercommunality,
    Departement,
    Region,
}

/// Levels in the order in which they take a row that qualifies for several: an initiative of the town that covers the
/// intercommunality is shown as such.
const CLAIM_ORDER: [ServiceLevel; 6] = [
    ServiceLevel::Neighbourhood,
    ServiceLevel::Intercommunality,
    ServiceLevel::WholeTown,
    ServiceLevel::Town,
    ServiceLevel::Departement,
    ServiceLevel::Region,
];

/// Place to be served: a neighbourhood with its towns, a town, or the towns of a postcode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServedPlace {
    pub neighbourhood: Option<QpvCode>,
    pub communes: Vec<InseeCode>,
}

impl ServedPlace {
    #[must_use]
    pub fn neighbourhood(it: &Neighbourhood) -> Self {
        Self { neighbourhood: Some(it.code.clone()), communes: it.communes.clone() }
    }

    #[must_use]
    pub fn commune(code: &InseeCode) -> Self {
        Self { neighbourhood: None, communes: vec![code.clone()] }
    }
}

/// Rows by the place that they name and by the area that they cover. Memory grows with the rows and with the six
/// départements, not with communes × rows.
#[derive(Debug, Default)]
pub struct ServiceAreas {
    len: usize,
    neighbourhoods: HashMap<QpvCode, RowSet>,
    communes: HashMap<InseeCode, RowSet>,
    /// Rows that cover each intercommunality, by its index.
    intercommunalities: Vec<RowSet>,
    departements: HashMap<DepartementCode, RowSet>,
    region: FixedBitSet,
    /// Rows that name a neighbourhood.
    in_neighbourhoods: FixedBitSet,
    /// Rows that serve the whole of each town that they name.
    open_to_town: FixedBitSet,
    areas_of_communes: HashMap<InseeCode, CommuneAreas>,
}

/// Areas that a commune lies in.
#[derive(Debug, Clone)]
struct CommuneAreas {
    /// Index of its intercommunality.
    intercommunality: Option<usize>,
    departement: DepartementCode,
}

impl ServiceAreas {
    pub fn new(published: &Snapshot) -> Self {
        let len = published.initiatives.len();
        let mut areas = Self { len, ..Self::default() };
        areas.add_communes(published);
        for set in [&mut areas.region, &mut areas.in_neighbourhoods, &mut areas.open_to_town] {
            set.grow(len);
        }
        for (row, it) in published.initiatives.iter().enumerate() {
            areas.add(row, &it.facts, &towns(published, &it.facts));
        }
        areas
    }

    fn add_communes(&mut self, published: &Snapshot) {
        let groups = published.intercommunalities.iter().enumerate();
        let members = groups.flat_map(|(at, it)| it.communes.iter().map(move |code| (code, at)));
        let indexes: HashMap<&InseeCode, usize> = members.collect();
        self.intercommunalities.resize_with(published.intercommunalities.len(), RowSet::sparse);
        let communes = published.communes.iter().map(|it| {
            let intercommunality = indexes.get(&it.insee).copied();
            let departement = it.departement.clone();
            (it.insee.clone(), CommuneAreas { intercommunality, departement })
        });
        self.areas_of_communes = communes.collect();
    }

    fn add(&mut self, row: usize, facts: &InitiativeFacts, towns: &[InseeCode]) {
        for code in &facts.neighbourhoods {
            entry(&mut self.neighbourhoods, code, RowSet::sparse).insert(row);
        }
        for code in towns {
            entry(&mut self.communes, code, RowSet::sparse).insert(row);
        }
        self.in_neighbourhoods.set(row, !facts.neighbourhoods.is_empty());
        self.open_to_town.set(row, is_open_to_town(facts));
        match facts.coverage {
            Coverage::Epci => {
                for code in towns {
                    if let Some(area) = self.intercommunality_of(code)
                        && let Some(rows) = self.intercommunalities.get_mut(area)
                    {
                        rows.insert(row);
                    }
                }
            }
            Coverage::Departement => {
                let len = self.len;
                for code in &facts.departements {
                    entry(&mut self.departements, code, || RowSet::dense(len)).insert(row);
                }
            }
            Coverage::Region => self.region.insert(row),
            Coverage::Neighbourhood | Coverage::Commune | Coverage::Unknown => {}
        }
    }

    fn intercommunality_of(&self, code: &InseeCode) -> Option<usize> {
        self.areas_of_communes.get(code)?.intercommunality
    }

    /// Rows that serve `place` at each level, nearest first; a row is at one level only.
    pub fn levels(&self, place: &ServedPlace) -> Vec<(ServiceLevel, FixedBitSet)> {
        let mut seen = FixedBitSet::with_capacity(self.len);
        let claimed = CLAIM_ORDER.map(|level| {
            let mut rows = self.rows_at(place, level);
            rows.difference_with(&seen);
            seen.union_with(&rows);
            (level, rows)
        });
        let mut levels = Vec::from(claimed);
        levels.sort_by_key(|(level, _)| *level);
        levels
    }

    /// Rows that serve `place`.
    pub fn rows(&self, place: &ServedPlace) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        for level in CLAIM_ORDER {
            self.add_level(place, level, &mut rows);
        }
        rows
    }

    /// Rows that name the neighbourhood `code`.
    pub fn naming(&self, code: &QpvCode) -> Option<&RowSet> {
        self.neighbourhoods.get(code)
    }

    /// Rows that name the commune `code`.
    pub fn in_commune(&self, code: &InseeCode) -> Option<&RowSet> {
        self.communes.get(code)
    }

    /// Rows that name a town of `place`, whatever else they cover.
    pub fn in_towns(&self, place: &ServedPlace) -> FixedBitSet {
        self.rows_at(place, ServiceLevel::Town)
    }

    /// Rows that cover the whole département `code`.
    pub fn departement(&self, code: &DepartementCode) -> Option<&RowSet> {
        self.departements.get(code)
    }

    /// Rows that cover the whole region.
    pub const fn region(&self) -> &FixedBitSet {
        &self.region
    }

    /// Rows that name a neighbourhood.
    pub const fn in_neighbourhoods(&self) -> &FixedBitSet {
        &self.in_neighbourhoods
    }

    fn rows_at(&self, place: &ServedPlace, level: ServiceLevel) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        self.add_level(place, level, &mut rows);
        if level == ServiceLevel::WholeTown {
            rows.intersect_with(&self.open_to_town);
        }
        rows
    }

    /// Adds the rows of `level`; those of [`ServiceLevel::WholeTown`] with all others of the town.
    fn add_level(&self, place: &ServedPlace, level: ServiceLevel, rows: &mut FixedBitSet) {
        let areas = place.communes.iter().filter_map(|code| self.areas_of_communes.get(code));
        match level {
            ServiceLevel::Neighbourhood => {
                add_all(place.neighbourhood.iter().filter_map(|code| self.naming(code)), rows);
            }
            ServiceLevel::WholeTown | ServiceLevel::Town => {
                add_all(place.communes.iter().filter_map(|code| self.in_commune(code)), rows);
            }
            ServiceLevel::Intercommunality => {
                let sets = areas
                    .filter_map(|it| it.intercommunality)
                    .filter_map(|area| self.intercommunalities.get(area));
                add_all(sets, rows);
            }
            ServiceLevel::Departement => {
                add_all(areas.filter_map(|it| self.departements.get(&it.departement)), rows);
            }
            ServiceLevel::Region => rows.union_with(&self.region),
        }
    }
}

fn add_all<'a>(sets: impl Iterator<Item = &'a RowSet>, rows: &mut FixedBitSet) {
    for set in sets {
        set.add_to(rows);
    }
}

fn entry<'a, K: Clone + Eq + std::hash::Hash>(
    sets: &'a mut HashMap<K, RowSet>,
    key: &K,
    empty: impl FnOnce() -> RowSet,
) -> &'a mut RowSet {
    sets.entry(key.clone()).or_insert_with(empty)
}

/// True if it serves the whole of each town that it names.
fn is_open_to_town(facts: &InitiativeFacts) -> bool {
    let beyond = match facts.coverage {
        Coverage::Commune | Coverage::Departement | Coverage::Region => true,
        Coverage::Neighbourhood | Coverage::Epci | Coverage::Unknown => false,
    };
    beyond && facts.neighbourhoods.is_empty()
}

/// Communes that `facts` name, or those of their neighbourhoods.
fn towns(published: &Snapshot, facts: &InitiativeFacts) -> Vec<InseeCode> {
    if !facts.communes.is_empty() || facts.neighbourhoods.is_empty() {
        return facts.communes.clone();
    }
    let known = published.neighbourhoods.iter();
    let named = known.filter(|it| facts.neighbourhoods.contains(&it.code));
    named.flat_map(|it| it.communes.iter().cloned()).collect()
}
