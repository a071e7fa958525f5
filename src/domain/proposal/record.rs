//! A proposal as it is kept.

use jiff::{SignedDuration, Timestamp};

use super::{Entry, ProposalState};
use crate::domain::{
    contact::Email,
    ids::{AccountId, InitiativeId, ProposalId, RevisionId},
    place::DepartementCode,
};

/// A proposal, with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub id: ProposalId,
    pub state: ProposalState,
    /// Grows with each change: who decides about an older one is told.
    pub version: i64,
    /// The initiative it changes, or became.
    pub initiative: Option<InitiativeId>,
    /// The revision it was written over.
    pub base: Option<RevisionId>,
    /// The revision it became.
    pub revision: Option<RevisionId>,
    pub entry: Entry,
    /// Those it concerns, as [`concerned`](crate::domain::access::concerned) has it; empty concerns every moderator.
    pub departements: Vec<DepartementCode>,
    /// Where it takes place as typed, as far as is known.
    pub typed_departements: Vec<DepartementCode>,
    /// The mail address of its author, in lower case.
    pub email: Option<Email>,
    pub quarantine: Option<Quarantine>,
    /// How much it looks like spam; 0 does not.
    pub suspicion: u32,
    /// The moderator who looks at it, and since when.
    pub claimed: Option<(AccountId, Timestamp)>,
    pub started_at: Timestamp,
    pub changed_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    /// When its author confirmed their address.
    pub confirmed_at: Option<Timestamp>,
    /// Since when it waits for a moderator, or did before it was decided or opened again; none before it was in the queue,
    /// and once it was opened again from elsewhere.
    pub waiting_since: Option<Timestamp>,
    /// What was sent last, where its author has written something else since.
    pub sent_entry: Option<Entry>,
    /// When its author came back to it: see [`Proposal::is_opened_again`].
    pub opened_again_at: Option<Timestamp>,
}

/// How long after its beginning a draft is written in one go: whoever opens it later has come back.
const ONE_GO: SignedDuration = SignedDuration::from_hours(1);

impl Proposal {
    /// What members read: what was sent, never what is being written.
    #[must_use]
    pub fn as_sent(&self) -> &Entry {
        self.sent_entry.as_ref().unwrap_or(&self.entry)
    }

    /// The initiative that it changes; none of something new, even once that is published.
    #[must_use]
    pub fn over(&self) -> Option<InitiativeId> {
        self.base.and(self.initiative)
    }

    /// Whether its author has begun to correct what was asked for: that is no more as it was decided about.
    #[must_use]
    pub const fn is_being_corrected(&self) -> bool {
        matches!(self.state, ProposalState::Changes) && self.sent_entry.is_some()
    }

    /// Whether its author sent it and has opened it again since: it waits for nobody but them.
    #[must_use]
    pub const fn was_reopened(&self) -> bool {
        matches!(self.state, ProposalState::Draft) && self.sent_at.is_some()
    }

    /// Whether its author comes back to it at `at`, for the first time: a draft that nobody opens again lives shorter.
    #[must_use]
    pub fn is_opened_again(&self, at: Timestamp) -> bool {
        matches!(self.state, ProposalState::Draft)
            && self.opened_again_at.is_none()
            && at.duration_since(self.started_at) >= ONE_GO
    }

    /// Whether its author may put it back into the queue as it was, where it stood: nothing was changed since they took
    /// it out.
    #[must_use]
    pub const fn can_return(&self) -> bool {
        matches!(self.state, ProposalState::Draft)
            && self.waiting_since.is_some()
            && self.confirmed_at.is_some()
            && self.sent_entry.is_none()
    }

    /// Whether moderators see it: it was sent from a confirmed address, and its author is not writing it.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.was_shown() && !matches!(self.state, ProposalState::Draft | ProposalState::Unconfirmed)
    }

    /// Whether moderators may have seen it, as it stood before its author opened it again.
    #[must_use]
    pub const fn was_shown(&self) -> bool {
        // Who answers from another address has it confirmed when they send; what was asked for stays in view until then.
        let asked = matches!(self.state, ProposalState::Changes) && self.waiting_since.is_some();
        self.sent_at.is_some() && (self.confirmed_at.is_some() || asked)
    }
}

/// Why a proposal stands apart from the queue; nothing of it is lost, and its author is answered as anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quarantine {
    /// Sent faster than anybody types.
    TooFast,
    /// The field that nobody sees was filled in.
    Trap,
    /// More was sent from there than anybody sends.
    OverLimit,
}
