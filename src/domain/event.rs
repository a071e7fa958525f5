//! What happened to a proposal or an initiative, as its history tells it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    ids::{ProposalId, RevisionId},
    proposal::Part,
    refusal::Refusal,
    text::{Line, Prose},
};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub at: Timestamp,
    pub what: Happening,
    /// The member who did it; none when the carrier or the program did.
    pub by: Option<Line>,
    pub proposal: Option<ProposalId>,
    /// The number of the version that came of it.
    pub number: Option<i64>,
    pub detail: Detail,
}

/// What can happen to a proposal or an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happening {
    /// Its author sent it.
    Sent,
    /// Its author confirmed their address.
    Confirmed,
    /// Its author opened it again, to correct it.
    Reopened,
    /// Its author took it back.
    Withdrawn,
    /// Its author erased it.
    Erased,
    /// Its time was over.
    Expired,
    Claimed,
    Released,
    Published,
    ChangesAsked,
    Refused,
    /// The last decision was taken back.
    Undone,
    /// A member changed what is published.
    Edited,
    /// It is not shown any more.
    TakenDown,
    /// What was withdrawn is shown again.
    PutBack,
    /// An older version is in force again.
    Restored,
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
    pub of: Option<Happening>,
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
