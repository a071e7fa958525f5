//! Posting lists in flat arrays: the rows of each term, with the strength and the fields of the match.

use super::Field;
use super::vocabulary::Groups;

/// Strength of a term in a row, and the fields it occurs in: `strength << 8 | fields`.
pub(super) type PostingFlags = u16;

/// Flag of a mark: the term is the exact name of the place of the row.
pub(super) const EXACT_PLACE: u16 = 1 << 7;

/// Rows of each term in ascending order, with their marks.
#[derive(Debug, Default)]
pub(super) struct Postings {
    rows: Groups<u32>,
    flags: Groups<PostingFlags>,
}

impl Postings {
    /// Builds the lists from the terms of each row; `ends` delimits the rows in `entries`.
    pub fn new(terms: usize, ends: &[usize], entries: &[(u32, PostingFlags)]) -> Self {
        let starts = std::iter::once(&0).chain(ends);
        let rows = (0_u32..).zip(starts.zip(ends)).flat_map(|(row, (start, end))| {
            let of_row = entries.get(*start..*end).unwrap_or_default();
            of_row.iter().map(move |(term, _)| (*term, row))
        });
        Self { rows: Groups::new(terms, rows), flags: Groups::new(terms, entries.iter().copied()) }
    }

    pub fn of(&self, term: u32) -> impl Iterator<Item = (u32, PostingFlags)> {
        self.rows.get(term).iter().copied().zip(self.flags.get(term).iter().copied())
    }

    /// Number of rows that have the term.
    pub fn count(&self, term: u32) -> usize {
        self.rows.get(term).len()
    }
}

/// Occurrences of a term in each field of a row, or the lengths of the fields.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Occurrences(pub [u16; Field::COUNT]);

/// Weight at which the strength of a term reaches half of its maximum (k1 of BM25).
const SATURATION: f32 = 1.2;

impl Occurrences {
    /// BM25F without inverse document frequency: fields are weighted, saturated and normalised by length.
    pub fn posting_flags(&self, lengths: &Self) -> PostingFlags {
        let mut weight = 0.0;
        let mut fields = 0;
        for ((field, count), length) in Field::ALL.into_iter().zip(self.0).zip(lengths.0) {
            if count > 0 {
                let times = if field.is_labels() { 1.0 } else { f32::from(count.min(3)).sqrt() };
                let long = field.usual_length().map_or(1.0, |usual| f32::from(length) / usual);
                weight += field.weight() * times / (0.7 + 0.3 * long.min(4.0));
                fields |= field.bit();
            }
        }
        byte(255.0 * weight / (weight + SATURATION)) << 8 | fields
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept between 0 and 255"
)]
fn byte(value: f32) -> u16 {
    value.clamp(1.0, 255.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_term_come_back_in_order() {
        let postings = Postings::new(3, &[2, 3], &[(0, 0x1001), (2, 0x2001), (2, 0x3001)]);
        assert_eq!(postings.count(0), 1);
        assert_eq!(postings.count(1), 0);
        assert_eq!(postings.of(2).collect::<Vec<_>>(), [(0, 0x2001), (1, 0x3001)]);
    }

    #[test]
    fn a_title_outweighs_a_summary_that_repeats() {
        let mut title = Occurrences::default();
        title.0[Field::Title as usize] = 1;
        let mut summary = Occurrences::default();
        summary.0[Field::Summary as usize] = 9;
        let lengths = Occurrences([10; Field::COUNT]);
        assert!(title.posting_flags(&lengths) >> 8 > summary.posting_flags(&lengths) >> 8);
    }
}
