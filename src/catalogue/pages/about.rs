//! Content of the page « À propos ».

use crate::catalogue::Catalogue;
use crate::domain::directory::InitiativeState;
use crate::domain::search::{FacetValue, Search};

/// Numbers that the page gives.
#[derive(Debug)]
pub struct GuideContent {
    /// Number of initiatives of each state.
    pub states: Vec<(InitiativeState, usize)>,
    /// Number of neighbourhoods that no initiative names, ended ones included.
    pub empty_neighbourhoods: usize,
}

impl Catalogue {
    #[must_use]
    pub fn guide_content(&self) -> GuideContent {
        let count = |state| self.count(&Search::of([FacetValue::State(state)]));
        let empty = self.neighbourhoods.iter().filter(|it| self.count_naming(&it.code) == 0);
        GuideContent {
            states: InitiativeState::ALL.map(|state| (state, count(state))).to_vec(),
            empty_neighbourhoods: empty.count(),
        }
    }
}
