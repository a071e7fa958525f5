//! Circuit breaker of the mail server: after 5 failures in a row, one attempt a minute.

use jiff::{SignedDuration, Timestamp};

use crate::domain::operations::{SendOutcome, saturating_add};

/// Failures in a row that open the breaker.
const MAX_FAILURES: u32 = 5;
/// Pause before a trial attempt.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// Circuit breaker. Closed, it allows every mail; open, one every [`PAUSE`].
#[derive(Debug, Default)]
pub struct CircuitBreaker {
    failures: u32,
    /// Time of the next trial attempt while the breaker is open.
    next: Option<Timestamp>,
}

impl CircuitBreaker {
    /// True if a mail may be sent at `now`. A time further away than [`PAUSE`] was written by a wrong clock and is
    /// ignored.
    pub fn allows(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| now >= next || saturating_add(now, PAUSE) < next)
    }

    /// Records the outcome of an attempt at `now`.
    pub fn record(&mut self, outcome: SendOutcome, now: Timestamp) {
        match outcome {
            SendOutcome::Unreachable | SendOutcome::ServerRefused => {
                self.failures = self.failures.saturating_add(1);
                self.next = (self.failures >= MAX_FAILURES).then(|| saturating_add(now, PAUSE));
            }
            SendOutcome::Accepted
            | SendOutcome::Deferred
            | SendOutcome::MaybeRefused
            | SendOutcome::Refused => {
                *self = Self::default();
            }
            SendOutcome::Unsendable => {}
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
    fn after_five_failures_one_mail_a_minute_is_tried() {
        let now: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut breaker = CircuitBreaker::default();
        for _ in 0..MAX_FAILURES {
            assert!(breaker.allows(now));
            breaker.record(SendOutcome::Unreachable, now);
        }
        assert!(!breaker.allows(now));

        let later = saturating_add(now, PAUSE);
        assert!(breaker.allows(later));
        breaker.record(SendOutcome::Unreachable, later);
        assert!(!breaker.allows(later), "one, and no more");
        assert!(breaker.allows("2026-11-24T08:00:00Z".parse().unwrap()), "the clock was wrong");

        breaker.record(SendOutcome::Refused, later);
        assert!(breaker.allows(later), "it was reached");
    }
}
