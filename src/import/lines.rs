//! The bytes of a table on their way to the CSV reader, made tame: every line ends with a line
//! feed, the last one too, and no row goes on for ever.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

/// The longest row: an unclosed quote would otherwise draw a whole file into memory.
const LONGEST_ROW: u64 = 1 << 20;

/// What the reader of rows and [`Lines`] tell each other.
#[derive(Debug, Default)]
pub(super) struct Progress {
    since_row: Cell<u64>,
    ended: Cell<bool>,
    too_long: Cell<bool>,
}

impl Progress {
    /// A row has been read: the next may be as long again.
    pub(super) fn row(&self) {
        self.since_row.set(0);
    }

    /// Whether the reader asked for more after the last byte, as it does when a quote is open.
    pub(super) fn ended(&self) -> bool {
        self.ended.get()
    }

    /// Whether reading stopped at a row without end.
    pub(super) fn too_long(&self) -> bool {
        self.too_long.get()
    }
}

pub(super) struct Lines {
    inner: BufReader<Box<dyn Read>>,
    progress: Rc<Progress>,
    last: u8,
}

impl Lines {
    pub(super) fn new(inner: Box<dyn Read>, progress: Rc<Progress>) -> Self {
        Self { inner: BufReader::new(inner), progress, last: b'\n' }
    }
}

impl Lines {
    /// Copies what there is to read into `out`, and says how much it kept.
    fn copy(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.inner.fill_buf()?;
        let taken = input.len().min(out.len());
        let mut kept = 0;
        for &byte in input.iter().take(taken) {
            // Windows writes two characters where one ends the line.
            let doubled = byte == b'\n' && self.last == b'\r';
            self.last = byte;
            if let (false, Some(slot)) = (doubled, out.get_mut(kept)) {
                *slot = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        self.inner.consume(taken);
        if taken > 0 && kept == 0 { self.copy(out) } else { Ok(kept) }
    }

    /// Ends the last line if it is not, then the file.
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

impl Read for Lines {
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
        if since_row > LONGEST_ROW {
            self.progress.too_long.set(true);
            return Err(io::Error::other("a row without end"));
        }
        Ok(copied)
    }
}
