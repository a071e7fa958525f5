//! Searches for initiatives, organisations and schemes, and their query parameters.

mod facet;
mod param_value;
mod scheme_search;
mod search_circle;

pub use facet::{Facet, FacetValue, ValueList};
pub use param_value::ParamValue;
pub use scheme_search::{
    MAX_SCHEME_VALUES, SchemeFacet, SchemeParams, SchemePlaceParams, SchemeSearch,
};
pub use search_circle::{
    DEFAULT_RADIUS_METRES, MAX_RADIUS_METRES, MIN_RADIUS_METRES, RADII, SearchCircle,
};

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use jiff::civil::{DateTime, Weekday};
use serde::Deserialize;

use super::directory::{InitiativeState, OpeningHours, OpeningState};
use super::place::{DepartementCode, InseeCode, QpvCode};
use super::text::Slug;

/// Longest search text, in characters; pages drop the rest and say so, the API refuses.
pub const MAX_QUERY_CHARS: usize = 1_000;
/// Longest search text in a link, in bytes as it is encoded there; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_QUERY_BYTES: usize = 2_048;
/// Maximum number of words that carry meaning in a search text; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_QUERY_WORDS: usize = 200;
/// Longest name of a place that is looked up, in characters.
pub const MAX_PLACE_CHARS: usize = 200;
/// Maximum number of values of one facet; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_FACET_VALUES: usize = 20;
/// Maximum number of values of all facets; beyond, as for [`MAX_QUERY_CHARS`].
pub const MAX_VALUES: usize = 60;
/// Longest query string of a search, in bytes: with a path, a page number and one more value it stays under the
/// longest URL that the site answers.
pub const MAX_SEARCH_BYTES: usize = 2_560;

/// Search for initiatives. Any value of this type can be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    pub text: String,
    /// Chosen values, facet by facet. A facet without one does not filter; without a state, only ended initiatives are
    /// left out.
    choices: BTreeSet<FacetValue>,
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

/// Criterion of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchCriterion {
    Text,
    Circle,
    FacetValue(FacetValue),
}

impl Search {
    /// Search for `choices`.
    pub fn of(choices: impl IntoIterator<Item = FacetValue>) -> Self {
        Self { choices: choices.into_iter().collect(), ..Self::default() }
    }

    #[must_use]
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    #[must_use]
    pub fn of_circle(circle: SearchCircle) -> Self {
        Self { circle: Some(circle), ..Self::default() }
    }

    /// This search with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self.clone() }
    }

    /// This search in another circle.
    #[must_use]
    pub fn with_circle(&self, circle: SearchCircle) -> Self {
        Self { circle: Some(circle), ..self.clone() }
    }

    /// This search with `choices` as the only values of `facet`.
    #[must_use]
    pub fn with_facet(&self, facet: Facet, choices: impl IntoIterator<Item = FacetValue>) -> Self {
        let mut search = self.clone();
        search.choices.retain(|choice| choice.facet() != facet);
        search.choices.extend(choices);
        search
    }

    /// This search in every state, ended initiatives included.
    #[must_use]
    pub fn in_every_state(&self) -> Self {
        self.with_facet(Facet::State, InitiativeState::ALL.map(FacetValue::State))
    }

    /// This search without `criterion`, which must be one of its criteria.
    #[must_use]
    pub fn without(&self, criterion: &SearchCriterion) -> Self {
        match criterion {
            SearchCriterion::FacetValue(choice) => self.toggling(choice),
            SearchCriterion::Text => self.with_text(String::new()),
            SearchCriterion::Circle => Self { circle: None, ..self.clone() },
        }
    }

    /// This search reduced to `criterion`.
    #[must_use]
    pub fn only(&self, criterion: &SearchCriterion) -> Self {
        match criterion {
            SearchCriterion::FacetValue(choice) => Self::of([choice.clone()]),
            SearchCriterion::Text => Self::of_text(self.text.clone()),
            SearchCriterion::Circle => Self { circle: self.circle, ..Self::default() },
        }
    }

    /// This search with `choice` added if it was absent, removed if it was there.
    #[must_use]
    pub fn toggling(&self, choice: &FacetValue) -> Self {
        let mut search = self.clone();
        if !search.choices.remove(choice) {
            search.choices.insert(choice.clone());
        }
        search
    }

    #[must_use]
    pub fn chooses(&self, choice: &FacetValue) -> bool {
        self.choices.contains(choice)
    }

    /// Adds `choice`.
    pub fn choose(&mut self, choice: FacetValue) {
        self.choices.insert(choice);
    }

    /// Every chosen value, facet by facet.
    #[must_use]
    pub const fn choices(&self) -> &BTreeSet<FacetValue> {
        &self.choices
    }

    /// Chosen values of `facet`.
    pub fn choices_of(&self, facet: Facet) -> impl Iterator<Item = &FacetValue> {
        self.choices.iter().filter(move |choice| choice.facet() == facet)
    }

    /// Number of chosen values of `facet`.
    #[must_use]
    pub fn facet_len(&self, facet: Facet) -> usize {
        self.choices_of(facet).count()
    }
}

/// Search for organisations: all given criteria must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationSearch {
    pub text: String,
    pub kind: Option<Slug>,
    /// Barrier that the kind helps with.
    pub barrier: Option<Slug>,
    pub departement: Option<DepartementCode>,
    pub commune: Option<InseeCode>,
    pub neighbourhood: Option<QpvCode>,
    pub opening: Option<OpeningFilter>,
}

/// Opening that a search for organisations asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningFilter {
    /// Open at this moment, local time: now.
    At(DateTime),
    /// Open on Saturdays.
    Saturday,
}

impl OpeningFilter {
    /// Filter that a link spells `text`; `now` is the local time.
    #[must_use]
    pub fn parse(text: &str, now: DateTime) -> Option<Self> {
        [Self::At(now), Self::Saturday].into_iter().find(|it| it.param_value() == text)
    }

    /// Value of the parameter `ouvert` in a link.
    #[must_use]
    pub const fn param_value(self) -> &'static str {
        match self {
            Self::At(_) => "maintenant",
            Self::Saturday => "samedi",
        }
    }

    #[must_use]
    pub fn accepts(self, hours: &OpeningHours) -> bool {
        match self {
            Self::At(now) => matches!(hours.opening_state(now), Some(OpeningState::Open { .. })),
            Self::Saturday => !hours.on(Weekday::Saturday).is_empty(),
        }
    }
}

/// Criterion of a search for organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationCriterion {
    Text,
    Barrier,
    Kind,
    Departement,
    Commune,
    Neighbourhood,
    Opening,
}

impl OrganisationSearch {
    /// Criteria of this search, in display order.
    #[must_use]
    pub fn criteria(&self) -> Vec<OrganisationCriterion> {
        let criteria = [
            (!self.text.is_empty(), OrganisationCriterion::Text),
            (self.barrier.is_some(), OrganisationCriterion::Barrier),
            (self.kind.is_some(), OrganisationCriterion::Kind),
            (self.departement.is_some(), OrganisationCriterion::Departement),
            (self.commune.is_some(), OrganisationCriterion::Commune),
            (self.neighbourhood.is_some(), OrganisationCriterion::Neighbourhood),
            (self.opening.is_some(), OrganisationCriterion::Opening),
        ];
        criteria.into_iter().filter_map(|(given, criterion)| given.then_some(criterion)).collect()
    }

    /// `criterion` of this search alone.
    #[must_use]
    pub fn only(&self, criterion: OrganisationCriterion) -> Self {
        let others = self.criteria().into_iter().filter(|it| *it != criterion);
        others.fold(self.clone(), |search, other| search.without(other))
    }

    /// This search without `criterion`.
    #[must_use]
    pub fn without(&self, criterion: OrganisationCriterion) -> Self {
        let mut search = self.clone();
        match criterion {
            OrganisationCriterion::Text => search.text.clear(),
            OrganisationCriterion::Barrier => search.barrier = None,
            OrganisationCriterion::Kind => search.kind = None,
            OrganisationCriterion::Departement => search.departement = None,
            OrganisationCriterion::Commune => search.commune = None,
            OrganisationCriterion::Neighbourhood => search.neighbourhood = None,
            OrganisationCriterion::Opening => search.opening = None,
        }
        search
    }
}

/// Query parameters of `/initiatives` as received; each may repeat. Unknown names are dropped.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct SearchParams {
    pub q: Vec<String>,
    pub facets: BTreeMap<Facet, Vec<String>>,
    pub lat: Vec<String>,
    pub lon: Vec<String>,
    pub rayon: Vec<String>,
    pub tri: Vec<String>,
    pub page: Vec<String>,
}

/// Name of a place, as typed in the place box of the filters.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlaceParams {
    pub lieu: Vec<String>,
}

impl PlaceParams {
    /// Text typed, if there is any.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.lieu.iter().map(|text| text.trim()).find(|text| !text.is_empty())
    }
}

/// Filters of the results page that its address opens.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilterParams {
    pub filtres: Vec<String>,
}

impl FilterParams {
    /// Name of the parameter.
    pub const NAME: &'static str = "filtres";

    /// Facets of the filters, each once.
    #[must_use]
    pub fn facets(&self) -> BTreeSet<Facet> {
        self.filtres.iter().filter_map(|name| Facet::of_param(name)).collect()
    }
}

impl SearchParams {
    /// True if a search has a parameter of this name.
    #[must_use]
    pub fn has_param(name: &str) -> bool {
        Self::default().list(name).is_some()
    }

    /// Values of the parameter `name`; `None` if a search has no such parameter.
    fn list(&mut self, name: &str) -> Option<&mut Vec<String>> {
        match name {
            "q" => Some(&mut self.q),
            "lat" => Some(&mut self.lat),
            "lon" => Some(&mut self.lon),
            "rayon" => Some(&mut self.rayon),
            "tri" => Some(&mut self.tri),
            "page" => Some(&mut self.page),
            other => Some(self.facets.entry(Facet::of_param(other)?).or_default()),
        }
    }
}

impl From<Vec<(String, String)>> for SearchParams {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut params = Self::default();
        for (name, value) in pairs {
            if let Some(list) = params.list(&name) {
                list.push(value);
            }
        }
        params
    }
}

/// Query parameters of `/acteurs` as received; the first valid value of each is used.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrganisationParams {
    pub q: Vec<String>,
    pub genre: Vec<String>,
    pub frein: Vec<String>,
    pub departement: Vec<String>,
    pub commune: Vec<String>,
    pub quartier: Vec<String>,
    pub ouvert: Vec<String>,
    pub page: Vec<String>,
}
