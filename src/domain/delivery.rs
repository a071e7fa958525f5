//! What becomes of a mail that is handed to a mail server, and when it is tried again.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::{heartbeat::ClockState, mail::Purpose};

/// How long one attempt keeps a mail from being tried by anybody else.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How long a mail is tried before it is given up.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// The same, while the mail server takes no mail at all: that is no fault of the mail.
pub const SERVER_PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The longest wait between two attempts.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// A mail server that took a mail within this time works, whomever it refuses.
const LATELY: SignedDuration = SignedDuration::from_hours(24);

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
    /// The mail server refuses to serve this site, whoever is written to: it asks for TLS or a login, or refuses the
    /// sender.
    ServerRefused,
    /// The mail server refuses the recipient or the content, in words that may be about every mail.
    MaybeRefused,
    /// The mail server will never take it.
    Refused,
    /// The mail cannot be read or composed; no server was asked.
    Unsendable,
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
    /// The step after `outcome` at `now`, for a mail queued at `queued_at` that was tried `tries` times. A doubtful
    /// clock gives nothing up.
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

/// What an attempt tells of the mail server as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerNews {
    /// It has taken a mail.
    Works,
    /// It takes no mail, whichever.
    Fails,
    /// It may or may not work.
    Unknown,
}

/// What the outbox tells of the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerRecord {
    /// When it last took a mail.
    pub taken_at: Option<Timestamp>,
    /// It was at fault, and has taken no mail since.
    pub has_fault: bool,
}

impl ServerRecord {
    /// Whether it is known to take mails.
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

    /// Whether it took a mail within the last 24 hours before `now`.
    #[must_use]
    pub fn has_taken_lately(self, now: Timestamp) -> bool {
        self.taken_at.is_some_and(|at| now.duration_since(at) < LATELY)
    }
}

/// What is to be noted after an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub next: Next,
    pub server: ServerNews,
    /// The server refuses all: mails given up since it last took one are tried again.
    pub puts_back: bool,
}

impl From<Next> for Verdict {
    /// A verdict on one mail, and nothing else.
    fn from(next: Next) -> Self {
        Self { next, server: ServerNews::Unknown, puts_back: false }
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
    /// Why the mail server takes no mail at all, if so.
    pub fault: Option<ServerFault>,
}

/// A mail server that takes no mail of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFault {
    /// A few signs: `530`, `tls`, `connection`.
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
