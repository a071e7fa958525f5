//! Versions of initiatives before they are written.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::names::Origin;
use crate::domain::{
    ids::{InitiativeId, OrganisationId},
    initiative::InitiativeFacts,
    text::Line,
};

/// A version to come.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub initiative: InitiativeId,
    /// 1 for the first version of the initiative.
    pub number: i64,
    pub facts: &'a InitiativeFacts,
    pub organisations: Vec<(Line, OrganisationId)>,
}

/// Who makes versions, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making {
    pub origin: Origin,
    pub at: Timestamp,
}

/// Drafts with the keys that their rows shall have: `first` and those after it.
#[derive(Debug)]
pub(super) struct Numbered<'a> {
    pub first: i64,
    pub drafts: &'a [Draft<'a>],
}

impl Numbered<'_> {
    /// Each draft with the key of its row.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Draft<'_>)> {
        (self.first..).zip(self.drafts)
    }

    /// `[revision, position, text]` for each text of the list that `list` takes out of the facts.
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
