//! Public holidays of metropolitan France, on which opening hours do not apply.

use jiff::ToSpan as _;
use jiff::civil::Date;

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
