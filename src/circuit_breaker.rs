//! Circuit breaker of an outside service: after 5 failures in a row, one trial in each pause.

use jiff::{SignedDuration, Timestamp};

use crate::domain::operations::saturating_add;

/// Failures in a row that open the breaker.
const MAX_FAILURES: u32 = 5;

/// Circuit breaker. Closed, it allows every request; open, one in each pause. The caller passes the time.
#[derive(Debug)]
pub struct CircuitBreaker {
    /// Pause before a trial.
    pause: SignedDuration,
    failures: u32,
    /// Time of the next trial while the breaker is open.
    next: Option<Timestamp>,
}

impl CircuitBreaker {
    /// Closed breaker that allows one trial in each `pause` once it is open.
    #[must_use]
    pub const fn new(pause: SignedDuration) -> Self {
        Self { pause, failures: 0, next: None }
    }

    /// True if a request may be sent at `now`. A time further away than the pause was written by a wrong clock and is
    /// ignored.
    #[must_use]
    pub fn allows(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| now >= next || saturating_add(now, self.pause) < next)
    }

    /// Like [`Self::allows`], for concurrent callers: a trial begins the next pause, so that the others wait for its
    /// result.
    pub fn try_acquire(&mut self, now: Timestamp) -> bool {
        let allowed = self.allows(now);
        if allowed && self.next.is_some() {
            self.next = Some(saturating_add(now, self.pause));
        }
        allowed
    }

    /// Records that the service was reached.
    pub const fn record_success(&mut self) {
        *self = Self::new(self.pause);
    }

    /// Records a failure at `now`.
    pub fn record_failure(&mut self, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        self.next = (self.failures >= MAX_FAILURES).then(|| saturating_add(now, self.pause));
    }

    /// True if the breaker is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: SignedDuration = SignedDuration::from_secs(30);

    fn now() -> Timestamp {
        "2026-11-24T09:00:00Z".parse().unwrap()
    }

    /// A breaker that five failures have opened at `now`.
    fn open_breaker() -> CircuitBreaker {
        let mut breaker = CircuitBreaker::new(PAUSE);
        for _ in 0..MAX_FAILURES {
            assert!(breaker.allows(now()) && !breaker.is_open());
            breaker.record_failure(now());
        }
        breaker
    }

    /// Requests allowed of 100 at each second of `minutes`, all of which fail.
    fn failing_requests(breaker: &mut CircuitBreaker, minutes: i64) -> usize {
        let seconds = (0..minutes * 60).map(|second| now() + SignedDuration::from_secs(second));
        let attempts = seconds.flat_map(|moment| [moment; 100]);
        let allowed = attempts.filter(|moment| {
            let allowed = breaker.try_acquire(*moment);
            if allowed {
                breaker.record_failure(*moment);
            }
            allowed
        });
        allowed.count()
    }

    #[test]
    fn a_service_that_always_fails_gets_five_requests_and_one_in_each_pause() {
        let mut breaker = CircuitBreaker::new(PAUSE);
        // At the seconds 0 (five), 30, 60, 90, 120 and 150.
        assert_eq!(failing_requests(&mut breaker, 3), 10);
    }

    #[test]
    fn five_failures_open_the_breaker_until_a_trial_succeeds() {
        let mut breaker = open_breaker();
        assert!(breaker.is_open() && !breaker.allows(now()));

        let later = now() + PAUSE;
        assert!(!breaker.try_acquire(later - SignedDuration::from_nanos(1)));
        assert!(breaker.try_acquire(later), "one trial");
        assert!(!breaker.try_acquire(later), "only one");

        breaker.record_success();
        assert!(!breaker.is_open());
        assert!(breaker.try_acquire(later) && breaker.try_acquire(later));
    }

    #[test]
    fn a_failed_trial_begins_a_new_pause() {
        let mut breaker = open_breaker();
        let later = now() + PAUSE;
        assert!(breaker.allows(later));
        breaker.record_failure(later);
        assert!(!breaker.allows(later) && breaker.allows(later + PAUSE));
    }

    #[test]
    fn a_success_resets_the_failure_count() {
        let mut breaker = CircuitBreaker::new(PAUSE);
        for _ in 0..20 {
            breaker.record_failure(now());
            breaker.record_success();
        }
        assert!(breaker.allows(now()));
    }

    #[test]
    fn a_clock_set_back_by_more_than_the_pause_does_not_block() {
        let mut breaker = open_breaker();
        let earlier = now() - SignedDuration::from_hours(1);
        assert!(breaker.try_acquire(earlier));
        assert!(!breaker.try_acquire(earlier), "the pause is counted from the new time");
    }
}
