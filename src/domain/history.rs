//! What happened to a proposal, as its author reads it.

use jiff::Timestamp;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub at: Timestamp,
    pub what: Happening,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    Sent,
    Confirmed,
    /// Its author opened it again.
    Reopened,
    Withdrawn,
    Published,
    /// A moderator asks for a change, in these words.
    ChangesAsked(String),
    /// A moderator refused it: the code of the reason, and their words.
    Refused {
        reason: String,
        words: String,
    },
    /// A moderator took the last decision back.
    Undone,
}
