//! Whether the clock is to be believed, where believing it destroys something.

use jiff::{SignedDuration, Timestamp};

/// How far behind the greatest moment seen the clock may be: it is set by small steps now and then.
pub const SET_BACK: SignedDuration = SignedDuration::from_mins(5);
/// How long a server may have been off before the clock is doubted.
const OFF: SignedDuration = SignedDuration::from_hours(36);

/// What a clock says, beside the greatest moment seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    Sound,
    /// Earlier than what was seen already.
    Behind,
    /// So much later that the clock may have jumped, unless the server was off.
    Ahead,
}

impl ClockState {
    /// What a clock that says `now` is in, when `greatest` is the greatest moment seen.
    #[must_use]
    pub fn of(now: Timestamp, greatest: Option<Timestamp>) -> Self {
        let Some(greatest) = greatest else { return Self::Sound };
        match now.duration_since(greatest) {
            since if since < -SET_BACK => Self::Behind,
            since if since > OFF => Self::Ahead,
            _ => Self::Sound,
        }
    }

    /// Whether what is old by this clock may be erased.
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
    fn a_clock_is_doubted_when_it_goes_back_or_jumps_ahead() {
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
