//! Rows of each value of each facet.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::row_set::RowSet;
use super::service_areas::{ServedPlace, ServiceAreas};
use crate::domain::directory::{
    EVERYBODY, Initiative, InitiativeState, Snapshot, broader_audience,
};
use crate::domain::search::{Facet, FacetValue, ValueList};
use crate::domain::text::Slug;

/// Rows of each value of each facet.
#[derive(Debug, Default)]
pub struct FacetSets {
    all_rows: FixedBitSet,
    /// Rows that have not ended.
    open: FixedBitSet,
    /// Rows whose audience is unknown.
    without_audience: FixedBitSet,
    /// Rows whose price is unknown.
    without_fees: FixedBitSet,
    /// Rows of each value but communes, whose rows are composed from [`ServiceAreas`].
    rows: FxHashMap<FacetValue, RowSet>,
    areas: ServiceAreas,
}

/// Rows of a value that no initiative has.
static NO_ROWS: RowSet = RowSet::sparse();

/// Empty set of rows of a value of `facet`, among `len` rows.
fn empty_set(facet: Facet, len: usize) -> RowSet {
    match facet.value_list() {
        ValueList::Vocabulary | ValueList::Short => RowSet::dense(len),
        ValueList::Long => RowSet::sparse(),
    }
}

/// Values of `facet` that `initiative` has on the day `today`; none for communes and neighbourhoods, which are served
/// by initiatives that do not name them.
fn values_of(initiative: &Initiative, facet: Facet, today: Date) -> Vec<FacetValue> {
    let facts = &initiative.facts;
    match facet {
        Facet::Barrier => facts.barriers.iter().cloned().map(FacetValue::Barrier).collect(),
        Facet::Audience => facts.audiences.iter().cloned().map(FacetValue::Audience).collect(),
        Facet::Departement => {
            facts.departements.iter().cloned().map(FacetValue::Departement).collect()
        }
        Facet::Commune | Facet::Neighbourhood => Vec::new(),
        Facet::Organisation => {
            initiative.organisations.iter().map(|(_, id)| FacetValue::Organisation(*id)).collect()
        }
        Facet::Collection => facts
            .collection
            .iter()
            .map(|entry| FacetValue::Collection(entry.collection.clone()))
            .collect(),
        Facet::State => vec![FacetValue::State(facts.lifecycle.state(today))],
        Facet::Fees => facts.practical.fees.into_iter().map(FacetValue::Fees).collect(),
    }
}

impl FacetSets {
    pub fn new(published: &Snapshot, today: Date) -> Self {
        let len = published.initiatives.len();
        let mut sets = Self::default();
        sets.without_audience.grow(len);
        sets.without_fees.grow(len);
        for (row, it) in published.initiatives.iter().enumerate() {
            for facet in Facet::ALL {
                for value in values_of(it, *facet, today) {
                    let rows = sets.rows.entry(value);
                    rows.or_insert_with(|| empty_set(*facet, len)).insert(row);
                }
            }
            sets.without_audience.set(row, it.facts.audiences.is_empty());
            sets.without_fees.set(row, it.facts.practical.fees.is_none());
        }
        sets.extend_audiences(published);
        sets.add_neighbourhoods(published);
        sets.all_rows.grow(len);
        sets.all_rows.insert_range(..);
        sets.open = sets.all_rows.clone();
        if let Some(ended) = sets.rows.get(&FacetValue::State(InitiativeState::Ended)) {
            ended.remove_from(&mut sets.open);
        }
        sets
    }

    /// Adds to each audience the initiatives for everybody, and those for the broader audience.
    fn extend_audiences(&mut self, published: &Snapshot) {
        let wider: Vec<FixedBitSet> = published
            .audiences
            .iter()
            .map(|it| self.rows_for_more_than(&it.slug, published))
            .collect();
        for (audience, wider) in published.audiences.iter().zip(&wider) {
            let rows = self.rows.entry(FacetValue::Audience(audience.slug.clone()));
            if let RowSet::Dense(set) = rows.or_insert_with(|| RowSet::dense(wider.len())) {
                set.union_with(wider);
            }
        }
    }

    /// Rows for everybody, or for the audience broader than `audience`.
    fn rows_for_more_than(&self, audience: &Slug, published: &Snapshot) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(published.initiatives.len());
        let wider = [Some(EVERYBODY), broader_audience(audience)];
        for slug in wider.into_iter().flatten().filter_map(|slug| slug.parse().ok()) {
            self.of(&FacetValue::Audience(slug)).add_to(&mut rows);
        }
        rows
    }

    /// Adds the rows that serve each neighbourhood.
    fn add_neighbourhoods(&mut self, published: &Snapshot) {
        self.areas = ServiceAreas::new(published);
        for it in &published.neighbourhoods {
            let rows = RowSet::Dense(self.areas.rows(&ServedPlace::neighbourhood(it)));
            self.rows.insert(FacetValue::Neighbourhood(it.code.clone()), rows);
        }
    }

    pub const fn all_rows(&self) -> &FixedBitSet {
        &self.all_rows
    }

    /// Rows that have not ended.
    pub const fn open(&self) -> &FixedBitSet {
        &self.open
    }

    /// Rows whose audience is unknown.
    pub const fn without_audience(&self) -> &FixedBitSet {
        &self.without_audience
    }

    /// Facets whose value may be unknown, each with the rows that have none.
    pub const fn unknown_values(&self) -> [(Facet, &FixedBitSet); 2] {
        [(Facet::Audience, &self.without_audience), (Facet::Fees, &self.without_fees)]
    }

    pub const fn areas(&self) -> &ServiceAreas {
        &self.areas
    }

    /// Rows that have `choice`; for a place, those that serve it.
    pub fn of(&self, choice: &FacetValue) -> Cow<'_, RowSet> {
        if let FacetValue::Commune(code) = choice {
            return Cow::Owned(RowSet::Dense(self.areas.rows(&ServedPlace::commune(code))));
        }
        Cow::Borrowed(self.rows.get(choice).unwrap_or(&NO_ROWS))
    }

    /// Rows that have any of `choices`, all of `facet`. Without a choice returns `None` (no restriction), except for
    /// the state, which then excludes ended initiatives.
    pub fn matching(&self, facet: Facet, choices: &[&FacetValue]) -> Option<Cow<'_, FixedBitSet>> {
        if choices.is_empty() {
            return (facet == Facet::State).then_some(Cow::Borrowed(&self.open));
        }
        if let [choice] = choices {
            match self.of(choice) {
                Cow::Borrowed(RowSet::Dense(set)) => return Some(Cow::Borrowed(set)),
                Cow::Owned(RowSet::Dense(set)) => return Some(Cow::Owned(set)),
                Cow::Borrowed(RowSet::Sparse(_)) | Cow::Owned(RowSet::Sparse(_)) => {}
            }
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
