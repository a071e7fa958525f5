//! Conversion between query parameters and searches.

use std::num::NonZeroU32;

use jiff::civil::DateTime;

use crate::catalogue::index::{WordRole, each_word, word_role};
use crate::catalogue::{Catalogue, OpeningInText, SlugMatch};
use crate::domain::directory::Organisation;
use crate::domain::place::{Neighbourhood, coordinates};
use crate::domain::search::{
    DEFAULT_RADIUS_METRES, Facet, FacetValue, MAX_FACET_VALUES, MAX_QUERY_BYTES, MAX_QUERY_CHARS,
    MAX_QUERY_WORDS, MAX_RADIUS_METRES, MAX_SEARCH_BYTES, MAX_VALUES, MIN_RADIUS_METRES,
    OpeningFilter, OrganisationParams, OrganisationSearch, ParamValue, Search, SearchCircle,
    SearchPage, SearchParams, ValueList,
};
use crate::domain::text::{without_controls, without_invisible_spaces};

/// Parsed search parameters, and the values that were left out.
#[derive(Debug)]
pub struct ParsedSearch {
    pub search_page: SearchPage,
    /// Unknown values; links grow old or are typed by hand.
    pub unknown: Vec<ParamValue>,
    /// Place typed in the place box that nobody knows.
    pub unknown_place: Option<String>,
    /// Values beyond the limits.
    pub excess: Vec<ParamValue>,
    /// True if the text exceeded [`MAX_QUERY_CHARS`] or [`MAX_QUERY_WORDS`] and was truncated.
    pub truncated: bool,
}

/// Parsed search parameters of organisations, and the values that were left out.
#[derive(Debug)]
pub struct ParsedOrganisationSearch {
    pub search: OrganisationSearch,
    /// Page number, from 1.
    pub number: NonZeroU32,
    pub unknown: Vec<ParamValue>,
    /// Place typed in the place box that nobody knows.
    pub unknown_place: Option<String>,
    pub truncated: bool,
}

impl Catalogue {
    /// Parses the parameters of a search; unknown and excess values are reported, not refused.
    #[must_use]
    pub fn parse_search(&self, params: &SearchParams) -> ParsedSearch {
        let (text, cut) = query_text(&params.q);
        let mut builder = SearchBuilder::new(self, text);
        for facet in Facet::in_reading_order() {
            let values = params.facets.get(&facet).into_iter().flatten();
            for value in values.filter(|value| !value.is_empty()) {
                builder.add(facet, value);
            }
        }
        let SearchBuilder { mut search, mut unknown, excess, .. } = builder;
        search.circle = parse_radius(params, &mut unknown);
        let number = page_number(&params.page, &mut unknown);
        ParsedSearch {
            search_page: SearchPage { search, number },
            unknown,
            unknown_place: None,
            excess,
            truncated: cut,
        }
    }

    /// Parses the parameters of a search of organisations; `now` is the local time.
    #[must_use]
    pub fn parse_organisation_search(
        &self,
        params: &OrganisationParams,
        now: DateTime,
    ) -> ParsedOrganisationSearch {
        let mut unknown = Vec::new();
        let kind = first_known("genre", &params.genre, &mut unknown, |text| {
            self.kind(text).map(|it| it.slug.clone())
        });
        let barrier = first_known("frein", &params.frein, &mut unknown, |text| {
            self.barrier(text).map(|it| it.slug.clone())
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
        let chosen = first_known("ouvert", &params.ouvert, &mut unknown, |text| {
            OpeningFilter::parse(text, now)
        });
        let number = page_number(&params.page, &mut unknown);
        let (typed, cut) = query_text(&params.q);
        // The text has no words of time, even if the choice wins: a link to the search would be read in another way.
        let (in_text, text) = OpeningInText::read_all(&typed, now);
        let search = OrganisationSearch {
            text,
            kind,
            barrier,
            departement,
            commune,
            neighbourhood,
            opening: chosen.or(in_text),
        };
        ParsedOrganisationSearch { search, number, unknown, unknown_place: None, truncated: cut }
    }

    /// Value of `facet` that a link spells `text`.
    fn parse_value(&self, facet: Facet, text: &str) -> Option<FacetValue> {
        Some(match facet {
            Facet::Barrier => FacetValue::Barrier(self.barrier(text)?.slug.clone()),
            Facet::Audience => FacetValue::Audience(self.audience(text)?.slug.clone()),
            Facet::Departement => {
                FacetValue::Departement(self.departement(&text.parse().ok()?)?.code.clone())
            }
            Facet::Commune => FacetValue::Commune(self.commune(&text.parse().ok()?)?.insee.clone()),
            Facet::Neighbourhood => {
                FacetValue::Neighbourhood(self.find_neighbourhood(text)?.code.clone())
            }
            Facet::Organisation => FacetValue::Organisation(self.find_organisation(text)?.id),
            Facet::Collection => FacetValue::Collection(self.collection(text)?.slug.clone()),
            Facet::State => FacetValue::State(text.parse().ok()?),
            Facet::Fees => FacetValue::Fees(text.parse().ok()?),
        })
    }

    /// Finds a neighbourhood by its code or its slug.
    #[must_use]
    pub fn find_neighbourhood(&self, text: &str) -> Option<&Neighbourhood> {
        let by_code = text.parse().ok().and_then(|code| self.neighbourhood(&code));
        match by_code.map_or_else(|| self.neighbourhood_at(text), SlugMatch::Current) {
            SlugMatch::Current(it) | SlugMatch::Moved(it) => Some(it),
            SlugMatch::Withdrawn | SlugMatch::Unknown => None,
        }
    }

    /// Finds an organisation by its slug.
    fn find_organisation(&self, slug: &str) -> Option<&Organisation> {
        match self.organisation_at(slug) {
            SlugMatch::Current(it) | SlugMatch::Moved(it) => Some(it),
            SlugMatch::Withdrawn | SlugMatch::Unknown => None,
        }
    }

    /// Parameters of `search` for a link, in a canonical order.
    #[must_use]
    pub fn search_params(&self, search: &Search) -> Vec<ParamValue> {
        let text = (!search.text.is_empty()).then(|| ParamValue::new("q", &search.text));
        let choices = search.choices().iter().map(|choice| self.facet_param(choice));
        let circle = search.circle.map(SearchCircle::params).unwrap_or_default();
        text.into_iter().chain(choices).chain(circle).collect()
    }

    /// Parameter of `choice` in a link.
    #[must_use]
    pub fn facet_param(&self, choice: &FacetValue) -> ParamValue {
        ParamValue { name: choice.facet().param(), value: self.param_value(choice) }
    }

    /// Chosen values of `search`, facet by facet; those of vocabularies in the order of their lists.
    #[must_use]
    pub fn ordered_choices(&self, search: &Search) -> Vec<FacetValue> {
        let of_facet = |facet: &Facet| -> Vec<FacetValue> {
            match facet.value_list() {
                ValueList::Vocabulary => {
                    let mut values = self.listed_values(*facet);
                    values.retain(|value| search.chooses(value));
                    values
                }
                ValueList::Short | ValueList::Long => search.choices_of(*facet).cloned().collect(),
            }
        };
        let chosen = Facet::ALL.iter().filter(|facet| search.facet_len(**facet) > 0);
        chosen.flat_map(of_facet).collect()
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
            FacetValue::Fees(fees) => fees.code().to_owned(),
        }
    }

    /// Display name of `choice`; the slug for a state and for fees, whose words are in the messages.
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
            FacetValue::Fees(fees) => Some(fees.code()),
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
    unknown: Vec<ParamValue>,
    excess: Vec<ParamValue>,
}

impl<'a> SearchBuilder<'a> {
    fn new(catalogue: &'a Catalogue, text: String) -> Self {
        let bytes = encoded_len("q", &text);
        let search = Search::of_text(text);
        Self { catalogue, search, bytes, unknown: Vec::new(), excess: Vec::new() }
    }

    /// Reads `text`, a value of `facet` in a link.
    fn add(&mut self, facet: Facet, text: &str) {
        match self.catalogue.parse_value(facet, text) {
            Some(choice) if self.search.chooses(&choice) => {}
            Some(choice) if self.has_room_for(&choice) => {
                self.bytes += self.encoded_len(&choice);
                self.search.choose(choice);
            }
            Some(_) => self.excess.push(ParamValue::new(facet.param(), text)),
            None => self.unknown.push(ParamValue::new(facet.param(), text)),
        }
    }

    /// True if the search stays within its limits with `choice`.
    fn has_room_for(&self, choice: &FacetValue) -> bool {
        self.search.facet_len(choice.facet()) < MAX_FACET_VALUES
            && self.search.choices().len() < MAX_VALUES
            && self.bytes + self.encoded_len(choice) <= MAX_SEARCH_BYTES
    }

    fn encoded_len(&self, choice: &FacetValue) -> usize {
        encoded_len(choice.facet().param(), &self.catalogue.param_value(choice))
    }
}

/// Length in bytes of `&name=value` in a URL, percent-encoded.
fn encoded_len(name: &str, value: &str) -> usize {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.len() + 2 + value.bytes().map(|byte| if plain(byte) { 1 } else { 3 }).sum::<usize>()
}

/// Text on one line, truncated to [`MAX_QUERY_CHARS`] characters, [`MAX_QUERY_BYTES`] and [`MAX_QUERY_WORDS`] words
/// that carry meaning; true if it was truncated.
fn query_text(typed: &[String]) -> (String, bool) {
    let typed = without_controls(&without_invisible_spaces(&typed.join(" ")));
    let typed = typed.trim();
    let mut bytes = 0;
    let kept = typed.chars().take(MAX_QUERY_CHARS).take_while(|c| {
        bytes += encoded_len("", c.encode_utf8(&mut [0; 4])) - 2;
        bytes <= MAX_QUERY_BYTES
    });
    let text: String = kept.collect();
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
    unknown: &mut Vec<ParamValue>,
    find: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    values.iter().filter(|value| !value.is_empty()).find_map(|value| {
        let found = find(value);
        if found.is_none() {
            unknown.push(ParamValue::new(name, value));
        }
        found
    })
}

/// Page number, 1 by default; an invalid value is added to `unknown`.
pub fn page_number(values: &[String], unknown: &mut Vec<ParamValue>) -> NonZeroU32 {
    let Some(value) = values.iter().find(|value| !value.is_empty()) else { return NonZeroU32::MIN };
    value.parse().unwrap_or_else(|_| {
        unknown.push(ParamValue::new("page", value));
        NonZeroU32::MIN
    })
}

/// Returns the circle that the parameters describe, or `None` without a valid point. A radius out
/// of range is clamped; each invalid value, and each value that needs a point when there is none,
/// is added to `unknown`.
pub(super) fn parse_radius(
    params: &SearchParams,
    unknown: &mut Vec<ParamValue>,
) -> Option<SearchCircle> {
    let all = |values: &[String]| -> Vec<String> {
        values.iter().filter(|value| !value.is_empty()).cloned().collect()
    };
    let (lat, lon) = (all(&params.lat), all(&params.lon));
    let given = |values: &[String]| all(values).into_iter().next();
    let (radius, order) = (given(&params.rayon), given(&params.tri));
    let Ok(at) = coordinates::parse_position(&lat, &lon) else {
        unknown.extend(lat.into_iter().map(|value| ParamValue::new("lat", value)));
        unknown.extend(lon.into_iter().map(|value| ParamValue::new("lon", value)));
        unknown.extend(radius.map(|value| ParamValue::new("rayon", value)));
        unknown.extend(order.map(|value| ParamValue::new("tri", value)));
        return None;
    };
    let metres = radius.map_or(DEFAULT_RADIUS_METRES, |text| metres(text, unknown));
    let mut around = SearchCircle::new(at, metres).ok()?;
    match order.as_deref() {
        None => {}
        Some("distance") => around.nearest_first = true,
        Some(other) => unknown.push(ParamValue::new("tri", other)),
    }
    Some(around)
}

fn metres(text: String, unknown: &mut Vec<ParamValue>) -> u32 {
    let metres = text.parse::<u32>().ok();
    let kept = metres
        .map_or(DEFAULT_RADIUS_METRES, |metres| metres.clamp(MIN_RADIUS_METRES, MAX_RADIUS_METRES));
    if metres != Some(kept) {
        unknown.push(ParamValue::new("rayon", text));
    }
    kept
}
