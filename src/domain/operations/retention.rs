//! Data retention: lifetime of each class of data, and purges that need confirmation.

use jiff::{SignedDuration, Timestamp};

/// Retention class: data that is erased at the end of its lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetentionClass {
    /// Draft that was never sent, with an email address or reopened by its author.
    Draft,
    /// Draft without an email address that was never reopened.
    DraftWithoutEmail,
    /// Proposal whose email address was not confirmed.
    Unconfirmed,
    /// Proposal whose author did not answer a change request.
    Unanswered,
    /// Refused or withdrawn proposal.
    Closed,
    /// Published proposal replaced by a newer one of the same initiative, or whose initiative was withdrawn. The
    /// newest of a published initiative stays: its link lets the author keep the initiative up to date.
    Superseded,
    /// Content of a mail that was sent or given up.
    MailBody,
    /// Single-use link.
    Link,
    Session,
    /// Level of a rate-limit bucket.
    Bucket,
    /// Fingerprint of a proposal refused as spam.
    SpamFingerprint,
}

/// Retention of refused, withdrawn and unanswered proposals, in months.
pub const CLOSED_MONTHS: i64 = 6;
/// Retention of published proposals once they are replaced or withdrawn, in months.
pub const SUPERSEDED_MONTHS: i64 = 12;
/// Retention of spam fingerprints, in months.
pub const SPAM_MONTHS: i64 = 12;

/// Notice given to the author before a draft or an unanswered proposal is erased.
pub const EXPIRY_NOTICE: SignedDuration = days(7);

/// Purges of at most this many rows need no confirmation: a share of a small number means nothing.
const SMALL_PURGE_ROWS: u64 = 20;
/// Purges of more rows than this always need confirmation.
const LARGE_PURGE_ROWS: u64 = 500;
/// Purges of more than one row in this many (5 %) need confirmation.
const SHARE: u64 = 20;

impl RetentionClass {
    /// Name on the health page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::DraftWithoutEmail => "draft-without-email",
            Self::Unconfirmed => "unconfirmed",
            Self::Unanswered => "unanswered",
            Self::Closed => "closed",
            Self::Superseded => "superseded",
            Self::MailBody => "mail-body",
            Self::Link => "link",
            Self::Session => "session",
            Self::Bucket => "bucket",
            Self::SpamFingerprint => "spam-mark",
        }
    }

    /// Lifetime after the last change; zero for rows that store their own expiry.
    #[must_use]
    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Draft => days(30),
            Self::Unconfirmed => days(3),
            Self::Unanswered | Self::Closed => months(CLOSED_MONTHS),
            Self::Superseded => months(SUPERSEDED_MONTHS),
            Self::MailBody => days(7),
            Self::Link | Self::Session => SignedDuration::ZERO,
            Self::DraftWithoutEmail | Self::Bucket => days(2),
            Self::SpamFingerprint => months(SPAM_MONTHS),
        }
    }

    /// Latest time of the last change of the rows to erase at `now`.
    #[must_use]
    pub fn cutoff(self, now: Timestamp) -> Timestamp {
        saturating_sub(now, self.lifetime())
    }

    /// True if erasing `due` of `all` rows needs confirmation by an operator; never for classes that nobody would
    /// miss.
    #[must_use]
    pub const fn needs_confirmation(self, due: u64, all: u64) -> bool {
        match self {
            Self::Draft
            | Self::Unconfirmed
            | Self::Unanswered
            | Self::Closed
            | Self::Superseded
            | Self::MailBody => {
                due > LARGE_PURGE_ROWS
                    || (due > SMALL_PURGE_ROWS && due.saturating_mul(SHARE) > all)
            }
            // A flood of abandoned drafts is erased without confirmation.
            Self::DraftWithoutEmail
            | Self::Link
            | Self::Session
            | Self::Bucket
            | Self::SpamFingerprint => false,
        }
    }
}

/// Number of rows of one class that are due for erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurgeCount {
    pub class: RetentionClass,
    /// Expired rows.
    pub due: u64,
    /// All rows of the class.
    pub all: u64,
}

impl PurgeCount {
    /// True if the purge needs confirmation by an operator.
    #[must_use]
    pub const fn needs_confirmation(&self) -> bool {
        self.class.needs_confirmation(self.due, self.all)
    }
}

/// `moment - duration`, saturating at [`Timestamp::MIN`].
#[must_use]
pub fn saturating_sub(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

/// Months of 30.5 days: half a year has 183 days.
const fn months(months: i64) -> SignedDuration {
    days(months * 61 / 2)
}

const fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days * 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purge_of_more_than_5_percent_or_500_rows_needs_confirmation() {
        let much = |due, all| RetentionClass::Draft.needs_confirmation(due, all);
        assert!(!much(1, 1) && !much(20, 20), "a share of a small number means nothing");
        assert!(much(21, 419) && !much(21, 420));
        assert!(!much(500, 100_000) && much(501, 100_000));
    }

    #[test]
    fn worthless_classes_are_purged_without_confirmation() {
        for what in [
            RetentionClass::DraftWithoutEmail,
            RetentionClass::Link,
            RetentionClass::Session,
            RetentionClass::Bucket,
            RetentionClass::SpamFingerprint,
        ] {
            assert!(!what.needs_confirmation(100_000, 100_000), "{what:?}");
        }
    }
}
