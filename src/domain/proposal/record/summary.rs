//! Summary of a proposal, valid or not, for lists, permissions and mails.

use crate::domain::directory::Email;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::form::form_data::FormData;
use crate::domain::proposal::validation::ReferenceData;
use crate::domain::proposal::validation::place_resolution::resolve_places;

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
