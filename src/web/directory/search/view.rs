//! View of the results page.

use askama::Template;

use super::facets::Filters;
use super::links::{self, Chips};
use super::places::place_links;
use super::radius::{RadiusLinks, set_distances};
use crate::catalogue::{Catalogue, ParsedSearch, Results};
use crate::domain::search::{
    FacetValue, MAX_FACET_VALUES, MAX_VALUES, Search, SearchCircle, parameter,
};
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Card, Crumb, Link, Pagination, PlaceLink, cards, unknown_values_notice,
};
use crate::web::{Page, paths};

/// Number of chosen values named in the heading.
const IN_HEADING: usize = 2;

/// Names and values of hidden form fields.
type HiddenFields = Vec<(&'static str, String)>;

#[derive(Template)]
#[template(path = "directory/search/index.html")]
pub struct SearchView<'a> {
    head: Head,
    crumbs: Vec<Crumb>,
    text: &'a str,
    /// Hidden fields of the text form: all other criteria.
    text_form_fields: HiddenFields,
    /// Hidden fields of the filter form: criteria without a visible filter.
    filter_form_fields: HiddenFields,
    filters: Filters,
    notices: Vec<String>,
    places: Vec<PlaceLink>,
    count: String,
    corrected: Option<String>,
    chips: Chips,
    around: Option<RadiusLinks>,
    /// URL of the same search on a map.
    map: String,
    hits: Vec<Card<'a>>,
    pagination: Pagination,
    empty: Option<EmptyResults>,
    /// Chosen barriers without results under the other criteria.
    unmet_barriers: Vec<Link>,
    organisations: Option<Link>,
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
}

/// Suggestions for a search without results.
struct EmptyResults {
    spelling: Option<Link>,
    relaxed: Vec<Link>,
    /// Wider searches, if the text contains a place.
    wider: Vec<Link>,
}

impl<'a> SearchView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, understood: &'a ParsedSearch) -> Self {
        let search = &understood.search_page.search;
        let results = catalogue.search(&understood.search_page);
        let mut hits = cards(page.lang, catalogue, &results.hits);
        set_distances(&page, &results, &mut hits);
        let unseen =
            |it: &FacetValue| matches!(it, FacetValue::Commune(_) | FacetValue::Organisation(_));
        let corrected = results.corrected_text.as_deref();
        let text = (!search.text.is_empty()).then(|| ("q", search.text.clone()));
        Self {
            head: Head::new(&page, catalogue, search, &results),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(messages::NAV_INITIATIVES)),
            ],
            text: &search.text,
            text_form_fields: hidden(catalogue, search, |_| true).collect(),
            filter_form_fields: text.into_iter().chain(hidden(catalogue, search, unseen)).collect(),
            notices: notices(&page, understood, results.page),
            places: place_links(&page, catalogue, search, corrected),
            count: count(&page, search, results.total),
            corrected: corrected.map(|it| page.tv(messages::SEARCH_CORRECTED, it)),
            chips: Chips::new(&page, catalogue, search, |all, it| paths::search(all, it, 1)),
            map: paths::search_map(catalogue, search),
            around: RadiusLinks::new(&page, catalogue, search),
            hits,
            pagination: Pagination::new(results.page, results.pages, |n| {
                paths::search(catalogue, search, n)
            }),
            empty: (results.total == 0).then(|| EmptyResults {
                spelling: links::spelling_link(catalogue, search),
                relaxed: links::relaxed_searches(&page, catalogue, search),
                wider: links::wider_links(&page, catalogue, search),
            }),
            unmet_barriers: links::unmet_barrier_links(&page, catalogue, search),
            organisations: links::organisations_link(&page, catalogue, search),
            ended: links::ended_link(&page, catalogue, search, &results.facets.states),
            filters: Filters::new(page.lang, catalogue, search, results.facets),
            page,
        }
    }
}

impl Head {
    fn new(page: &Page, catalogue: &Catalogue, search: &Search, results: &Results<'_>) -> Self {
        let heading = heading(page, catalogue, search, usize::MAX);
        let with = |key, n| page.ta(key, &[("value", Arg::Text(&heading)), ("n", Arg::Count(n))]);
        let several = search.choices().len() > 1 || search.circle.is_some();
        Self {
            title: match results.page {
                1 => heading.clone(),
                number => with(messages::SEARCH_TITLE_PAGE, number),
            },
            description: with(messages::SEARCH_DESCRIPTION, results.total),
            canonical: page.absolute_url(&paths::search(catalogue, search, results.page)),
            no_index: !search.text.is_empty() || several || results.total == 0,
            heading: self::heading(page, catalogue, search, IN_HEADING),
        }
    }
}

/// Heading: « Toutes les initiatives », or the first `most` criteria and the number of the others;
/// the chips list them all.
pub(super) fn heading(page: &Page, catalogue: &Catalogue, search: &Search, most: usize) -> String {
    let text = (!search.text.is_empty()).then(|| page.tv(messages::QUOTED, &search.text));
    let choices = catalogue.ordered_choices(search);
    let labels = choices.iter().map(|choice| page.lang.choice(choice, catalogue.label(choice)));
    let around = links::around(page, search);
    let mut values: Vec<String> = text.into_iter().chain(around).chain(labels).collect();
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

fn hidden(
    catalogue: &Catalogue,
    search: &Search,
    keep: impl Fn(&FacetValue) -> bool,
) -> impl Iterator<Item = (&'static str, String)> {
    let choices = search.choices().into_iter().filter(move |choice| keep(choice));
    let choices = choices.map(|choice| (parameter(&choice), catalogue.param_value(&choice)));
    choices.chain(search.circle.map(SearchCircle::query_pairs).unwrap_or_default())
}

/// Notices: those of [`unknown`], and one for a page number beyond the last.
fn notices(page: &Page, understood: &ParsedSearch, shown: usize) -> Vec<String> {
    let asked = usize::try_from(understood.search_page.number.get()).unwrap_or(usize::MAX);
    let beyond = (asked > shown).then(|| page.tn(messages::SEARCH_BEYOND, shown));
    unknown(page, understood).into_iter().chain(beyond).collect()
}

/// Notices on unknown values, values beyond the limits, and a truncated text.
pub(super) fn unknown(page: &Page, understood: &ParsedSearch) -> Vec<String> {
    let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(MAX_VALUES))];
    let excess = (!understood.excess.is_empty()).then(|| page.ta(messages::SEARCH_TOO_MANY, &args));
    let cut = understood.truncated.then(|| page.t(messages::SEARCH_CUT).into_owned());
    unknown_values_notice(page, &understood.unknown).into_iter().chain(excess).chain(cut).collect()
}

fn count(page: &Page, search: &Search, total: usize) -> String {
    let nearest = search.circle.is_some_and(|around| around.nearest_first);
    let key = match (total, search.text.is_empty()) {
        (0, _) => messages::SEARCH_NOTHING,
        _ if nearest => messages::SEARCH_COUNT_NEAREST,
        (_, true) => messages::SEARCH_COUNT,
        (_, false) => messages::SEARCH_COUNT_RELEVANT,
    };
    page.tn(key, total)
}
