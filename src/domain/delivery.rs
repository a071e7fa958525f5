//! Mail delivery: outcome of an attempt, backoff between attempts, health of the mail server.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::{heartbeat::ClockState, mail::Purpose};

/// Lease during which no other worker sends the mail.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// Retry period after which a mail is given up.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// Retry period while the mail server accepts no mail at all, which is no fault of the mail.
pub const SERVER_PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest backoff between two attempts.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// Period within which an accepted mail proves that the mail server works, even if it refuses others.
const LATELY: SignedDuration = SignedDuration::from_hours(24);

/// Age of a waiting mail, or of an outage of the mail server, that raises an alarm.
pub const LATE: SignedDuration = SignedDuration::from_mins(30);

/// Backoff after each of the first attempts; afterwards [`LONGEST_WAIT`].
const WAITS: [SignedDuration; 5] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
];

/// Outcome of an attempt to send a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted by the mail server.
    Taken,
    /// Temporarily refused, or the connection was cut, in which case the server may have accepted it.
    PutOff,
    /// No connection to the mail server, for a reason that is not the mail.
    Unreached,
    /// The mail server refuses this site for any recipient: it requires TLS or a login, or refuses the sender.
    ServerRefused,
    /// The mail server refuses the recipient or the content, with a reply that may apply to every mail.
    MaybeRefused,
    /// Permanently refused by the mail server.
    Refused,
    /// The mail cannot be read or composed; no server was contacted.
    Unsendable,
}

/// Result of an attempt to send a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    pub outcome: Outcome,
    /// Short status for the log: `250`, `550`, `timeout`.
    pub status: String,
    /// Reply of the server, for an operator; it may name people.
    pub answer: String,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attempt({:?}, {})", self.outcome, self.status)
    }
}

/// Next step for a mail after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Done,
    /// Retry, not before this time.
    Again(Timestamp),
    /// Needs an operator.
    GiveUp,
}

impl Next {
    /// Step after `outcome` at `now`, for a mail queued at `queued_at` and tried `tries` times. Nothing is given up
    /// while the clock is suspicious.
    #[must_use]
    pub fn after(
        outcome: Outcome,
        tries: u32,
        queued_at: Timestamp,
        (now, clock): (Timestamp, ClockState),
    ) -> Self {
        let patience = match outcome {
            Outcome::Taken => return Self::Done,
            Outcome::Refused | Outcome::Unsendable => SignedDuration::ZERO,
            Outcome::PutOff | Outcome::MaybeRefused => PATIENCE,
            Outcome::Unreached | Outcome::ServerRefused => SERVER_PATIENCE,
        };
        if clock.is_sound() && (patience.is_zero() || now.duration_since(queued_at) >= patience) {
            return Self::GiveUp;
        }
        let waits = usize::try_from(tries).unwrap_or(usize::MAX).saturating_sub(1);
        let wait = WAITS.get(waits).copied().unwrap_or(LONGEST_WAIT);
        Self::Again(later(now, wait))
    }
}

/// State of the mail server concluded from one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerNews {
    /// It accepted a mail.
    Works,
    /// It accepts no mail at all.
    Fails,
    /// No conclusion.
    Unknown,
}

/// State of the mail server as recorded in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerRecord {
    /// Time of the last accepted mail.
    pub taken_at: Option<Timestamp>,
    /// A server-wide fault occurred, and no mail was accepted since.
    pub has_fault: bool,
}

impl ServerRecord {
    /// True if it accepted a mail, with no server-wide fault since.
    #[must_use]
    pub const fn works(self) -> bool {
        self.taken_at.is_some() && !self.has_fault
    }

    /// The record after an attempt at `now` that brought `news`.
    #[must_use]
    pub const fn after(self, news: ServerNews, now: Timestamp) -> Self {
        match news {
            ServerNews::Works => Self { taken_at: Some(now), has_fault: false },
            ServerNews::Fails => Self { has_fault: true, ..self },
            ServerNews::Unknown => self,
        }
    }

    /// True if it accepted a mail within the 24 hours before `now`.
    #[must_use]
    pub fn has_taken_lately(self, now: Timestamp) -> bool {
        self.taken_at.is_some_and(|at| now.duration_since(at) < LATELY)
    }
}

/// Result of an attempt to record in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub next: Next,
    pub server: ServerNews,
    /// Requeues the mails given up since the server last accepted one, because it refuses everything.
    pub puts_back: bool,
}

impl From<Next> for Verdict {
    /// Verdict on one mail, without a conclusion about the server.
    fn from(next: Next) -> Self {
        Self { next, server: ServerNews::Unknown, puts_back: false }
    }
}

/// `moment + duration`, saturating at [`Timestamp::MAX`].
#[must_use]
pub fn later(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// Health of the outbox, without any recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxHealth {
    /// Number of mails waiting to be sent.
    pub waiting: u64,
    /// Time at which the oldest of them was queued.
    pub oldest: Option<Timestamp>,
    /// Number of mails given up, by purpose.
    pub failed: Vec<(Purpose, u64)>,
    /// Fault of a mail server that accepts no mail at all.
    pub fault: Option<ServerFault>,
}

/// Fault of a mail server that accepts no mail of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFault {
    /// Short status: `530`, `tls`, `connection`.
    pub status: String,
    pub since: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: ClockState = ClockState::Sound;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_mail_put_off_is_tried_ever_less_often_for_two_days() {
        let queued = moment("2026-11-24T09:00:00Z");
        let mut now = queued;
        let mut waits = Vec::new();
        for tries in 1.. {
            match Next::after(Outcome::PutOff, tries, queued, (now, SOUND)) {
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
    fn a_record_follows_what_each_attempt_brings() {
        let (before, now) = (moment("2026-11-24T08:00:00Z"), moment("2026-11-24T09:00:00Z"));
        let record = ServerRecord { taken_at: Some(before), has_fault: false };
        let faulty = ServerRecord { has_fault: true, ..record };
        assert_eq!(record.after(ServerNews::Unknown, now), record);
        assert_eq!(record.after(ServerNews::Fails, now), faulty);
        assert_eq!(faulty.after(ServerNews::Unknown, now), faulty);
        let works = ServerRecord { taken_at: Some(now), has_fault: false };
        assert_eq!(faulty.after(ServerNews::Works, now), works);
    }

    #[test]
    fn what_is_refused_for_good_is_not_tried_again() {
        let now = moment("2026-11-24T09:00:00Z");
        let after = |outcome, tries| Next::after(outcome, tries, now, (now, SOUND));
        assert_eq!(after(Outcome::Refused, 1), Next::GiveUp);
        assert_eq!(after(Outcome::Unsendable, 1), Next::GiveUp);
        assert_eq!(after(Outcome::Taken, 90), Next::Done);
    }

    #[test]
    fn a_mail_waits_a_week_for_a_server_that_takes_none() {
        let queued = moment("2026-11-24T09:00:00Z");
        let after =
            |now: &str| Next::after(Outcome::ServerRefused, 99, queued, (moment(now), SOUND));
        assert_eq!(after("2026-12-01T08:59:59Z"), Next::Again(moment("2026-12-01T09:59:59Z")));
        assert_eq!(after("2026-12-01T09:00:00Z"), Next::GiveUp);
    }

    #[test]
    fn a_doubtful_clock_gives_nothing_up() {
        let (queued, now) = (moment("2026-11-24T09:00:00Z"), moment("2036-11-24T09:00:00Z"));
        for clock in [ClockState::Ahead, ClockState::Behind] {
            for outcome in [Outcome::PutOff, Outcome::Refused, Outcome::ServerRefused] {
                let next = Next::after(outcome, 1, queued, (now, clock));
                assert_eq!(next, Next::Again(moment("2036-11-24T09:00:30Z")), "{outcome:?}");
            }
        }
    }
}
