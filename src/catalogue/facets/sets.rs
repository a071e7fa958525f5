//! Rows of each value of each facet.

use std::borrow::Cow;
use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use crate::domain::directory::{Initiative, InitiativeState, Snapshot};
use crate::domain::search::{Facet, FacetValue, ValueList};
use crate::domain::text::Slug;

/// Rows of each value of each facet.
#[derive(Debug, Default)]
pub struct FacetSets {
    all_rows: FixedBitSet,
    /// Rows that have not ended.
    open: FixedBitSet,
    rows: HashMap<FacetValue, RowSet>,
}

/// Rows of one value: bit set, or sorted list if they are few.
#[derive(Debug)]
pub enum RowSet {
    Dense(FixedBitSet),
    Sparse(Vec<u32>),
}

/// Rows of a value that no initiative has.
static NO_ROWS: RowSet = RowSet::Sparse(Vec::new());

impl RowSet {
    /// Empty set of rows of a value of `facet`, among `len` rows.
    fn new(facet: Facet, len: usize) -> Self {
        match facet.value_list() {
            ValueList::Vocabulary | ValueList::Short => {
                Self::Dense(FixedBitSet::with_capacity(len))
            }
            ValueList::Long => Self::Sparse(Vec::new()),
        }
    }

    /// Adds `row`, which is greater than those added before.
    fn insert(&mut self, row: usize) {
        match self {
            Self::Dense(set) => set.insert(row),
            Self::Sparse(list) => {
                list.push(u32::try_from(row).expect("fewer than four billion initiatives"));
            }
        }
    }

    pub fn add_to(&self, rows: &mut FixedBitSet) {
        match self {
            Self::Dense(set) => rows.union_with(set),
            Self::Sparse(list) => rows.extend(list.iter().map(|row| *row as usize)),
        }
    }

    pub fn remove_from(&self, rows: &mut FixedBitSet) {
        match self {
            Self::Dense(set) => rows.difference_with(set),
            Self::Sparse(list) => {
                let len = rows.len();
                for row in list.iter().map(|row| *row as usize).filter(|row| *row < len) {
                    rows.remove(row);
                }
            }
        }
    }

    /// Number of them that are in `rows`.
    pub fn count_in(&self, rows: &FixedBitSet) -> usize {
        match self {
            Self::Dense(set) => rows.intersection_count(set),
            Self::Sparse(list) => list.iter().filter(|row| rows.contains(**row as usize)).count(),
        }
    }
}

/// Values of `facet` that `initiative` has on the day `today`.
fn values_of(initiative: &Initiative, facet: Facet, today: Date) -> Vec<FacetValue> {
    let facts = &initiative.facts;
    match facet {
        Facet::Barrier => facts.barriers.iter().cloned().map(FacetValue::Barrier).collect(),
        Facet::Audience => facts.audiences.iter().cloned().map(FacetValue::Audience).collect(),
        Facet::Departement => {
            facts.departements.iter().cloned().map(FacetValue::Departement).collect()
        }
        Facet::Commune => facts.communes.iter().cloned().map(FacetValue::Commune).collect(),
        Facet::Neighbourhood => {
            facts.neighbourhoods.iter().cloned().map(FacetValue::Neighbourhood).collect()
        }
        Facet::Organisation => {
            initiative.organisations.iter().map(|(_, id)| FacetValue::Organisation(*id)).collect()
        }
        Facet::Collection => facts
            .collection
            .iter()
            .map(|entry| FacetValue::Collection(entry.collection.clone()))
            .collect(),
        Facet::State => vec![FacetValue::State(facts.lifecycle.state(today))],
    }
}

impl FacetSets {
    pub fn new(published: &Snapshot, today: Date) -> Self {
        let len = published.initiatives.len();
        let mut sets = Self::default();
        for (row, it) in published.initiatives.iter().enumerate() {
            for facet in Facet::ALL {
                for value in values_of(it, *facet, today) {
                    let rows = sets.rows.entry(value);
                    rows.or_insert_with(|| RowSet::new(*facet, len)).insert(row);
                }
            }
        }
        sets.extend_audiences(published);
        sets.all_rows.grow(len);
        sets.all_rows.insert_range(..);
        sets.open = sets.all_rows.clone();
        if let Some(ended) = sets.rows.get(&FacetValue::State(InitiativeState::Ended)) {
            ended.remove_from(&mut sets.open);
        }
        sets
    }

    /// Adds the initiatives for everybody to each audience.
    fn extend_audiences(&mut self, published: &Snapshot) {
        let value = |slug: &Slug| FacetValue::Audience(slug.clone());
        let everybody = published.audiences.iter().find(|audience| audience.is_everybody());
        let Some(RowSet::Dense(everybody)) =
            everybody.and_then(|audience| self.rows.get(&value(&audience.slug)))
        else {
            return;
        };
        let everybody = everybody.clone();
        for audience in &published.audiences {
            let rows = self.rows.entry(value(&audience.slug));
            let rows = rows.or_insert_with(|| RowSet::new(Facet::Audience, everybody.len()));
            if let RowSet::Dense(set) = rows {
                set.union_with(&everybody);
            }
        }
    }

    pub const fn all_rows(&self) -> &FixedBitSet {
        &self.all_rows
    }

    /// Rows that have `choice`.
    pub fn of(&self, choice: &FacetValue) -> &RowSet {
        self.rows.get(choice).unwrap_or(&NO_ROWS)
    }

    /// Rows that have any of `choices`, all of `facet`. Without a choice returns `None` (no restriction), except for
    /// the state, which then excludes ended initiatives.
    pub fn matching(&self, facet: Facet, choices: &[&FacetValue]) -> Option<Cow<'_, FixedBitSet>> {
        if choices.is_empty() {
            return (facet == Facet::State).then_some(Cow::Borrowed(&self.open));
        }
        if let [choice] = choices
            && let RowSet::Dense(set) = self.of(choice)
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

    /// Number of `rows` that have none of `choices`.
    pub fn count_without(&self, choices: &[FacetValue], mut rows: FixedBitSet) -> usize {
        for choice in choices {
            self.of(choice).remove_from(&mut rows);
        }
        rows.count_ones(..)
    }
}
