//! Circuit breaker of the geocoder: after 5 failures in a row, one request every 30 seconds.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Failures in a row that open the breaker.
const MAX_FAILURES: u32 = 5;
/// Pause before a trial request.
const PAUSE: Duration = Duration::from_secs(30);

/// Circuit breaker. Closed, it allows every request; open, one every [`PAUSE`].
#[derive(Debug, Default)]
pub struct CircuitBreaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Time of the next trial request while the breaker is open.
    next: Option<Instant>,
}

impl CircuitBreaker {
    /// True if a request may be sent now.
    pub fn allows(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match state.next {
            Some(next) if now < next => false,
            Some(_) => {
                // This is the trial request; others wait for its result.
                state.next = Some(now + PAUSE);
                true
            }
            None => true,
        }
    }

    /// Records the result of a request.
    pub fn record(&self, well: bool) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if well {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= MAX_FAILURES {
            state.next = Some(Instant::now() + PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn five_failures_in_a_row_open_the_circuit_until_a_trial_request_succeeds() {
        let breaker = CircuitBreaker::default();
        for _ in 0..MAX_FAILURES {
            assert!(breaker.allows());
            breaker.record(false);
        }
        assert!(!breaker.allows());

        advance(PAUSE).await;
        assert!(breaker.allows(), "one tries");
        assert!(!breaker.allows(), "only one");

        breaker.record(true);
        assert!(breaker.allows() && breaker.allows());
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_resets_the_failure_count() {
        let breaker = CircuitBreaker::default();
        for _ in 0..20 {
            breaker.record(false);
            breaker.record(true);
        }
        assert!(breaker.allows());
    }
}
