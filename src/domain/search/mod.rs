//! Searches for initiatives and organisations, and their query parameters.

mod search_circle;

pub use search_circle::{
    DEFAULT_RADIUS_METRES, MAX_RADIUS_METRES, MIN_RADIUS_METRES, RADII, SearchCircle,
};

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use serde::Deserialize;

use super::directory::{InitiativeState, OrganisationId};
use super::place::{DepartementCode, InseeCode, QpvCode};
use super::text::Slug;

/// Longest search text, in characters; pages drop the rest and say so, the API refuses.
pub const MAX_QUERY_CHARS: usize = 200;
/// Maximum number of significant words in a search text; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_QUERY_WORDS: usize = 16;
/// Maximum number of values of one facet; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_FACET_VALUES: usize = 20;
/// Maximum number of values of all facets; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_VALUES: usize = 60;
/// Longest query string of a search, in bytes: with a path, a page number and one more value it stays under the
/// longest URL that the site answers.
pub const MAX_SEARCH_BYTES: usize = 2_560;

/// Search for initiatives. Any value of this type can be run.
///
/// Values of one set are combined with OR, sets with AND; an empty set does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    pub text: String,
    pub barriers: BTreeSet<Slug>,
    pub audiences: BTreeSet<Slug>,
    pub departements: BTreeSet<DepartementCode>,
    pub communes: BTreeSet<InseeCode>,
    pub neighbourhoods: BTreeSet<QpvCode>,
    pub organisations: BTreeSet<OrganisationId>,
    pub collections: BTreeSet<Slug>,
    /// An empty set excludes only ended initiatives.
    pub states: BTreeSet<InitiativeState>,
    /// Keeps initiatives that take place in a circle or serve its centre.
    pub circle: Option<SearchCircle>,
}

/// Search with a page number of its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPage {
    pub search: Search,
    /// 1 for the first.
    pub number: NonZeroU32,
}

/// Value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetValue {
    Barrier(Slug),
    Audience(Slug),
    Departement(DepartementCode),
    Commune(InseeCode),
    Neighbourhood(QpvCode),
    Organisation(OrganisationId),
    Collection(Slug),
    State(InitiativeState),
}

/// Criterion of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchCriterion {
    Text,
    Circle,
    FacetValue(FacetValue),
}

impl Search {
    /// This search without `wish`, which must be one of its criteria.
    #[must_use]
    pub fn without(&self, wish: &SearchCriterion) -> Self {
        match wish {
            SearchCriterion::FacetValue(choice) => self.toggling(choice),
            SearchCriterion::Text => Self { text: String::new(), ..self.clone() },
            SearchCriterion::Circle => Self { circle: None, ..self.clone() },
        }
    }

    /// This search reduced to `wish`.
    #[must_use]
    pub fn only(&self, wish: &SearchCriterion) -> Self {
        match wish {
            SearchCriterion::FacetValue(choice) => Self::default().toggling(choice),
            SearchCriterion::Text => Self { text: self.text.clone(), ..Self::default() },
            SearchCriterion::Circle => Self { circle: self.circle, ..Self::default() },
        }
    }

    /// This search with `choice` added if it was absent, removed if it was there.
    #[must_use]
    pub fn toggling(&self, choice: &FacetValue) -> Self {
        let mut search = self.clone();
        match choice {
            FacetValue::Barrier(slug) => toggle(&mut search.barriers, slug),
            FacetValue::Audience(slug) => toggle(&mut search.audiences, slug),
            FacetValue::Departement(code) => toggle(&mut search.departements, code),
            FacetValue::Commune(code) => toggle(&mut search.communes, code),
            FacetValue::Neighbourhood(code) => toggle(&mut search.neighbourhoods, code),
            FacetValue::Organisation(id) => toggle(&mut search.organisations, id),
            FacetValue::Collection(slug) => toggle(&mut search.collections, slug),
            FacetValue::State(state) => toggle(&mut search.states, state),
        }
        search
    }

    #[must_use]
    pub fn chooses(&self, choice: &FacetValue) -> bool {
        match choice {
            FacetValue::Barrier(slug) => self.barriers.contains(slug),
            FacetValue::Audience(slug) => self.audiences.contains(slug),
            FacetValue::Departement(code) => self.departements.contains(code),
            FacetValue::Commune(code) => self.communes.contains(code),
            FacetValue::Neighbourhood(code) => self.neighbourhoods.contains(code),
            FacetValue::Organisation(id) => self.organisations.contains(id),
            FacetValue::Collection(slug) => self.collections.contains(slug),
            FacetValue::State(state) => self.states.contains(state),
        }
    }

    /// Adds `choice`.
    pub fn choose(&mut self, choice: FacetValue) {
        match choice {
            FacetValue::Barrier(slug) => self.barriers.insert(slug),
            FacetValue::Audience(slug) => self.audiences.insert(slug),
            FacetValue::Departement(code) => self.departements.insert(code),
            FacetValue::Commune(code) => self.communes.insert(code),
            FacetValue::Neighbourhood(code) => self.neighbourhoods.insert(code),
            FacetValue::Organisation(id) => self.organisations.insert(id),
            FacetValue::Collection(slug) => self.collections.insert(slug),
            FacetValue::State(state) => self.states.insert(state),
        };
    }

    /// Number of chosen values in the facet of `choice`.
    #[must_use]
    pub fn facet_len(&self, choice: &FacetValue) -> usize {
        match choice {
            FacetValue::Barrier(_) => self.barriers.len(),
            FacetValue::Audience(_) => self.audiences.len(),
            FacetValue::Departement(_) => self.departements.len(),
            FacetValue::Commune(_) => self.communes.len(),
            FacetValue::Neighbourhood(_) => self.neighbourhoods.len(),
            FacetValue::Organisation(_) => self.organisations.len(),
            FacetValue::Collection(_) => self.collections.len(),
            FacetValue::State(_) => self.states.len(),
        }
    }

    /// Number of chosen values in all facets.
    #[must_use]
    pub fn value_count(&self) -> usize {
        self.barriers.len()
            + self.audiences.len()
            + self.departements.len()
            + self.communes.len()
            + self.neighbourhoods.len()
            + self.organisations.len()
            + self.collections.len()
            + self.states.len()
    }

    /// Every chosen value, facet by facet.
    #[must_use]
    pub fn choices(&self) -> Vec<FacetValue> {
        let mut choices: Vec<FacetValue> = Vec::new();
        choices.extend(self.barriers.iter().cloned().map(FacetValue::Barrier));
        choices.extend(self.audiences.iter().cloned().map(FacetValue::Audience));
        choices.extend(self.departements.iter().cloned().map(FacetValue::Departement));
        choices.extend(self.communes.iter().cloned().map(FacetValue::Commune));
        choices.extend(self.neighbourhoods.iter().cloned().map(FacetValue::Neighbourhood));
        choices.extend(self.organisations.iter().copied().map(FacetValue::Organisation));
        choices.extend(self.collections.iter().cloned().map(FacetValue::Collection));
        choices.extend(self.states.iter().copied().map(FacetValue::State));
        choices
    }
}

fn toggle<T: Clone + Ord>(set: &mut BTreeSet<T>, value: &T) {
    if !set.remove(value) {
        set.insert(value.clone());
    }
}

/// Search for organisations: all given criteria must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationSearch {
    pub text: String,
    pub kind: Option<Slug>,
    pub departement: Option<DepartementCode>,
    pub commune: Option<InseeCode>,
    pub neighbourhood: Option<QpvCode>,
}

/// Query parameters of `/initiatives` as received; each may repeat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SearchParams {
    pub q: Vec<String>,
    pub frein: Vec<String>,
    pub public: Vec<String>,
    pub departement: Vec<String>,
    pub commune: Vec<String>,
    pub quartier: Vec<String>,
    pub acteur: Vec<String>,
    pub recueil: Vec<String>,
    pub etat: Vec<String>,
    pub lat: Vec<String>,
    pub lon: Vec<String>,
    pub rayon: Vec<String>,
    pub tri: Vec<String>,
    pub page: Vec<String>,
}

/// Query parameters of `/acteurs` as received; the first valid value of each is used.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrganisationParams {
    pub q: Vec<String>,
    pub genre: Vec<String>,
    pub departement: Vec<String>,
    pub commune: Vec<String>,
    pub quartier: Vec<String>,
    pub page: Vec<String>,
}

/// Name of the query parameter of a choice.
#[must_use]
pub const fn parameter(choice: &FacetValue) -> &'static str {
    match choice {
        FacetValue::Barrier(_) => "frein",
        FacetValue::Audience(_) => "public",
        FacetValue::Departement(_) => "departement",
        FacetValue::Commune(_) => "commune",
        FacetValue::Neighbourhood(_) => "quartier",
        FacetValue::Organisation(_) => "acteur",
        FacetValue::Collection(_) => "recueil",
        FacetValue::State(_) => "etat",
    }
}
