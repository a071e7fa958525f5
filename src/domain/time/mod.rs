//! Dates as sources give them: a year, a month or a day.

mod clock_state;

pub use clock_state::{ClockState, MAX_SET_BACK};

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;

/// A date known to the year, the month or the day, written `2019`, `2019-06` or `2019-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    Year(i16),
    Month(i16, i8),
    Day(Date),
}

/// A text that is not a year, a month or a day between 1900 and 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2019, 2019-06 or 2019-06-30")]
pub struct DateError;

impl PartialDate {
    /// First day of the period, so that an old fact never looks younger than it is.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 1, 1),
            Self::Month(year, month) => Date::constant(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// Last day of the period.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 12, 31),
            Self::Month(year, month) => Date::constant(year, month, 1).last_of_month(),
            Self::Day(day) => day,
        }
    }

    #[must_use]
    pub fn year(self) -> i16 {
        self.first_day().year()
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let well_formed = text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let number =
            |range: Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
        let year = number(0..4).filter(|year| well_formed && (1900..=2100).contains(year));
        let year = year.ok_or(DateError)?;
        let part =
            |range: Range<usize>| number(range).and_then(|n| i8::try_from(n).ok()).ok_or(DateError);
        let date = |month, day| Date::new(year, month, day).map_err(|_| DateError);
        match text.len() {
            4 => Ok(Self::Year(year)),
            7 => date(part(5..7)?, 1).map(|first| Self::Month(year, first.month())),
            10 => date(part(5..7)?, part(8..10)?).map(Self::Day),
            _ => Err(DateError),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_keep_their_precision() {
        for text in ["2019", "2019-06", "2019-06-30"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for bad in ["", "19", "2019-13", "2019-02-30", "2019-6", "20190630", "2019/06", "3000"] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_year_spans_from_its_first_day_to_its_last() {
        let year: PartialDate = "2024".parse().unwrap();
        let month: PartialDate = "2024-02".parse().unwrap();
        assert_eq!(year.first_day(), Date::constant(2024, 1, 1));
        assert_eq!(year.last_day(), Date::constant(2024, 12, 31));
        assert_eq!(month.last_day(), Date::constant(2024, 2, 29));
    }
}
