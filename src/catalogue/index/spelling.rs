//! Levenshtein automaton that walks the vocabulary near a misspelt word.

use fst::Automaton;

/// Sentinel: larger than any distance searched for.
const TOO_FAR: u8 = 9;

/// Automaton that accepts words within `most` edits of `word` (Damerau: insertion, deletion,
/// substitution, swap).
#[derive(Debug)]
pub(super) struct LevenshteinAutomaton<'a> {
    word: &'a [u8],
    max_errors: u8,
}

/// State: the five cells of the distance table around the diagonal, and those of the previous row.
#[derive(Debug, Clone, Copy)]
pub(super) struct AutomatonState {
    read: usize,
    cells: [u8; 5],
    before: [u8; 5],
    last: u8,
}

impl<'a> LevenshteinAutomaton<'a> {
    /// Limits `most` to 2, the width of the band.
    pub fn new(word: &'a str, most: u8) -> Self {
        Self { word: word.as_bytes(), max_errors: most.min(2) }
    }

    /// Edit distance between `word` and the bytes that led to this state.
    pub fn errors(&self, line: &AutomatonState) -> u8 {
        (self.word.len() + 2)
            .checked_sub(line.read)
            .and_then(|cell| line.cells.get(cell))
            .map_or(TOO_FAR, |cell| *cell)
    }

    fn letter(&self, place: usize) -> Option<u8> {
        place.checked_sub(1).and_then(|index| self.word.get(index)).copied()
    }
}

impl Automaton for LevenshteinAutomaton<'_> {
    type State = AutomatonState;

    fn start(&self) -> AutomatonState {
        AutomatonState {
            read: 0,
            cells: [TOO_FAR, TOO_FAR, 0, 1, 2],
            before: [TOO_FAR; 5],
            last: 0,
        }
    }

    fn is_match(&self, line: &AutomatonState) -> bool {
        self.errors(line) <= self.max_errors
    }

    fn can_match(&self, line: &AutomatonState) -> bool {
        line.cells.iter().any(|cell| *cell <= self.max_errors)
    }

    fn accept(&self, line: &AutomatonState, byte: u8) -> AutomatonState {
        let mut cells = [TOO_FAR; 5];
        let mut left = TOO_FAR;
        let above = line.cells.iter().skip(1).chain(&[TOO_FAR]);
        let around = line.cells.iter().zip(above).zip(&line.before);
        for (offset, (cell, ((diagonal, above), swapped))) in
            cells.iter_mut().zip(around).enumerate()
        {
            // The column is `read - 1 + offset` letters into the word.
            let Some(column) =
                (line.read + offset).checked_sub(1).filter(|c| *c <= self.word.len())
            else {
                continue;
            };
            let here = self.letter(column);
            let mut best = (above + 1).min(left + 1).min(TOO_FAR);
            if column > 0 {
                best = best.min(diagonal + u8::from(here != Some(byte)));
            }
            if column > 1 && here == Some(line.last) && self.letter(column - 1) == Some(byte) {
                best = best.min(swapped + 1);
            }
            *cell = best.min(TOO_FAR);
            left = *cell;
        }
        AutomatonState { read: line.read + 1, cells, before: line.cells, last: byte }
    }
}

/// Edit distance allowed for a folded word, by its length.
pub(super) fn allowed_errors(word: &str) -> u8 {
    match word.len() {
        _ if !word.bytes().all(|b| b.is_ascii_lowercase()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn errors(word: &str, read: &str) -> u8 {
        let near = LevenshteinAutomaton::new(word, 2);
        near.errors(&read.bytes().fold(near.start(), |line, byte| near.accept(&line, byte)))
    }

    /// Textbook dynamic programming over the whole table, as reference.
    fn distance(left: &[u8], right: &[u8]) -> usize {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = usize::from(left[i - 1] != right[j - 1]);
                    let best = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + wrong);
                    let swap = i > 1
                        && j > 1
                        && left[i - 1] == right[j - 2]
                        && left[i - 2] == right[j - 1];
                    if swap { best.min(table[i - 2][j - 2] + 1) } else { best }
                };
            }
        }
        table[left.len()][right.len()]
    }

    #[test]
    fn a_letter_more_less_wrong_or_swapped_is_one_error() {
        for read in ["sanitas", "sanittas", "santas", "sanilas", "sanitsa", "asnitas"] {
            assert_eq!(errors("sanitas", read), u8::from(read != "sanitas"), "{read}");
        }
    }

    proptest! {
        #[test]
        fn up_to_two_errors_are_counted_as_in_the_books(left in "[abc]{0,9}", right in "[abc]{0,9}") {
            let whole = distance(left.as_bytes(), right.as_bytes());
            let counted = usize::from(errors(&left, &right));
            if whole <= 2 {
                prop_assert_eq!(counted, whole);
            } else {
                prop_assert!(counted > 2);
            }
        }
    }
}
