//! Sets of rows, and counts of their intersections.

use fixedbitset::FixedBitSet;

/// Rows of one value: bit set, or sorted list if they are few.
#[derive(Debug, Clone)]
pub enum RowSet {
    Dense(FixedBitSet),
    Sparse(Vec<u32>),
}

impl RowSet {
    /// Empty set that is meant for many rows, among `len`.
    pub fn dense(len: usize) -> Self {
        Self::Dense(FixedBitSet::with_capacity(len))
    }

    /// Empty set that is meant for few rows.
    pub const fn sparse() -> Self {
        Self::Sparse(Vec::new())
    }

    /// Adds `row`, which is not smaller than those added before.
    pub fn insert(&mut self, row: usize) {
        match self {
            Self::Dense(set) => set.insert(row),
            Self::Sparse(list) => {
                let row = u32::try_from(row).expect("fewer than four billion initiatives");
                if list.last() != Some(&row) {
                    list.push(row);
                }
            }
        }
    }

    pub fn add_to(&self, rows: &mut FixedBitSet) {
        match self {
            Self::Dense(set) => rows.union_with(set),
            Self::Sparse(list) => rows.extend(list.iter().map(|row| *row as usize)),
        }
    }

    pub fn remove_from(&self, rows: &mut FixedBitSet) {
        match self {
            Self::Dense(set) => rows.difference_with(set),
            Self::Sparse(list) => {
                let len = rows.len();
                for row in list.iter().map(|row| *row as usize).filter(|row| *row < len) {
                    rows.remove(row);
                }
            }
        }
    }

    /// Number of them that are in `rows`.
    pub fn count_in(&self, rows: &FixedBitSet) -> usize {
        match self {
            Self::Dense(set) => rows.intersection_count(set),
            Self::Sparse(list) => list.iter().filter(|row| rows.contains(**row as usize)).count(),
        }
    }
}

/// Rows whose intersections with many sets are counted.
pub struct CountedRows {
    rows: FixedBitSet,
    /// The rows as a list, if looking each up in a set costs less than a pass over the set.
    list: Option<Vec<usize>>,
}

impl CountedRows {
    /// Bits of a set that a pass reads at once.
    const STEP: usize = 64;

    pub fn new(rows: FixedBitSet) -> Self {
        let is_short = rows.ones().nth(rows.len() / Self::STEP).is_none();
        let list = is_short.then(|| rows.ones().collect());
        Self { rows, list }
    }

    /// Number of them that are in `set`.
    pub fn count_in(&self, set: &RowSet) -> usize {
        match (set, &self.list) {
            (RowSet::Dense(set), Some(list)) => {
                list.iter().filter(|row| set.contains(**row)).count()
            }
            (RowSet::Dense(_) | RowSet::Sparse(_), _) => set.count_in(&self.rows),
        }
    }
}
