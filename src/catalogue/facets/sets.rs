//! Bit sets: rows of each value of each facet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use crate::domain::directory::{InitiativeState, OrganisationId, Snapshot};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::search::FacetValue;
use crate::domain::text::Slug;

/// Rows of each value of each facet. Communes and organisations have few rows each: sorted lists.
#[derive(Debug, Default)]
pub struct FacetSets {
    all_rows: FixedBitSet,
    /// Rows that have not ended.
    open: FixedBitSet,
    barriers: BTreeMap<Slug, FixedBitSet>,
    audiences: BTreeMap<Slug, FixedBitSet>,
    departements: BTreeMap<DepartementCode, FixedBitSet>,
    neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
    collections: BTreeMap<Slug, FixedBitSet>,
    states: BTreeMap<InitiativeState, FixedBitSet>,
    communes: BTreeMap<InseeCode, Vec<u32>>,
    organisations: BTreeMap<OrganisationId, Vec<u32>>,
}

/// Facets. Values of one facet combine with "or", facets with "and".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    Barrier,
    Audience,
    Departement,
    Commune,
    Neighbourhood,
    Organisation,
    Collection,
    State,
}

impl FacetKind {
    pub const ALL: [Self; 8] = [
        Self::Barrier,
        Self::Audience,
        Self::Departement,
        Self::Commune,
        Self::Neighbourhood,
        Self::Organisation,
        Self::Collection,
        Self::State,
    ];

    pub const fn of(choice: &FacetValue) -> Self {
        match choice {
            FacetValue::Barrier(_) => Self::Barrier,
            FacetValue::Audience(_) => Self::Audience,
            FacetValue::Departement(_) => Self::Departement,
            FacetValue::Commune(_) => Self::Commune,
            FacetValue::Neighbourhood(_) => Self::Neighbourhood,
            FacetValue::Organisation(_) => Self::Organisation,
            FacetValue::Collection(_) => Self::Collection,
            FacetValue::State(_) => Self::State,
        }
    }
}

/// Rows of one value: bit set, or list if they are few.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    Dense(&'a FixedBitSet),
    Sparse(&'a [u32]),
}

impl Rows<'_> {
    pub fn add_to(self, rows: &mut FixedBitSet) {
        match self {
            Self::Dense(set) => rows.union_with(set),
            Self::Sparse(list) => rows.extend(list.iter().map(|row| *row as usize)),
        }
    }

    /// Number of them that are in `rows`.
    pub fn count_in(self, rows: &FixedBitSet) -> usize {
        match self {
            Self::Dense(set) => rows.intersection_count(set),
            Self::Sparse(list) => list.iter().filter(|row| rows.contains(**row as usize)).count(),
        }
    }
}

impl FacetSets {
    pub fn new(published: &Snapshot, today: Date) -> Self {
        let len = published.initiatives.len();
        let mut sets = Self::default();
        for (row, it) in published.initiatives.iter().enumerate() {
            let facts = &it.facts;
            add_to_sets(&mut sets.barriers, &facts.barriers, row, len);
            add_to_sets(&mut sets.audiences, &facts.audiences, row, len);
            add_to_sets(&mut sets.departements, &facts.departements, row, len);
            add_to_sets(&mut sets.neighbourhoods, &facts.neighbourhoods, row, len);
            add_to_sets(&mut sets.states, &[facts.lifecycle.state(today)], row, len);
            let entry = facts.collection.as_ref().map(|entry| entry.collection.clone());
            add_to_sets(&mut sets.collections, entry.as_slice(), row, len);
            list(&mut sets.communes, facts.communes.iter(), row);
            list(&mut sets.organisations, it.organisations.iter().map(|(_, id)| id), row);
        }
        sets.extend_audiences(published);
        sets.all_rows.grow(len);
        sets.all_rows.insert_range(..);
        sets.open = sets.all_rows.clone();
        if let Some(ended) = sets.states.get(&InitiativeState::Ended) {
            sets.open.difference_with(ended);
        }
        sets
    }

    /// Adds the initiatives for everybody to each audience.
    fn extend_audiences(&mut self, published: &Snapshot) {
        let everybody = published.audiences.iter().find(|audience| audience.is_everybody());
        let rows = everybody.and_then(|audience| self.audiences.get(&audience.slug)).cloned();
        let Some(rows) = rows else { return };
        for audience in &published.audiences {
            let set = self.audiences.entry(audience.slug.clone()).or_default();
            set.grow(rows.len());
            set.union_with(&rows);
        }
    }

    pub const fn all_rows(&self) -> &FixedBitSet {
        &self.all_rows
    }

    /// Rows that have `choice`.
    pub fn of(&self, choice: &FacetValue) -> Rows<'_> {
        let (many, few) = match choice {
            FacetValue::Barrier(slug) => (self.barriers.get(slug), None),
            FacetValue::Audience(slug) => (self.audiences.get(slug), None),
            FacetValue::Departement(code) => (self.departements.get(code), None),
            FacetValue::Neighbourhood(code) => (self.neighbourhoods.get(code), None),
            FacetValue::Collection(slug) => (self.collections.get(slug), None),
            FacetValue::State(state) => (self.states.get(state), None),
            FacetValue::Commune(code) => (None, self.communes.get(code)),
            FacetValue::Organisation(id) => (None, self.organisations.get(id)),
        };
        match many {
            Some(set) => Rows::Dense(set),
            None => Rows::Sparse(few.map_or(&[], Vec::as_slice)),
        }
    }

    /// Rows that have any of `choices`, all of one facet. Without a choice returns `None` (no
    /// restriction), except for the state, which then excludes ended initiatives.
    pub fn matching(
        &self,
        kind: FacetKind,
        choices: &[&FacetValue],
    ) -> Option<Cow<'_, FixedBitSet>> {
        if choices.is_empty() {
            return (kind == FacetKind::State).then_some(Cow::Borrowed(&self.open));
        }
        if let [choice] = choices
            && let Rows::Dense(set) = self.of(choice)
        {
            return Some(Cow::Borrowed(set));
        }
        let mut rows = FixedBitSet::with_capacity(self.all_rows.len());
        for choice in choices {
            self.of(choice).add_to(&mut rows);
        }
        Some(Cow::Owned(rows))
    }

    /// Number of initiatives that have not ended and have `choice`.
    pub fn open_count(&self, choice: &FacetValue) -> usize {
        self.of(choice).count_in(&self.open)
    }

    /// Number of `rows` without a département.
    pub fn count_without_departement(&self, mut rows: FixedBitSet) -> usize {
        for set in self.departements.values() {
            rows.difference_with(set);
        }
        rows.count_ones(..)
    }
}

fn add_to_sets<K: Ord + Clone>(
    sets: &mut BTreeMap<K, FixedBitSet>,
    keys: &[K],
    row: usize,
    len: usize,
) {
    for key in keys {
        let set = sets.entry(key.clone()).or_insert_with(|| FixedBitSet::with_capacity(len));
        set.insert(row);
    }
}

fn list<'a, K: Ord + Clone + 'a>(
    lists: &mut BTreeMap<K, Vec<u32>>,
    keys: impl Iterator<Item = &'a K>,
    row: usize,
) {
    let row = u32::try_from(row).expect("fewer than four billion initiatives");
    for key in keys {
        lists.entry(key.clone()).or_default().push(row);
    }
}
