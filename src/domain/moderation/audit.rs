//! Audit events: every kind, and how histories show them.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::Timestamp;

use super::refusal::RefusalReason;
use crate::domain::directory::RevisionId;
use crate::domain::proposal::{Part, ProposalId};
use crate::domain::text::{Line, Prose, TextError};

/// Declares each kind of event once, with its stored name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)+) => {
        /// Kind of audit event. Each history states for every kind whether and how it shows it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AuditKind {
            $($(#[$doc])* $kind,)+
        }

        impl AuditKind {
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// Stored name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }

        impl FromStr for AuditKind {
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
    /// The name, the role or the départements of a member were changed.
    MemberChanged = "member-changed",
    /// All credentials of a member were removed, to be set up anew.
    MemberReset = "member-reset",
    MemberRemoved = "member-removed",
    /// An invitation link was followed.
    Enrolled = "enrolled",
    PasskeyAdded = "passkey-added",
    PasskeyRemoved = "passkey-removed",
    TotpSet = "totp-set",
    TotpRemoved = "totp-removed",
    RecoveryCodesReplaced = "codes-made",
    RecoveryCodeUsed = "code-used",
    /// Too many wrong codes: one-time codes of a member are refused for a day.
    TotpLockedOut = "codes-refused",
    /// The author submitted the proposal.
    Sent = "sent",
    /// The author's email address was confirmed.
    Confirmed = "confirmed",
    /// The author reopened the proposal, to correct it.
    Reopened = "reopened",
    /// The author put the proposal back into the queue unchanged.
    Returned = "returned",
    /// The author withdrew the proposal.
    Withdrawn = "withdrawn",
    /// The author erased the proposal.
    Erased = "erased",
    /// The proposal was erased at the end of its retention.
    Expired = "expired",
    Claimed = "claimed",
    Released = "released",
    /// A member released the proposal from quarantine.
    ReleasedFromQuarantine = "cleared",
    Published = "published",
    ChangesRequested = "changes-asked",
    Refused = "refused",
    /// The last decision was undone.
    Undone = "undone",
    /// A member edited the published initiative.
    Edited = "edited",
    /// The initiative was unpublished.
    Unpublished = "taken-down",
    /// The unpublished initiative was published again.
    Republished = "put-back",
    /// An older version was restored.
    Restored = "restored",
}

impl AuditKind {
    /// True if the proposal's author sees the event on the page of its link, which names no member. Events among
    /// members are hidden from authors.
    #[must_use]
    pub const fn is_visible_to_author(self) -> bool {
        match self {
            Self::Sent
            | Self::Confirmed
            | Self::Reopened
            | Self::Returned
            | Self::Withdrawn
            | Self::Published
            | Self::ChangesRequested
            | Self::Refused
            | Self::Undone
            | Self::Unpublished
            | Self::Republished => true,
            Self::MemberInvited
            | Self::MemberChanged
            | Self::MemberReset
            | Self::MemberRemoved
            | Self::Enrolled
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::TotpSet
            | Self::TotpRemoved
            | Self::RecoveryCodesReplaced
            | Self::RecoveryCodeUsed
            | Self::TotpLockedOut
            | Self::Erased
            | Self::Expired
            | Self::Claimed
            | Self::Released
            | Self::ReleasedFromQuarantine
            | Self::Edited
            | Self::Restored => false,
        }
    }
}

/// Audit event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    pub at: Timestamp,
    pub kind: AuditKind,
    /// Member who did it; `None` for the author or the program.
    pub by: Option<Line>,
    pub proposal: Option<ProposalId>,
    /// Number of the resulting version.
    pub number: Option<i64>,
    pub detail: AuditDetail,
}

/// Event as shown to the author of a proposal: without the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorEvent {
    pub at: Timestamp,
    pub kind: AuditKind,
    /// Text written by the member.
    pub words: Option<Prose>,
}

impl AuthorEvent {
    /// `event` as shown to the author. `None` if it is for members only.
    #[must_use]
    pub fn of(event: &AuditEvent) -> Option<Self> {
        let words = event.detail.words.clone();
        event.kind.is_visible_to_author().then_some(Self { at: event.at, kind: event.kind, words })
    }
}

/// Details of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditDetail {
    /// Text written by the member.
    pub words: Option<Prose>,
    pub reason: Option<RefusalReason>,
    /// Published parts, if not all changed parts were published.
    pub parts: BTreeSet<Part>,
    /// Proposed parts that were not published.
    pub unpublished_parts: BTreeSet<Part>,
    /// Kind of the decision that was undone.
    pub undone_kind: Option<AuditKind>,
    /// The proposal was in quarantine until this event.
    pub was_quarantined: bool,
}

/// Version of an initiative, as shown in its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: RevisionId,
    /// 1 for the first.
    pub number: i64,
    pub made_at: Timestamp,
    /// Made through the site, not imported from the seeds.
    pub is_from_site: bool,
    pub title: Line,
    /// Proposal it comes from.
    pub proposal: Option<ProposalId>,
    pub in_force: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_stored_under_a_name_of_its_own() {
        let names: BTreeSet<&str> = AuditKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(names.len(), AuditKind::ALL.len());
        for kind in AuditKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert!("else".parse::<AuditKind>().is_err());
    }
}
