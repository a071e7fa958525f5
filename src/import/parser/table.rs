//! Typed access to the cells of a row by column name, not by serde (ADR 13), and keys of a table; collects
//! validation errors.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use super::cell::{Cell, malformed};
use crate::domain::place::Position;
use crate::domain::text::Slug;
use crate::import::error::{Expected, ReferenceKind, SeedError, SeedErrorKind, excerpt};

/// Schema of a table: file name and columns; the file may order them freely, and leave out the optional ones.
#[derive(Debug)]
pub struct TableSchema {
    pub file: &'static str,
    pub columns: &'static [&'static str],
    pub optional_columns: &'static [&'static str],
}

impl TableSchema {
    /// Required columns, then optional ones.
    pub fn all_columns(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().chain(self.optional_columns).copied()
    }
}

/// Header of a file.
#[derive(Debug)]
pub struct Header {
    /// Position in the file of each column of the schema, in its order; `None` for one left out.
    pub places: Vec<Option<usize>>,
    /// Number of columns of the file.
    pub width: usize,
}

#[derive(Debug)]
pub struct Row<'r> {
    shape: &'r TableSchema,
    header: &'r Header,
    record: &'r StringRecord,
    line: u64,
    errors: &'r mut Vec<SeedError>,
}

impl<'r> Row<'r> {
    pub fn new(
        shape: &'r TableSchema,
        header: &'r Header,
        line: u64,
        record: &'r StringRecord,
        errors: &'r mut Vec<SeedError>,
    ) -> Self {
        Self { shape, header, record, line, errors }
    }

    pub fn line(&self) -> u64 {
        self.line
    }

    pub fn add(&mut self, column: &str, reason: SeedErrorKind) {
        let (file, column) = (self.shape.file.to_owned(), column.to_owned());
        self.errors.push(SeedError { file, line: self.line, column, reason });
    }

    /// Raw text of `column`; empty if the file leaves it out.
    pub fn text(&self, column: &str) -> &'r str {
        let at = self.shape.all_columns().position(|name| name == column);
        debug_assert!(at.is_some(), "{column} is a column of {}", self.shape.file);
        let place = at.and_then(|at| *self.header.places.get(at)?);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// Required value. `None` means that an error was reported.
    pub fn required<T: Cell>(&mut self, column: &str) -> Option<T> {
        if self.text(column).is_empty() {
            self.add(column, SeedErrorKind::Empty);
        }
        self.optional(column)
    }

    /// Required slug of a record with a page. The name of another page is reported.
    pub fn slug(&mut self) -> Option<Slug> {
        let slug = self.required::<Slug>("slug")?;
        if slug.is_reserved() {
            self.add("slug", SeedErrorKind::Reserved { value: slug.to_string() });
            return None;
        }
        Some(slug)
    }

    /// Optional value. An invalid one is reported and read as absent.
    pub fn optional<T: Cell>(&mut self, column: &str) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() { None } else { self.value(column, text) }
    }

    /// List of values separated by `;`.
    pub fn list<T: Cell>(&mut self, column: &str) -> Vec<T> {
        self.split(column, ';')
    }

    /// List of values separated by `separator`; duplicates are reported.
    pub fn split<T: Cell>(&mut self, column: &str, separator: char) -> Vec<T> {
        let text = self.text(column);
        let pieces = text.split(separator).filter(|_| !text.is_empty());
        let several = text.contains(separator);
        let mut seen = HashSet::new();
        let mut values = Vec::new();
        for piece in pieces {
            if !several || seen.insert(piece) {
                values.extend(self.value::<T>(column, piece));
            } else {
                self.add(column, SeedErrorKind::RepeatedInCell { value: excerpt(piece) });
            }
        }
        values
    }

    /// Value of a closed list.
    pub fn one_of<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(column);
        self.meaning(column, text, words)
    }

    /// List of values of a closed list, separated by `;`.
    pub fn all_of<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Vec<T> {
        let text = self.text(column);
        let pieces = text.split(';').filter(|_| !text.is_empty());
        pieces.filter_map(|piece| self.meaning(column, piece, words)).collect()
    }

    /// Position in `lat` and `lon` (degrees WGS84); both or neither must be present.
    pub fn position(&mut self) -> Option<Position> {
        let (lat, lon) = (self.optional::<f64>("lat"), self.optional::<f64>("lon"));
        if self.text("lat").is_empty() != self.text("lon").is_empty() {
            self.add("lat", SeedErrorKind::HalfAPoint);
        }
        let position = Position::new(lat?, lon?);
        if position.is_err() {
            let value = format!("{} {}", self.text("lat"), self.text("lon"));
            self.add("lat", malformed(Expected::Point, &value));
        }
        position.ok()
    }

    fn value<T: Cell>(&mut self, column: &str, text: &str) -> Option<T> {
        let value = T::read(text);
        value.map_err(|reason| self.add(column, reason)).ok()
    }

    fn meaning<T: Copy>(&mut self, column: &str, text: &str, words: &[(&str, T)]) -> Option<T> {
        let known = words.iter().find(|(word, _)| *word == text);
        if known.is_none() && text.is_empty() {
            self.add(column, SeedErrorKind::Empty);
        } else if known.is_none() {
            let allowed = words.iter().map(|(word, _)| *word).filter(|word| !word.is_empty());
            let allowed: Vec<&str> = allowed.collect();
            let allowed = allowed.join(", ");
            self.add(column, SeedErrorKind::NotOneOf { value: excerpt(text), allowed });
        }
        known.map(|(_, value)| *value)
    }
}

/// Booleans: `1` and `0`.
pub const FLAG: &[(&str, bool)] = &[("1", true), ("0", false)];

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
