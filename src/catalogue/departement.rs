//! The départements by the ends of their addresses, and what neighbourhoods count.

use super::Catalogue;
use crate::domain::{fold::fold, neighbourhood::QpvCode, place::Departement, search::Choice};

impl Catalogue {
    /// The département whose name makes `slug`.
    #[must_use]
    pub fn departement_at(&self, slug: &str) -> Option<&Departement> {
        self.departements.iter().find(|it| departement_slug(it) == slug)
    }

    /// How many initiatives that have not ended name the neighbourhood `code`.
    #[must_use]
    pub fn open_in(&self, code: &QpvCode) -> usize {
        self.open_with(&Choice::Neighbourhood(code.clone()))
    }
}

/// The end of the address of `departement`: `indre-et-loire`.
#[must_use]
pub fn departement_slug(departement: &Departement) -> String {
    fold(departement.name.as_str()).replace(' ', "-")
}
