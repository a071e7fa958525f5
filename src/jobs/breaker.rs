//! Circuit breaker: after five attempts in a row at a server that takes no mail, one attempt a minute.

use jiff::{SignedDuration, Timestamp};

use crate::domain::delivery::{Outcome, later};

/// Times in a row that it was not reached, after which it is left alone.
const TOO_MANY: u32 = 5;
/// How long it is left alone before one mail tries again.
const REST: SignedDuration = SignedDuration::from_mins(1);

/// Counts how often the server was not reached. Closed, it lets every mail through; open, one every [`REST`].
#[derive(Debug, Default)]
pub struct Breaker {
    failures: u32,
    /// When the next mail may try, once there were too many failures.
    next: Option<Timestamp>,
}

impl Breaker {
    /// May a mail be sent at `now`? A moment further away than the rest was written by a clock that was wrong.
    pub fn lets_through(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| now >= next || later(now, REST) < next)
    }

    /// Remembers how an attempt ended at `now`, as the server said it.
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

    /// Whether there were too many failures in a row.
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
