//! View of the list of organisations.

use askama::Template;

use super::filters::{
    BarrierOption, OpeningOption, PlaceFilter, barrier_options, chips, departement_options,
    heading, kind_options, opening_options, place_filters, place_links, relaxed_links,
};
use crate::catalogue::{
    Catalogue, EmptyOrganisations, OrganisationsContent, ParsedOrganisationSearch,
};
use crate::domain::search::OrganisationSearch;
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Crumb, FilterOption, Link, NumberLine, OrganisationCard, Pagination, TextNotices, breadcrumb,
    need_link, unknown_values_notice,
};
use crate::web::directory::search::{MatchLines, MatchWords};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/organisation/index.html")]
pub struct OrganisationsView<'a> {
    title: String,
    heading: String,
    description: String,
    canonical: String,
    /// True for pages that search engines should not index: text searches, several filters, empty results.
    no_index: bool,
    crumbs: Vec<Crumb>,
    text: &'a str,
    kinds: Vec<FilterOption>,
    departements: Vec<FilterOption>,
    barriers: Vec<BarrierOption<'a>>,
    openings: Vec<OpeningOption>,
    place_filters: Vec<PlaceFilter>,
    notices: Vec<String>,
    places: Vec<Link>,
    count: String,
    /// URL of all results to print, if there are any.
    printed: Option<String>,
    corrected: Option<String>,
    text_notices: TextNotices<'a>,
    chips: Vec<Link>,
    hits: Hits<'a>,
    pagination: Pagination,
    empty: Option<EmptyView<'a>>,
    /// Place typed that nobody knows; empty if there is none.
    unknown_place: &'a str,
    page: Page,
}

/// Opening of the reasons of organisations.
const MATCH_WORDS: MatchWords =
    MatchWords { one: messages::MATCH_ORGANISATION, all: messages::MATCH_ALL_ORGANISATIONS };

/// Ways on from a search without results.
struct EmptyView<'a> {
    /// Links that drop one filter each, or keep one alone.
    relaxed: Vec<Link>,
    /// Needs desk, or else the page of the place or of the barrier, or the list of needs.
    need: Link,
    number: Option<NumberLine<'a>>,
}

impl<'a> EmptyView<'a> {
    fn new(
        page: &Page,
        catalogue: &Catalogue,
        search: &OrganisationSearch,
        empty: &EmptyOrganisations<'a>,
    ) -> Self {
        let need = match (empty.need, empty.barrier) {
            (Some(need), _) => need_link(page, catalogue, need, &[]),
            (None, Some(it)) => Link::new(
                page.tv(messages::NEED_PLACE, it.label.as_str()),
                paths::barrier(&it.slug),
            ),
            (None, None) => Link::new(page.t(messages::ORGANISATIONS_EMPTY_NEEDS), paths::BARRIERS),
        };
        Self {
            relaxed: relaxed_links(page, catalogue, search, &empty.relaxed),
            need,
            number: empty.number.map(|it| NumberLine::new(page, catalogue, it)),
        }
    }
}

impl<'a> OrganisationsView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &OrganisationsContent<'a>) -> Self {
        let OrganisationsContent { parsed, results, places, empty: leads, .. } = content;
        let search = &parsed.search;
        let link = |number| paths::organisations(catalogue, search, number);
        let heading = heading(&page, catalogue, search);
        let args = [("value", Arg::Text(heading.as_str())), ("n", Arg::Count(results.total))];
        let chips = chips(&page, catalogue, search);
        let empty = results.total == 0;
        Self {
            title: title(&page, &heading, results.page),
            description: page.ta(messages::ORGANISATIONS_DESCRIPTION, &args),
            canonical: page.absolute_url(&link(results.page)),
            no_index: !search.text.is_empty() || chips.len() > 1 || empty,
            crumbs: breadcrumb(&page, [], page.t(messages::NAV_ORGANISATIONS)),
            text: &search.text,
            kinds: kind_options(catalogue, search, &results.counts),
            departements: departement_options(catalogue, search, &results.counts),
            barriers: barrier_options(catalogue, search),
            openings: opening_options(&page, search),
            place_filters: place_filters(&page, catalogue, search),
            notices: notices(&page, parsed),
            places: place_links(&page, catalogue, places),
            count: page.tn(
                if empty { messages::ORGANISATIONS_NOTHING } else { messages::ORGANISATIONS_COUNT },
                results.total,
            ),
            printed: (!empty).then(|| paths::printed_organisations(catalogue, search)),
            corrected: results
                .corrected_text
                .as_ref()
                .map(|text| page.tv(messages::SEARCH_CORRECTED, text)),
            text_notices: text_notices(&page, catalogue, content),
            hits: Hits::new(&page, catalogue, content),
            pagination: Pagination::new(results.page, results.pages, link),
            empty: leads.as_ref().map(|it| EmptyView::new(&page, catalogue, search, it)),
            unknown_place: parsed.unknown_place.as_deref().unwrap_or_default(),
            chips,
            heading,
            page,
        }
    }
}

/// Organisations of the page.
struct Hits<'a> {
    cards: Vec<OrganisationCard<'a>>,
    /// Reason of all of them, if it is the same.
    shared_reason: Option<String>,
}

impl<'a> Hits<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, content: &OrganisationsContent<'a>) -> Self {
        let matches = MatchLines::new(page, catalogue, MATCH_WORDS, &content.match_reasons);
        let card = |(organisation, match_reason)| OrganisationCard {
            match_reason,
            ..OrganisationCard::new(page, catalogue, organisation)
        };
        let hits = content.results.hits.iter().copied().zip(matches.lines);
        Self { cards: hits.map(card).collect(), shared_reason: matches.shared }
    }
}

fn text_notices<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &OrganisationsContent<'_>,
) -> TextNotices<'a> {
    let OrganisationsContent { parsed, results, .. } = content;
    let text_notices = TextNotices::new(page, catalogue, &parsed.search.text, &results.reading);
    text_notices.or_of_place(page, catalogue, parsed.unknown_place.as_deref())
}

/// Page title: `heading` and the page number.
fn title(page: &Page, heading: &str, number: usize) -> String {
    let args = [("value", Arg::Text(heading)), ("n", Arg::Count(number))];
    if number == 1 { heading.to_owned() } else { page.ta(messages::SEARCH_TITLE_PAGE, &args) }
}

fn notices(page: &Page, parsed: &ParsedOrganisationSearch) -> Vec<String> {
    let cut = parsed.truncated.then(|| page.t(messages::SEARCH_CUT).into_owned());
    unknown_values_notice(page, &parsed.unknown).into_iter().chain(cut).collect()
}
