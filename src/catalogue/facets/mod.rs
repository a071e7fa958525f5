//! Facets: the rows that a search selects, and the number of results of each value if it were toggled.

mod sets;

pub use sets::FacetSets;

use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use self::sets::FacetKind;
use super::Catalogue;
use crate::domain::directory::InitiativeState;
use crate::domain::place::QpvCode;
use crate::domain::search::{FacetValue, Search};

/// Facet value with its number of results if it were toggled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    pub choice: FacetValue,
    pub chosen: bool,
    pub count: usize,
}

/// Values of one facet, in display order.
pub type Facet = Vec<FacetCount>;

/// All facets of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    pub barriers: Facet,
    pub audiences: Facet,
    pub departements: Facet,
    pub neighbourhoods: Facet,
    pub collections: Facet,
    pub states: Facet,
}

/// Rows selected by a search, facet by facet.
pub(super) struct Selection<'a> {
    sets: &'a FacetSets,
    choices: Vec<FacetValue>,
    /// For each facet, the rows it selects; `None` if it selects all.
    by_facet: Vec<(FacetKind, Option<Cow<'a, FixedBitSet>>)>,
    matching: &'a FixedBitSet,
}

impl<'a> Selection<'a> {
    /// Applies the choices of `search` to the rows `matching` its text.
    pub(super) fn new(sets: &'a FacetSets, search: &Search, matching: &'a FixedBitSet) -> Self {
        let choices = search.choices();
        let kept =
            FacetKind::ALL.into_iter().map(|kind| (kind, sets.matching(kind, &of(kind, &choices))));
        Self { sets, by_facet: kept.collect(), choices, matching }
    }

    /// Rows selected by every facet.
    pub(super) fn rows(&self) -> FixedBitSet {
        self.rows_without(None)
    }

    /// Rows selected by every facet but `left_out`.
    fn rows_without(&self, left_out: Option<FacetKind>) -> FixedBitSet {
        let mut rows = self.matching.clone();
        let others = self.by_facet.iter().filter(|(kind, _)| Some(*kind) != left_out);
        for set in others.filter_map(|(_, set)| set.as_ref()) {
            rows.intersect_with(set);
        }
        rows
    }

    /// For each value, the number of results of the search with that value toggled.
    fn counts(&self, kind: FacetKind, values: impl Iterator<Item = FacetValue>) -> Facet {
        let base = self.rows_without(Some(kind));
        let chosen = of(kind, &self.choices);
        let mut rest = base.clone();
        for choice in &chosen {
            let mut rows = FixedBitSet::with_capacity(base.len());
            self.sets.of(choice).add_to(&mut rows);
            rest.difference_with(&rows);
        }
        let already = base.count_ones(..) - rest.count_ones(..);
        let without = |choice: &FacetValue| {
            let others: Vec<&FacetValue> =
                chosen.iter().copied().filter(|it| *it != choice).collect();
            let kept = self.sets.matching(kind, &others);
            kept.map_or_else(|| base.count_ones(..), |kept| base.intersection_count(&kept))
        };
        let count = |choice: FacetValue| {
            let is_chosen = chosen.contains(&&choice);
            let count = if is_chosen {
                without(&choice)
            } else {
                already + self.sets.of(&choice).count_in(&rest)
            };
            FacetCount { choice, chosen: is_chosen, count }
        };
        values.map(count).collect()
    }
}

/// Choices of the facet `kind`.
fn of(kind: FacetKind, choices: &[FacetValue]) -> Vec<&FacetValue> {
    choices.iter().filter(|choice| FacetKind::of(choice) == kind).collect()
}

impl Catalogue {
    pub(super) fn selection<'a>(
        &'a self,
        search: &Search,
        matching: &'a FixedBitSet,
    ) -> Selection<'a> {
        Selection::new(&self.sets, search, matching)
    }

    /// For each neighbourhood, the number of rows of `selection` that have it.
    pub(super) fn neighbourhood_counts(&self, selection: &Selection<'_>) -> Vec<(QpvCode, usize)> {
        let rows = selection.rows();
        let count =
            |code: &QpvCode| self.sets.of(&FacetValue::Neighbourhood(code.clone())).count_in(&rows);
        self.neighbourhoods.iter().map(|it| (it.code.clone(), count(&it.code))).collect()
    }

    pub(super) fn facets(&self, selection: &Selection<'_>) -> Facets {
        let barriers = self.barriers.iter().map(|it| FacetValue::Barrier(it.slug.clone()));
        let audiences = self.audiences.iter().map(|it| FacetValue::Audience(it.slug.clone()));
        let departements =
            self.departements.iter().map(|it| FacetValue::Departement(it.code.clone()));
        let neighbourhoods = self.neighbourhoods.iter();
        let neighbourhoods = neighbourhoods.map(|it| FacetValue::Neighbourhood(it.code.clone()));
        let collections = self.collections.iter().map(|it| FacetValue::Collection(it.slug.clone()));
        let states = InitiativeState::ALL.into_iter().map(FacetValue::State);
        Facets {
            barriers: selection.counts(FacetKind::Barrier, barriers),
            audiences: selection.counts(FacetKind::Audience, audiences),
            departements: selection.counts(FacetKind::Departement, departements),
            neighbourhoods: selection.counts(FacetKind::Neighbourhood, neighbourhoods),
            collections: selection.counts(FacetKind::Collection, collections),
            states: selection.counts(FacetKind::State, states),
        }
    }

    /// Number of initiatives that have not ended and have `choice`. Equals [`Self::count`] of a
    /// search for `choice` alone, unless it is a state.
    #[must_use]
    pub fn open_count(&self, choice: &FacetValue) -> usize {
        self.sets.open_count(choice)
    }
}
