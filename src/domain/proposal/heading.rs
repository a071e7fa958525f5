//! Summary of a proposal, valid or not, for lists, permissions and mails.

use super::{entry::Entry, field::Field, place::place, read::Known};
use crate::domain::{contact::Email, place::DepartementCode};

/// Title as typed, départements as far as known, and email address of the author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Empty if none was typed.
    pub title: String,
    pub departements: Vec<DepartementCode>,
    /// Lower case; `None` if absent or malformed.
    pub email: Option<Email>,
}

impl Heading {
    #[must_use]
    pub fn of(entry: &Entry, known: &impl Known) -> Self {
        Self {
            title: entry.get(Field::Title).to_owned(),
            departements: place(entry, known, &mut Vec::new()).departements,
            email: entry.get(Field::AuthorEmail).to_lowercase().parse().ok(),
        }
    }
}

/// Values derived from an entry at each write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub heading: Heading,
    /// Spam score; 0 is normal.
    pub suspicion: u32,
}
