//! Proposals as stored, and their summary for lists, permissions and mails.

pub mod state;

use jiff::{SignedDuration, Timestamp};

use super::{FormData, ProposalState};
use crate::domain::account::AccountId;
use crate::domain::directory::{Email, InitiativeId, RevisionId};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::proposal::validation::place_resolution::resolve_places;
use crate::domain::text::key;

key! {
    /// Id of a proposal, as in the URLs of the moderation.
    ProposalId
}

/// Stored proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub id: ProposalId,
    pub state: ProposalState,
    /// Grows with each change, to detect a decision about an older version.
    pub version: i64,
    /// Initiative that it changes, or that it became.
    pub initiative: Option<InitiativeId>,
    /// Revision on which it is based.
    pub base: Option<RevisionId>,
    /// Revision that it became.
    pub revision: Option<RevisionId>,
    pub form: FormData,
    /// Départements whose moderators decide, see [`jurisdiction`](crate::domain::account::jurisdiction); empty is
    /// every moderator.
    pub departements: Vec<DepartementCode>,
    /// Départements as typed, as far as known.
    pub typed_departements: Vec<DepartementCode>,
    /// Email address of its author, in lower case.
    pub email: Option<Email>,
    pub quarantine: Option<QuarantineReason>,
    /// Spam score; 0 is normal.
    pub spam_score: u32,
    /// Moderator who claimed it, and the time of the claim.
    pub claimed: Option<(AccountId, Timestamp)>,
    pub started_at: Timestamp,
    pub changed_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    /// Time at which its author confirmed their email address.
    pub confirmed_at: Option<Timestamp>,
    /// Time since which it waits for a moderator; kept once it is decided or reopened. `None` before it was in the
    /// queue, and once it was reopened from another state.
    pub waiting_since: Option<Timestamp>,
    /// Entry sent last, if its author has typed something else since.
    pub sent_form: Option<FormData>,
    /// Time at which its author returned to it: see [`Proposal::was_reopened`].
    pub returned_at: Option<Timestamp>,
}

/// Time after its start during which a draft counts as written in one session; opening it later is a return.
const FIRST_SESSION: SignedDuration = SignedDuration::from_hours(1);

impl Proposal {
    /// Entry shown to members: as sent, never as being edited.
    #[must_use]
    pub fn form_shown_to_members(&self) -> &FormData {
        self.sent_form.as_ref().unwrap_or(&self.form)
    }

    /// Initiative that it changes; `None` for a new one, even once published.
    #[must_use]
    pub fn target_initiative(&self) -> Option<InitiativeId> {
        self.base.and(self.initiative)
    }

    /// True if its author has begun to edit it after a change request: it differs from the version decided about.
    #[must_use]
    pub const fn is_being_corrected(&self) -> bool {
        matches!(self.state, ProposalState::ChangesRequested) && self.sent_form.is_some()
    }

    /// True if its author sent it and has reopened it since: it is not in the queue.
    #[must_use]
    pub const fn was_reopened(&self) -> bool {
        matches!(self.state, ProposalState::Draft) && self.sent_at.is_some()
    }

    /// True if its author returns at `at` for the first time; drafts that nobody reopens have a shorter lifetime.
    #[must_use]
    pub fn is_first_return(&self, at: Timestamp) -> bool {
        matches!(self.state, ProposalState::Draft)
            && self.returned_at.is_none()
            && at.duration_since(self.started_at) >= FIRST_SESSION
    }

    /// True if its author may put it back to its place in the queue: nothing was changed since it was taken out.
    #[must_use]
    pub const fn can_return(&self) -> bool {
        matches!(self.state, ProposalState::Draft)
            && self.waiting_since.is_some()
            && self.confirmed_at.is_some()
            && self.sent_form.is_none()
    }

    /// True if moderators see it: it was sent from a confirmed address, and is not being edited.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.was_shown() && !matches!(self.state, ProposalState::Draft | ProposalState::Unconfirmed)
    }

    /// True if moderators may have seen it, before its author reopened it.
    #[must_use]
    pub const fn was_shown(&self) -> bool {
        // An answer from another address is confirmed once sent; until then the request for changes stays visible.
        let requested =
            matches!(self.state, ProposalState::ChangesRequested) && self.waiting_since.is_some();
        self.sent_at.is_some() && (self.confirmed_at.is_some() || requested)
    }
}

/// Reason for quarantine; nothing of the proposal is lost, and its author gets the usual answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuarantineReason {
    /// Sent faster than a person types.
    TooFast,
    /// The honeypot field, which is invisible, was filled in.
    Honeypot,
    /// Sent beyond a rate limit.
    OverLimit,
}

/// Title as typed, départements as far as known, and email address of the author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalSummary {
    /// Empty if none was typed.
    pub title: String,
    pub departements: Vec<DepartementCode>,
    /// Lower case; `None` if absent or malformed.
    pub email: Option<Email>,
}

impl ProposalSummary {
    #[must_use]
    pub fn of(entry: &FormData, known: &impl ReferenceData) -> Self {
        Self {
            title: entry.get(Field::Title).to_owned(),
            departements: resolve_places(entry, known, &mut Vec::new()).departements,
            email: entry.get(Field::AuthorEmail).to_lowercase().parse().ok(),
        }
    }
}

/// Values derived from an entry at each write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DerivedFields {
    pub summary: ProposalSummary,
    /// Spam score; 0 is normal.
    pub spam_score: u32,
}
