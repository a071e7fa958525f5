//! Links around the results: suggestions, wider searches, filter chips.

use super::match_reasons::meaning_label;
use crate::catalogue::{
    Catalogue, Facets, FoundOrganisations, PartMeaning, Relaxation, RelaxedSearch, ResultsContent,
    TextReading, UnmetBarrier, WiderArea, WiderSearch,
};
use crate::domain::directory::{Fees, InitiativeState, Meaning};
use crate::domain::search::{
    Facet, FacetValue, MAX_VALUES, OpeningFilter, OrganisationSearch, Search, SearchCriterion,
};
use crate::i18n::{Arg, messages};
use crate::web::components::Link;
use crate::web::{Page, paths};

/// Maximum total bytes of the URLs in one list of links. Each repeats the search, so the list would
/// grow with the square of the number of chosen values.
const MAX_LIST_BYTES: usize = 16 * 1024;

/// Filter chips: the criteria of the search, each with the link that drops it.
#[derive(Debug)]
pub struct Chips {
    /// First chips, within [`MAX_LIST_BYTES`]; dropping one reveals the next.
    pub links: Vec<Link>,
    /// Number of chips not shown.
    pub more: usize,
}

impl Chips {
    /// Chips of the results page of `search`, whose text is read as `reading`.
    pub fn of_results(
        page: &Page,
        catalogue: &Catalogue,
        search: &Search,
        reading: &TextReading,
    ) -> Self {
        Self::new(page, catalogue, search, reading, |all, it| paths::search(all, it, 1))
    }

    /// Same as [`Self::of_results`], of the map.
    pub fn of_map(
        page: &Page,
        catalogue: &Catalogue,
        search: &Search,
        reading: &TextReading,
    ) -> Self {
        Self::new(page, catalogue, search, reading, paths::search_map)
    }

    /// `address` returns the URL of a search.
    fn new(
        page: &Page,
        catalogue: &Catalogue,
        search: &Search,
        reading: &TextReading,
        address: impl Fn(&Catalogue, &Search) -> String,
    ) -> Self {
        let read = text_chips(page, catalogue, search, reading);
        let text = !search.text.is_empty() && read.is_empty();
        let text = text.then_some(SearchCriterion::Text);
        let around = search.circle.map(|_| SearchCriterion::Circle);
        let choices =
            catalogue.ordered_choices(search).into_iter().map(SearchCriterion::FacetValue);
        let criteria: Vec<_> = text.into_iter().chain(around).chain(choices).collect();
        let mut bytes = 0;
        let total = read.len() + criteria.len();
        let read = read.iter().map(|(label, text)| Link {
            label: label.clone(),
            href: address(catalogue, &search.with_text(text.as_str())),
        });
        let links = criteria.iter().map(|criterion| Link {
            label: label(page, catalogue, search, criterion),
            href: address(catalogue, &search.without(criterion)),
        });
        let links = read.chain(links);
        let links = links.take_while(|link| {
            bytes += link.href.len();
            bytes <= MAX_LIST_BYTES
        });
        let links: Vec<Link> = links.collect();
        Self { more: total - links.len(), links }
    }

    /// Number of criteria.
    pub const fn len(&self) -> usize {
        self.links.len() + self.more
    }
}

/// Parts of the text that were read as a place or as values, each with its label and the text without it; then the
/// other words. None if nothing was read.
fn text_chips(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    reading: &TextReading,
) -> Vec<(String, String)> {
    let text = search.text.as_str();
    let mut labels: Vec<Option<String>> = Vec::new();
    for part in &reading.parts {
        let typed = text.get(part.range.clone()).unwrap_or_default();
        labels.push(match &part.meaning {
            PartMeaning::Place => Some(catalogue.place_label(typed).to_owned()),
            PartMeaning::Values(values) if values.iter().any(|it| is_chosen(search, it)) => {
                Some(page.tv(messages::QUOTED, typed))
            }
            PartMeaning::Values(values) => Some(value_label(page, catalogue, values, typed)),
            PartMeaning::Words => None,
        });
    }
    if labels.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut chips: Vec<(String, String)> = Vec::new();
    let words = reading.text_of(text, |part| part.meaning == PartMeaning::Words);
    let quoted = (!words.is_empty()).then(|| page.tv(messages::QUOTED, &words));
    let all = labels.iter().flatten().map(|it| (it.clone(), Some(it)));
    for (shown, label) in all.chain(quoted.map(|quoted| (quoted, None))) {
        let others = reading.parts.iter().zip(&labels).filter(|(_, it)| it.as_ref() != label);
        let others = others.filter_map(|(part, _)| text.get(part.range.clone()));
        let rest = others.collect::<Vec<_>>().join(" ");
        if !chips.iter().any(|(known, _)| *known == shown) {
            chips.push((shown, rest));
        }
    }
    chips
}

/// True if `value` has a chip of its own, as a choice of `search`.
fn is_chosen(search: &Search, value: &Meaning) -> bool {
    let choice = match value {
        Meaning::Barrier(slug) => FacetValue::Barrier(slug.clone()),
        Meaning::Audience(slug) => FacetValue::Audience(slug.clone()),
        Meaning::Fees(fees) => FacetValue::Fees(*fees),
        Meaning::Kind(_) | Meaning::Number(_) => return false,
    };
    search.chooses(&choice)
}

/// Label of the first of `values` that has one; `typed` for national numbers.
fn value_label(page: &Page, catalogue: &Catalogue, values: &[Meaning], typed: &str) -> String {
    let label = values.iter().find_map(|value| match value {
        Meaning::Fees(Fees::Free) => Some(page.t(messages::CHIP_FREE).into_owned()),
        Meaning::Fees(Fees::Paying) | Meaning::Number(_) => None,
        Meaning::Barrier(_) | Meaning::Audience(_) | Meaning::Kind(_) => {
            meaning_label(page, catalogue, value)
        }
    });
    label.unwrap_or_else(|| page.tv(messages::QUOTED, typed))
}

/// Label of a criterion.
fn label(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    criterion: &SearchCriterion,
) -> String {
    match criterion {
        SearchCriterion::FacetValue(choice) => page.lang.choice(choice, catalogue.label(choice)),
        SearchCriterion::Text => page.tv(messages::QUOTED, &search.text),
        SearchCriterion::Circle => radius_label(page, search).unwrap_or_default(),
    }
}

/// « Autour du point, à 5 km au plus ».
pub fn radius_label(page: &Page, search: &Search) -> Option<String> {
    let metres = search.circle?.metres();
    Some(page.tv(messages::AROUND_WITHIN, &page.lang.distance(metres.into())))
}

/// Links to searches with fewer criteria that have results.
pub fn relaxed_searches(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    relaxed: &[RelaxedSearch],
) -> Vec<Link> {
    let link = |relaxed: &RelaxedSearch| {
        let (key, criterion) = match &relaxed.relaxation {
            Relaxation::Without(criterion) => (messages::EMPTY_WITHOUT, criterion),
            Relaxation::Only(criterion) => (messages::EMPTY_ONLY, criterion),
        };
        let value = label(page, catalogue, search, criterion);
        let args = [("value", Arg::Text(value.as_str())), ("n", Arg::Count(relaxed.total))];
        Link::new(page.ta(key, &args), paths::search(catalogue, &relaxed.search, 1))
    };
    // Without any criterion every initiative is found: that answers nothing.
    let narrow = |it: &&RelaxedSearch| it.search != Search::default();
    relaxed.iter().filter(narrow).map(link).collect()
}

/// Link to the ended initiatives, which are hidden by default, with their number. Without a chosen
/// state that is the count of the value « Terminée ».
pub fn ended_link(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    facets: &Facets,
) -> Option<Link> {
    let ended = FacetValue::State(InitiativeState::Ended);
    let states = facets.of(Facet::State).iter();
    let count = states.filter(|it| it.choice == ended).map(|it| it.count).find(|it| *it > 0)?;
    let room = search.facet_len(Facet::State) == 0 && search.choices().len() < MAX_VALUES;
    room.then(|| {
        let href = paths::search(catalogue, &search.toggling(&ended), 1);
        Link::new(page.tn(messages::SEARCH_ENDED, count), href)
    })
}

/// Links to wider searches: the rest of the text in a wider area, all offers of the place.
pub fn wider_links(page: &Page, catalogue: &Catalogue, wider: &[WiderSearch<'_>]) -> Vec<Link> {
    let link = |WiderSearch { search, area, total }: &WiderSearch<'_>| {
        let (key, place) = match area {
            WiderArea::Departement(it) => (messages::EMPTY_WIDER, page.lang.in_departement(it)),
            WiderArea::Region => {
                (messages::EMPTY_WIDER, page.t(messages::EMPTY_IN_REGION).into_owned())
            }
            WiderArea::Commune(it) => {
                (messages::EMPTY_ALL_HERE, page.lang.in_commune(it.name.as_str()))
            }
        };
        let args = [
            ("text", Arg::Text(search.text.as_str())),
            ("place", Arg::Text(place.as_str())),
            ("n", Arg::Count(*total)),
        ];
        Link::new(page.ta(key, &args), paths::search(catalogue, search, 1))
    };
    wider.iter().map(link).collect()
}

/// Links to the results in the region of barriers without results under the other criteria.
pub fn unmet_barrier_links(
    page: &Page,
    catalogue: &Catalogue,
    unmet: &[UnmetBarrier<'_>],
) -> Vec<Link> {
    let link = |UnmetBarrier { barrier, search, total }: &UnmetBarrier<'_>| {
        let args = [("value", Arg::Text(barrier.label.as_str())), ("n", Arg::Count(*total))];
        Link::new(page.ta(messages::SEARCH_UNMET, &args), paths::search(catalogue, search, 1))
    };
    unmet.iter().map(link).collect()
}

/// Link to the organisations that match the text and are open when it asks for, with their number; `None` if there
/// are none.
pub fn organisations_link(
    page: &Page,
    catalogue: &Catalogue,
    content: &ResultsContent<'_>,
) -> Option<Link> {
    let FoundOrganisations { search, total } = &content.organisations;
    let total = *total;
    (total > 0).then(|| {
        let place = place_of(page, catalogue, search);
        let args = [
            ("value", Arg::Text(search.text.as_str())),
            ("n", Arg::Count(total)),
            ("place", Arg::Text(&place)),
        ];
        let message = match (search.opening, search.text.is_empty()) {
            (Some(OpeningFilter::At(_)), true) => messages::SEARCH_OPEN_NOW,
            (Some(OpeningFilter::At(_)), false) => messages::SEARCH_OPEN_NOW_FOR,
            (Some(OpeningFilter::Saturday), true) => messages::SEARCH_OPEN_SATURDAY,
            (Some(OpeningFilter::Saturday), false) => messages::SEARCH_OPEN_SATURDAY_FOR,
            (None, _) if place.is_empty() => messages::SEARCH_ORGANISATIONS,
            (None, _) => messages::SEARCH_ORGANISATIONS_AT,
        };
        Link::new(page.ta(message, &args), paths::organisations(catalogue, search, 1))
    })
}

/// « au Sanitas », « à Tours » or « en Indre-et-Loire »; empty without a place.
fn place_of(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    let neighbourhood = search.neighbourhood.as_ref().and_then(|it| catalogue.neighbourhood(it));
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code));
    let departement = search.departement.as_ref().and_then(|code| catalogue.departement(code));
    let place = neighbourhood.map(|it| page.lang.in_neighbourhood(it));
    let place = place.or_else(|| commune.map(|it| page.lang.in_commune(it.name.as_str())));
    place.or_else(|| departement.map(|it| page.lang.in_departement(it))).unwrap_or_default()
}
