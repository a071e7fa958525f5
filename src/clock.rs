//! Clock and random generator: the only access to the system time and to randomness.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::domain::account::{HASH_BYTES, Token};

/// Step of the displayed time, in minutes; opening hours are multiples of it.
const STEP_MINUTES: i8 = 5;

/// Source of time and randomness; tests freeze it.
#[derive(Debug, Clone)]
pub struct Clock {
    stopped_at: Option<Timestamp>,
    random_source: RandomSource,
    paris: TimeZone,
}

/// Random generator; seeded in tests.
#[derive(Debug, Clone)]
enum RandomSource {
    System,
    /// Number of draws so far; determines the next value.
    Seeded(Arc<AtomicU64>),
}

impl Clock {
    /// System clock and system random generator.
    #[must_use]
    pub fn system() -> Self {
        Self { stopped_at: None, random_source: RandomSource::System, paris: paris() }
    }

    /// Frozen clock at `moment`, with a deterministic random generator.
    #[must_use]
    pub fn stopped_at(moment: Timestamp) -> Self {
        Self {
            stopped_at: Some(moment),
            random_source: RandomSource::Seeded(Arc::default()),
            paris: paris(),
        }
    }

    /// This clock frozen at `moment`; the random sequence continues.
    #[must_use]
    pub fn moved_to(&self, moment: Timestamp) -> Self {
        Self { stopped_at: Some(moment), ..self.clone() }
    }

    /// Random token, unguessable.
    #[must_use]
    pub fn token(&self) -> Token {
        Token::new(self.random())
    }

    /// 32 random bytes, cryptographically secure.
    #[must_use]
    pub fn random(&self) -> [u8; HASH_BYTES] {
        match &self.random_source {
            RandomSource::System => {
                let mut bytes = [0; HASH_BYTES];
                SystemRandom::new().fill(&mut bytes).expect("the system gives random bytes");
                bytes
            }
            RandomSource::Seeded(draws) => {
                let draw = draws.fetch_add(1, Ordering::Relaxed);
                let hash = digest(&SHA256, &draw.to_be_bytes());
                hash.as_ref().try_into().expect("SHA-256 has 32 bytes")
            }
        }
    }

    /// 16 random bytes: the `WebAuthn` user handle of an account.
    #[must_use]
    pub fn user_handle(&self) -> [u8; 16] {
        *self.random().first_chunk().expect("32 bytes hold 16")
    }

    /// Current time, UTC.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        self.stopped_at.unwrap_or_else(Timestamp::now)
    }

    /// Current date in France.
    #[must_use]
    pub fn today(&self) -> Date {
        self.day(self.now())
    }

    /// Date of `moment` in France.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        self.in_france(moment).date()
    }

    /// Current local time in France, rounded down to five minutes: the displayed « now ».
    #[must_use]
    pub fn rounded_now(&self) -> DateTime {
        let now = self.local();
        now.date().at(now.hour(), now.minute() / STEP_MINUTES * STEP_MINUTES, 0, 0)
    }

    /// Local time in France at `moment`.
    #[must_use]
    pub fn in_france(&self, moment: Timestamp) -> DateTime {
        self.paris.to_datetime(moment)
    }

    fn local(&self) -> DateTime {
        self.in_france(self.now())
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the time zone database is compiled in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_lasts_five_minutes() {
        let moment =
            |text: &str| Clock::stopped_at(text.parse().unwrap()).rounded_now().to_string();
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
