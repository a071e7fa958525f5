//! Opening state of a place at a given moment; public holidays.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Weekday};

use super::OpeningHours;

/// Number of days ahead in which the next opening is searched.
const AHEAD: usize = 14;

/// Offset from tomorrow of the first day whose weekday name is ambiguous.
const WEEK: usize = 6;

/// Opening state at a moment; times in minutes after midnight, local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningState {
    Open {
        until: u16,
    },
    /// Closed, opens later the same day.
    Today {
        from: u16,
    },
    Tomorrow {
        from: u16,
    },
    /// Closed until a later day.
    Later {
        day: Weekday,
        from: u16,
    },
    /// Closed until a day at least a week ahead.
    On {
        day: Date,
        from: u16,
    },
    /// Public holiday: opening hours do not apply.
    Holiday,
}

impl OpeningHours {
    /// State at `at`, local time; `None` if there is no opening within 14 days.
    #[must_use]
    pub fn opening_state(&self, at: DateTime) -> Option<OpeningState> {
        if is_public_holiday(at.date()) {
            return Some(OpeningState::Holiday);
        }
        let now = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
        let today = self.on(at.weekday()).iter().find(|span| now < span.to);
        match today {
            Some(span) if span.from <= now => return Some(OpeningState::Open { until: span.to }),
            Some(span) => return Some(OpeningState::Today { from: span.from }),
            None => {}
        }
        let days = at.date().series(jiff::ToSpan::day(1)).take(AHEAD + 1).skip(1).enumerate();
        let mut days = days.filter(|(_, day)| !is_public_holiday(*day));
        days.find_map(|(after, day)| {
            let from = self.on(day.weekday()).first()?.from;
            Some(match after {
                0 => OpeningState::Tomorrow { from },
                1..WEEK => OpeningState::Later { day: day.weekday(), from },
                _ => OpeningState::On { day, from },
            })
        })
    }
}

/// Month and day of the holidays with a fixed date (Code du travail, article L3133-1).
const FIXED: [(i8, i8); 8] =
    [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Days from Easter to Easter Monday, Ascension Day and Whit Monday (the same article).
const AFTER_EASTER: [i64; 3] = [1, 39, 50];

/// True if `day` is a public holiday everywhere in metropolitan France.
#[must_use]
pub fn is_public_holiday(day: Date) -> bool {
    let fixed = FIXED.contains(&(day.month(), day.day()));
    let easter = easter(day.year());
    fixed || AFTER_EASTER.iter().any(|days| easter.checked_add(days.days()).ok() == Some(day))
}

/// Easter Sunday of `year`, by the anonymous Gregorian algorithm (Nature, 1876).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let (leap, not) = (century / 4, century % 4);
    let lag = (century + 8) / 25;
    let drift = (century - lag + 1) / 3;
    let epact = (19 * golden + century - leap - drift + 15) % 30;
    let sunday = (32 + 2 * not + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let days = epact + sunday - 7 * late + 114;
    let part = |value: i32| i8::try_from(value).unwrap_or(1);
    Date::new(year, part(days / 31), part(days % 31 + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State at `at` of a place open from Monday to Wednesday; 24 November 2026 is a Tuesday.
    fn opening(at: &str) -> Option<OpeningState> {
        let hours: OpeningHours = "Mo-We 09:00-12:00,13:30-17:00".parse().unwrap();
        hours.opening_state(at.parse().unwrap())
    }

    #[test]
    fn open_from_the_first_minute_to_the_last_but_one() {
        assert_eq!(opening("2026-11-24T09:00"), Some(OpeningState::Open { until: 720 }));
        assert_eq!(opening("2026-11-24T11:59"), Some(OpeningState::Open { until: 720 }));
        assert_eq!(opening("2026-11-24T12:00"), Some(OpeningState::Today { from: 810 }));
    }

    #[test]
    fn closed_says_when_it_opens() {
        assert_eq!(opening("2026-11-24T08:10"), Some(OpeningState::Today { from: 540 }));
        assert_eq!(opening("2026-11-24T17:00"), Some(OpeningState::Tomorrow { from: 540 }));
        let monday = OpeningState::Later { day: Weekday::Monday, from: 540 };
        assert_eq!(opening("2026-11-25T18:00"), Some(monday));
        assert_eq!(opening("2026-11-29T18:00"), Some(OpeningState::Tomorrow { from: 540 }));
    }

    #[test]
    fn opening_hours_do_not_apply_on_holidays() {
        assert_eq!(opening("2026-11-11T10:00"), Some(OpeningState::Holiday));
        let tuesday = OpeningState::Later { day: Weekday::Tuesday, from: 540 };
        let mondays: OpeningHours = "Mo 09:00-12:00".parse().unwrap();
        let after = mondays.opening_state("2026-03-30T18:00".parse().unwrap());
        assert_eq!(after, Some(OpeningState::On { day: Date::constant(2026, 4, 13), from: 540 }));
        assert_eq!(opening("2026-04-03T10:00"), Some(tuesday), "Easter Monday is skipped");
    }

    #[test]
    fn easter_falls_where_almanacs_have_it() {
        for day in ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"] {
            let day: Date = day.parse().unwrap();
            assert_eq!(easter(day.year()), day);
        }
    }

    #[test]
    fn holidays_are_eleven_a_year() {
        let mut day = Date::constant(2026, 1, 1);
        let mut holidays = Vec::new();
        while day.year() == 2026 {
            if is_public_holiday(day) {
                holidays.push(day.to_string());
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(holidays.len(), 11);
        for named in ["2026-04-06", "2026-05-14", "2026-05-25"] {
            assert!(holidays.iter().any(|day| day == named), "{named}");
        }
    }
}
