//! What does not last: how long it is kept, and how much of it may go at once.

use jiff::{SignedDuration, Timestamp};

/// What is erased when its time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Perishable {
    /// A proposal that was begun and not sent; its author gave an address, or came back to it.
    Draft,
    /// A draft without an address that nobody opened again.
    DraftWithoutEmail,
    /// A proposal whose address was not confirmed.
    Unconfirmed,
    /// A proposal whose author was asked for a change, and did not answer.
    Unanswered,
    /// A proposal that was refused, or that its author took back.
    Closed,
    /// A published proposal that a newer one of the same initiative replaced, or whose initiative was withdrawn. The
    /// newest of what is published stays: its author keeps the initiative true by its link.
    Superseded,
    /// What a mail says, once it was sent or given up.
    MailBody,
    /// Links that serve once.
    Link,
    Session,
    /// How much somebody may still send.
    Bucket,
    /// What spam said.
    SpamMark,
}

/// How long what was refused, taken back or not answered is kept: months.
pub const CLOSED_MONTHS: i64 = 6;
/// How long what was published is kept once it is published no more, or replaced: months.
pub const SUPERSEDED_MONTHS: i64 = 12;
/// How long it is remembered what spam said: months.
pub const SPAM_MONTHS: i64 = 12;

/// How long before the end of a draft, or of what is not answered, its author is told.
pub const NOTICE: SignedDuration = days(7);

/// So few go at once without a word, however little there is: a share of a small number means nothing.
const FEW: u64 = 20;
/// So many never go at once without a word.
const MANY: u64 = 500;
/// One row in so many may go at once without a word: 5 %.
const SHARE: u64 = 20;

impl Perishable {
    /// As the health page spells it.
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
            Self::SpamMark => "spam-mark",
        }
    }

    /// How long it is kept after it was last touched; nothing where it carries its own end.
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
            Self::SpamMark => months(SPAM_MONTHS),
        }
    }

    /// The last moment at which it may have been touched, to be erased at `now`.
    #[must_use]
    pub fn limit(self, now: Timestamp) -> Timestamp {
        before(now, self.lifetime())
    }

    /// Whether `due` of `all` are so many that an operator has to agree. What nobody misses never is.
    #[must_use]
    pub const fn is_much(self, due: u64, all: u64) -> bool {
        match self {
            Self::Draft
            | Self::Unconfirmed
            | Self::Unanswered
            | Self::Closed
            | Self::Superseded
            | Self::MailBody => due > MANY || (due > FEW && due.saturating_mul(SHARE) > all),
            // A flood of drafts is erased without anybody's word.
            Self::DraftWithoutEmail
            | Self::Link
            | Self::Session
            | Self::Bucket
            | Self::SpamMark => false,
        }
    }
}

/// How much of something would be erased now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub what: Perishable,
    /// How many are over.
    pub due: u64,
    /// How many there are.
    pub all: u64,
}

impl Due {
    /// Whether an operator has to agree first.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.what.is_much(self.due, self.all)
    }
}

/// `moment` less `duration`, or the first moment there is.
#[must_use]
pub fn before(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

/// Months of 30 days and a half: half a year has 183 of them.
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
    fn more_than_a_twentieth_or_five_hundred_wait_for_an_operator() {
        let much = |due, all| Perishable::Draft.is_much(due, all);
        assert!(!much(1, 1) && !much(20, 20), "a share of a small number means nothing");
        assert!(much(21, 419) && !much(21, 420));
        assert!(!much(500, 100_000) && much(501, 100_000));
    }

    #[test]
    fn what_nobody_misses_goes_without_a_word() {
        for what in [
            Perishable::DraftWithoutEmail,
            Perishable::Link,
            Perishable::Session,
            Perishable::Bucket,
            Perishable::SpamMark,
        ] {
            assert!(!what.is_much(100_000, 100_000), "{what:?}");
        }
    }
}
