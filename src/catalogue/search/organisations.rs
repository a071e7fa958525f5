//! Search of organisations.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use fixedbitset::FixedBitSet;

use super::PAGE_SIZE;
use crate::catalogue::Catalogue;
use crate::catalogue::index::TextIndex;
use crate::domain::directory::{Initiative, Organisation, OrganisationId};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::domain::text::Slug;

/// Rows of each filter value of organisations.
#[derive(Debug, Default)]
pub struct OrganisationSets {
    len: usize,
    kinds: BTreeMap<Slug, FixedBitSet>,
    departements: BTreeMap<DepartementCode, FixedBitSet>,
    communes: BTreeMap<InseeCode, FixedBitSet>,
    neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
}

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
}

impl OrganisationSets {
    pub fn new(organisations: &[Organisation]) -> Self {
        let mut sets = Self { len: organisations.len(), ..Self::default() };
        for (row, Organisation { facts, .. }) in organisations.iter().enumerate() {
            add_to_sets(&mut sets.kinds, std::iter::once(&facts.kind), row);
            add_to_sets(&mut sets.departements, facts.departement.iter(), row);
            add_to_sets(&mut sets.communes, facts.reception_communes(), row);
            add_to_sets(
                &mut sets.neighbourhoods,
                facts.ties.iter().map(|tie| &tie.neighbourhood),
                row,
            );
        }
        sets
    }

    fn filter<K: Ord>(sets: &BTreeMap<K, FixedBitSet>, chosen: Option<&K>, rows: &mut FixedBitSet) {
        if let Some(chosen) = chosen {
            match sets.get(chosen) {
                Some(set) => rows.intersect_with(set),
                None => rows.clear(),
            }
        }
    }

    /// Rows of `matching` that pass the filters of `search`.
    fn rows(&self, search: &OrganisationSearch, matching: &FixedBitSet) -> FixedBitSet {
        let mut rows = matching.clone();
        Self::filter(&self.kinds, search.kind.as_ref(), &mut rows);
        Self::filter(&self.departements, search.departement.as_ref(), &mut rows);
        Self::filter(&self.communes, search.commune.as_ref(), &mut rows);
        Self::filter(&self.neighbourhoods, search.neighbourhood.as_ref(), &mut rows);
        rows
    }
}

impl Catalogue {
    /// Page `number` of the organisations that match `search`.
    #[must_use]
    pub fn search_organisations(
        &self,
        search: &OrganisationSearch,
        number: NonZeroU32,
    ) -> OrganisationResults<'_> {
        let sets = &self.organisation_sets;
        let found =
            TextIndex::has_words(&search.text).then(|| self.organisation_text.find(&search.text));
        let mut matching = FixedBitSet::with_capacity(sets.len);
        match &found {
            Some(found) => matching.union_with(&found.rows),
            None => matching.insert_range(..),
        }
        let rows = sets.rows(search, &matching);
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let shown: Vec<usize> = match &found {
            Some(found) => {
                found.best(&rows, skip, PAGE_SIZE).into_iter().map(|row| row as usize).collect()
            }
            None => rows.ones().skip(skip).take(PAGE_SIZE).collect(),
        };
        let hits = shown.into_iter().filter_map(|row| self.organisations.get(row)).collect();
        let counts = self.organisation_counts(search, &matching);
        OrganisationResults {
            total,
            page,
            pages,
            hits,
            counts,
            corrected_text: found.and_then(|it| it.corrected_text),
        }
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

fn add_to_sets<'a, K: Ord + Clone + 'a>(
    sets: &mut BTreeMap<K, FixedBitSet>,
    keys: impl Iterator<Item = &'a K>,
    row: usize,
) {
    for key in keys {
        sets.entry(key.clone()).or_default().grow_and_insert(row);
    }
}
