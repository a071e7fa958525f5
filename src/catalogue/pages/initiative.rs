//! Content of the page of an initiative.

use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, Scheme};

/// Number of similar initiatives shown.
const MAX_SIMILAR: usize = 3;

/// Page of an initiative, which may be unpublished.
#[derive(Debug)]
pub struct InitiativeContent<'a> {
    pub initiative: &'a Initiative,
    pub similar: Vec<&'a Initiative>,
    /// Schemes that its text names.
    pub schemes: Vec<&'a Scheme>,
}

impl Catalogue {
    /// Content of the page of `initiative`.
    #[must_use]
    pub fn initiative_content<'a>(&'a self, initiative: &'a Initiative) -> InitiativeContent<'a> {
        InitiativeContent {
            initiative,
            similar: self.similar_initiatives(initiative, MAX_SIMILAR),
            schemes: self.schemes_of(initiative),
        }
    }
}
