//! Search of organisations.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use fixedbitset::FixedBitSet;

use super::PAGE_SIZE;
use super::order::{Window, row_numbers};
use super::place::OrganisationNames;
use crate::catalogue::Catalogue;
use crate::catalogue::index::{TextHits, TextIndex};
use crate::domain::directory::{
    Barrier, BarrierStrength, Initiative, KindBarrier, Organisation, OrganisationId,
};
use crate::domain::place::{DepartementCode, InseeCode, Neighbourhood, QpvCode, whole_metres};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::domain::text::Slug;

/// Rows of each filter value of organisations.
#[derive(Debug, Default)]
pub struct OrganisationSets {
    len: usize,
    kinds: BTreeMap<Slug, FixedBitSet>,
    /// Rows of the kinds that help with each barrier, and of those that do so first of all.
    barriers: BTreeMap<Slug, FixedBitSet>,
    first_for: BTreeMap<Slug, FixedBitSet>,
    departements: BTreeMap<DepartementCode, FixedBitSet>,
    communes: BTreeMap<InseeCode, FixedBitSet>,
    neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
    /// Rows whose opening hours are known, and hold at one place.
    with_hours: FixedBitSet,
    /// Rows of each phone number, by its digits.
    phones: BTreeMap<String, Vec<usize>>,
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
    pub fn new(organisations: &[Organisation], kind_barriers: &[KindBarrier]) -> Self {
        let mut sets = Self { len: organisations.len(), ..Self::default() };
        for (row, Organisation { facts, .. }) in organisations.iter().enumerate() {
            add_to_sets(&mut sets.kinds, std::iter::once(&facts.kind), row);
            add_to_sets(&mut sets.departements, facts.departement.iter(), row);
            add_to_sets(&mut sets.communes, facts.reception_communes(), row);
            if facts.opening_hours.is_some() && !facts.is_mobile() {
                sets.with_hours.grow_and_insert(row);
            }
            if let Some(phone) = &facts.phone {
                sets.phones.entry(digits(phone.as_str())).or_default().push(row);
            }
            add_to_sets(
                &mut sets.neighbourhoods,
                facts.ties.iter().map(|tie| &tie.neighbourhood),
                row,
            );
        }
        for KindBarrier { kind, barrier, strength, .. } in kind_barriers {
            if let Some(rows) = sets.kinds.get(kind) {
                sets.barriers.entry(barrier.clone()).or_default().union_with(rows);
                if *strength == BarrierStrength::First {
                    sets.first_for.entry(barrier.clone()).or_default().union_with(rows);
                }
            }
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

    /// Rows whose phone number begins with `digits`.
    fn with_phone(&self, digits: &str) -> FixedBitSet {
        let numbers = self.phones.range(digits.to_owned()..);
        let begun = numbers.take_while(|(number, _)| number.starts_with(digits));
        let mut rows = FixedBitSet::with_capacity(self.len);
        rows.extend(begun.flat_map(|(_, rows)| rows).copied());
        rows
    }

    /// Rows of `matching` that pass the filters of `search`, opening hours left out.
    fn rows(&self, search: &OrganisationSearch, matching: &FixedBitSet) -> FixedBitSet {
        let mut rows = matching.clone();
        Self::filter(&self.kinds, search.kind.as_ref(), &mut rows);
        Self::filter(&self.barriers, search.barrier.as_ref(), &mut rows);
        Self::filter(&self.departements, search.departement.as_ref(), &mut rows);
        Self::filter(&self.communes, search.commune.as_ref(), &mut rows);
        Self::filter(&self.neighbourhoods, search.neighbourhood.as_ref(), &mut rows);
        rows
    }

    /// Rows in the towns of `it` that are not tied to it.
    fn in_towns_of(&self, it: &Neighbourhood) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        for town in it.communes.iter().filter_map(|code| self.communes.get(code)) {
            rows.union_with(town);
        }
        if let Some(here) = self.neighbourhoods.get(&it.code) {
            rows.difference_with(here);
        }
        rows
    }

    /// `rows` in groups: `named`, those that help with one of `barriers` first of all, those that also do, the others.
    fn groups(
        &self,
        named: FixedBitSet,
        barriers: &[&Barrier],
        rows: &FixedBitSet,
    ) -> Vec<FixedBitSet> {
        let helping = [&self.first_for, &self.barriers].map(|sets| {
            let mut helping = FixedBitSet::with_capacity(self.len);
            for set in barriers.iter().filter_map(|it| sets.get(&it.slug)) {
                helping.union_with(set);
            }
            helping
        });
        let mut rest = rows.clone();
        let mut groups = Vec::new();
        for set in std::iter::once(named).chain(helping) {
            let mut group = rest.clone();
            group.intersect_with(&set);
            rest.difference_with(&group);
            groups.push(group);
        }
        groups.push(rest);
        groups
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
        let (matching, found) = self.matching_organisations(search);
        let rows = sets.rows(search, &matching);
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let window = Window { skip, take: PAGE_SIZE };
        let shown = self.ordered_organisations(search, &rows, found.as_ref(), window);
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

    /// `rows` in `window`. Those whose name or kind has the words of `search` come first, then those that help first of
    /// all with its barrier, chosen or named by its text, then those that also help with it; then by relevance or by name.
    fn ordered_organisations(
        &self,
        search: &OrganisationSearch,
        rows: &FixedBitSet,
        found: Option<&TextHits>,
        mut window: Window,
    ) -> Vec<usize> {
        let named = found.map(|it| it.in_names(rows)).unwrap_or_default();
        let barriers = self.organisation_barriers(search);
        let mut shown = Vec::new();
        for group in self.organisation_sets.groups(named, &barriers, rows) {
            window.take_in_order(&group, &mut shown, |skip, take| match found {
                Some(found) => found.best(&group, skip, take),
                None => row_numbers(group.ones().skip(skip).take(take)),
            });
        }
        shown.into_iter().map(|row| row as usize).collect()
    }

    /// Number of organisations that match `search`.
    #[must_use]
    pub fn count_organisations(&self, search: &OrganisationSearch) -> usize {
        let (matching, _) = self.matching_organisations(search);
        self.organisation_sets.rows(search, &matching).count_ones(..)
    }

    /// Rows that match the text and the opening hours of `search`, and the hits of its words.
    fn matching_organisations(
        &self,
        search: &OrganisationSearch,
    ) -> (FixedBitSet, Option<TextHits>) {
        let sets = &self.organisation_sets;
        let phone = phone_digits(&search.text);
        let found = (phone.is_none() && TextIndex::has_words(&search.text)).then(|| {
            self.organisation_text.find_with_names(&search.text, &OrganisationNames(self))
        });
        let mut matching = FixedBitSet::with_capacity(sets.len);
        match (&phone, &found) {
            (Some(digits), _) => matching.union_with(&sets.with_phone(digits)),
            (None, Some(found)) => matching.union_with(&found.rows),
            (None, None) => matching.insert_range(..),
        }
        if let Some(opening) = search.opening {
            matching.intersect_with(&sets.with_hours);
            let hours = |row: usize| self.organisations.get(row)?.facts.opening_hours.as_ref();
            let closed = |row: &usize| !hours(*row).is_some_and(|hours| opening.accepts(hours));
            for row in matching.ones().filter(closed).collect::<Vec<_>>() {
                matching.remove(row);
            }
        }
        (matching, found)
    }

    /// The `most` organisations that match `search` best.
    #[must_use]
    pub(in crate::catalogue) fn best_organisations(
        &self,
        search: &OrganisationSearch,
        most: usize,
    ) -> Vec<&Organisation> {
        let (matching, found) = self.matching_organisations(search);
        let rows = self.organisation_sets.rows(search, &matching);
        let window = Window { skip: 0, take: most };
        let best = self.ordered_organisations(search, &rows, found.as_ref(), window);
        best.into_iter().filter_map(|row| self.organisations.get(row)).collect()
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

/// Minimum digits of a text that is searched as the beginning of a phone number; a postcode has five.
const MIN_PHONE_DIGITS: usize = 6;
/// Digits of a short number, such as `39 49`.
const SHORT_NUMBER_DIGITS: usize = 4;

/// Digits of `text`, in national form, if it is a phone number or the beginning of one.
fn phone_digits(text: &str) -> Option<String> {
    let is_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+.-/()".contains(c);
    let digits = digits(text);
    let prefix = ["0033", "33"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    let abroad = prefix.filter(|_| text.trim_start().starts_with(['+', '0']));
    let national = match abroad {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    };
    let short = national.len() == SHORT_NUMBER_DIGITS && national.starts_with('3');
    let long = national.len() >= MIN_PHONE_DIGITS && national.starts_with('0');
    (text.chars().all(is_number) && (short || long)).then_some(national)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_read_as_people_write_it() {
        for text in ["02 47 31 64 61", "02.47.31.64.61", "+33 2 47 31 64 61", "0033(0)247316461"] {
            assert_eq!(phone_digits(text).as_deref(), Some("0247316461"), "{text}");
        }
        assert_eq!(phone_digits("02 47 31").as_deref(), Some("024731"));
        assert_eq!(phone_digits("39 49").as_deref(), Some("3949"));
        for text in ["37000", "41 000", "", "8 rue 02", "33 rue du 8 mai"] {
            assert_eq!(phone_digits(text), None, "{text}");
        }
    }
}
