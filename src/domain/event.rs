//! What happened: every kind of event, and how histories tell it.

use std::{collections::BTreeSet, str::FromStr};

use jiff::Timestamp;

use super::{
    ids::{ProposalId, RevisionId},
    proposal::Part,
    refusal::Refusal,
    text::{Line, Prose, TextError},
};

/// Declares the kinds of events, each once: as it is called here, and as it is stored.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)+) => {
        /// What can happen. Whoever tells of events says of each kind whether, and how.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $kind,)+
        }

        impl EventKind {
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// How it is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }

        impl FromStr for EventKind {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                match text {
                    $($name => Ok(Self::$kind),)+
                    _ => Err(TextError::Malformed),
                }
            }
        }
    };
}

kinds! {
    MemberInvited = "member-invited",
    /// The name, the role or the départements of a member.
    MemberChanged = "member-changed",
    /// All ways to sign in of a member were taken away, to be set up anew.
    MemberReset = "member-reset",
    MemberRemoved = "member-removed",
    /// The link of an invitation was followed.
    Enrolled = "enrolled",
    PasskeyAdded = "passkey-added",
    PasskeyRemoved = "passkey-removed",
    TotpSet = "totp-set",
    TotpRemoved = "totp-removed",
    CodesMade = "codes-made",
    CodeUsed = "code-used",
    /// Too many wrong codes: those of the authenticator of a member are refused for a day.
    CodesRefused = "codes-refused",
    /// The author of a proposal sent it.
    Sent = "sent",
    /// Its address was confirmed.
    Confirmed = "confirmed",
    /// Its author opened it again, to correct it.
    Reopened = "reopened",
    /// Its author put it back into the queue, as it was.
    Returned = "returned",
    /// Its author took it back.
    Withdrawn = "withdrawn",
    /// Its author erased it.
    Erased = "erased",
    /// Its time was over.
    Expired = "expired",
    Claimed = "claimed",
    Released = "released",
    /// A member found that it is no work of a robot: it stands apart no more.
    Cleared = "cleared",
    Published = "published",
    ChangesAsked = "changes-asked",
    Refused = "refused",
    /// The last decision was taken back.
    Undone = "undone",
    /// A member changed what is published.
    Edited = "edited",
    /// It is not shown any more.
    TakenDown = "taken-down",
    /// What was withdrawn is shown again.
    PutBack = "put-back",
    /// An older version is in force again.
    Restored = "restored",
}

impl EventKind {
    /// Whether the author of the proposal that it is about is told of it, by a link that names no member: what members do
    /// among themselves is not.
    #[must_use]
    pub const fn is_told_to_author(self) -> bool {
        match self {
            Self::Sent
            | Self::Confirmed
            | Self::Reopened
            | Self::Returned
            | Self::Withdrawn
            | Self::Published
            | Self::ChangesAsked
            | Self::Refused
            | Self::Undone
            | Self::TakenDown
            | Self::PutBack => true,
            Self::MemberInvited
            | Self::MemberChanged
            | Self::MemberReset
            | Self::MemberRemoved
            | Self::Enrolled
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::TotpSet
            | Self::TotpRemoved
            | Self::CodesMade
            | Self::CodeUsed
            | Self::CodesRefused
            | Self::Erased
            | Self::Expired
            | Self::Claimed
            | Self::Released
            | Self::Cleared
            | Self::Edited
            | Self::Restored => false,
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub at: Timestamp,
    pub what: EventKind,
    /// The member who did it; none when the carrier or the program did.
    pub by: Option<Line>,
    pub proposal: Option<ProposalId>,
    /// The number of the version that came of it.
    pub number: Option<i64>,
    pub detail: Detail,
}

/// The same, as the author of a proposal is told it: without the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub at: Timestamp,
    pub what: EventKind,
    /// What the member wrote.
    pub words: Option<Prose>,
}

/// What else there is to tell of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// What the member wrote.
    pub words: Option<Prose>,
    pub reason: Option<Refusal>,
    /// What was published of it, when not all that it changes was.
    pub parts: BTreeSet<Part>,
    /// What was proposed and not published.
    pub left: BTreeSet<Part>,
    /// What was taken back.
    pub of: Option<EventKind>,
    /// It stood apart until then.
    pub cleared: bool,
}

/// One version of an initiative, as its history tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: RevisionId,
    /// 1 for the first.
    pub number: i64,
    pub made_at: Timestamp,
    /// Made through the site, rather than read from the seeds.
    pub by_people: bool,
    pub title: Line,
    /// The proposal that it comes from.
    pub proposal: Option<ProposalId>,
    pub in_force: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_stored_under_a_name_of_its_own() {
        let names: BTreeSet<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(names.len(), EventKind::ALL.len());
        for kind in EventKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert!("else".parse::<EventKind>().is_err());
    }
}
