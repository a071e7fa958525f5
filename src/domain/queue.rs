//! What moderators look for among the proposals, and what a list tells of each.

use jiff::Timestamp;

use super::{
    ids::{AccountId, ProposalId},
    place::DepartementCode,
    proposal::{Entry, ProposalState, Quarantine},
    text::Line,
};

/// A list of proposals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// Those that wait, the oldest first.
    #[default]
    Waiting,
    /// Those that wait apart, because they look like the work of a robot.
    Quarantine,
    /// Those that were decided about, the last first.
    Decided,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    New,
    Change,
}

/// Who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    Nobody,
    Me,
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueSearch {
    pub file: File,
    pub departement: Option<DepartementCode>,
    pub asked: Option<Asked>,
    pub holder: Option<Holder>,
    /// Counted from 1; 0 is the first too.
    pub page: usize,
}

/// A proposal in a list.
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
    /// Who looks at it.
    pub claimed: Option<(AccountId, Line)>,
    /// Since when it waits, or did before it was decided.
    pub waiting_since: Option<Timestamp>,
    pub changed_at: Timestamp,
}

/// One page of a list, with how many there are in all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    pub shown: Vec<Queued>,
    pub found: usize,
    /// How many wait, and how many of those apart, whatever is looked for.
    pub waiting: usize,
    pub apart: usize,
}

impl File {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Quarantine, Self::Decided];

    /// How addresses spell it; the first is not spelt.
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
