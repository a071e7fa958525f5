//! Content of the page « À propos ».

use std::num::NonZeroU32;

use crate::catalogue::Catalogue;
use crate::domain::directory::InitiativeState;
use crate::domain::search::{Facet, FacetValue, Search, SearchPage};

/// Numbers that the page gives.
#[derive(Debug)]
pub struct GuideContent {
    /// Number of initiatives of each state.
    pub states: Vec<(InitiativeState, usize)>,
    /// Number of neighbourhoods without an initiative, ended ones included.
    pub empty_neighbourhoods: usize,
}

impl Catalogue {
    #[must_use]
    pub fn guide_content(&self) -> GuideContent {
        let count = |state| self.count(&Search::of([FacetValue::State(state)]));
        let search = Search::default().in_every_state();
        let facets = self.search(&SearchPage { search, number: NonZeroU32::MIN }).facets;
        let empty = facets.of(Facet::Neighbourhood).iter().filter(|it| it.count == 0);
        GuideContent {
            states: InitiativeState::ALL.map(|state| (state, count(state))).to_vec(),
            empty_neighbourhoods: empty.count(),
        }
    }
}
