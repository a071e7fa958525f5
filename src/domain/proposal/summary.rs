//! Summary of a proposal, valid or not, for lists, permissions and mails.

use super::field::Field;
use super::form_data::FormData;
use super::place_resolution::resolve_places;
use super::validation::ReferenceData;
use crate::domain::contact::Email;
use crate::domain::place::DepartementCode;

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
