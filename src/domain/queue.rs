//! Moderation queue: filters, and the proposals of a list.

use jiff::Timestamp;

use super::{
    ids::{AccountId, ProposalId},
    place::DepartementCode,
    proposal::{Entry, ProposalState, Quarantine},
    text::Line,
};

/// Tab of the moderation queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
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
pub enum Asked {
    New,
    Change,
}

/// Filter by claim: unclaimed proposals, or those claimed by the current member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    Nobody,
    Me,
}

/// Filters and page number of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueSearch {
    pub file: File,
    pub departement: Option<DepartementCode>,
    pub asked: Option<Asked>,
    pub holder: Option<Holder>,
    /// 1 for the first page; 0 counts as 1.
    pub page: usize,
}

/// Proposal in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    pub id: ProposalId,
    pub title: String,
    pub state: ProposalState,
    pub asked: Asked,
    pub departements: Vec<DepartementCode>,
    pub entry: Entry,
    pub quarantine: Option<Quarantine>,
    pub suspicion: u32,
    /// Member who claimed it.
    pub claimed: Option<(AccountId, Line)>,
    /// Time since which it waits for a moderator; kept once it is decided.
    pub waiting_since: Option<Timestamp>,
    pub changed_at: Timestamp,
}

/// Page of a list, with the number of proposals in all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    pub shown: Vec<Queued>,
    pub found: usize,
    /// Number of waiting proposals, and of those in quarantine (`apart`), whatever the filters.
    pub waiting: usize,
    pub apart: usize,
}

impl File {
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

impl Asked {
    pub const ALL: [Self; 2] = [Self::New, Self::Change];

    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::New => "nouvelle",
            Self::Change => "modification",
        }
    }
}

impl Holder {
    pub const ALL: [Self; 2] = [Self::Nobody, Self::Me];

    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Nobody => "personne",
            Self::Me => "moi",
        }
    }
}
