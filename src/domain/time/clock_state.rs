//! Plausibility check of the clock, before data is erased by its time.

use jiff::{SignedDuration, Timestamp};

/// Largest tolerated step back behind the high-water mark; clocks are corrected by small steps.
pub const MAX_SET_BACK: SignedDuration = SignedDuration::from_mins(5);
/// Gap after the high-water mark beyond which the clock is suspicious; a server may be off for a while.
const MAX_GAP: SignedDuration = SignedDuration::from_hours(36);

/// State of a clock compared with the high-water mark of times seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    Sound,
    /// Behind the high-water mark.
    Behind,
    /// So far ahead that the clock may have jumped, unless the server was off.
    Ahead,
}

impl ClockState {
    /// State of a clock that reads `now`, with `high_water_mark` as the high-water mark.
    #[must_use]
    pub fn of(now: Timestamp, high_water_mark: Option<Timestamp>) -> Self {
        let Some(high_water_mark) = high_water_mark else { return Self::Sound };
        match now.duration_since(high_water_mark) {
            since if since < -MAX_SET_BACK => Self::Behind,
            since if since > MAX_GAP => Self::Ahead,
            _ => Self::Sound,
        }
    }

    /// True if data may be erased by this clock.
    #[must_use]
    pub const fn is_sound(self) -> bool {
        match self {
            Self::Sound => true,
            Self::Behind | Self::Ahead => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_suspicious_when_it_goes_back_or_jumps_ahead() {
        let seen = Some("2026-11-24T09:00:00Z".parse().unwrap());
        let state = |now: &str| ClockState::of(now.parse().unwrap(), seen);
        assert_eq!(state("2026-11-24T08:54:59Z"), ClockState::Behind);
        assert_eq!(state("2026-11-24T08:55:00Z"), ClockState::Sound);
        assert_eq!(state("2026-11-25T21:00:00Z"), ClockState::Sound);
        assert_eq!(state("2026-11-25T21:00:01Z"), ClockState::Ahead);
        assert_eq!(state("9999-01-01T00:00:00Z"), ClockState::Ahead);
        assert_eq!(
            ClockState::of("1970-01-01T00:00:00Z".parse().unwrap(), None),
            ClockState::Sound
        );
    }
}
