//! The only place that asks the time.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// What time it is, for the whole program; tests stop it.
#[derive(Debug, Clone)]
pub struct Clock {
    stopped_at: Option<Timestamp>,
    paris: TimeZone,
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self { stopped_at: None, paris: paris() }
    }

    /// A clock that always says `moment`.
    #[must_use]
    pub fn stopped_at(moment: Timestamp) -> Self {
        Self { stopped_at: Some(moment), paris: paris() }
    }

    /// The moment, UTC.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        self.stopped_at.unwrap_or_else(Timestamp::now)
    }

    /// The day it is in France.
    #[must_use]
    pub fn today(&self) -> Date {
        self.paris.to_datetime(self.now()).date()
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the time zones are inside the binary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_paris() {
        let clock = |text: &str| Clock::stopped_at(text.parse().unwrap());
        assert_eq!(clock("2026-06-30T22:00:00Z").today(), Date::constant(2026, 7, 1));
        assert_eq!(clock("2026-12-31T22:30:00Z").today(), Date::constant(2026, 12, 31));
    }
}
