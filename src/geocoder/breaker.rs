//! A geocoder that keeps failing is not waited for.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Failures in a row after which it is left alone.
const TOO_MANY: u32 = 5;
/// How long it is left alone before one question tries again.
const REST: Duration = Duration::from_secs(30);

/// Counts failures in a row. Closed, it lets every question through; open, one every [`REST`].
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// When the next question may try, once there were too many failures.
    next: Option<Instant>,
}

impl Breaker {
    /// May a question be asked now?
    pub fn lets_through(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match state.next {
            Some(next) if now < next => false,
            Some(_) => {
                // The one that tries; the others wait for what it finds.
                state.next = Some(now + REST);
                true
            }
            None => true,
        }
    }

    /// Remembers how a question went.
    pub fn note(&self, well: bool) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if well {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= TOO_MANY {
            state.next = Some(Instant::now() + REST);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn after_five_failures_in_a_row_it_is_left_alone_and_tried_again_later() {
        let breaker = Breaker::default();
        for _ in 0..TOO_MANY {
            assert!(breaker.lets_through());
            breaker.note(false);
        }
        assert!(!breaker.lets_through());

        advance(REST).await;
        assert!(breaker.lets_through(), "one tries");
        assert!(!breaker.lets_through(), "only one");

        breaker.note(true);
        assert!(breaker.lets_through() && breaker.lets_through());
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_between_failures_forgives_them() {
        let breaker = Breaker::default();
        for _ in 0..20 {
            breaker.note(false);
            breaker.note(true);
        }
        assert!(breaker.lets_through());
    }
}
