//! Moderation queue: filters, and the proposals of a list.

use jiff::Timestamp;

use crate::domain::account::AccountId;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{FormData, ProposalId, ProposalState, QuarantineReason};
use crate::domain::text::Line;

/// Tab of the moderation queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueueTab {
    /// Waiting proposals, oldest first.
    #[default]
    Waiting,
    /// Waiting proposals in quarantine, which look like the work of a robot.
    Quarantine,
    /// Decided proposals, latest decision first.
    Decided,
}

/// Kind of request: a new initiative, or a change of a published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestKind {
    New,
    Change,
}

/// Filter by claim: unclaimed proposals, or those claimed by the current member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimFilter {
    Unclaimed,
    Mine,
}

/// Filters and page number of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueSearch {
    pub tab: QueueTab,
    pub departement: Option<DepartementCode>,
    pub request: Option<RequestKind>,
    pub claim: Option<ClaimFilter>,
    /// 1 for the first page; 0 counts as 1.
    pub page: usize,
}

/// Proposal in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct QueuedProposal {
    pub id: ProposalId,
    pub title: String,
    pub state: ProposalState,
    pub request: RequestKind,
    pub departements: Vec<DepartementCode>,
    pub form: FormData,
    pub quarantine: Option<QuarantineReason>,
    pub spam_score: u32,
    /// Member who claimed it.
    pub claimed: Option<(AccountId, Line)>,
    /// Time since which it waits for a moderator; kept once it is decided.
    pub waiting_since: Option<Timestamp>,
    pub changed_at: Timestamp,
}

/// Page of a list, with the number of proposals in all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    pub shown: Vec<QueuedProposal>,
    pub found: usize,
    /// Number of waiting proposals, and of those in quarantine, whatever the filters.
    pub waiting: usize,
    pub quarantined: usize,
}

impl QueueTab {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Quarantine, Self::Decided];

    /// Slug in URLs; empty for the first tab.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::Quarantine => "quarantaine",
            Self::Decided => "decidees",
        }
    }
}

impl RequestKind {
    pub const ALL: [Self; 2] = [Self::New, Self::Change];

    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::New => "nouvelle",
            Self::Change => "modification",
        }
    }
}

impl ClaimFilter {
    pub const ALL: [Self; 2] = [Self::Unclaimed, Self::Mine];

    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unclaimed => "personne",
            Self::Mine => "moi",
        }
    }
}
