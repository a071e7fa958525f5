//! Facets: the rows that a search selects, and the number of results of each value if it were toggled.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use super::{
    Catalogue,
    sets::{FacetSets, Kind},
};
use crate::domain::{
    neighbourhood::QpvCode,
    search::{Choice, Search},
    state::State,
};

/// Facet value with its number of results if it were toggled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub choice: Choice,
    pub chosen: bool,
    pub count: usize,
}

/// Values of one facet, in display order.
pub type Facet = Vec<Count>;

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
    choices: Vec<Choice>,
    /// For each facet, the rows it selects; `None` if it selects all.
    kept: Vec<(Kind, Option<Cow<'a, FixedBitSet>>)>,
    matching: &'a FixedBitSet,
}

impl<'a> Selection<'a> {
    /// Applies the choices of `search` to the rows `matching` its text.
    pub(super) fn new(sets: &'a FacetSets, search: &Search, matching: &'a FixedBitSet) -> Self {
        let choices = search.choices();
        let kept = Kind::ALL.into_iter().map(|kind| (kind, sets.kept(kind, &of(kind, &choices))));
        Self { sets, kept: kept.collect(), choices, matching }
    }

    /// Rows selected by every facet.
    pub(super) fn rows(&self) -> FixedBitSet {
        self.rows_but(None)
    }

    /// Rows selected by every facet but `left_out`.
    fn rows_but(&self, left_out: Option<Kind>) -> FixedBitSet {
        let mut rows = self.matching.clone();
        let others = self.kept.iter().filter(|(kind, _)| Some(*kind) != left_out);
        for set in others.filter_map(|(_, set)| set.as_ref()) {
            rows.intersect_with(set);
        }
        rows
    }

    /// For each value, the number of results of the search with that value toggled.
    fn counts(&self, kind: Kind, values: impl Iterator<Item = Choice>) -> Facet {
        let base = self.rows_but(Some(kind));
        let chosen = of(kind, &self.choices);
        let mut rest = base.clone();
        for choice in &chosen {
            let mut rows = FixedBitSet::with_capacity(base.len());
            self.sets.of(choice).add_to(&mut rows);
            rest.difference_with(&rows);
        }
        let already = base.count_ones(..) - rest.count_ones(..);
        let without = |choice: &Choice| {
            let others: Vec<&Choice> = chosen.iter().copied().filter(|it| *it != choice).collect();
            let kept = self.sets.kept(kind, &others);
            kept.map_or_else(|| base.count_ones(..), |kept| base.intersection_count(&kept))
        };
        let count = |choice: Choice| {
            let is_chosen = chosen.contains(&&choice);
            let count = if is_chosen {
                without(&choice)
            } else {
                already + self.sets.of(&choice).count_in(&rest)
            };
            Count { choice, chosen: is_chosen, count }
        };
        values.map(count).collect()
    }
}

/// Choices of the facet `kind`.
fn of(kind: Kind, choices: &[Choice]) -> Vec<&Choice> {
    choices.iter().filter(|choice| Kind::of(choice) == kind).collect()
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
            |code: &QpvCode| self.sets.of(&Choice::Neighbourhood(code.clone())).count_in(&rows);
        self.neighbourhoods.iter().map(|it| (it.code.clone(), count(&it.code))).collect()
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

    /// Number of initiatives that have not ended and have `choice`. Equals [`Self::count`] of a
    /// search for `choice` alone, unless it is a state.
    #[must_use]
    pub fn open_with(&self, choice: &Choice) -> usize {
        self.sets.open_with(choice)
    }
}
