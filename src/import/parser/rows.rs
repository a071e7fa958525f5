//! CSV rows with the line where each starts; quoted cells that span lines and blank lines are counted.

use std::io::Read;
use std::mem;
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Terminator};

use super::lines::{LineReader, Progress};
use crate::import::error::SeedErrorKind;

pub(super) struct Rows {
    reader: csv::Reader<LineReader>,
    progress: Rc<Progress>,
    record: StringRecord,
}

/// Unreadable row, and the index of the invalid cell if known.
pub(super) struct RowError {
    pub reason: SeedErrorKind,
    pub cell: Option<usize>,
}

impl Rows {
    pub fn new(bytes: Box<dyn Read>) -> Self {
        let progress = Rc::new(Progress::default());
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).terminator(Terminator::Any(b'\n'));
        let reader = builder.from_reader(LineReader::new(bytes, Rc::clone(&progress)));
        Self { reader, progress, record: StringRecord::new() }
    }

    /// Next row with its line.
    pub(super) fn next(&mut self) -> Option<(u64, Result<&StringRecord, RowError>)> {
        let mut bytes = mem::take(&mut self.record).into_byte_record();
        match self.reader.read_byte_record(&mut bytes) {
            Ok(false) => None,
            Ok(true) => Some(self.read(bytes)),
            Err(_) => {
                let line = bytes.position().map_or(0, csv::Position::line);
                let too_long = self.progress.too_long();
                let reason = if too_long {
                    SeedErrorKind::RowTooLong
                } else {
                    SeedErrorKind::FileUnreadable
                };
                Some((line, Err(RowError { reason, cell: None })))
            }
        }
    }

    fn read(&mut self, bytes: ByteRecord) -> (u64, Result<&StringRecord, RowError>) {
        self.progress.row();
        let open = self.progress.ended();
        let feeds = bytes.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1;
        // The reader is past the line feed that ends the row, unless an open quote contains it.
        let line = self.reader.position().line().saturating_sub(feeds + u64::from(!open));
        if open {
            return (line, Err(RowError { reason: SeedErrorKind::QuoteNotClosed, cell: None }));
        }
        match StringRecord::from_byte_record(bytes) {
            Ok(record) => {
                self.record = record;
                (line, Ok(&self.record))
            }
            Err(error) => {
                let cell = Some(error.utf8_error().field());
                (line, Err(RowError { reason: SeedErrorKind::NotUtf8, cell }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &'static str) -> Vec<(u64, Option<String>)> {
        let mut rows = Rows::new(Box::new(text.as_bytes()));
        let mut lines = Vec::new();
        while let Some((line, row)) = rows.next() {
            lines.push((line, row.ok().and_then(|row| row.get(0)).map(str::to_owned)));
        }
        lines
    }

    #[test]
    fn a_row_starts_at_its_true_line() {
        let text = "a,b\n\n\n\"one\ntwo\",x\nlast,y";
        assert_eq!(
            lines(text),
            [
                (1, Some("a".to_owned())),
                (4, Some("one\ntwo".to_owned())),
                (6, Some("last".to_owned()))
            ]
        );
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        let text = "\u{feff}a,b\r\n\r\n\"one\r\ntwo\",x\r\nlast,y\r\n";
        assert_eq!(
            lines(text),
            [
                (1, Some("a".to_owned())),
                (3, Some("one\ntwo".to_owned())),
                (5, Some("last".to_owned()))
            ]
        );
    }

    #[test]
    fn an_unclosed_quote_is_reported_at_its_line() {
        assert_eq!(
            lines("a\nb\n\"c\nd\n"),
            [(1, Some("a".to_owned())), (2, Some("b".to_owned())), (3, None)]
        );
    }
}
