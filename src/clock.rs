//! The only place that asks the time.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// How long pages may tell the same moment, in minutes: opening hours are multiples of it.
const STEP: i8 = 5;

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
        self.local().date()
    }

    /// The last moment in France that is a multiple of five minutes: what pages tell as « now ».
    #[must_use]
    pub fn moment(&self) -> DateTime {
        let now = self.local();
        now.date().at(now.hour(), now.minute() / STEP * STEP, 0, 0)
    }

    fn local(&self) -> DateTime {
        self.paris.to_datetime(self.now())
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the time zones are inside the binary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_lasts_five_minutes() {
        let moment = |text: &str| Clock::stopped_at(text.parse().unwrap()).moment().to_string();
        assert_eq!(moment("2026-11-24T08:59:59Z"), "2026-11-24T09:55:00");
        assert_eq!(moment("2026-11-24T09:00:00Z"), "2026-11-24T10:00:00");
    }

    #[test]
    fn the_day_changes_at_midnight_in_paris() {
        let clock = |text: &str| Clock::stopped_at(text.parse().unwrap());
        assert_eq!(clock("2026-06-30T22:00:00Z").today(), Date::constant(2026, 7, 1));
        assert_eq!(clock("2026-12-31T22:30:00Z").today(), Date::constant(2026, 12, 31));
    }
}
