//! Circuit breaker of the mail server: after 5 failures in a row, one attempt a minute.

use jiff::{SignedDuration, Timestamp};

use crate::domain::delivery::{Outcome, later};

/// Failures in a row that open the breaker.
const TOO_MANY: u32 = 5;
/// Pause before a trial attempt.
const REST: SignedDuration = SignedDuration::from_mins(1);

/// Circuit breaker. Closed, it allows every mail; open, one every [`REST`].
#[derive(Debug, Default)]
pub struct Breaker {
    failures: u32,
    /// Time of the next trial attempt while the breaker is open.
    next: Option<Timestamp>,
}

impl Breaker {
    /// True if a mail may be sent at `now`. A time further away than [`REST`] was written by a wrong clock and is
    /// ignored.
    pub fn lets_through(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| now >= next || later(now, REST) < next)
    }

    /// Records the outcome of an attempt at `now`.
    pub fn note(&mut self, outcome: Outcome, now: Timestamp) {
        match outcome {
            Outcome::Unreached | Outcome::ServerRefused => {
                self.failures = self.failures.saturating_add(1);
                self.next = (self.failures >= TOO_MANY).then(|| later(now, REST));
            }
            Outcome::Taken | Outcome::PutOff | Outcome::MaybeRefused | Outcome::Refused => {
                *self = Self::default();
            }
            Outcome::Unsendable => {}
        }
    }

    /// True if the breaker is open.
    pub const fn is_open(&self) -> bool {
        self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_in_a_row_one_mail_a_minute_tries() {
        let now: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut breaker = Breaker::default();
        for _ in 0..TOO_MANY {
            assert!(breaker.lets_through(now));
            breaker.note(Outcome::Unreached, now);
        }
        assert!(!breaker.lets_through(now));

        let later = later(now, REST);
        assert!(breaker.lets_through(later));
        breaker.note(Outcome::Unreached, later);
        assert!(!breaker.lets_through(later), "one, and no more");
        assert!(
            breaker.lets_through("2026-11-24T08:00:00Z".parse().unwrap()),
            "the clock was wrong"
        );

        breaker.note(Outcome::Refused, later);
        assert!(breaker.lets_through(later), "it was reached");
    }
}
