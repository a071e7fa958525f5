//! Reader adapter in front of the CSV reader: normalises line ends, ends the last line, and limits the length of a
//! row.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Maximum length of a row, in bytes: an unclosed quote would otherwise read a whole file into memory.
const MAX_ROW_BYTES: u64 = 1 << 20;

/// State shared by [`LineReader`] and the row reader.
#[derive(Debug, Default)]
pub(super) struct Progress {
    since_row: Cell<u64>,
    ended: Cell<bool>,
    too_long: Cell<bool>,
}

impl Progress {
    /// Resets the length counter at the end of a row.
    pub fn row(&self) {
        self.since_row.set(0);
    }

    /// True if the CSV reader read past the last byte, which means an open quote.
    pub(super) fn ended(&self) -> bool {
        self.ended.get()
    }

    /// True if reading stopped at a row that is too long.
    pub(super) fn too_long(&self) -> bool {
        self.too_long.get()
    }
}

pub(super) struct LineReader {
    inner: BufReader<Box<dyn Read>>,
    progress: Rc<Progress>,
    last: u8,
}

impl LineReader {
    pub fn new(inner: Box<dyn Read>, progress: Rc<Progress>) -> Self {
        Self { inner: BufReader::new(inner), progress, last: b'\n' }
    }
}

impl LineReader {
    /// Copies available bytes into `out`; returns the number written.
    fn copy(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.inner.fill_buf()?;
        let taken = input.len().min(out.len());
        let mut written = 0;
        for &byte in input.iter().take(taken) {
            // Second character of a Windows line end.
            let doubled = byte == b'\n' && self.last == b'\r';
            self.last = byte;
            if let (false, Some(slot)) = (doubled, out.get_mut(written)) {
                *slot = if byte == b'\r' { b'\n' } else { byte };
                written += 1;
            }
        }
        self.inner.consume(taken);
        if taken > 0 && written == 0 { self.copy(out) } else { Ok(written) }
    }

    /// Adds a line feed to an unfinished last line, then signals the end of the file.
    fn end(&mut self, out: &mut [u8]) -> usize {
        match out.first_mut() {
            Some(slot) if !matches!(self.last, b'\n' | b'\r') => {
                *slot = b'\n';
                self.last = b'\n';
                1
            }
            _ => {
                self.progress.ended.set(true);
                0
            }
        }
    }
}

impl Read for LineReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let copied = match self.copy(out)? {
            0 => self.end(out),
            copied => copied,
        };
        let since_row = self.progress.since_row.get().saturating_add(copied as u64);
        self.progress.since_row.set(since_row);
        if since_row > MAX_ROW_BYTES {
            self.progress.too_long.set(true);
            return Err(io::Error::other("a row without end"));
        }
        Ok(copied)
    }
}
