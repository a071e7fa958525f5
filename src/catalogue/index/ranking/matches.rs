//! Matches of one word of a query, by row.

use std::sync::{Mutex, PoisonError};

use fixedbitset::FixedBitSet;

use crate::catalogue::index::postings::EXACT_PLACE;
use crate::catalogue::index::query_plan::{Hits, QueryPlan, ScoredRow, posting_score, score};
use crate::catalogue::index::{Field, TextIndex};

/// Highest value of a mark times the weight of its match.
pub(super) const MAX_SCORE: u32 = 255 * 255;
/// Flags of a row that a search for other words finds.
const FOUND_FLAGS: u16 = 120 << 8 | Field::Barrier.bit();
/// Matches are cleared row by row if they are fewer than one row in so many.
const SPARSE: usize = 16;
/// Maximum tables of matches kept for the next queries: those of queries that run at once on a usual machine.
const MAX_KEPT: usize = 8;

/// Matches of one slot. Every table has an entry for each row of the index, which is 0 if the row does not match.
#[derive(Debug)]
pub(in crate::catalogue::index) struct Matches {
    /// Best match: `value << 8 | fields`.
    pub best: Vec<u32>,
    /// Fields that match directly.
    pub direct_fields: Vec<u8>,
    pub matched: FixedBitSet,
    /// Rows that have a value which the slot points to, if it points to one.
    with_meaning: FixedBitSet,
    has_meaning: bool,
}

impl Matches {
    fn new(rows: usize) -> Self {
        Self {
            best: vec![0; rows],
            direct_fields: vec![0; rows],
            matched: FixedBitSet::with_capacity(rows),
            with_meaning: FixedBitSet::with_capacity(rows),
            has_meaning: false,
        }
    }

    /// Collects the matches of `slot`, by any of its alternatives; returns their number.
    pub fn collect(&mut self, index: &TextIndex, plan: &QueryPlan<'_>, slot: usize) -> usize {
        let covering =
            plan.alternatives.iter().filter(|that| (that.first..=that.last).contains(&slot));
        for that in covering {
            match &that.hits {
                Hits::Terms(terms) => self.add_terms(index, terms, u32::max, that.is_direct),
                Hits::Meaning(terms) => {
                    self.add_terms(index, terms, u32::max, that.is_direct);
                    let rows = terms.iter().flat_map(|(term, _)| index.postings.of(*term));
                    self.with_meaning.extend(rows.map(|(row, _)| row as usize));
                    self.has_meaning = true;
                }
                Hits::Forms(terms) => {
                    self.add_terms(index, terms, probabilistic_sum, that.is_direct);
                }
                Hits::Rows(rows) => self.add(rows.iter().copied(), u32::max, that.is_direct),
                Hits::Found(rows) => {
                    self.add_set(rows, posting_score(FOUND_FLAGS, score::FOUND), that.is_direct);
                }
                Hits::Served(levels) => {
                    for (weight, rows) in levels {
                        self.add_set(rows, *weight, that.is_direct);
                    }
                }
            }
        }
        self.matched.count_ones(..)
    }

    fn add_terms(
        &mut self,
        index: &TextIndex,
        terms: &[(u32, u16)],
        join: impl Fn(u32, u32) -> u32 + Copy,
        is_direct: bool,
    ) {
        for (term, score) in terms {
            let rows =
                index.postings.of(*term).map(|(row, mark)| (row, posting_score(mark, *score)));
            self.add(rows, join, is_direct);
        }
    }

    /// Adds `rows`, all of the same `weight`.
    fn add_set(&mut self, rows: &FixedBitSet, weight: u32, is_direct: bool) {
        self.add(row_numbers(rows.ones()).map(|row| (row, weight)), u32::max, is_direct);
    }

    fn add(
        &mut self,
        rows: impl Iterator<Item = ScoredRow>,
        join: impl Fn(u32, u32) -> u32,
        is_direct: bool,
    ) {
        for (row, weight) in rows {
            let row = row as usize;
            if let Some(best) = self.best.get_mut(row) {
                if *best == 0 {
                    self.matched.insert(row);
                }
                *best = join(weight, *best) | ((weight | *best) & u32::from(EXACT_PLACE));
            }
            if is_direct && let Some(fields) = self.direct_fields.get_mut(row) {
                *fields |= fields_of(weight);
            }
        }
    }

    /// True if `row` has none of the values that the slot points to, if it points to one.
    #[inline]
    pub fn lacks_meaning(&self, row: usize) -> bool {
        self.has_meaning && !self.with_meaning.contains(row)
    }

    /// Clears the `found` matches.
    pub fn clear(&mut self, found: usize) {
        if found < self.best.len() / SPARSE {
            for row in self.matched.ones() {
                if let (Some(best), Some(fields)) =
                    (self.best.get_mut(row), self.direct_fields.get_mut(row))
                {
                    (*best, *fields) = (0, 0);
                }
            }
        } else {
            self.best.fill(0);
            self.direct_fields.fill(0);
        }
        self.matched.clear();
        if self.has_meaning {
            self.with_meaning.clear();
            self.has_meaning = false;
        }
    }
}

/// Cleared tables of matches, for the next queries: they have an entry for each row, so that a new one costs more than a
/// query for a rare word.
#[derive(Debug, Default)]
pub(in crate::catalogue::index) struct MatchesPool(Mutex<Vec<Matches>>);

impl MatchesPool {
    /// Cleared tables of `rows` rows.
    pub fn take(&self, rows: usize) -> Matches {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Matches::new(rows))
    }

    /// Keeps `matches`, which are cleared.
    pub fn put_back(&self, matches: Matches) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_KEPT {
            kept.push(matches);
        }
    }
}

/// Numbers of `rows`.
pub(super) fn row_numbers(rows: impl Iterator<Item = usize>) -> impl Iterator<Item = u32> {
    rows.filter_map(|row| u32::try_from(row).ok())
}

/// Fields of a match.
#[inline]
pub(super) const fn fields_of(weight: u32) -> u8 {
    (weight & 0x7f).to_le_bytes()[0]
}

/// Combines two matches as a probabilistic sum.
#[inline]
fn probabilistic_sum(left: u32, right: u32) -> u32 {
    let (one, two) = (left >> 8, right >> 8);
    (one + two - one * two / MAX_SCORE) << 8 | ((left | right) & 0xff)
}
