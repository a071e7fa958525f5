//! Initiative revisions to be inserted.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::directory::InitiativeFacts;
use crate::domain::ids::{InitiativeId, OrganisationId};
use crate::domain::text::Line;
use crate::store::sqlite::Origin;

/// A revision to insert.
#[derive(Debug)]
pub struct RevisionDraft<'a> {
    pub initiative: InitiativeId,
    /// Number of the revision within its initiative, from 1.
    pub number: i64,
    pub facts: &'a InitiativeFacts,
    pub organisations: Vec<(Line, OrganisationId)>,
}

/// Origin and time of new revisions.
#[derive(Debug, Clone, Copy)]
pub struct RevisionContext {
    pub origin: Origin,
    pub at: Timestamp,
}

/// Drafts with consecutive row ids, starting at `first`.
#[derive(Debug)]
pub(super) struct NumberedDrafts<'a> {
    pub first: i64,
    pub drafts: &'a [RevisionDraft<'a>],
}

impl NumberedDrafts<'_> {
    /// Each draft with its row id.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &RevisionDraft<'_>)> {
        (self.first..).zip(self.drafts)
    }

    /// JSON array with `[revision, position, text]` for each text of the list that `list` selects.
    pub fn list<T: ToString>(&self, list: impl Fn(&InitiativeFacts) -> &[T]) -> String {
        let mut rows = Vec::new();
        for (revision, draft) in self.iter() {
            for (at, text) in list(draft.facts).iter().enumerate() {
                rows.push(json!([revision, at, text.to_string()]));
            }
        }
        Value::Array(rows).to_string()
    }
}
