//! Search of organisations.

mod matcher;
mod sets;
mod words;

pub use matcher::OrganisationMatcher;
pub use sets::OrganisationSets;

use std::num::NonZeroU32;

use fixedbitset::FixedBitSet;

use super::PAGE_SIZE;
use super::order::{Window, row_numbers};
use crate::catalogue::Catalogue;
use crate::catalogue::index::{PartMatch, TextHits, TextReading};
use crate::domain::directory::{Initiative, Organisation, OrganisationId};
use crate::domain::place::{DepartementCode, InseeCode, Neighbourhood, QpvCode, whole_metres};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::domain::text::Slug;

/// For each value, the number of organisations found with it chosen, other filters kept.
#[derive(Debug)]
pub struct OrganisationCounts {
    pub kinds: Vec<(Slug, usize)>,
    pub departements: Vec<(DepartementCode, usize)>,
}

/// Page of organisations, by name or by relevance.
#[derive(Debug)]
pub struct OrganisationResults<'a> {
    pub total: usize,
    pub page: usize,
    pub pages: usize,
    pub hits: Vec<&'a Organisation>,
    pub counts: OrganisationCounts,
    pub corrected_text: Option<String>,
    /// Text as it was read; empty without a text.
    pub reading: TextReading,
    /// If the search has a text: for each hit, the match of each part of the reading; else empty.
    pub part_matches: Vec<Vec<PartMatch>>,
}

impl Catalogue {
    /// Page `number` of the organisations that match `search`.
    #[must_use]
    pub fn search_organisations(
        &self,
        search: &OrganisationSearch,
        number: NonZeroU32,
    ) -> OrganisationResults<'_> {
        self.organisation_results(&OrganisationMatcher::new(self, search), number)
    }

    /// Page `number` of the organisations that match the search of `matcher`.
    pub(in crate::catalogue) fn organisation_results(
        &self,
        matcher: &OrganisationMatcher<'_>,
        number: NonZeroU32,
    ) -> OrganisationResults<'_> {
        let (search, found) = (matcher.search(), matcher.hits());
        let matching = matcher.matching(search);
        let rows = self.organisation_sets.rows(search, &matching);
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let window = Window { skip, take: PAGE_SIZE };
        let shown = self.ordered_organisations(search, &rows, found, window);
        let part_matches =
            |found: &TextHits| shown.iter().map(|row| found.part_matches(*row)).collect();
        let part_matches = found.map(part_matches).unwrap_or_default();
        let hits = shown.iter().filter_map(|row| self.organisations.get(*row as usize)).collect();
        let counts = self.organisation_counts(search, &matching);
        OrganisationResults {
            total,
            page,
            pages,
            hits,
            counts,
            corrected_text: found.and_then(|it| it.corrected_text.clone()),
            reading: found.map(|it| it.reading.clone()).unwrap_or_default(),
            part_matches,
        }
    }

    /// `rows` in `window`. Those of the very name come first, then those whose name or kind has the words of `search` come first, then those that help first of
    /// all with its barrier, chosen or named by its text, then those that also help with it; then by relevance, or in a
    /// neighbourhood by their tie to it, or by name.
    fn ordered_organisations(
        &self,
        search: &OrganisationSearch,
        rows: &FixedBitSet,
        found: Option<&TextHits>,
        mut window: Window,
    ) -> Vec<u32> {
        let mut same_name = FixedBitSet::with_capacity(rows.len());
        same_name.extend(self.organisation_sets.words.named(&search.text).iter().copied());
        let named = [same_name, found.map(|it| it.in_names(rows)).unwrap_or_default()];
        let barriers = self.organisation_barriers(search);
        let mut shown = Vec::new();
        for group in self.organisation_sets.groups(named, &barriers, rows) {
            window.take_in_order(&group, &mut shown, |skip, take| {
                if let Some(found) = found {
                    found.best(&group, skip, take, |_| ())
                } else {
                    let rows = self.by_tie(search.neighbourhood.as_ref(), &group);
                    row_numbers(rows.into_iter().skip(skip).take(take))
                }
            });
        }
        shown
    }

    /// `rows` by their tie to the neighbourhood `code`: the surest first, then those with a phone, then the nearest; by
    /// name without one.
    fn by_tie(&self, code: Option<&QpvCode>, rows: &FixedBitSet) -> Vec<usize> {
        let mut rows: Vec<usize> = rows.ones().collect();
        if let Some(it) = code.and_then(|code| self.neighbourhood(code)) {
            rows.sort_by_cached_key(|row| {
                let facts = &self.organisations.get(*row)?.facts;
                let tie = facts.ties.iter().find(|tie| tie.neighbourhood == it.code);
                let far = facts.reception_position().map(|to| it.centre.metres_to(to));
                let far = far.map_or(u32::MAX, whole_metres);
                Some((tie.map(|tie| tie.rule), facts.phone.is_none(), far))
            });
        }
        rows
    }

    /// Number of organisations that match `search`.
    #[must_use]
    pub fn count_organisations(&self, search: &OrganisationSearch) -> usize {
        OrganisationMatcher::new(self, search).count(search)
    }

    /// The `most` organisations that match the search of `matcher` best.
    #[must_use]
    pub(in crate::catalogue) fn best_organisations(
        &self,
        matcher: &OrganisationMatcher<'_>,
        most: usize,
    ) -> Vec<&Organisation> {
        let search = matcher.search();
        let window = Window { skip: 0, take: most };
        let rows = matcher.rows(search);
        let best = self.ordered_organisations(search, &rows, matcher.hits(), window);
        best.into_iter().filter_map(|row| self.organisations.get(row as usize)).collect()
    }

    /// Number of results of each value if it replaced the chosen one, other filters kept.
    fn organisation_counts(
        &self,
        search: &OrganisationSearch,
        matching: &FixedBitSet,
    ) -> OrganisationCounts {
        let sets = &self.organisation_sets;
        let any_kind = sets.rows(&OrganisationSearch { kind: None, ..search.clone() }, matching);
        let anywhere = OrganisationSearch { departement: None, ..search.clone() };
        let anywhere = sets.rows(&anywhere, matching);
        let kinds =
            sets.kinds.iter().map(|(slug, set)| (slug.clone(), any_kind.intersection_count(set)));
        let departements = sets.departements.iter();
        let departements =
            departements.map(|(code, set)| (code.clone(), anywhere.intersection_count(set)));
        OrganisationCounts { kinds: kinds.collect(), departements: departements.collect() }
    }

    /// Organisations tied to the neighbourhood `code`, most certain ties first, then by name.
    #[must_use]
    pub fn organisations_in(&self, code: &QpvCode) -> Vec<&Organisation> {
        let tied = self.organisation_sets.neighbourhoods.get(code);
        let rows = tied.map(FixedBitSet::ones).into_iter().flatten();
        let mut list: Vec<&Organisation> =
            rows.filter_map(|row| self.organisations.get(row)).collect();
        let rule = |it: &Organisation| {
            it.facts.ties.iter().find(|tie| tie.neighbourhood == *code).map(|tie| tie.rule)
        };
        list.sort_by_key(|it| rule(it));
        list
    }

    /// Number of organisations tied to the neighbourhood `code`.
    #[must_use]
    pub fn organisation_count_in(&self, code: &QpvCode) -> usize {
        let tied = self.organisation_sets.neighbourhoods.get(code);
        tied.map_or(0, |rows| rows.count_ones(..))
    }

    /// Organisations of `kinds` in the towns of `it` that are not tied to it, kind after kind, those with a phone first;
    /// at most `most`.
    pub(in crate::catalogue) fn helpers_in_town(
        &self,
        it: &Neighbourhood,
        kinds: &[&str],
        most: usize,
    ) -> Vec<&Organisation> {
        let rows = self.organisation_sets.in_towns_of(it);
        self.of_kinds(&rows, kinds, most, |organisation| organisation.facts.phone.is_none())
    }

    /// Same as [`Self::helpers_in_town`] in the rest of the département, and nearest first.
    pub(in crate::catalogue) fn helpers_further(
        &self,
        it: &Neighbourhood,
        kinds: &[&str],
        most: usize,
    ) -> Vec<&Organisation> {
        let sets = &self.organisation_sets;
        let Some(departement) = sets.departements.get(&it.departement) else { return Vec::new() };
        let mut rows = departement.clone();
        let here = sets.neighbourhoods.get(&it.code).into_iter();
        for near in here.chain(it.communes.iter().filter_map(|code| sets.communes.get(code))) {
            rows.difference_with(near);
        }
        self.of_kinds(&rows, kinds, most, |organisation| {
            let far = organisation.facts.reception_position().map(|to| it.centre.metres_to(to));
            (organisation.facts.phone.is_none(), far.map_or(u32::MAX, whole_metres))
        })
    }

    /// All organisations of `kinds` in the towns of `it` that are not tied to it.
    pub(in crate::catalogue) fn organisations_of_kinds_in_town(
        &self,
        it: &Neighbourhood,
        kinds: &[&str],
    ) -> Vec<&Organisation> {
        self.of_kinds(&self.organisation_sets.in_towns_of(it), kinds, usize::MAX, |_| ())
    }

    /// Organisations of `kinds` at `rows`, kind after kind, those of one kind by `rank`; at most `most`. Kinds beyond
    /// those shown are not read.
    fn of_kinds<K: Ord>(
        &self,
        rows: &FixedBitSet,
        kinds: &[&str],
        most: usize,
        rank: impl Fn(&Organisation) -> K,
    ) -> Vec<&Organisation> {
        let mut found: Vec<&Organisation> = Vec::new();
        let kinds = kinds.iter().filter_map(|kind| self.kind(kind));
        let sets = kinds.filter_map(|kind| self.organisation_sets.kinds.get(&kind.slug));
        for set in sets {
            if found.len() >= most {
                break;
            }
            let alike = rows.intersection(set).filter_map(|row| self.organisations.get(row));
            let mut alike: Vec<&Organisation> = alike.collect();
            alike.sort_by_cached_key(|it| rank(it));
            found.extend(alike);
        }
        found.truncate(most);
        found
    }

    /// Organisations of `kind` in the département `code`, by name.
    pub(in crate::catalogue) fn organisations_of_kind_in(
        &self,
        kind: &Slug,
        code: &DepartementCode,
    ) -> impl Iterator<Item = &Organisation> {
        let sets = &self.organisation_sets;
        let rows = sets.kinds.get(kind).zip(sets.departements.get(code));
        let rows = rows.into_iter().flat_map(|(kind, departement)| kind.intersection(departement));
        rows.filter_map(|row| self.organisations.get(row))
    }

    /// Organisations that receive people in the commune `code`, by name.
    #[must_use]
    pub fn organisations_of(&self, code: &InseeCode) -> Vec<&Organisation> {
        let rows = self.organisation_sets.communes.get(code).map(FixedBitSet::ones);
        rows.into_iter().flatten().filter_map(|row| self.organisations.get(row)).collect()
    }

    /// Organisations of `kind`, by name.
    pub fn organisations_of_kind(&self, kind: &Slug) -> impl Iterator<Item = &Organisation> {
        let rows = self.organisation_sets.kinds.get(kind).map(FixedBitSet::ones);
        rows.into_iter().flatten().filter_map(|row| self.organisations.get(row))
    }

    /// All initiatives that `organisation` carries or takes part in, ended ones included.
    #[must_use]
    pub fn initiatives_of(&self, organisation: OrganisationId) -> Vec<&Initiative> {
        let choice = FacetValue::Organisation(organisation);
        self.search_all(&Search::of([choice]).in_every_state())
    }
}
