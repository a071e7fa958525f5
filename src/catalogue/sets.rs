//! Bit sets: rows of each value of each facet.

use std::{borrow::Cow, collections::BTreeMap};

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use crate::domain::{
    ids::OrganisationId,
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode},
    published::Published,
    search::Choice,
    state::State,
    text::Slug,
};

/// Rows of each value of each facet. Communes and organisations have few rows each: sorted lists.
#[derive(Debug, Default)]
pub(super) struct FacetSets {
    everything: FixedBitSet,
    /// Rows that have not ended.
    open: FixedBitSet,
    barriers: BTreeMap<Slug, FixedBitSet>,
    audiences: BTreeMap<Slug, FixedBitSet>,
    departements: BTreeMap<DepartementCode, FixedBitSet>,
    neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
    collections: BTreeMap<Slug, FixedBitSet>,
    states: BTreeMap<State, FixedBitSet>,
    communes: BTreeMap<InseeCode, Vec<u32>>,
    organisations: BTreeMap<OrganisationId, Vec<u32>>,
}

/// Facets. Values of one facet combine with "or", facets with "and".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Barrier,
    Audience,
    Departement,
    Commune,
    Neighbourhood,
    Organisation,
    Collection,
    State,
}

impl Kind {
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

    pub const fn of(choice: &Choice) -> Self {
        match choice {
            Choice::Barrier(_) => Self::Barrier,
            Choice::Audience(_) => Self::Audience,
            Choice::Departement(_) => Self::Departement,
            Choice::Commune(_) => Self::Commune,
            Choice::Neighbourhood(_) => Self::Neighbourhood,
            Choice::Organisation(_) => Self::Organisation,
            Choice::Collection(_) => Self::Collection,
            Choice::State(_) => Self::State,
        }
    }
}

/// Rows of one value: bit set, or list if they are few.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rows<'a> {
    Many(&'a FixedBitSet),
    Few(&'a [u32]),
}

impl Rows<'_> {
    pub fn add_to(self, rows: &mut FixedBitSet) {
        match self {
            Self::Many(set) => rows.union_with(set),
            Self::Few(list) => rows.extend(list.iter().map(|row| *row as usize)),
        }
    }

    /// Number of them that are in `rows`.
    pub fn count_in(self, rows: &FixedBitSet) -> usize {
        match self {
            Self::Many(set) => rows.intersection_count(set),
            Self::Few(list) => list.iter().filter(|row| rows.contains(**row as usize)).count(),
        }
    }
}

impl FacetSets {
    pub(super) fn new(published: &Published, today: Date) -> Self {
        let len = published.initiatives.len();
        let mut sets = Self::default();
        for (row, it) in published.initiatives.iter().enumerate() {
            let facts = &it.facts;
            put(&mut sets.barriers, &facts.barriers, row, len);
            put(&mut sets.audiences, &facts.audiences, row, len);
            put(&mut sets.departements, &facts.departements, row, len);
            put(&mut sets.neighbourhoods, &facts.neighbourhoods, row, len);
            put(&mut sets.states, &[facts.life.state(today)], row, len);
            let entry = facts.collection.as_ref().map(|entry| entry.collection.clone());
            put(&mut sets.collections, entry.as_slice(), row, len);
            list(&mut sets.communes, facts.communes.iter(), row);
            list(&mut sets.organisations, it.organisations.iter().map(|(_, id)| id), row);
        }
        sets.open_to_everybody(published);
        sets.everything.grow(len);
        sets.everything.insert_range(..);
        sets.open = sets.everything.clone();
        if let Some(ended) = sets.states.get(&State::Ended) {
            sets.open.difference_with(ended);
        }
        sets
    }

    /// Adds the initiatives for everybody to each audience.
    fn open_to_everybody(&mut self, published: &Published) {
        let everybody = published.audiences.iter().find(|audience| audience.is_everybody());
        let rows = everybody.and_then(|audience| self.audiences.get(&audience.slug)).cloned();
        let Some(rows) = rows else { return };
        for audience in &published.audiences {
            let set = self.audiences.entry(audience.slug.clone()).or_default();
            set.grow(rows.len());
            set.union_with(&rows);
        }
    }

    pub(super) const fn everything(&self) -> &FixedBitSet {
        &self.everything
    }

    /// Rows that have `choice`.
    pub(super) fn of(&self, choice: &Choice) -> Rows<'_> {
        let (many, few) = match choice {
            Choice::Barrier(slug) => (self.barriers.get(slug), None),
            Choice::Audience(slug) => (self.audiences.get(slug), None),
            Choice::Departement(code) => (self.departements.get(code), None),
            Choice::Neighbourhood(code) => (self.neighbourhoods.get(code), None),
            Choice::Collection(slug) => (self.collections.get(slug), None),
            Choice::State(state) => (self.states.get(state), None),
            Choice::Commune(code) => (None, self.communes.get(code)),
            Choice::Organisation(id) => (None, self.organisations.get(id)),
        };
        match many {
            Some(set) => Rows::Many(set),
            None => Rows::Few(few.map_or(&[], Vec::as_slice)),
        }
    }

    /// Rows that have any of `choices`, all of one facet. Without a choice returns `None` (no
    /// restriction), except for the state, which then excludes ended initiatives.
    pub(super) fn kept(&self, kind: Kind, choices: &[&Choice]) -> Option<Cow<'_, FixedBitSet>> {
        if choices.is_empty() {
            return (kind == Kind::State).then_some(Cow::Borrowed(&self.open));
        }
        if let [choice] = choices
            && let Rows::Many(set) = self.of(choice)
        {
            return Some(Cow::Borrowed(set));
        }
        let mut rows = FixedBitSet::with_capacity(self.everything.len());
        for choice in choices {
            self.of(choice).add_to(&mut rows);
        }
        Some(Cow::Owned(rows))
    }

    /// Number of initiatives that have not ended and have `choice`.
    pub(super) fn open_with(&self, choice: &Choice) -> usize {
        self.of(choice).count_in(&self.open)
    }

    /// Number of `rows` without a département.
    pub(super) fn nowhere(&self, mut rows: FixedBitSet) -> usize {
        for set in self.departements.values() {
            rows.difference_with(set);
        }
        rows.count_ones(..)
    }
}

fn put<K: Ord + Clone>(sets: &mut BTreeMap<K, FixedBitSet>, keys: &[K], row: usize, len: usize) {
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
