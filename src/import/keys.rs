//! The keys a table holds, to catch the same key twice and references to nothing.

use std::collections::{HashMap, hash_map::Entry};

use super::{
    mistake::{Noun, Reason, shown},
    table::Row,
};

/// Keys already read, each with its line and what others need to know of it.
#[derive(Debug)]
pub(super) struct Keys<V = ()> {
    found: HashMap<Box<str>, (u64, V)>,
    /// Whether the whole table could be read: if not, a key may well exist unseen.
    pub whole: bool,
}

impl<V> Default for Keys<V> {
    fn default() -> Self {
        Self { found: HashMap::new(), whole: false }
    }
}

impl<V> Keys<V> {
    /// Keeps the key of a row; the second row with the same key is a mistake.
    pub(super) fn claim(&mut self, row: &mut Row<'_>, column: &str, key: &str, value: V) {
        match self.found.entry(key.into()) {
            Entry::Vacant(entry) => {
                entry.insert((row.line(), value));
            }
            Entry::Occupied(entry) => {
                let line = entry.get().0;
                row.add(column, Reason::Repeated { value: shown(key), line });
            }
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.found.get(key).map(|(_, value)| value)
    }

    pub(super) fn lacks(&self, key: &str) -> bool {
        self.whole && !self.found.contains_key(key)
    }

    /// Tells that `key`, named in `column`, is the key of nothing.
    pub(super) fn check(&self, row: &mut Row<'_>, column: &str, key: &str, noun: Noun) {
        if self.lacks(key) {
            row.add(column, Reason::Unknown { noun, value: shown(key) });
        }
    }
}
