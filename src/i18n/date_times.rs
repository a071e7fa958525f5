//! Dates with time, within a sentence.

use jiff::civil::DateTime;

use super::dates::time;
use super::{Arg, Lang, messages};
use crate::domain::time::PartialDate;

impl Lang {
    /// « le 24 novembre 2026 à 10 h 05 »; `at` is local time in France.
    #[must_use]
    pub fn date_time_in(self, at: DateTime) -> String {
        let minutes = i32::from(at.hour()) * 60 + i32::from(at.minute());
        let time = time(u16::try_from(minutes).unwrap_or_default());
        let date = self.date_in(PartialDate::Day(at.date()));
        self.message_with(
            messages::MOMENT,
            &[("date", Arg::Text(&date)), ("time", Arg::Text(&time))],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_to_the_minute() {
        let told = |text: &str| Lang::Fr.date_time_in(text.parse().unwrap());
        assert_eq!(told("2026-11-24T10:05:59"), "le 24 novembre 2026 à 10\u{a0}h\u{a0}05");
        assert_eq!(told("2026-12-01T00:00:00"), "le 1er décembre 2026 à 0\u{a0}h");
    }
}
