//! Offers near a neighbourhood: inside it, in its towns, in its département; similar initiatives.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use super::Catalogue;
use super::ServiceReason;
use super::facets::{RowSet, ServedPlace, ServiceLevel};
use crate::domain::directory::{Barrier, Initiative, InitiativeState, Organisation};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{Facet, FacetValue, Search};

/// Offers for a neighbourhood, each listed once, at the nearest level.
#[derive(Debug)]
pub struct NearbyOffers<'a> {
    pub here: OfferList<'a>,
    /// Those of its towns, nearest first.
    pub in_town: OfferList<'a>,
    /// Those that serve it from further away, then those elsewhere in the département.
    pub in_departement: OfferList<'a>,
    pub organisations_here: Vec<&'a Organisation>,
    /// Level of each set of rows of `in_town` and of `in_departement`; those elsewhere in the département have none.
    levels: Vec<ServiceLevel>,
}

/// Initiatives of several sets of rows, one set after the other. They are counted as sets; only those asked for are
/// read.
#[derive(Debug)]
pub struct OfferList<'a> {
    initiatives: &'a [Initiative],
    groups: Vec<FixedBitSet>,
}

impl<'a> OfferList<'a> {
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.iter().map(|rows| rows.count_ones(..)).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(FixedBitSet::is_clear)
    }

    pub fn iter(&self) -> impl Iterator<Item = &'a Initiative> {
        let rows = self.groups.iter().flat_map(FixedBitSet::ones);
        rows.filter_map(|row| self.initiatives.get(row))
    }

    /// The first ones, at most `most`.
    #[must_use]
    pub fn first(&self, most: usize) -> Vec<&'a Initiative> {
        self.iter().take(most).collect()
    }

    /// The first ones with the number of their set of rows, at most `most`.
    fn first_with_group(&self, most: usize) -> impl Iterator<Item = (usize, &'a Initiative)> {
        let groups = self.groups.iter().enumerate();
        let rows = groups.flat_map(|(group, rows)| rows.ones().map(move |row| (group, row)));
        rows.take(most).filter_map(|(group, row)| Some((group, self.initiatives.get(row)?)))
    }

    /// The first ones of each set of rows, at most `most` of each.
    fn first_of_each(&self, most: usize) -> impl Iterator<Item = &'a Initiative> {
        let rows = self.groups.iter().flat_map(move |rows| rows.ones().take(most));
        rows.filter_map(|row| self.initiatives.get(row))
    }

    /// Those that have `choice`.
    fn having(&self, choice: &RowSet) -> Self {
        let rows_kept = |rows: &FixedBitSet| {
            let mut rows_kept = FixedBitSet::with_capacity(rows.len());
            choice.add_to(&mut rows_kept);
            rows_kept.intersect_with(rows);
            rows_kept
        };
        Self { initiatives: self.initiatives, groups: self.groups.iter().map(rows_kept).collect() }
    }

    /// Those that do not have `choice`.
    fn not_having(&self, choice: &RowSet) -> Self {
        let rows_kept = |rows: &FixedBitSet| {
            let mut rows_kept = rows.clone();
            choice.remove_from(&mut rows_kept);
            rows_kept
        };
        Self { initiatives: self.initiatives, groups: self.groups.iter().map(rows_kept).collect() }
    }
}

/// Barriers of an initiative that are compared with those of others.
const MAX_COMPARED_BARRIERS: usize = 8;
/// Initiatives that are read for one claim of a poster.
const MAX_CLAIMS: usize = 64;
/// Initiatives that are compared at each degree of nearness.
const MAX_COMPARED: usize = 64;

impl Catalogue {
    /// Offers for `neighbourhood`, without ended initiatives.
    #[must_use]
    pub fn nearby_offers(&self, neighbourhood: &Neighbourhood) -> NearbyOffers<'_> {
        let place = ServedPlace::neighbourhood(neighbourhood);
        let in_towns = self.sets.areas().in_towns(&place);
        let mut rest = FixedBitSet::with_capacity(self.initiatives.len());
        let departement = FacetValue::Departement(neighbourhood.departement.clone());
        self.sets.of(&departement).add_to(&mut rest);
        rest.intersect_with(self.sets.open());
        let (mut here, mut in_town, mut in_departement) = (Vec::new(), Vec::new(), Vec::new());
        let mut levels = Vec::new();
        for (level, mut rows) in self.open_levels(&place) {
            rest.difference_with(&rows);
            if level == ServiceLevel::Neighbourhood {
                here.push(rows);
                continue;
            }
            levels.push(level);
            // One that covers the intercommunality is in the town only if it names it.
            let mut named = rows.clone();
            named.intersect_with(&in_towns);
            in_town.push(named);
            rows.difference_with(&in_towns);
            in_departement.push(rows);
        }
        in_departement.push(rest);
        let list = |groups| OfferList { initiatives: &self.initiatives, groups };
        NearbyOffers {
            here: list(here),
            in_town: list(in_town),
            in_departement: list(in_departement),
            organisations_here: self.organisations_in(&neighbourhood.code),
            levels,
        }
    }

    /// For each of the first `most` of `list`, which is in `offers`, the reason why it serves `neighbourhood`; none if it
    /// does not.
    pub(super) fn reasons_of<'a>(
        &'a self,
        neighbourhood: &Neighbourhood,
        offers: &NearbyOffers<'a>,
        list: &OfferList<'a>,
        most: usize,
    ) -> Vec<Option<ServiceReason<'a>>> {
        let place = ServedPlace::neighbourhood(neighbourhood);
        let reason = |(group, initiative): (usize, &'a Initiative)| {
            self.service_reason(&place, *offers.levels.get(group)?, initiative)
        };
        list.first_with_group(most).map(reason).collect()
    }

    /// Those of `offers` that address `barrier`.
    pub(super) fn addressing<'a>(
        &self,
        offers: &OfferList<'a>,
        barrier: &Barrier,
    ) -> OfferList<'a> {
        offers.having(&self.sets.of(&FacetValue::Barrier(barrier.slug.clone())))
    }

    /// Those of `offers` that address no barrier.
    pub(super) fn addressing_none<'a>(&self, offers: &OfferList<'a>) -> OfferList<'a> {
        let mut any = FixedBitSet::with_capacity(self.initiatives.len());
        for choice in self.listed_values(Facet::Barrier) {
            self.sets.of(&choice).add_to(&mut any);
        }
        offers.not_having(&RowSet::Dense(any))
    }

    /// Number of `offers` in `state`.
    pub(super) fn count_in_state(&self, offers: &OfferList<'_>, state: InitiativeState) -> usize {
        offers.having(&self.sets.of(&FacetValue::State(state))).len()
    }

    /// Those of `offers` that address `barrier` and are certain for a time, with its last day.
    ///
    /// Rows are sorted by state, then by date: the first [`MAX_CLAIMS`] of each set are read.
    pub(super) fn certain_offers<'a>(
        &self,
        offers: &OfferList<'a>,
        barrier: &Barrier,
    ) -> Vec<(&'a Initiative, Date)> {
        let addressing = self.addressing(offers, barrier);
        let claims = addressing.first_of_each(MAX_CLAIMS);
        claims.filter_map(|it| Some((it, it.facts.lifecycle.certain_until()?))).collect()
    }

    /// Rows that serve `place` and have not ended, by level.
    pub(super) fn open_levels(&self, place: &ServedPlace) -> Vec<(ServiceLevel, FixedBitSet)> {
        let mut levels = self.sets.areas().levels(place);
        for (_, rows) in &mut levels {
            rows.intersect_with(self.sets.open());
        }
        levels
    }

    /// The `most` initiatives most similar to `initiative`, by shared barriers, audiences and
    /// places, without ended ones.
    ///
    /// The nearest ones are compared, then those that share most barriers: sets of rows are intersected, and at most
    /// [`MAX_COMPARED`] initiatives of each are read.
    #[must_use]
    pub fn similar_initiatives(&self, initiative: &Initiative, most: usize) -> Vec<&Initiative> {
        let mut scored: BTreeMap<usize, Reverse<usize>> = BTreeMap::new();
        for rows in self.similar_rows(initiative) {
            for row in rows.ones().take(MAX_COMPARED) {
                let other = self.initiatives.get(row).filter(|it| it.id != initiative.id);
                if let (Some(other), Entry::Vacant(entry)) = (other, scored.entry(row)) {
                    entry.insert(Reverse(shared_facts(initiative, other)));
                }
            }
        }
        // Equal scores keep the order of the catalogue.
        let mut scored: Vec<_> = scored.into_iter().map(|(row, score)| (score, row)).collect();
        scored.sort_unstable();
        let best = scored.into_iter().take(most);
        best.filter_map(|(_, row)| self.initiatives.get(row)).collect()
    }

    /// Rows that share a barrier with `initiative` and have not ended: those of its communes, those of its
    /// départements, all; each by number of shared barriers, most first.
    fn similar_rows(&self, initiative: &Initiative) -> Vec<FixedBitSet> {
        let facts = &initiative.facts;
        let barriers = facts.barriers.iter().take(MAX_COMPARED_BARRIERS);
        let search = Search::of(barriers.cloned().map(FacetValue::Barrier));
        let mut by_barriers = self.rows_by_barriers(&search);
        if let (true, Some(choice)) =
            (by_barriers.is_empty(), search.choices_of(Facet::Barrier).next())
        {
            let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
            self.sets.of(choice).add_to(&mut rows);
            by_barriers.push(rows);
        }
        let mut towns = FixedBitSet::with_capacity(self.initiatives.len());
        for rows in facts.communes.iter().filter_map(|code| self.sets.areas().in_commune(code)) {
            rows.add_to(&mut towns);
        }
        let mut departements = FixedBitSet::with_capacity(self.initiatives.len());
        for code in &facts.departements {
            self.sets.of(&FacetValue::Departement(code.clone())).add_to(&mut departements);
        }
        let near = [&towns, &departements, self.sets.all_rows()];
        let sets = near.into_iter().flat_map(|near| by_barriers.iter().map(move |it| (near, it)));
        let rows = sets.map(|(near, barriers)| {
            let mut rows = near.clone();
            rows.intersect_with(barriers);
            rows.intersect_with(self.sets.open());
            rows
        });
        rows.collect()
    }
}

/// Similarity of two initiatives: barriers count thrice, audiences once, a town twice, a département thrice.
fn shared_facts(initiative: &Initiative, other: &Initiative) -> usize {
    let (facts, other) = (&initiative.facts, &other.facts);
    let barriers = other.barriers.iter().filter(|slug| facts.barriers.contains(slug)).count();
    let audiences = other.audiences.iter().filter(|slug| facts.audiences.contains(slug)).count();
    let towns = other.communes.iter().any(|code| facts.communes.contains(code));
    let same = other.departements.iter().any(|code| facts.departements.contains(code));
    barriers * 3 + audiences + usize::from(towns) * 2 + usize::from(same) * 3
}
