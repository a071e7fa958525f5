//! View of the results page.

use std::borrow::Cow;

use askama::Template;

use super::facets::{Filter, FilterContent, OpenFilters, filters, has_filter};
use super::links::{self, Chips};
use super::match_reasons::{MatchLines, MatchWords};
use super::places::place_links;
use super::radius::{RadiusLinks, set_reasons};
use crate::catalogue::{
    Catalogue, EmptyResults, MatchReason, ParsedSearch, Results, ResultsContent, SearchNeed,
    UnknownValues,
};
use crate::domain::directory::InitiativeState;
use crate::domain::search::{
    Facet, FacetValue, MAX_FACET_VALUES, MAX_VALUES, OpeningFilter, ParamValue, Search,
    SearchCircle,
};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    Card, Crumb, Link, LinkPreview, NumberLine, OrganisationCard, Pagination, PlaceLink,
    TextNotices, breadcrumb, cards, need_link as need_link_to, unknown_values_notice,
};
use crate::web::{Page, paths};

/// Number of chosen values named in the heading.
const IN_HEADING: usize = 2;

#[derive(Template)]
#[template(path = "directory/search/index.html")]
pub struct SearchView<'a> {
    head: Head,
    crumbs: Vec<Crumb>,
    text: &'a str,
    /// Hidden fields of the text form: all other criteria.
    text_form_fields: Vec<ParamValue>,
    /// Hidden fields of the filter form: criteria without a visible filter.
    filter_form_fields: Vec<ParamValue>,
    filters: Vec<Filter>,
    /// True if the address opens a filter.
    opens_filter: bool,
    notices: Vec<String>,
    /// Place typed that nobody knows; empty if there is none.
    unknown_place: &'a str,
    places: Vec<PlaceLink>,
    count: String,
    corrected: Option<String>,
    text_notices: TextNotices<'a>,
    chips: Chips,
    around: Option<RadiusLinks>,
    /// URL of the same search on a map.
    map: String,
    /// URL of all results to print, if there are any.
    printed: Option<String>,
    hits: Hits<'a>,
    pagination: Pagination,
    empty: Option<EmptyLinks<'a>>,
    /// Chosen barriers without results under the other criteria.
    unmet_barriers: Vec<Link>,
    /// Needs desk for the barrier and the place of the search, or the page of the place.
    need: Option<Link>,
    organisations: Option<Link>,
    called: CalledOrganisations<'a>,
    ended: Option<Link>,
    page: Page,
}

/// Title, heading and metadata of the page.
struct Head {
    title: String,
    heading: String,
    description: String,
    canonical: String,
    /// True for pages that search engines should not index: text searches, several filters, empty results.
    no_index: bool,
    /// `None` if the address tells a position.
    link_preview: Option<LinkPreview>,
}

/// Initiatives that match but for a chosen value, which is unknown.
struct UnknownValueResults<'a> {
    /// Number of them, on all pages.
    count: String,
    note: Cow<'static, str>,
    cards: Vec<Card<'a>>,
}

impl<'a> UnknownValueResults<'a> {
    /// `None` if there are none on this page.
    fn new(page: &Page, results: &Results<'_>, cards: Vec<Card<'a>>) -> Option<Self> {
        let UnknownValues { audience, fees, .. } = results.unknown_values;
        let note = match (audience, fees) {
            (_, 0) => messages::SEARCH_UNKNOWN_AUDIENCE_NOTE,
            (0, _) => messages::SEARCH_UNKNOWN_FEES_NOTE,
            _ => messages::SEARCH_UNKNOWN_BOTH_NOTE,
        };
        let is_shown = !cards.is_empty();
        is_shown.then(|| Self {
            count: unknown_values_title(page, results),
            note: page.t(note),
            cards,
        })
    }
}

/// « 3 autres initiatives, sans précision sur le public »
pub fn unknown_values_title(page: &Page, results: &Results<'_>) -> String {
    let UnknownValues { total, audience, fees } = results.unknown_values;
    let title = match (audience, fees) {
        (_, 0) => messages::SEARCH_UNKNOWN_AUDIENCE,
        (0, _) => messages::SEARCH_UNKNOWN_FEES,
        _ => messages::SEARCH_UNKNOWN_BOTH,
    };
    page.tn(title, total)
}

/// Opening of the reasons of initiatives.
const MATCH_WORDS: MatchWords = MatchWords { one: messages::MATCH_ONE, all: messages::MATCH_ALL };

/// Links to suggestions for a search without results.
struct EmptyLinks<'a> {
    spelling: Option<Link>,
    relaxed: Vec<Link>,
    /// Wider searches, if the text contains a place.
    wider: Vec<Link>,
    /// National number to call.
    number: Option<NumberLine<'a>>,
}

impl<'a> SearchView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        content: &ResultsContent<'a>,
        open: &OpenFilters,
    ) -> Self {
        let ResultsContent { parsed, results, .. } = content;
        let search = &parsed.search_page.search;
        let corrected = results.corrected_text.as_deref();
        let text = (!search.text.is_empty()).then(|| ParamValue::new("q", &search.text));
        let unseen = |choice: &FacetValue| !has_filter(choice.facet());
        Self {
            head: Head::new(&page, catalogue, search, results),
            crumbs: breadcrumb(&page, [], page.t(messages::NAV_INITIATIVES)),
            text: &search.text,
            text_form_fields: hidden(catalogue, search, |_| true).collect(),
            filter_form_fields: text.into_iter().chain(hidden(catalogue, search, unseen)).collect(),
            notices: notices(&page, parsed, results.page),
            unknown_place: parsed.unknown_place.as_deref().unwrap_or_default(),
            places: place_links(&page, catalogue, &content.places),
            count: count(&page, search, results),
            corrected: corrected.map(|it| page.tv(messages::SEARCH_CORRECTED, it)),
            text_notices: text_notices(&page, catalogue, content),
            chips: Chips::of_results(&page, catalogue, search, &results.reading),
            map: paths::search_map(catalogue, search),
            printed: (results.total + results.unknown_values.total > 0)
                .then(|| paths::printed_search(catalogue, search)),
            around: RadiusLinks::new(&page, catalogue, search),
            hits: Hits::new(&page, catalogue, content),
            pagination: Pagination::new(results.page, results.pages, |n| {
                paths::search(catalogue, search, n)
            }),
            empty: content.empty.as_ref().map(|it| EmptyLinks::new(&page, catalogue, search, it)),
            unmet_barriers: links::unmet_barrier_links(&page, catalogue, &content.unmet_barriers),
            need: need_link(&page, catalogue, content),
            organisations: links::organisations_link(&page, catalogue, content),
            called: CalledOrganisations::new(&page, catalogue, content),
            ended: links::ended_link(&page, catalogue, search, &results.facets),
            filters: filters(page.lang, catalogue, search, results, open),
            opens_filter: open.is_requested(),
            page,
        }
    }
}

/// Results of the page.
struct Hits<'a> {
    cards: Vec<Card<'a>>,
    /// Reason of all cards, if it is the same.
    shared_reason: Option<String>,
    /// True if a result is old or without a date.
    has_old: bool,
    /// Initiatives whose audience or price is chosen and unknown.
    unknown_values: Option<UnknownValueResults<'a>>,
}

impl<'a> Hits<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, content: &ResultsContent<'a>) -> Self {
        let results = &content.results;
        let mut found = cards(page.lang, catalogue, &results.hits);
        set_reasons(page, catalogue, results, &mut found);
        let mut unknown_values = found.split_off(found.len() - results.unknown_value_hits);
        let (of_found, of_unknown_values) = content.match_reasons.split_at(found.len());
        let shared_reason = set_matches(page, catalogue, of_found, &mut found);
        set_matches(page, catalogue, of_unknown_values, &mut unknown_values);
        Self {
            cards: found,
            shared_reason,
            has_old: results.hits.iter().any(|it| catalogue.state(it) == InitiativeState::Dated),
            unknown_values: UnknownValueResults::new(page, results, unknown_values),
        }
    }
}

fn text_notices<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &ResultsContent<'_>,
) -> TextNotices<'a> {
    let ResultsContent { parsed, results, .. } = content;
    let text = &parsed.search_page.search.text;
    let text_notices = TextNotices::new(page, catalogue, text, &results.reading);
    text_notices.or_of_place(page, catalogue, parsed.unknown_place.as_deref())
}

/// Sets the reason of each card, or returns the one that all share.
fn set_matches(
    page: &Page,
    catalogue: &Catalogue,
    reasons: &[MatchReason<'_>],
    cards: &mut [Card<'_>],
) -> Option<String> {
    let MatchLines { shared, lines } = MatchLines::new(page, catalogue, MATCH_WORDS, reasons);
    for (card, line) in cards.iter_mut().zip(lines) {
        card.match_reason = line;
    }
    shared
}

/// Organisations that the text names, above the results.
struct CalledOrganisations<'a> {
    title: Cow<'static, str>,
    cards: Vec<OrganisationCard<'a>>,
    /// True if the text asks for a time: the link to those open then stands above the results.
    asks_opening: bool,
}

impl<'a> CalledOrganisations<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, content: &ResultsContent<'a>) -> Self {
        let opening = content.organisations.search.opening;
        let card = |it: &&'a _| OrganisationCard::new(page, catalogue, it);
        let mut named = content.named_organisations.iter();
        let title = if named.any(|it| it.facts.phone.is_some()) {
            called_title(opening)
        } else {
            messages::SEARCH_NAMED
        };
        Self {
            title: page.t(title),
            cards: content.named_organisations.iter().map(card).collect(),
            asks_opening: opening.is_some(),
        }
    }
}

const fn called_title(opening: Option<OpeningFilter>) -> &'static Key {
    match opening {
        Some(OpeningFilter::At(_)) => messages::SEARCH_CALL_NOW,
        Some(OpeningFilter::Saturday) => messages::SEARCH_CALL_SATURDAY,
        None => messages::SEARCH_CALL_FIRST,
    }
}

/// Needs desk, or page of the place unless the page links to it already.
fn need_link(page: &Page, catalogue: &Catalogue, content: &ResultsContent<'_>) -> Option<Link> {
    let is_shown = |need: &&SearchNeed<'_>| need.barrier.is_some() || content.places.is_empty();
    let need = content.need.as_ref().filter(is_shown)?;
    let search = &content.parsed.search_page.search;
    let audiences = search.choices_of(Facet::Audience).filter_map(|choice| {
        if let FacetValue::Audience(slug) = choice { Some(slug.clone()) } else { None }
    });
    Some(need_link_to(page, catalogue, *need, &audiences.collect::<Vec<_>>()))
}

impl<'a> EmptyLinks<'a> {
    fn new(page: &Page, catalogue: &Catalogue, search: &Search, empty: &EmptyResults<'a>) -> Self {
        let spelling = empty.spelling.as_ref();
        let spelling = spelling.map(|it| Link::new(&it.text, paths::search(catalogue, it, 1)));
        Self {
            spelling,
            relaxed: links::relaxed_searches(page, catalogue, search, &empty.relaxed),
            wider: links::wider_links(page, catalogue, &empty.wider),
            number: empty.number.map(|it| NumberLine::new(page, catalogue, it)),
        }
    }
}

impl Head {
    fn new(page: &Page, catalogue: &Catalogue, search: &Search, results: &Results<'_>) -> Self {
        let heading = heading(page, catalogue, search, usize::MAX);
        let with = |key, n| page.ta(key, &[("value", Arg::Text(&heading)), ("n", Arg::Count(n))]);
        let several = search.choices().len() > 1 || search.circle.is_some();
        let description = with(messages::SEARCH_DESCRIPTION, results.total);
        let criteria = usize::from(!search.text.is_empty())
            + usize::from(search.circle.is_some())
            + search.choices().len();
        let is_long = criteria > IN_HEADING;
        let short = is_long.then(|| self::heading(page, catalogue, search, IN_HEADING));
        Self {
            title: match results.page {
                1 => heading.clone(),
                number => with(messages::SEARCH_TITLE_PAGE, number),
            },
            link_preview: search.circle.is_none().then(|| {
                let path = paths::search(catalogue, search, results.page);
                let image = paths::search_preview(catalogue, search);
                LinkPreview::new(page, &heading, &description, &path, &image)
            }),
            description,
            canonical: page.absolute_url(&paths::search(catalogue, search, results.page)),
            no_index: !search.text.is_empty() || several || results.total == 0,
            heading: short.unwrap_or(heading),
        }
    }
}

/// Heading: « Toutes les initiatives », or the first `most` criteria and the number of the others;
/// the chips list them all.
pub fn heading(page: &Page, catalogue: &Catalogue, search: &Search, most: usize) -> String {
    let mut values = criteria(page, catalogue, search);
    let more = values.len().saturating_sub(most);
    if more > 0 {
        values.truncate(most);
        let named = values.join(", ");
        let args = [("value", Arg::Text(named.as_str())), ("n", Arg::Count(more))];
        page.ta(messages::SEARCH_TITLE_MORE, &args)
    } else if values.is_empty() {
        page.t(messages::SEARCH_TITLE_ALL).into_owned()
    } else {
        page.tv(messages::SEARCH_TITLE_CHOSEN, &values.join(", "))
    }
}

/// Criteria of `search`, in words.
pub fn criteria(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<String> {
    let text = (!search.text.is_empty()).then(|| page.tv(messages::QUOTED, &search.text));
    let choices = catalogue.ordered_choices(search);
    let labels = choices.iter().map(|choice| page.lang.choice(choice, catalogue.label(choice)));
    let around = links::radius_label(page, search);
    text.into_iter().chain(around).chain(labels).collect()
}

fn hidden(
    catalogue: &Catalogue,
    search: &Search,
    keep: impl Fn(&FacetValue) -> bool,
) -> impl Iterator<Item = ParamValue> {
    let choices = search.choices().iter().filter(move |choice| keep(choice));
    let choices = choices.map(|choice| catalogue.facet_param(choice));
    choices.chain(search.circle.map(SearchCircle::params).unwrap_or_default())
}

/// Notices: those of [`value_notices`], and one for a page number beyond the last.
fn notices(page: &Page, parsed: &ParsedSearch, shown: usize) -> Vec<String> {
    let asked = usize::try_from(parsed.search_page.number.get()).unwrap_or(usize::MAX);
    let beyond = (asked > shown).then(|| page.tn(messages::SEARCH_BEYOND, shown));
    value_notices(page, parsed).into_iter().chain(beyond).collect()
}

/// Notices on unknown values, values beyond the limits, and a truncated text.
pub fn value_notices(page: &Page, parsed: &ParsedSearch) -> Vec<String> {
    let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(MAX_VALUES))];
    let excess = (!parsed.excess.is_empty()).then(|| page.ta(messages::SEARCH_TOO_MANY, &args));
    let cut = parsed.truncated.then(|| page.t(messages::SEARCH_CUT).into_owned());
    unknown_values_notice(page, &parsed.unknown).into_iter().chain(excess).chain(cut).collect()
}

fn count(page: &Page, search: &Search, results: &Results<'_>) -> String {
    let nearest = search.circle.is_some_and(|around| around.nearest_first);
    let key = match (results.total, search.text.is_empty()) {
        (0, _) => messages::SEARCH_NOTHING,
        _ if nearest => messages::SEARCH_COUNT_NEAREST,
        (_, true) if !results.reasons.is_empty() => messages::SEARCH_COUNT_NEAREST,
        (_, true) => messages::SEARCH_COUNT,
        (_, false) => messages::SEARCH_COUNT_RELEVANT,
    };
    page.tn(key, results.total)
}
