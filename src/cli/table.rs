//! Plain-text tables: names left-aligned, numbers right-aligned.

use std::io::{self, Write};

use crate::i18n::group_thousands;

/// Rows of a table; the first cell of each is a name, the others are numbers or their headings.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with headings; the one above the names is empty.
    pub fn headed<H: Into<String>>(headings: impl IntoIterator<Item = H>) -> Self {
        let headings = headings.into_iter().map(Into::into);
        Self { rows: vec![std::iter::once(String::new()).chain(headings).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, name: impl Into<String>, numbers: impl IntoIterator<Item = usize>) {
        let numbers = numbers.into_iter().map(|number| group_thousands(&number.to_string()));
        self.rows.push(std::iter::once(name.into()).chain(numbers).collect());
    }

    /// Prints the rows, indented by two blanks.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let blanks = " ".repeat(width.saturating_sub(cell.chars().count()));
                let (before, after) = if at == 0 { ("", &*blanks) } else { (&*blanks, "") };
                line.extend(["  ", before, cell, after]);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_on_the_left_and_numbers_on_the_right() {
        let mut table = Table::headed(["Ajoutés", "Retirés"]);
        table.row("Départements", [6, 0]);
        table.row("Communes", [1754, 12]);
        let mut out = Vec::new();
        table.print(&mut out).unwrap();
        let expected = "                Ajoutés  Retirés\n  Départements        6        0\n  \
                        Communes        1\u{202f}754       12\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
