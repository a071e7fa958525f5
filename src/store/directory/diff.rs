//! Differences between the current records and those of a seed folder.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::store::ImportCounts;

/// Changes that make the table match the seed folder.
#[derive(Debug)]
pub struct Diff<'a, T> {
    /// Added and changed records.
    pub written: Vec<&'a T>,
    /// Keys of changed records and of those missing from the folder. They are hidden first, so that slugs can move
    /// from one record to another.
    pub withdraw: Vec<String>,
    pub tally: ImportCounts,
}

/// Compares the current records with those `wanted`, by `key`.
pub fn diff<'a, T: PartialEq>(in_force: &[T], wanted: &'a [T], key: fn(&T) -> &str) -> Diff<'a, T> {
    let known: HashMap<&str, &T> = in_force.iter().map(|record| (key(record), record)).collect();
    let mut diff =
        Diff { written: Vec::new(), withdraw: Vec::new(), tally: ImportCounts::default() };
    for record in wanted {
        match known.get(key(record)) {
            Some(same) if *same == record => diff.tally.unchanged += 1,
            Some(other) => {
                diff.tally.changed += 1;
                diff.withdraw.push(key(other).to_owned());
                diff.written.push(record);
            }
            None => {
                diff.tally.added += 1;
                diff.written.push(record);
            }
        }
    }
    let wanted: HashSet<&str> = wanted.iter().map(key).collect();
    let gone = in_force.iter().map(key).filter(|key| !wanted.contains(key));
    let before = diff.withdraw.len();
    diff.withdraw.extend(gone.map(str::to_owned));
    diff.tally.withdrawn = diff.withdraw.len() - before;
    diff
}

/// Compares lists without keys, which are replaced as a whole. Duplicates are counted; if only the order differs, the
/// moved records count as changed.
pub(super) fn compare_unkeyed<T: Eq + Hash>(in_force: &[T], wanted: &[T]) -> ImportCounts {
    let mut left: HashMap<&T, usize> = HashMap::with_capacity(in_force.len());
    for record in in_force {
        *left.entry(record).or_default() += 1;
    }
    let mut added = 0;
    for record in wanted {
        match left.get_mut(record).filter(|times| **times > 0) {
            Some(times) => *times -= 1,
            None => added += 1,
        }
    }
    let withdrawn = left.values().sum();
    let same = added == 0 && withdrawn == 0;
    let moved = in_force.iter().zip(wanted).filter(|(one, other)| one != other).count();
    let changed = if same { moved } else { 0 };
    let unchanged = wanted.len() - added - changed;
    ImportCounts { added, changed, unchanged, withdrawn, ..ImportCounts::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unkeyed_lists_are_compared_with_order_and_duplicates() {
        let tally = |added, changed, unchanged, withdrawn| ImportCounts {
            added,
            changed,
            unchanged,
            withdrawn,
            ..ImportCounts::default()
        };
        let of = |in_force: &str, wanted: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            compare_unkeyed(&letters(in_force), &letters(wanted))
        };
        assert_eq!(of("abc", "abc"), tally(0, 0, 3, 0));
        assert_eq!(of("abc", "acb"), tally(0, 2, 1, 0));
        assert_eq!(of("aab", "ab"), tally(0, 0, 2, 1));
        assert_eq!(of("ab", "abb"), tally(1, 0, 2, 0));
        assert_eq!(of("abc", "cxa"), tally(1, 0, 2, 1));
        assert_eq!(of("", "a"), tally(1, 0, 0, 0));
    }
}
