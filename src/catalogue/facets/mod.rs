//! Facets: the rows that a search selects, and the number of results of each value if it were toggled.

mod row_set;
mod service_areas;
mod sets;

use row_set::CountedRows;

pub(super) use row_set::RowSet;
pub use service_areas::{ServedPlace, ServiceLevel};
pub use sets::FacetSets;

use std::borrow::Cow;
use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::Catalogue;
use crate::domain::directory::{Fees, InitiativeState};
use crate::domain::place::QpvCode;
use crate::domain::search::{Facet, FacetValue, Search, ValueList};

/// Facet value with its number of results if it were toggled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    pub choice: FacetValue,
    pub chosen: bool,
    pub count: usize,
}

/// Facets of a search whose values are listed, in the order of [`Facet::ALL`]; their values in display order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets(BTreeMap<Facet, Vec<FacetCount>>);

impl Facets {
    /// Values of `facet`; none if they are not listed.
    #[must_use]
    pub fn of(&self, facet: Facet) -> &[FacetCount] {
        self.0.get(&facet).map_or(&[], Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Facet, &[FacetCount])> {
        self.0.iter().map(|(facet, counts)| (*facet, counts.as_slice()))
    }
}

/// Initiatives whose audience or price is chosen and unknown. They are not results, and follow these, apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnknownValues {
    pub total: usize,
    /// Those of unknown audience, if one is chosen.
    pub audience: usize,
    /// Those of unknown price, if one is chosen.
    pub fees: usize,
}

/// Rows selected by a search, facet by facet.
pub(super) struct Selection<'a> {
    sets: &'a FacetSets,
    search: &'a Search,
    /// Rows that each facet selects; a facet that selects all is absent.
    by_facet: Vec<(Facet, Cow<'a, FixedBitSet>)>,
    matching: &'a FixedBitSet,
}

impl<'a> Selection<'a> {
    /// Applies the choices of `search` to the rows `matching` its text.
    pub(super) fn new(sets: &'a FacetSets, search: &'a Search, matching: &'a FixedBitSet) -> Self {
        let rows = |facet: &Facet| {
            let choices: Vec<&FacetValue> = search.choices_of(*facet).collect();
            Some((*facet, sets.matching(*facet, &choices)?))
        };
        Self { sets, search, by_facet: Facet::ALL.iter().filter_map(rows).collect(), matching }
    }

    /// Rows selected by every facet.
    pub(super) fn rows(&self) -> FixedBitSet {
        self.rows_without(None)
    }

    /// If an audience or a price is chosen: rows that every facet selects or, of these two, whose value is unknown;
    /// not those of [`Self::rows`].
    pub(super) fn rows_of_unknown_values(&self) -> Option<FixedBitSet> {
        let unknown: Vec<(Facet, &FixedBitSet)> = self.unknown_values().collect();
        if unknown.is_empty() {
            return None;
        }
        let mut rows = self.matching.clone();
        for (facet, set) in &self.by_facet {
            match unknown.iter().find(|(it, _)| it == facet) {
                Some((_, unknown)) => {
                    let mut either = set.clone().into_owned();
                    either.union_with(unknown);
                    rows.intersect_with(&either);
                }
                None => rows.intersect_with(set),
            }
        }
        rows.difference_with(&self.rows());
        Some(rows)
    }

    /// Counts the rows `unknown_value_rows`, which are those of [`Self::rows_of_unknown_values`].
    pub(super) fn count_unknown(&self, unknown_value_rows: &FixedBitSet) -> UnknownValues {
        let of = |wanted: Facet| {
            let unknown = self.unknown_values().find(|(facet, _)| *facet == wanted);
            unknown.map_or(0, |(_, rows)| unknown_value_rows.intersection_count(rows))
        };
        let total = unknown_value_rows.count_ones(..);
        UnknownValues { total, audience: of(Facet::Audience), fees: of(Facet::Fees) }
    }

    /// Facets with a choice whose value may be unknown, each with the rows that have none.
    fn unknown_values(&self) -> impl Iterator<Item = (Facet, &'a FixedBitSet)> {
        let facets = self.sets.unknown_values().into_iter();
        facets.filter(|(facet, _)| self.search.choices_of(*facet).next().is_some())
    }

    /// Rows selected by every facet but `left_out`.
    fn rows_without(&self, left_out: Option<Facet>) -> FixedBitSet {
        let mut rows = self.matching.clone();
        for (_, set) in self.by_facet.iter().filter(|(facet, _)| Some(*facet) != left_out) {
            rows.intersect_with(set);
        }
        rows
    }

    /// For each of `values`, all of `facet`, the number of results of the search with that value toggled.
    fn counts(&self, facet: Facet, values: Vec<FacetValue>) -> Vec<FacetCount> {
        let base = self.rows_without(Some(facet));
        let chosen: Vec<&FacetValue> = self.search.choices_of(facet).collect();
        let mut rest = base.clone();
        for choice in &chosen {
            self.sets.of(choice).remove_from(&mut rest);
        }
        let already = base.count_ones(..) - rest.count_ones(..);
        let rest = CountedRows::new(rest);
        let without = |choice: &FacetValue| {
            let others: Vec<&FacetValue> =
                chosen.iter().copied().filter(|it| *it != choice).collect();
            let matching = self.sets.matching(facet, &others);
            matching
                .map_or_else(|| base.count_ones(..), |matching| base.intersection_count(&matching))
        };
        let count = |choice: FacetValue| {
            let is_chosen = chosen.contains(&&choice);
            let count = if is_chosen {
                without(&choice)
            } else {
                already + rest.count_in(&self.sets.of(&choice))
            };
            FacetCount { choice, chosen: is_chosen, count }
        };
        values.into_iter().map(count).collect()
    }
}

impl Catalogue {
    pub(super) fn selection<'a>(
        &'a self,
        search: &'a Search,
        matching: &'a FixedBitSet,
    ) -> Selection<'a> {
        Selection::new(&self.sets, search, matching)
    }

    /// For each neighbourhood, the number of rows of `selection` that have it.
    pub(super) fn counts_by_neighbourhood(
        &self,
        selection: &Selection<'_>,
    ) -> Vec<(QpvCode, usize)> {
        let rows = selection.rows();
        let rows = CountedRows::new(rows);
        let count =
            |code: &QpvCode| rows.count_in(&self.sets.of(&FacetValue::Neighbourhood(code.clone())));
        self.neighbourhoods.iter().map(|it| (it.code.clone(), count(&it.code))).collect()
    }

    /// Counts the values of every facet that lists them and is `counted`.
    pub(super) fn facets(
        &self,
        selection: &Selection<'_>,
        counted: impl Fn(Facet) -> bool,
    ) -> Facets {
        let is_listed = |facet: &Facet| facet.value_list() != ValueList::Long;
        let listed = Facet::ALL.iter().filter(|facet| is_listed(facet) && counted(**facet));
        let counts = |facet: Facet| selection.counts(facet, self.listed_values(facet));
        Facets(listed.map(|facet| (*facet, counts(*facet))).collect())
    }

    /// Every value of `facet`, in display order.
    #[must_use]
    pub fn listed_values(&self, facet: Facet) -> Vec<FacetValue> {
        match facet {
            Facet::Barrier => values(&self.barriers, |it| FacetValue::Barrier(it.slug.clone())),
            Facet::Audience => values(&self.audiences, |it| FacetValue::Audience(it.slug.clone())),
            Facet::Departement => {
                values(&self.departements, |it| FacetValue::Departement(it.code.clone()))
            }
            Facet::Commune => values(&self.communes, |it| FacetValue::Commune(it.insee.clone())),
            Facet::Neighbourhood => {
                values(&self.neighbourhoods, |it| FacetValue::Neighbourhood(it.code.clone()))
            }
            Facet::Organisation => {
                values(&self.organisations, |it| FacetValue::Organisation(it.id))
            }
            Facet::Collection => {
                values(&self.collections, |it| FacetValue::Collection(it.slug.clone()))
            }
            Facet::State => values(&InitiativeState::ALL, |state| FacetValue::State(*state)),
            Facet::Fees => values(Fees::ALL, |fees| FacetValue::Fees(*fees)),
        }
    }

    /// Number of initiatives that have not ended and have `choice`. Equals [`Self::count`] of a
    /// search for `choice` alone, unless it is a state. For a place, those that serve it are counted.
    #[must_use]
    pub fn open_count(&self, choice: &FacetValue) -> usize {
        self.sets.open_count(choice)
    }

    /// Number of initiatives that name the neighbourhood `code`, ended ones included.
    #[must_use]
    pub fn count_naming(&self, code: &QpvCode) -> usize {
        self.sets.areas().naming(code).map_or(0, |rows| rows.count_in(self.sets.all_rows()))
    }

    /// Number of initiatives that have not ended and serve the neighbourhood `code`, named or not.
    #[must_use]
    pub fn serving_count(&self, code: &QpvCode) -> usize {
        self.open_count(&FacetValue::Neighbourhood(code.clone()))
    }

    /// Number of initiatives that name the neighbourhood `code` and have not ended.
    #[must_use]
    pub fn named_count(&self, code: &QpvCode) -> usize {
        self.sets.areas().naming(code).map_or(0, |rows| rows.count_in(self.sets.open()))
    }
}

fn values<T>(records: &[T], value: impl Fn(&T) -> FacetValue) -> Vec<FacetValue> {
    records.iter().map(value).collect()
}
