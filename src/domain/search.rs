//! Searches for initiatives and organisations, and their query parameters.

use std::{collections::BTreeSet, num::NonZeroU32};

use serde::Deserialize;

use super::{
    around::Around,
    ids::OrganisationId,
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode},
    state::State,
    text::Slug,
};

/// Longest search text, in characters; pages drop the rest and say so, the API refuses.
pub const LONGEST_QUERY: usize = 200;
/// Maximum number of significant words in a search text; beyond, as for [`LONGEST_QUERY`].
pub const MAX_QUERY_WORDS: usize = 16;
/// Maximum number of values of one facet; beyond, as for [`LONGEST_QUERY`].
pub const MAX_FACET_VALUES: usize = 20;
/// Maximum number of values of all facets; beyond, as for [`LONGEST_QUERY`].
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
    pub states: BTreeSet<State>,
    /// Keeps initiatives that take place in a circle or serve its centre.
    pub around: Option<Around>,
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
pub enum Choice {
    Barrier(Slug),
    Audience(Slug),
    Departement(DepartementCode),
    Commune(InseeCode),
    Neighbourhood(QpvCode),
    Organisation(OrganisationId),
    Collection(Slug),
    State(State),
}

/// Criterion of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Text,
    Around,
    Choice(Choice),
}

impl Search {
    /// This search without `wish`, which must be one of its criteria.
    #[must_use]
    pub fn without(&self, wish: &Wish) -> Self {
        match wish {
            Wish::Choice(choice) => self.toggling(choice),
            Wish::Text => Self { text: String::new(), ..self.clone() },
            Wish::Around => Self { around: None, ..self.clone() },
        }
    }

    /// This search reduced to `wish`.
    #[must_use]
    pub fn only(&self, wish: &Wish) -> Self {
        match wish {
            Wish::Choice(choice) => Self::default().toggling(choice),
            Wish::Text => Self { text: self.text.clone(), ..Self::default() },
            Wish::Around => Self { around: self.around, ..Self::default() },
        }
    }

    /// This search with `choice` added if it was absent, removed if it was there.
    #[must_use]
    pub fn toggling(&self, choice: &Choice) -> Self {
        let mut search = self.clone();
        match choice {
            Choice::Barrier(slug) => toggle(&mut search.barriers, slug),
            Choice::Audience(slug) => toggle(&mut search.audiences, slug),
            Choice::Departement(code) => toggle(&mut search.departements, code),
            Choice::Commune(code) => toggle(&mut search.communes, code),
            Choice::Neighbourhood(code) => toggle(&mut search.neighbourhoods, code),
            Choice::Organisation(id) => toggle(&mut search.organisations, id),
            Choice::Collection(slug) => toggle(&mut search.collections, slug),
            Choice::State(state) => toggle(&mut search.states, state),
        }
        search
    }

    #[must_use]
    pub fn chooses(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Barrier(slug) => self.barriers.contains(slug),
            Choice::Audience(slug) => self.audiences.contains(slug),
            Choice::Departement(code) => self.departements.contains(code),
            Choice::Commune(code) => self.communes.contains(code),
            Choice::Neighbourhood(code) => self.neighbourhoods.contains(code),
            Choice::Organisation(id) => self.organisations.contains(id),
            Choice::Collection(slug) => self.collections.contains(slug),
            Choice::State(state) => self.states.contains(state),
        }
    }

    /// Adds `choice`.
    pub fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Barrier(slug) => self.barriers.insert(slug),
            Choice::Audience(slug) => self.audiences.insert(slug),
            Choice::Departement(code) => self.departements.insert(code),
            Choice::Commune(code) => self.communes.insert(code),
            Choice::Neighbourhood(code) => self.neighbourhoods.insert(code),
            Choice::Organisation(id) => self.organisations.insert(id),
            Choice::Collection(slug) => self.collections.insert(slug),
            Choice::State(state) => self.states.insert(state),
        };
    }

    /// Number of chosen values in the facet of `choice`.
    #[must_use]
    pub fn facet_len(&self, choice: &Choice) -> usize {
        match choice {
            Choice::Barrier(_) => self.barriers.len(),
            Choice::Audience(_) => self.audiences.len(),
            Choice::Departement(_) => self.departements.len(),
            Choice::Commune(_) => self.communes.len(),
            Choice::Neighbourhood(_) => self.neighbourhoods.len(),
            Choice::Organisation(_) => self.organisations.len(),
            Choice::Collection(_) => self.collections.len(),
            Choice::State(_) => self.states.len(),
        }
    }

    /// Number of chosen values in all facets.
    #[must_use]
    pub fn values(&self) -> usize {
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
    pub fn choices(&self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        choices.extend(self.barriers.iter().cloned().map(Choice::Barrier));
        choices.extend(self.audiences.iter().cloned().map(Choice::Audience));
        choices.extend(self.departements.iter().cloned().map(Choice::Departement));
        choices.extend(self.communes.iter().cloned().map(Choice::Commune));
        choices.extend(self.neighbourhoods.iter().cloned().map(Choice::Neighbourhood));
        choices.extend(self.organisations.iter().copied().map(Choice::Organisation));
        choices.extend(self.collections.iter().cloned().map(Choice::Collection));
        choices.extend(self.states.iter().copied().map(Choice::State));
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
pub const fn parameter(choice: &Choice) -> &'static str {
    match choice {
        Choice::Barrier(_) => "frein",
        Choice::Audience(_) => "public",
        Choice::Departement(_) => "departement",
        Choice::Commune(_) => "commune",
        Choice::Neighbourhood(_) => "quartier",
        Choice::Organisation(_) => "acteur",
        Choice::Collection(_) => "recueil",
        Choice::State(_) => "etat",
    }
}
