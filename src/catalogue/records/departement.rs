//! Slugs of départements, and the number of open initiatives of a neighbourhood.

use crate::catalogue::Catalogue;
use crate::domain::place::{Departement, QpvCode};
use crate::domain::search::FacetValue;
use crate::domain::text::fold;

impl Catalogue {
    /// Finds the département whose name makes `slug`.
    #[must_use]
    pub fn departement_at(&self, slug: &str) -> Option<&Departement> {
        self.departements.iter().find(|it| departement_slug(it) == slug)
    }

    /// Number of initiatives of the neighbourhood `code` that have not ended.
    #[must_use]
    pub fn open_count_in(&self, code: &QpvCode) -> usize {
        self.open_count(&FacetValue::Neighbourhood(code.clone()))
    }
}

/// Slug of `departement`, made from its name: `indre-et-loire`.
#[must_use]
pub fn departement_slug(departement: &Departement) -> String {
    fold(departement.name.as_str()).replace(' ', "-")
}
