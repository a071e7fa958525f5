//! Rows of each filter value of organisations.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::words::OrganisationWords;
use crate::domain::directory::{Barrier, BarrierStrength, KindBarrier, Organisation, Snapshot};
use crate::domain::place::{DepartementCode, InseeCode, Neighbourhood, QpvCode};
use crate::domain::search::OrganisationSearch;
use crate::domain::text::Slug;

/// Rows of each filter value of organisations.
#[derive(Debug, Default)]
pub struct OrganisationSets {
    pub(super) len: usize,
    pub(super) kinds: BTreeMap<Slug, FixedBitSet>,
    /// Rows of the kinds that help with each barrier, and of those that do so first of all.
    barriers: BTreeMap<Slug, FixedBitSet>,
    first_for: BTreeMap<Slug, FixedBitSet>,
    pub(super) departements: BTreeMap<DepartementCode, FixedBitSet>,
    pub(super) communes: BTreeMap<InseeCode, FixedBitSet>,
    pub(super) neighbourhoods: BTreeMap<QpvCode, FixedBitSet>,
    /// Rows whose opening hours are known, and hold at one place.
    pub(super) with_hours: FixedBitSet,
    /// Rows of each phone number, by its digits.
    phones: BTreeMap<String, Vec<usize>>,
    /// Words of their names and of their kinds.
    pub(in crate::catalogue::search) words: OrganisationWords,
}

impl OrganisationSets {
    pub fn new(published: &Snapshot) -> Self {
        let Snapshot { organisations, kinds, kind_barriers, .. } = published;
        let words = OrganisationWords::new(organisations, kinds);
        let mut sets = Self { len: organisations.len(), words, ..Self::default() };
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

    /// Rows of all organisations.
    pub(super) fn all_rows(&self) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        rows.insert_range(..);
        rows
    }

    /// Rows whose phone number begins with `digits`.
    pub(super) fn with_phone(&self, digits: &str) -> FixedBitSet {
        let numbers = self.phones.range(digits.to_owned()..);
        let begun = numbers.take_while(|(number, _)| number.starts_with(digits));
        let mut rows = FixedBitSet::with_capacity(self.len);
        rows.extend(begun.flat_map(|(_, rows)| rows).copied());
        rows
    }

    /// Rows of `matching` that pass the filters of `search`, opening hours left out.
    pub(super) fn rows(&self, search: &OrganisationSearch, matching: &FixedBitSet) -> FixedBitSet {
        let mut rows = matching.clone();
        Self::filter(&self.kinds, search.kind.as_ref(), &mut rows);
        Self::filter(&self.barriers, search.barrier.as_ref(), &mut rows);
        Self::filter(&self.departements, search.departement.as_ref(), &mut rows);
        Self::filter(&self.communes, search.commune.as_ref(), &mut rows);
        Self::filter(&self.neighbourhoods, search.neighbourhood.as_ref(), &mut rows);
        rows
    }

    /// Rows in the towns of `it` that are not tied to it.
    pub(super) fn in_towns_of(&self, it: &Neighbourhood) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.len);
        for town in it.communes.iter().filter_map(|code| self.communes.get(code)) {
            rows.union_with(town);
        }
        if let Some(here) = self.neighbourhoods.get(&it.code) {
            rows.difference_with(here);
        }
        rows
    }

    /// `rows` in groups: those of each set of `named`, those that help with one of `barriers` first of all, those that
    /// also do, the others.
    pub(super) fn groups(
        &self,
        named: [FixedBitSet; 2],
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
        for set in named.into_iter().chain(helping) {
            let mut group = rest.clone();
            group.intersect_with(&set);
            rest.difference_with(&group);
            groups.push(group);
        }
        groups.push(rest);
        groups
    }
}

/// Minimum digits of a text that is searched as the beginning of a phone number; a postcode has five.
const MIN_PHONE_DIGITS: usize = 6;
/// Digits of a short number, such as `39 49`.
const SHORT_NUMBER_DIGITS: usize = 4;

/// Digits of `text`, in national form, if it is a phone number or the beginning of one.
pub(super) fn phone_digits(text: &str) -> Option<String> {
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
