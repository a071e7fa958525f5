//! View of the results page.

use askama::Template;

use super::{
    around::{AroundLinks, say_how_near},
    facets::Filters,
    links::{self, Chips},
    places::places,
};
use crate::{
    catalogue::{Catalogue, Results, Understood},
    domain::{
        around::Around,
        search::{Choice, MAX_FACET_VALUES, MAX_VALUES, Search, parameter},
    },
    i18n::{Arg, say},
    web::{
        Page,
        parts::{Card, Crumb, Link, Pager, PlaceLink, cards, unknown_notice},
        paths,
    },
};

/// Number of chosen values named in the heading.
const IN_HEADING: usize = 2;

/// Names and values of hidden form fields.
type Hidden = Vec<(&'static str, String)>;

#[derive(Template)]
#[template(path = "search/index.html")]
pub struct SearchView<'a> {
    head: Head,
    crumbs: Vec<Crumb>,
    text: &'a str,
    /// Hidden fields of the text form: all other criteria.
    kept_by_search: Hidden,
    /// Hidden fields of the filter form: criteria without a visible filter.
    kept_by_filters: Hidden,
    filters: Filters,
    notices: Vec<String>,
    places: Vec<PlaceLink>,
    count: String,
    corrected: Option<String>,
    chips: Chips,
    around: Option<AroundLinks>,
    /// URL of the same search on a map.
    map: String,
    hits: Vec<Card<'a>>,
    pager: Pager,
    nothing: Option<Nothing>,
    /// Chosen barriers without results under the other criteria.
    unmet: Vec<Link>,
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
struct Nothing {
    spelling: Option<Link>,
    relaxed: Vec<Link>,
    /// Wider searches, if the text contains a place.
    wider: Vec<Link>,
}

impl<'a> SearchView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, understood: &'a Understood) -> Self {
        let search = &understood.asked.search;
        let results = catalogue.search(&understood.asked);
        let mut hits = cards(page.lang, catalogue, &results.hits);
        say_how_near(&page, &results, &mut hits);
        let unseen = |it: &Choice| matches!(it, Choice::Commune(_) | Choice::Organisation(_));
        let text = (!search.text.is_empty()).then(|| ("q", search.text.clone()));
        Self {
            head: Head::new(&page, catalogue, search, &results),
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(say::NAV_INITIATIVES)),
            ],
            text: &search.text,
            kept_by_search: hidden(catalogue, search, |_| true).collect(),
            kept_by_filters: text.into_iter().chain(hidden(catalogue, search, unseen)).collect(),
            notices: notices(&page, understood, results.page),
            places: places(&page, catalogue, search, results.corrected.as_deref()),
            count: count(&page, search, results.total),
            corrected: results.corrected.as_ref().map(|it| page.tv(say::SEARCH_CORRECTED, it)),
            chips: Chips::new(&page, catalogue, search, |all, it| paths::search(all, it, 1)),
            map: paths::search_map(catalogue, search),
            around: AroundLinks::new(&page, catalogue, search),
            hits,
            pager: Pager::new(results.page, results.pages, |n| paths::search(catalogue, search, n)),
            nothing: (results.total == 0).then(|| Nothing {
                spelling: links::spelling(catalogue, search),
                relaxed: links::relaxed(&page, catalogue, search),
                wider: links::wider(&page, catalogue, search),
            }),
            unmet: links::unmet(&page, catalogue, search),
            organisations: links::organisations(&page, catalogue, search),
            ended: links::ended(&page, catalogue, search, &results.facets.states),
            filters: Filters::new(page.lang, catalogue, search, results.facets),
            page,
        }
    }
}

impl Head {
    fn new(page: &Page, catalogue: &Catalogue, search: &Search, results: &Results<'_>) -> Self {
        let heading = heading(page, catalogue, search, usize::MAX);
        let with = |key, n| page.ta(key, &[("value", Arg::Text(&heading)), ("n", Arg::Count(n))]);
        let several = search.choices().len() > 1 || search.around.is_some();
        Self {
            title: match results.page {
                1 => heading.clone(),
                number => with(say::SEARCH_TITLE_PAGE, number),
            },
            description: with(say::SEARCH_DESCRIPTION, results.total),
            canonical: page.absolute(&paths::search(catalogue, search, results.page)),
            no_index: !search.text.is_empty() || several || results.total == 0,
            heading: self::heading(page, catalogue, search, IN_HEADING),
        }
    }
}

/// Heading: « Toutes les initiatives », or the first `most` criteria and the number of the others;
/// the chips list them all.
pub(super) fn heading(page: &Page, catalogue: &Catalogue, search: &Search, most: usize) -> String {
    let text = (!search.text.is_empty()).then(|| page.tv(say::QUOTED, &search.text));
    let choices = catalogue.chosen(search);
    let labels = choices.iter().map(|choice| page.lang.choice(choice, catalogue.label(choice)));
    let around = links::around(page, search);
    let mut values: Vec<String> = text.into_iter().chain(around).chain(labels).collect();
    let more = values.len().saturating_sub(most);
    if more > 0 {
        values.truncate(most);
        let named = values.join(", ");
        let args = [("value", Arg::Text(named.as_str())), ("n", Arg::Count(more))];
        page.ta(say::SEARCH_TITLE_MORE, &args)
    } else if values.is_empty() {
        page.t(say::SEARCH_TITLE_ALL).into_owned()
    } else {
        page.tv(say::SEARCH_TITLE_CHOSEN, &values.join(", "))
    }
}

fn hidden(
    catalogue: &Catalogue,
    search: &Search,
    keep: impl Fn(&Choice) -> bool,
) -> impl Iterator<Item = (&'static str, String)> {
    let choices = search.choices().into_iter().filter(move |choice| keep(choice));
    let choices = choices.map(|choice| (parameter(&choice), catalogue.spelling(&choice)));
    choices.chain(search.around.map(Around::spelled).unwrap_or_default())
}

/// Notices: those of [`unknown`], and one for a page number beyond the last.
fn notices(page: &Page, understood: &Understood, shown: usize) -> Vec<String> {
    let asked = usize::try_from(understood.asked.number.get()).unwrap_or(usize::MAX);
    let beyond = (asked > shown).then(|| page.tn(say::SEARCH_BEYOND, shown));
    unknown(page, understood).into_iter().chain(beyond).collect()
}

/// Notices on unknown values, values beyond the limits, and a truncated text.
pub(super) fn unknown(page: &Page, understood: &Understood) -> Vec<String> {
    let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(MAX_VALUES))];
    let excess = (!understood.excess.is_empty()).then(|| page.ta(say::SEARCH_TOO_MANY, &args));
    let cut = understood.cut.then(|| page.t(say::SEARCH_CUT).into_owned());
    unknown_notice(page, &understood.unknown).into_iter().chain(excess).chain(cut).collect()
}

fn count(page: &Page, search: &Search, total: usize) -> String {
    let nearest = search.around.is_some_and(|around| around.nearest_first);
    let key = match (total, search.text.is_empty()) {
        (0, _) => say::SEARCH_NOTHING,
        _ if nearest => say::SEARCH_COUNT_NEAREST,
        (_, true) => say::SEARCH_COUNT,
        (_, false) => say::SEARCH_COUNT_RELEVANT,
    };
    page.tn(key, total)
}
