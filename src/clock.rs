//! The only place that asks the time, and draws at random.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom as _, SystemRandom},
};

use crate::domain::secret::{HASH_BYTES, Token};

/// How long pages may tell the same moment, in minutes: opening hours are multiples of it.
const STEP: i8 = 5;

/// What time it is, for the whole program; tests stop it.
#[derive(Debug, Clone)]
pub struct Clock {
    stopped_at: Option<Timestamp>,
    dice: Dice,
    paris: TimeZone,
}

/// Where random bytes come from; tests seed it.
#[derive(Debug, Clone)]
enum Dice {
    System,
    /// How many draws were made: the next one depends on it alone.
    Seeded(Arc<AtomicU64>),
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self { stopped_at: None, dice: Dice::System, paris: paris() }
    }

    /// A clock that always says `moment`, and whose dice always fall the same way.
    #[must_use]
    pub fn stopped_at(moment: Timestamp) -> Self {
        Self { stopped_at: Some(moment), dice: Dice::Seeded(Arc::default()), paris: paris() }
    }

    /// This clock, moved to `moment`; its dice go on.
    #[must_use]
    pub fn moved_to(&self, moment: Timestamp) -> Self {
        Self { stopped_at: Some(moment), ..self.clone() }
    }

    /// A token that nobody guesses.
    #[must_use]
    pub fn token(&self) -> Token {
        Token::new(self.random())
    }

    /// 32 bytes that nobody guesses.
    #[must_use]
    pub fn random(&self) -> [u8; HASH_BYTES] {
        match &self.dice {
            Dice::System => {
                let mut bytes = [0; HASH_BYTES];
                SystemRandom::new().fill(&mut bytes).expect("the system gives random bytes");
                bytes
            }
            Dice::Seeded(draws) => {
                let draw = draws.fetch_add(1, Ordering::Relaxed);
                let hash = digest(&SHA256, &draw.to_be_bytes());
                hash.as_ref().try_into().expect("SHA-256 gives 32 bytes")
            }
        }
    }

    /// 16 bytes that nobody guesses: what authenticators know an account by.
    #[must_use]
    pub fn handle(&self) -> [u8; 16] {
        *self.random().first_chunk().expect("32 bytes hold 16")
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
        self.day(self.now())
    }

    /// The day that `moment` is in, in France.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        self.in_france(moment).date()
    }

    /// The last moment in France that is a multiple of five minutes: what pages tell as « now ».
    #[must_use]
    pub fn moment(&self) -> DateTime {
        let now = self.local();
        now.date().at(now.hour(), now.minute() / STEP * STEP, 0, 0)
    }

    /// What clocks in France say at `moment`.
    #[must_use]
    pub fn in_france(&self, moment: Timestamp) -> DateTime {
        self.paris.to_datetime(moment)
    }

    fn local(&self) -> DateTime {
        self.in_france(self.now())
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
    fn the_day_changes_at_midnight_in_france() {
        let clock = |text: &str| Clock::stopped_at(text.parse().unwrap());
        assert_eq!(clock("2026-06-30T22:00:00Z").today(), Date::constant(2026, 7, 1));
        assert_eq!(clock("2026-12-31T22:30:00Z").today(), Date::constant(2026, 12, 31));
    }
}
