//! Order of the results of a search.

use fixedbitset::FixedBitSet;

use super::place::RadiusHits;
use crate::catalogue::Catalogue;
use crate::catalogue::facets::ServiceLevel;
use crate::catalogue::index::TextHits;
use crate::domain::directory::Initiative;
use crate::domain::search::{Facet, FacetValue, Search};

/// Order of results. By distance if requested, else by relevance if there is a text, then by number of chosen
/// barriers, then by relation to the place, then as in the catalogue: state, date, title.
pub(super) enum ResultOrder<'a> {
    Distance(&'a RadiusHits),
    Relevance(&'a TextHits, UsualOrder<'a>),
    Usual(UsualOrder<'a>),
}

/// Order of results that no text orders.
#[derive(Debug, Clone, Copy)]
pub(super) struct UsualOrder<'a> {
    /// Rows by number of chosen barriers, most first; empty if fewer than two are chosen.
    pub by_barriers: &'a [FixedBitSet],
    /// Rows by relation to the place, nearest first; empty without a place.
    pub levels: &'a [(ServiceLevel, FixedBitSet)],
}

impl UsualOrder<'_> {
    /// Rank of `row`, the lowest first: by barriers, then by level.
    fn rank(&self, row: u32) -> (usize, usize) {
        let row = row as usize;
        let barriers = self.by_barriers.iter().take_while(|rows| !rows.contains(row));
        let levels = self.levels.iter().take_while(|(_, rows)| !rows.contains(row));
        (barriers.count(), levels.count())
    }

    /// `rows` in `window`, then in ascending order.
    fn rows(&self, rows: &FixedBitSet, mut window: Window) -> Vec<u32> {
        let mut rest = rows.clone();
        let mut found = Vec::new();
        for most in self.by_barriers {
            let mut some = rest.clone();
            some.intersect_with(most);
            rest.difference_with(&some);
            by_level(some, self.levels, &mut window, &mut found);
        }
        by_level(rest, self.levels, &mut window, &mut found);
        found
    }
}

/// Part of a list: `take` items after `skip`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub skip: usize,
    pub take: usize,
}

impl Window {
    /// Takes from `rows`, in their order, the items in the window; what is left of it follows those rows.
    fn take_from(&mut self, rows: &FixedBitSet, found: &mut Vec<u32>) {
        self.take_in_order(rows, found, |skip, take| {
            row_numbers(rows.ones().skip(skip).take(take))
        });
    }

    /// Same as [`Self::take_from`]; `part` returns rows after a number of them, at most so many, in their order.
    pub fn take_in_order(
        &mut self,
        rows: &FixedBitSet,
        found: &mut Vec<u32>,
        part: impl FnOnce(usize, usize) -> Vec<u32>,
    ) {
        if self.take == 0 {
            return;
        }
        let count = rows.count_ones(..);
        if count <= self.skip {
            self.skip -= count;
            return;
        }
        let before = found.len();
        found.extend(part(self.skip, self.take));
        self.take -= found.len() - before;
        self.skip = 0;
    }
}

/// Numbers of `rows`.
pub(super) fn row_numbers(rows: impl Iterator<Item = usize>) -> Vec<u32> {
    rows.filter_map(|row| u32::try_from(row).ok()).collect()
}

impl Catalogue {
    /// Initiatives of `rows` in `window`, in `order`.
    pub(super) fn ordered(
        &self,
        order: &ResultOrder<'_>,
        rows: &FixedBitSet,
        window: Window,
    ) -> Vec<(u32, &Initiative)> {
        let Window { skip, take } = window;
        let found = match order {
            ResultOrder::Distance(circle) => self.nearest(circle, rows, window),
            ResultOrder::Relevance(found, usual) => {
                found.best(rows, skip, take, |row| usual.rank(row))
            }
            ResultOrder::Usual(usual) => usual.rows(rows, window),
        };
        let record = |row: u32| Some((row, self.initiatives.get(row as usize)?));
        found.into_iter().filter_map(record).collect()
    }

    /// `rows` in `window`, by distance of their place; initiatives that only serve the area come last.
    fn nearest(&self, circle: &RadiusHits, rows: &FixedBitSet, window: Window) -> Vec<u32> {
        let metres = |row: usize| {
            let initiative = self.initiatives.get(row)?;
            Some((circle.metres(initiative).unwrap_or(u32::MAX), u32::try_from(row).ok()?))
        };
        let mut far: Vec<(u32, u32)> = rows.ones().filter_map(metres).collect();
        far.sort_unstable();
        far.into_iter().skip(window.skip).take(window.take).map(|(_, row)| row).collect()
    }

    /// All rows by number of barriers of `search`, most first; empty if it has fewer than two.
    pub(in crate::catalogue) fn rows_by_barriers(&self, search: &Search) -> Vec<FixedBitSet> {
        let chosen: Vec<&FacetValue> = search.choices_of(Facet::Barrier).collect();
        if chosen.len() < 2 {
            return Vec::new();
        }
        // `at_least[n]` has the rows with more than `n` of the barriers.
        let mut at_least: Vec<FixedBitSet> = Vec::new();
        for choice in chosen {
            let mut carried = FixedBitSet::with_capacity(self.initiatives.len());
            self.sets.of(choice).add_to(&mut carried);
            for rows in &mut at_least {
                let mut both = rows.clone();
                both.intersect_with(&carried);
                rows.union_with(&carried);
                carried = both;
            }
            if !carried.is_clear() {
                at_least.push(carried);
            }
        }
        at_least.into_iter().rev().collect()
    }
}

fn by_level(
    mut rows: FixedBitSet,
    levels: &[(ServiceLevel, FixedBitSet)],
    window: &mut Window,
    found: &mut Vec<u32>,
) {
    for (_, level) in levels {
        let mut some = rows.clone();
        some.intersect_with(level);
        rows.difference_with(&some);
        window.take_from(&some, found);
    }
    window.take_from(&rows, found);
}
