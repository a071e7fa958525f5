//! What becomes of a mail that is handed to a mail server, and when it is tried again.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::mail::Purpose;

/// How long one attempt keeps a mail from being tried by anybody else.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How long a mail is tried before it is given up.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// The longest wait between two attempts.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// A mail that waits this long, or a mail server that is not reached for this long, is worth an alarm.
pub const LATE: SignedDuration = SignedDuration::from_mins(30);

/// The waits after the first attempts; after the last of them it is [`LONGEST_WAIT`].
const WAITS: [SignedDuration; 5] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
];

/// How an attempt to send a mail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has taken it.
    Taken,
    /// The mail server said "not now", or the connection was cut: it may even have taken it.
    PutOff,
    /// No mail server was spoken to, whichever the mail.
    Unreached,
    /// The mail server will never take it, or it cannot be made.
    Refused,
}

/// An attempt to send a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    pub outcome: Outcome,
    /// A few signs for the log: `250`, `550`, `timeout`.
    pub status: String,
    /// What the server said, for an operator; it may name people.
    pub answer: String,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attempt({:?}, {})", self.outcome, self.status)
    }
}

/// What is to be done with a mail after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Done,
    /// Try again, not before this.
    Again(Timestamp),
    /// An operator has to look.
    GiveUp,
}

impl Next {
    /// What follows `outcome` at `now`, for a mail queued at `queued_at` that was tried `tries` times.
    #[must_use]
    pub fn after(outcome: Outcome, tries: u32, queued_at: Timestamp, now: Timestamp) -> Self {
        match outcome {
            Outcome::Taken => Self::Done,
            Outcome::Refused => Self::GiveUp,
            Outcome::PutOff | Outcome::Unreached => {
                if now.duration_since(queued_at) >= PATIENCE {
                    return Self::GiveUp;
                }
                let waits = usize::try_from(tries).unwrap_or(usize::MAX).saturating_sub(1);
                let wait = WAITS.get(waits).copied().unwrap_or(LONGEST_WAIT);
                Self::Again(later(now, wait))
            }
        }
    }
}

/// `moment` and `duration` more, or the last moment there is.
#[must_use]
pub fn later(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// How the outbox is, without a word on who is written to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxHealth {
    /// Mails that wait to be sent.
    pub waiting: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// Mails that were given up, by what they were for.
    pub failed: Vec<(Purpose, u64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_mail_put_off_is_tried_ever_less_often_for_two_days() {
        let queued = moment("2026-11-24T09:00:00Z");
        let mut now = queued;
        let mut waits = Vec::new();
        for tries in 1.. {
            match Next::after(Outcome::PutOff, tries, queued, now) {
                Next::Again(at) => {
                    waits.push(at.duration_since(now).as_secs());
                    now = at;
                }
                next @ (Next::Done | Next::GiveUp) => {
                    assert_eq!(next, Next::GiveUp);
                    break;
                }
            }
        }
        assert_eq!(waits[..7], [30, 120, 300, 600, 1800, 3600, 3600]);
        assert!(now >= moment("2026-11-26T09:00:00Z"), "{now}");
        assert!(now < moment("2026-11-26T10:00:00Z"), "{now}");
    }

    #[test]
    fn what_is_refused_for_good_is_not_tried_again() {
        let now = moment("2026-11-24T09:00:00Z");
        assert_eq!(Next::after(Outcome::Refused, 1, now, now), Next::GiveUp);
        assert_eq!(Next::after(Outcome::Taken, 90, now, now), Next::Done);
    }
}
