//! Opening that a text asks for: « mission locale ouverte le samedi », « ouvert maintenant ».

use std::ops::Range;

use jiff::civil::DateTime;

use crate::catalogue::index::each_word;
use crate::domain::search::OpeningFilter;

/// Words that may stand before the time, and belong to it.
const BEFORE: &[&str] =
    &["est", "sont", "qui", "ouvert", "ouverte", "ouvertes", "ouverts", "le", "les", "ce", "en"];
/// Words that may follow the time, and belong to it.
const AFTER: &[&str] = &["matin", "apres", "midi", "ouvert", "ouverte", "ouvertes", "ouverts"];
/// Words that alone ask for what is open now.
const OPEN: &[&str] = &["ouvert", "ouverte", "ouvertes", "ouverts"];
/// Words for a time, each a sequence.
const SATURDAY: &[&[&str]] = &[&["samedi"], &["samedis"]];
const NOW: &[&[&str]] =
    &[&["maintenant"], &["actuellement"], &["ce", "moment"], &["tout", "de", "suite"]];

/// Opening that a text asks for, and its other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningInText {
    pub opening: OpeningFilter,
    pub rest: String,
}

impl OpeningInText {
    /// Reads `text`; `now` is the local time. `None` if it asks for no opening.
    #[must_use]
    pub fn read(text: &str, now: DateTime) -> Option<Self> {
        let mut words: Vec<(String, Range<usize>)> = Vec::new();
        each_word(text, |word, range| words.push((word.to_owned(), range)));
        let is_open = |word: &str| OPEN.contains(&word);
        let (opening, mut first, mut last) = match words.as_slice() {
            [(word, _)] if is_open(word) => (OpeningFilter::At(now), 0, 0),
            _ => find(&words, SATURDAY)
                .map(|(first, last)| (OpeningFilter::Saturday, first, last))
                .or_else(|| {
                    find(&words, NOW).map(|(first, last)| (OpeningFilter::At(now), first, last))
                })?,
        };
        let has = |at: usize, list: &[&str]| {
            words.get(at).is_some_and(|(word, _)| list.contains(&word.as_str()))
        };
        while first > 0 && has(first - 1, BEFORE) {
            first -= 1;
        }
        while has(last + 1, AFTER) {
            last += 1;
        }
        let (start, end) = (words.get(first)?.1.start, words.get(last)?.1.end);
        let parts = [text.get(..start)?, text.get(end..)?].map(str::trim);
        Some(Self { opening, rest: parts.join(" ").trim().to_owned() })
    }

    /// First opening that `text` asks for, and its words without any opening.
    #[must_use]
    pub fn read_all(text: &str, now: DateTime) -> (Option<OpeningFilter>, String) {
        let (mut opening, mut rest) = (None, text.to_owned());
        while let Some(in_text) = Self::read(&rest, now) {
            opening = opening.or(Some(in_text.opening));
            rest = in_text.rest;
        }
        (opening, rest)
    }
}

/// First and last word of the first of `times` that is in `words`.
fn find(words: &[(String, Range<usize>)], times: &[&[&str]]) -> Option<(usize, usize)> {
    times.iter().find_map(|time| {
        let mut windows = words.windows(time.len());
        let is_time = |window: &[(String, Range<usize>)]| {
            window.iter().map(|(word, _)| word.as_str()).eq(time.iter().copied())
        };
        windows.position(is_time).map(|first| (first, first + time.len() - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_read_with_the_words_around_it_and_nothing_else() {
        let now = jiff::civil::date(2026, 11, 30).at(12, 0, 0, 0);
        let read = |text: &str| OpeningInText::read(text, now).map(|it| (it.opening, it.rest));
        let saturday = |rest: &str| Some((OpeningFilter::Saturday, rest.to_owned()));
        let open = |rest: &str| Some((OpeningFilter::At(now), rest.to_owned()));

        assert_eq!(read("samedi"), saturday(""));
        assert_eq!(read("ouvert le samedi"), saturday(""));
        assert_eq!(
            read("mission locale ouverte le Samedi matin Tours"),
            saturday("mission locale Tours")
        );
        assert_eq!(read("ouvert maintenant"), open(""));
        assert_eq!(read("Ouvert"), open(""));
        assert_eq!(read("CCAS ouvert en ce moment"), open("CCAS"));
        assert_eq!(read("médiathèque ouverte tout de suite"), open("médiathèque"));
        let all = |text: &str| OpeningInText::read_all(text, now);
        let saturday = Some(OpeningFilter::Saturday);
        assert_eq!(all("CCAS samedi maintenant"), (saturday, "CCAS".to_owned()));
        assert_eq!(all("tout samedi de suite"), (saturday, String::new()));
        assert_eq!(all("CCAS"), (None, "CCAS".to_owned()));
        for text in ["", "mission locale", "atelier ouvert à tous", "suite", "un moment pour soi"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
