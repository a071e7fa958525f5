//! Facets: which initiative has which value, and how many a click would leave.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use super::Catalogue;
use crate::domain::{
    ids::OrganisationId,
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode},
    published::Published,
    search::{Choice, Search},
    state::State,
    text::Slug,
};

/// The rows of each value of each facet. Those of a commune or an organisation are few: a list.
#[derive(Debug, Default)]
pub(super) struct FacetSets {
    len: usize,
    barriers: BTreeMap<Slug, FixedBitSet>,
    audiences: BTreeMap<Slug, FixedBitSet>,
    departements: BTreeMap<DepartementCode, FixedBitSet>,
    neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
    collections: BTreeMap<Slug, FixedBitSet>,
    states: BTreeMap<State, FixedBitSet>,
    communes: BTreeMap<InseeCode, Vec<u32>>,
    organisations: BTreeMap<OrganisationId, Vec<u32>>,
}

/// A value to choose or drop, and how many initiatives that would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub choice: Choice,
    pub chosen: bool,
    pub count: usize,
}

/// The values of one facet, in the order pages show them.
pub type Facet = Vec<Count>;

/// Every facet of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    pub barriers: Facet,
    pub audiences: Facet,
    pub departements: Facet,
    pub neighbourhoods: Facet,
    pub collections: Facet,
    pub states: Facet,
}

/// The facets that combine with "and"; inside one, values combine with "or".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Barrier,
    Audience,
    Departement,
    Commune,
    Neighbourhood,
    Organisation,
    Collection,
    State,
}

const KINDS: [Kind; 8] = [
    Kind::Barrier,
    Kind::Audience,
    Kind::Departement,
    Kind::Commune,
    Kind::Neighbourhood,
    Kind::Organisation,
    Kind::Collection,
    Kind::State,
];

impl FacetSets {
    pub(super) fn new(published: &Published, today: Date) -> Self {
        let mut sets = Self { len: published.initiatives.len(), ..Self::default() };
        let len = sets.len;
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
        sets
    }

    /// What is for everybody matches every audience.
    fn open_to_everybody(&mut self, published: &Published) {
        let everybody = published.audiences.iter().find(|audience| audience.is_everybody());
        let rows = everybody.and_then(|audience| self.audiences.get(&audience.slug)).cloned();
        let Some(rows) = rows else { return };
        for audience in &published.audiences {
            let set = self.audiences.entry(audience.slug.clone());
            set.or_insert_with(|| FixedBitSet::with_capacity(self.len)).union_with(&rows);
        }
    }

    /// Adds the rows of `choice` to `rows`.
    fn add(&self, choice: &Choice, rows: &mut FixedBitSet) {
        let (set, list) = match choice {
            Choice::Barrier(slug) => (self.barriers.get(slug), None),
            Choice::Audience(slug) => (self.audiences.get(slug), None),
            Choice::Departement(code) => (self.departements.get(code), None),
            Choice::Neighbourhood(code) => (self.neighbourhoods.get(code), None),
            Choice::Collection(slug) => (self.collections.get(slug), None),
            Choice::State(state) => (self.states.get(state), None),
            Choice::Commune(code) => (None, self.communes.get(code)),
            Choice::Organisation(id) => (None, self.organisations.get(id)),
        };
        if let Some(set) = set {
            rows.union_with(set);
        }
        rows.extend(list.into_iter().flatten().map(|row| *row as usize));
    }

    /// The rows that `choices`, all of one facet, keep; without any, what the facet keeps by
    /// itself: everything, but for what has ended.
    fn kept(&self, kind: Kind, choices: &[&Choice]) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        match (choices, kind) {
            ([], Kind::State) => {
                rows.insert_range(..);
                if let Some(ended) = self.states.get(&State::Ended) {
                    rows.difference_with(ended);
                }
            }
            ([], _) => rows.insert_range(..),
            (choices, _) => choices.iter().for_each(|choice| self.add(choice, &mut rows)),
        }
        rows
    }

    /// How many initiatives that have not ended name the neighbourhood `code`.
    pub(super) fn open_in(&self, code: &QpvCode) -> usize {
        let Some(rows) = self.neighbourhoods.get(code) else { return 0 };
        let ended = self.states.get(&State::Ended);
        rows.count_ones(..) - ended.map_or(0, |ended| rows.intersection_count(ended))
    }

    pub(super) fn everything(&self) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        rows.insert_range(..);
        rows
    }
}

/// The rows that a search keeps, facet by facet.
pub(super) struct Selection<'a> {
    sets: &'a FacetSets,
    choices: Vec<Choice>,
    /// For each facet, the rows it keeps; none where it keeps all.
    kept: Vec<(Kind, Option<FixedBitSet>)>,
    matching: FixedBitSet,
}

impl<'a> Selection<'a> {
    /// What `search` keeps of the rows `matching` its text.
    pub(super) fn new(sets: &'a FacetSets, search: &Search, matching: FixedBitSet) -> Self {
        let choices = search.choices();
        let kept = KINDS.into_iter().map(|kind| {
            let of_kind: Vec<&Choice> = choices.iter().filter(|it| kind_of(it) == kind).collect();
            let asks = kind == Kind::State || !of_kind.is_empty();
            (kind, asks.then(|| sets.kept(kind, &of_kind)))
        });
        let kept = kept.collect();
        Self { sets, choices, kept, matching }
    }

    /// The rows that hold in every facet.
    pub(super) fn rows(&self) -> FixedBitSet {
        self.rows_but(None)
    }

    /// The rows that hold in every facet but `left_out`.
    fn rows_but(&self, left_out: Option<Kind>) -> FixedBitSet {
        let mut rows = self.matching.clone();
        let others = self.kept.iter().filter(|(kind, _)| Some(*kind) != left_out);
        for set in others.filter_map(|(_, set)| set.as_ref()) {
            rows.intersect_with(set);
        }
        rows
    }

    /// For each value, what the search would find with it toggled.
    fn counts(&self, kind: Kind, values: impl Iterator<Item = Choice>) -> Facet {
        let base = self.rows_but(Some(kind));
        let chosen: Vec<&Choice> = self.choices.iter().filter(|it| kind_of(it) == kind).collect();
        let mut union = FixedBitSet::with_capacity(self.sets.len);
        for choice in &chosen {
            self.sets.add(choice, &mut union);
        }
        let already = base.intersection_count(&union);
        let mut rest = base.clone();
        rest.difference_with(&union);
        let mut alone = FixedBitSet::with_capacity(self.sets.len);
        values
            .map(|choice| {
                let is_chosen = chosen.contains(&&choice);
                let count = if is_chosen {
                    let others: Vec<&Choice> =
                        chosen.iter().copied().filter(|it| **it != choice).collect();
                    base.intersection_count(&self.sets.kept(kind, &others))
                } else {
                    alone.clear();
                    self.sets.add(&choice, &mut alone);
                    already + rest.intersection_count(&alone)
                };
                Count { choice, chosen: is_chosen, count }
            })
            .collect()
    }
}

impl Catalogue {
    pub(super) fn selection(&self, search: &Search, matching: FixedBitSet) -> Selection<'_> {
        Selection::new(&self.sets, search, matching)
    }

    pub(super) fn facets(&self, selection: &Selection<'_>) -> Facets {
        let barriers = self.barriers.iter().map(|it| Choice::Barrier(it.slug.clone()));
        let audiences = self.audiences.iter().map(|it| Choice::Audience(it.slug.clone()));
        let departements = self.departements.iter().map(|it| Choice::Departement(it.code.clone()));
        let neighbourhoods = self.neighbourhoods.iter();
        let neighbourhoods = neighbourhoods.map(|it| Choice::Neighbourhood(it.code.clone()));
        let collections = self.collections.iter().map(|it| Choice::Collection(it.slug.clone()));
        let states = State::ALL.into_iter().map(Choice::State);
        Facets {
            barriers: selection.counts(Kind::Barrier, barriers),
            audiences: selection.counts(Kind::Audience, audiences),
            departements: selection.counts(Kind::Departement, departements),
            neighbourhoods: selection.counts(Kind::Neighbourhood, neighbourhoods),
            collections: selection.counts(Kind::Collection, collections),
            states: selection.counts(Kind::State, states),
        }
    }
}

const fn kind_of(choice: &Choice) -> Kind {
    match choice {
        Choice::Barrier(_) => Kind::Barrier,
        Choice::Audience(_) => Kind::Audience,
        Choice::Departement(_) => Kind::Departement,
        Choice::Commune(_) => Kind::Commune,
        Choice::Neighbourhood(_) => Kind::Neighbourhood,
        Choice::Organisation(_) => Kind::Organisation,
        Choice::Collection(_) => Kind::Collection,
        Choice::State(_) => Kind::State,
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
