//! Mail delivery: outcome of an attempt, backoff between attempts, health of the mail server.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::mail::Purpose;
use crate::domain::time::ClockState;

/// Lease during which no other worker sends the mail.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// Retry period after which a mail is given up.
pub const RETRY_PERIOD: SignedDuration = SignedDuration::from_hours(48);
/// Retry period while the mail server accepts no mail at all, which is no fault of the mail.
pub const SERVER_RETRY_PERIOD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest backoff between two attempts.
pub const MAX_BACKOFF: SignedDuration = SignedDuration::from_hours(1);

/// Period within which an accepted mail proves that the mail server works, even if it refuses others.
const RECENT_ACCEPTANCE: SignedDuration = SignedDuration::from_hours(24);

/// Age of a waiting mail, or of an outage of the mail server, that raises an alarm.
pub const ALARM_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// Backoff after each of the first attempts; afterwards [`MAX_BACKOFF`].
const BACKOFF: [SignedDuration; 5] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
];

/// Outcome of an attempt to send a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendOutcome {
    /// Accepted by the mail server.
    Accepted,
    /// Temporarily refused, or the connection was cut, in which case the server may have accepted it.
    Deferred,
    /// No connection to the mail server, for a reason that is not the mail.
    Unreachable,
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
    pub outcome: SendOutcome,
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
pub enum RetryDecision {
    Done,
    /// Retry, not before this time.
    RetryAt(Timestamp),
    /// Needs an operator.
    GiveUp,
}

impl RetryDecision {
    /// Step after `outcome` at `now`, for a mail queued at `queued_at` and tried `tries` times. Nothing is given up
    /// while the clock is suspicious.
    #[must_use]
    pub fn after(
        outcome: SendOutcome,
        tries: u32,
        queued_at: Timestamp,
        now: Timestamp,
        clock: ClockState,
    ) -> Self {
        let max_age = match outcome {
            SendOutcome::Accepted => return Self::Done,
            SendOutcome::Refused | SendOutcome::Unsendable => SignedDuration::ZERO,
            SendOutcome::Deferred | SendOutcome::MaybeRefused => RETRY_PERIOD,
            SendOutcome::Unreachable | SendOutcome::ServerRefused => SERVER_RETRY_PERIOD,
        };
        if clock.is_sound() && (max_age.is_zero() || now.duration_since(queued_at) >= max_age) {
            return Self::GiveUp;
        }
        let waits = usize::try_from(tries).unwrap_or(usize::MAX).saturating_sub(1);
        let wait = BACKOFF.get(waits).copied().unwrap_or(MAX_BACKOFF);
        Self::RetryAt(saturating_add(now, wait))
    }
}

/// State of the mail server concluded from one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailServerStatus {
    /// It accepted a mail.
    Works,
    /// It accepts no mail at all.
    Fails,
    /// No conclusion.
    Unknown,
}

/// State of the mail server as recorded in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailServerRecord {
    /// Time of the last accepted mail.
    pub accepted_at: Option<Timestamp>,
    /// A server-wide fault occurred, and no mail was accepted since.
    pub has_fault: bool,
}

impl MailServerRecord {
    /// True if it accepted a mail, with no server-wide fault since.
    #[must_use]
    pub const fn works(self) -> bool {
        self.accepted_at.is_some() && !self.has_fault
    }

    /// The record after an attempt at `now` that brought `news`.
    #[must_use]
    pub const fn after(self, news: MailServerStatus, now: Timestamp) -> Self {
        match news {
            MailServerStatus::Works => Self { accepted_at: Some(now), has_fault: false },
            MailServerStatus::Fails => Self { has_fault: true, ..self },
            MailServerStatus::Unknown => self,
        }
    }

    /// True if it accepted a mail within the 24 hours before `now`.
    #[must_use]
    pub fn has_accepted_recently(self, now: Timestamp) -> bool {
        self.accepted_at.is_some_and(|at| now.duration_since(at) < RECENT_ACCEPTANCE)
    }
}

/// Result of an attempt to record in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptResult {
    pub next: RetryDecision,
    pub server: MailServerStatus,
    /// Requeues the mails given up since the server last accepted one, because it refuses everything.
    pub requeues_failed: bool,
}

impl From<RetryDecision> for AttemptResult {
    /// Verdict on one mail, without a conclusion about the server.
    fn from(next: RetryDecision) -> Self {
        Self { next, server: MailServerStatus::Unknown, requeues_failed: false }
    }
}

/// `moment + duration`, saturating at [`Timestamp::MAX`].
#[must_use]
pub fn saturating_add(moment: Timestamp, duration: SignedDuration) -> Timestamp {
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
    pub fault: Option<MailServerFault>,
}

/// Fault of a mail server that accepts no mail of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServerFault {
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
    fn a_deferred_mail_is_retried_with_backoff_for_two_days() {
        let queued = moment("2026-11-24T09:00:00Z");
        let mut now = queued;
        let mut waits = Vec::new();
        for tries in 1.. {
            match RetryDecision::after(SendOutcome::Deferred, tries, queued, now, SOUND) {
                RetryDecision::RetryAt(at) => {
                    waits.push(at.duration_since(now).as_secs());
                    now = at;
                }
                next @ (RetryDecision::Done | RetryDecision::GiveUp) => {
                    assert_eq!(next, RetryDecision::GiveUp);
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
        let record = MailServerRecord { accepted_at: Some(before), has_fault: false };
        let faulty = MailServerRecord { has_fault: true, ..record };
        assert_eq!(record.after(MailServerStatus::Unknown, now), record);
        assert_eq!(record.after(MailServerStatus::Fails, now), faulty);
        assert_eq!(faulty.after(MailServerStatus::Unknown, now), faulty);
        let works = MailServerRecord { accepted_at: Some(now), has_fault: false };
        assert_eq!(faulty.after(MailServerStatus::Works, now), works);
    }

    #[test]
    fn a_permanent_refusal_is_not_retried() {
        let now = moment("2026-11-24T09:00:00Z");
        let after = |outcome, tries| RetryDecision::after(outcome, tries, now, now, SOUND);
        assert_eq!(after(SendOutcome::Refused, 1), RetryDecision::GiveUp);
        assert_eq!(after(SendOutcome::Unsendable, 1), RetryDecision::GiveUp);
        assert_eq!(after(SendOutcome::Accepted, 90), RetryDecision::Done);
    }

    #[test]
    fn a_mail_is_retried_for_a_week_while_the_server_accepts_none() {
        let queued = moment("2026-11-24T09:00:00Z");
        let after = |now: &str| {
            RetryDecision::after(SendOutcome::ServerRefused, 99, queued, moment(now), SOUND)
        };
        assert_eq!(
            after("2026-12-01T08:59:59Z"),
            RetryDecision::RetryAt(moment("2026-12-01T09:59:59Z"))
        );
        assert_eq!(after("2026-12-01T09:00:00Z"), RetryDecision::GiveUp);
    }

    #[test]
    fn no_mail_fails_while_the_clock_is_suspicious() {
        let (queued, now) = (moment("2026-11-24T09:00:00Z"), moment("2036-11-24T09:00:00Z"));
        for clock in [ClockState::Ahead, ClockState::Behind] {
            for outcome in [SendOutcome::Deferred, SendOutcome::Refused, SendOutcome::ServerRefused]
            {
                let next = RetryDecision::after(outcome, 1, queued, now, clock);
                assert_eq!(
                    next,
                    RetryDecision::RetryAt(moment("2036-11-24T09:00:30Z")),
                    "{outcome:?}"
                );
            }
        }
    }
}
