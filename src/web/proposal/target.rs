//! Link to the initiative that a proposal changes.

use super::target_initiative;
use crate::catalogue::Catalogue;
use crate::domain::directory::Initiative;
use crate::domain::proposal::Proposal;
use crate::web::paths;

/// Published initiative that a proposal would change.
#[derive(Debug, Clone)]
pub struct TargetLink {
    pub title: String,
    pub href: String,
}

impl TargetLink {
    /// `None` for a new initiative, or one that is no longer published.
    pub fn of(catalogue: &Catalogue, proposal: &Proposal) -> Option<Self> {
        target_initiative(catalogue, proposal).map(Self::new)
    }

    pub fn new(initiative: &Initiative) -> Self {
        let facts = &initiative.facts;
        Self { title: facts.title.to_string(), href: paths::initiative(&facts.slug) }
    }
}
