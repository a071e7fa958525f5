//! Keys of a table, to detect duplicate keys and dangling references.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::table::Row;
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};

/// Keys read so far, each with its line and a value for dependent checks.
#[derive(Debug)]
pub struct Keys<V = ()> {
    found: HashMap<Box<str>, (u64, V)>,
    /// True if the whole table could be read. Otherwise a missing key may just be unread.
    pub complete: bool,
}

impl<V> Default for Keys<V> {
    fn default() -> Self {
        Self { found: HashMap::new(), complete: false }
    }
}

impl<V> Keys<V> {
    /// Registers the key of a row; reports a duplicate key.
    pub fn register(&mut self, row: &mut Row<'_>, column: &str, key: &str, value: V) {
        match self.found.entry(key.into()) {
            Entry::Vacant(entry) => {
                entry.insert((row.line(), value));
            }
            Entry::Occupied(entry) => {
                let line = entry.get().0;
                row.add(column, SeedErrorKind::Repeated { value: excerpt(key), line });
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&V> {
        self.found.get(key).map(|(_, value)| value)
    }

    pub fn is_missing(&self, key: &str) -> bool {
        self.complete && !self.found.contains_key(key)
    }

    /// Reports `key`, referenced in `column`, if no row has it.
    pub fn check(&self, row: &mut Row<'_>, column: &str, key: &str, noun: ReferenceKind) {
        if self.is_missing(key) {
            row.add(column, SeedErrorKind::Unknown { noun, value: excerpt(key) });
        }
    }
}
