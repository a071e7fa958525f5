//! What lists, rights and mails need of a proposal, whether or not it is sound.

use super::{entry::Entry, field::Field, place::place, read::Known};
use crate::domain::{contact::Email, place::DepartementCode};

/// The title as typed, where it takes place as far as is known, and the mail address of its author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Empty when none was typed.
    pub title: String,
    pub departements: Vec<DepartementCode>,
    /// Lower case; none when none was typed, or no address.
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

/// What is read from an entry each time it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub heading: Heading,
    /// How much it looks like spam; 0 does not.
    pub suspicion: u32,
}
