//! Reader of a seed folder: opens its tables and collects validation errors.

use csv::StringRecord;
use jiff::civil::Date;

use super::rows::Rows;
use super::table::{Header, Row, TableSchema};
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
        let Some(header) = self.header(shape, &mut rows) else { return false };
        let mut whole = true;
        while let Some((line, row)) = rows.next() {
            match row {
                Ok(record) if record.len() == header.width => {
                    each(&mut Row::new(shape, &header, line, record, &mut self.errors));
                }
                Ok(record) => {
                    whole = false;
                    let (expected, found) = (header.width, record.len());
                    self.add(shape.file, line, "", SeedErrorKind::FieldCount { expected, found });
                }
                Err(fault) => {
                    whole = false;
                    let is_faulty = |place: &Option<usize>| place.is_some() && *place == fault.cell;
                    let mut columns = shape.all_columns().zip(&header.places);
                    let column = columns.find(|(_, place)| is_faulty(place)).map(|it| it.0);
                    self.add(shape.file, line, column.unwrap_or(""), fault.reason);
                }
            }
        }
        whole
    }

    /// Header of the file, if it names each required column once, each optional one at most once, and no other.
    fn header(&mut self, shape: &TableSchema, rows: &mut Rows) -> Option<Header> {
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
        for name in names.iter().filter(|name| !shape.all_columns().any(|it| it == *name)) {
            self.add(shape.file, line, &excerpt(name), SeedErrorKind::ColumnUnknown);
        }
        for column in shape.all_columns() {
            let reason = match names.iter().filter(|name| *name == column).count() {
                1 => continue,
                0 if shape.optional_columns.contains(&column) => continue,
                0 => SeedErrorKind::ColumnMissing,
                _ => SeedErrorKind::ColumnTwice,
            };
            self.add(shape.file, line, column, reason);
        }
        let place = |column: &str| names.iter().position(|name| name == column);
        let header =
            Header { places: shape.all_columns().map(place).collect(), width: names.len() };
        (self.errors.len() == before).then_some(header)
    }
}
