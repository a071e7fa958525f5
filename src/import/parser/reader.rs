//! Reader of a seed folder: opens its tables and collects validation errors.

use csv::StringRecord;
use jiff::civil::Date;

use super::rows::Rows;
use super::table::{Row, TableSchema};
use crate::import::SeedFolder;
use crate::import::error::{SeedError, SeedErrorKind, excerpt};

#[derive(Debug)]
pub struct SeedReader<'a> {
    pub folder: &'a SeedFolder,
    pub today: Date,
    pub errors: Vec<SeedError>,
}

impl<'a> SeedReader<'a> {
    pub fn new(folder: &'a SeedFolder, today: Date) -> Self {
        Self { folder, today, errors: Vec::new() }
    }

    pub fn add(&mut self, file: &str, line: u64, column: &str, reason: SeedErrorKind) {
        let (file, column) = (file.to_owned(), column.to_owned());
        self.errors.push(SeedError { file, line, column, reason });
    }

    /// Calls `each` for each row of a table. Returns true if the whole table could be read; otherwise missing keys
    /// are not errors.
    pub fn rows(&mut self, shape: &TableSchema, mut each: impl FnMut(&mut Row<'_>)) -> bool {
        let mut rows = match self.folder.open(shape.file) {
            Ok(bytes) => Rows::new(bytes),
            Err(reason) => {
                self.add(shape.file, 0, "", reason);
                return false;
            }
        };
        let Some(order) = self.header(shape, &mut rows) else { return false };
        let mut whole = true;
        while let Some((line, row)) = rows.next() {
            match row {
                Ok(record) if record.len() == order.len() => {
                    each(&mut Row::new(shape, &order, (line, record), &mut self.errors));
                }
                Ok(record) => {
                    whole = false;
                    let (expected, found) = (order.len(), record.len());
                    self.add(shape.file, line, "", SeedErrorKind::FieldCount { expected, found });
                }
                Err(fault) => {
                    whole = false;
                    let at = |cell| order.iter().position(|&place| place == cell);
                    let column = fault.cell.and_then(at).and_then(|at| shape.columns.get(at));
                    self.add(shape.file, line, column.unwrap_or(&""), fault.reason);
                }
            }
        }
        whole
    }

    /// Position of each column of `shape`, if the header names each exactly once and no other.
    fn header(&mut self, shape: &TableSchema, rows: &mut Rows) -> Option<Vec<usize>> {
        let before = self.errors.len();
        let none = StringRecord::new();
        let (line, names) = match rows.next() {
            Some((line, Ok(names))) => (line, names),
            Some((line, Err(fault))) => {
                self.add(shape.file, line, "", fault.reason);
                return None;
            }
            None => (1, &none),
        };
        for name in names.iter().filter(|name| !shape.columns.contains(name)) {
            self.add(shape.file, line, &excerpt(name), SeedErrorKind::ColumnUnknown);
        }
        for column in shape.columns {
            let reason = match names.iter().filter(|name| name == column).count() {
                1 => continue,
                0 => SeedErrorKind::ColumnMissing,
                _ => SeedErrorKind::ColumnTwice,
            };
            self.add(shape.file, line, column, reason);
        }
        let place = |column: &&str| names.iter().position(|name| name == *column);
        let order = shape.columns.iter().filter_map(place).collect();
        (self.errors.len() == before).then_some(order)
    }
}
