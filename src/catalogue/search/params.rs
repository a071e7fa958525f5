//! Conversion between query parameters and searches.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use crate::catalogue::index::{WordRole, each_word, word_role};
use crate::catalogue::{Catalogue, SlugMatch};
use crate::domain::place::{Neighbourhood, coordinates};
use crate::domain::search::{
    DEFAULT_RADIUS_METRES, FacetValue, MAX_FACET_VALUES, MAX_QUERY_CHARS, MAX_QUERY_WORDS,
    MAX_RADIUS_METRES, MAX_SEARCH_BYTES, MAX_VALUES, MIN_RADIUS_METRES, OrganisationParams,
    OrganisationSearch, Search, SearchCircle, SearchPage, SearchParams, parameter,
};
use crate::domain::text::without_controls;

/// Parsed search parameters, and the values that were left out.
#[derive(Debug)]
pub struct ParsedSearch {
    pub search_page: SearchPage,
    /// Unknown values with their parameter; links grow old or are typed by hand.
    pub unknown: Vec<(&'static str, String)>,
    /// Values beyond the limits, with their parameter.
    pub excess: Vec<(&'static str, String)>,
    /// True if the text exceeded [`MAX_QUERY_CHARS`] or [`MAX_QUERY_WORDS`] and was truncated.
    pub truncated: bool,
}

/// Parsed search parameters of organisations, and the values that were left out.
#[derive(Debug)]
pub struct ParsedOrganisationSearch {
    pub search: OrganisationSearch,
    /// Page number, from 1.
    pub number: NonZeroU32,
    pub unknown: Vec<(&'static str, String)>,
    pub truncated: bool,
}

impl Catalogue {
    /// Parses the parameters of a search; unknown and excess values are reported, not refused.
    #[must_use]
    pub fn parse_search(&self, params: &SearchParams) -> ParsedSearch {
        let (text, cut) = query_text(&params.q);
        let mut values = SearchBuilder::new(self, text);
        values.read("etat", &params.etat, |text| text.parse().ok().map(FacetValue::State));
        values.read("frein", &params.frein, |text| {
            Some(FacetValue::Barrier(self.barrier(text)?.slug.clone()))
        });
        values.read("public", &params.public, |text| {
            Some(FacetValue::Audience(self.audience(text)?.slug.clone()))
        });
        values.read("departement", &params.departement, |text| self.choose_departement(text));
        values.read("commune", &params.commune, |text| self.choose_commune(text));
        values.read("quartier", &params.quartier, |text| self.choose_neighbourhood(text));
        values.read("acteur", &params.acteur, |text| self.choose_organisation(text));
        values.read("recueil", &params.recueil, |text| {
            Some(FacetValue::Collection(self.collection(text)?.slug.clone()))
        });
        let SearchBuilder { mut search, mut unknown, excess, .. } = values;
        search.circle = parse_radius(params, &mut unknown);
        let number = page_number(&params.page, &mut unknown);
        ParsedSearch { search_page: SearchPage { search, number }, unknown, excess, truncated: cut }
    }

    /// Parses the parameters of a search of organisations.
    #[must_use]
    pub fn parse_organisation_search(
        &self,
        params: &OrganisationParams,
    ) -> ParsedOrganisationSearch {
        let mut unknown = Vec::new();
        let kind = first_known("genre", &params.genre, &mut unknown, |text| {
            self.kind(text).map(|it| it.slug.clone())
        });
        let departement = first_known("departement", &params.departement, &mut unknown, |text| {
            self.departement(&text.parse().ok()?).map(|it| it.code.clone())
        });
        let commune = first_known("commune", &params.commune, &mut unknown, |text| {
            self.commune(&text.parse().ok()?).map(|it| it.insee.clone())
        });
        let neighbourhood = first_known("quartier", &params.quartier, &mut unknown, |text| {
            self.find_neighbourhood(text).map(|it| it.code.clone())
        });
        let number = page_number(&params.page, &mut unknown);
        let (text, cut) = query_text(&params.q);
        let search = OrganisationSearch { text, kind, departement, commune, neighbourhood };
        ParsedOrganisationSearch { search, number, unknown, truncated: cut }
    }

    fn choose_departement(&self, text: &str) -> Option<FacetValue> {
        let code = text.parse().ok()?;
        self.departement(&code).map(|_| FacetValue::Departement(code))
    }

    fn choose_commune(&self, text: &str) -> Option<FacetValue> {
        let code = text.parse().ok()?;
        self.commune(&code).map(|_| FacetValue::Commune(code))
    }

    fn choose_neighbourhood(&self, text: &str) -> Option<FacetValue> {
        self.find_neighbourhood(text).map(|it| FacetValue::Neighbourhood(it.code.clone()))
    }

    /// Finds a neighbourhood by its code or its slug.
    fn find_neighbourhood(&self, text: &str) -> Option<&Neighbourhood> {
        let by_code = text.parse().ok().and_then(|code| self.neighbourhood(&code));
        match by_code.map_or_else(|| self.neighbourhood_at(text), SlugMatch::Current) {
            SlugMatch::Current(it) | SlugMatch::Moved(it) => Some(it),
            SlugMatch::Withdrawn | SlugMatch::Unknown => None,
        }
    }

    /// Finds an organisation by its slug.
    fn choose_organisation(&self, text: &str) -> Option<FacetValue> {
        match self.organisation_at(text) {
            SlugMatch::Current(it) | SlugMatch::Moved(it) => Some(FacetValue::Organisation(it.id)),
            SlugMatch::Withdrawn | SlugMatch::Unknown => None,
        }
    }

    /// Parameters of `search` for a link, in a canonical order.
    #[must_use]
    pub fn search_params(&self, search: &Search) -> Vec<(&'static str, String)> {
        let text = (!search.text.is_empty()).then(|| ("q", search.text.clone()));
        let choices = search.choices().into_iter();
        let choices = choices.map(|it| (parameter(&it), self.param_value(&it)));
        let around = search.circle.map(SearchCircle::query_pairs).unwrap_or_default();
        text.into_iter().chain(choices).chain(around).collect()
    }

    /// Chosen values of `search`, facet by facet; barriers and audiences in the order of their lists.
    #[must_use]
    pub fn ordered_choices(&self, search: &Search) -> Vec<FacetValue> {
        let barriers = self.barriers.iter().map(|it| FacetValue::Barrier(it.slug.clone()));
        let audiences = self.audiences.iter().map(|it| FacetValue::Audience(it.slug.clone()));
        let listed = barriers.chain(audiences).filter(|choice| search.chooses(choice));
        let (barriers, audiences) = (BTreeSet::new(), BTreeSet::new());
        let others = Search { barriers, audiences, ..search.clone() };
        listed.chain(others.choices()).collect()
    }

    /// Value of `choice` in a link.
    #[must_use]
    pub fn param_value(&self, choice: &FacetValue) -> String {
        match choice {
            FacetValue::Barrier(slug)
            | FacetValue::Audience(slug)
            | FacetValue::Collection(slug) => slug.to_string(),
            FacetValue::Departement(code) => code.to_string(),
            FacetValue::Commune(code) => code.to_string(),
            FacetValue::Neighbourhood(code) => {
                self.neighbourhood(code).map_or_else(|| code.to_string(), |it| it.slug.to_string())
            }
            FacetValue::Organisation(id) => {
                self.organisation(*id).map_or_else(String::new, |it| it.facts.slug.to_string())
            }
            FacetValue::State(state) => state.slug().to_owned(),
        }
    }

    /// Display name of `choice`; the slug for a state, whose words are in the messages.
    #[must_use]
    pub fn label(&self, choice: &FacetValue) -> &str {
        let label = match choice {
            FacetValue::Barrier(slug) => self.barrier(slug.as_str()).map(|it| it.label.as_str()),
            FacetValue::Audience(slug) => self.audience(slug.as_str()).map(|it| it.label.as_str()),
            FacetValue::Departement(code) => self.departement(code).map(|it| it.name.as_str()),
            FacetValue::Commune(code) => self.commune(code).map(|it| it.name.as_str()),
            FacetValue::Neighbourhood(code) => self.neighbourhood(code).map(|it| it.name.as_str()),
            FacetValue::Organisation(id) => self.organisation(*id).map(|it| it.facts.name.as_str()),
            FacetValue::Collection(slug) => {
                self.collection(slug.as_str()).map(|it| it.title.as_str())
            }
            FacetValue::State(state) => Some(state.slug()),
        };
        label.unwrap_or_default()
    }
}

/// Builds a search from the values of a link, within the limits of a search.
struct SearchBuilder<'a> {
    catalogue: &'a Catalogue,
    search: Search,
    /// Length in bytes of `search` as a link spells it.
    bytes: usize,
    unknown: Vec<(&'static str, String)>,
    excess: Vec<(&'static str, String)>,
}

impl<'a> SearchBuilder<'a> {
    fn new(catalogue: &'a Catalogue, text: String) -> Self {
        let bytes = encoded_len("q", &text);
        let search = Search { text, ..Search::default() };
        Self { catalogue, search, bytes, unknown: Vec::new(), excess: Vec::new() }
    }

    fn read(
        &mut self,
        name: &'static str,
        values: &[String],
        find: impl Fn(&str) -> Option<FacetValue>,
    ) {
        for value in values.iter().filter(|value| !value.is_empty()) {
            match find(value) {
                Some(choice) if self.search.chooses(&choice) => {}
                Some(choice) => self.add(name, value, choice),
                None => self.unknown.push((name, value.clone())),
            }
        }
    }

    fn add(&mut self, name: &'static str, value: &str, choice: FacetValue) {
        let bytes = self.bytes + encoded_len(name, &self.catalogue.param_value(&choice));
        if self.search.facet_len(&choice) < MAX_FACET_VALUES
            && self.search.value_count() < MAX_VALUES
            && bytes <= MAX_SEARCH_BYTES
        {
            self.bytes = bytes;
            self.search.choose(choice);
        } else {
            self.excess.push((name, value.to_owned()));
        }
    }
}

/// Length in bytes of `&name=value` in a URL, percent-encoded.
fn encoded_len(name: &str, value: &str) -> usize {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.len() + 2 + value.bytes().map(|byte| if plain(byte) { 1 } else { 3 }).sum::<usize>()
}

/// Text on one line, truncated to [`MAX_QUERY_CHARS`] characters and [`MAX_QUERY_WORDS`] full words;
/// true if it was truncated.
fn query_text(typed: &[String]) -> (String, bool) {
    let typed = without_controls(&typed.join(" "));
    let typed = typed.trim();
    let text: String = typed.chars().take(MAX_QUERY_CHARS).collect();
    let mut words = 0;
    let mut end = text.len();
    each_word(&text, |word, range| {
        words += usize::from(word_role(word) == WordRole::Content);
        if words > MAX_QUERY_WORDS {
            end = end.min(range.start);
        }
    });
    let text = text.get(..end).unwrap_or_default().trim_end().to_owned();
    let cut = text.len() < typed.len();
    (text, cut)
}

/// First of `values` for which `find` returns something; values before it are added to `unknown`.
fn first_known<T>(
    name: &'static str,
    values: &[String],
    unknown: &mut Vec<(&'static str, String)>,
    find: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    values.iter().filter(|value| !value.is_empty()).find_map(|value| {
        let found = find(value);
        if found.is_none() {
            unknown.push((name, value.clone()));
        }
        found
    })
}

/// Page number, 1 by default; an invalid value is added to `unknown`.
pub fn page_number(values: &[String], unknown: &mut Vec<(&'static str, String)>) -> NonZeroU32 {
    let Some(value) = values.iter().find(|value| !value.is_empty()) else { return NonZeroU32::MIN };
    value.parse().unwrap_or_else(|_| {
        unknown.push(("page", value.clone()));
        NonZeroU32::MIN
    })
}

type UnknownValues = Vec<(&'static str, String)>;

/// Returns the circle that the parameters describe, or `None` without a valid point. A radius out
/// of range is clamped; each invalid value, and each value that needs a point when there is none,
/// is added to `unknown`.
pub(super) fn parse_radius(
    params: &SearchParams,
    unknown: &mut UnknownValues,
) -> Option<SearchCircle> {
    let all = |values: &[String]| -> Vec<String> {
        values.iter().filter(|value| !value.is_empty()).cloned().collect()
    };
    let (lat, lon) = (all(&params.lat), all(&params.lon));
    let given = |values: &[String]| all(values).into_iter().next();
    let (radius, order) = (given(&params.rayon), given(&params.tri));
    let Ok(at) = coordinates::parse_position(&lat, &lon) else {
        unknown.extend(lat.into_iter().map(|value| ("lat", value)));
        unknown.extend(lon.into_iter().map(|value| ("lon", value)));
        unknown.extend(radius.map(|value| ("rayon", value)));
        unknown.extend(order.map(|value| ("tri", value)));
        return None;
    };
    let metres = radius.map_or(DEFAULT_RADIUS_METRES, |text| metres(text, unknown));
    let mut around = SearchCircle::new(at, metres).ok()?;
    match order.as_deref() {
        None => {}
        Some("distance") => around.nearest_first = true,
        Some(other) => unknown.push(("tri", other.to_owned())),
    }
    Some(around)
}

fn metres(text: String, unknown: &mut UnknownValues) -> u32 {
    let metres = text.parse::<u32>().ok();
    let kept = metres
        .map_or(DEFAULT_RADIUS_METRES, |metres| metres.clamp(MIN_RADIUS_METRES, MAX_RADIUS_METRES));
    if metres != Some(kept) {
        unknown.push(("rayon", text));
    }
    kept
}
