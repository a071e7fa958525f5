//! Page « À propos »: purpose, audience, reliability of the data, API.

use std::num::NonZeroU32;

use askama::Template;

use super::document::Document;
use crate::{
    catalogue::Catalogue,
    domain::{
        neighbourhood::List,
        search::{Choice, Search, SearchPage},
        state::State,
    },
    i18n::{Arg, Key, say},
    web::{Page, parts::StateMark, paths},
};

const CONTENTS: [(&str, &Key); 7] = [
    ("t-whom", say::ABOUT_FOR_WHOM),
    ("t-states", say::ABOUT_STATES),
    ("t-unknown", say::ABOUT_UNKNOWN),
    ("t-lists", say::ABOUT_LISTS_TITLE),
    ("t-made", say::ABOUT_MADE),
    ("t-api", say::ABOUT_API),
    ("t-wrong", say::ABOUT_WRONG),
];

#[derive(Template)]
#[template(path = "about/guide.html")]
pub struct GuideView {
    document: Document,
    /// Number of records of each kind today.
    holds: String,
    states: Vec<StateLine>,
    lists: String,
    /// Number of neighbourhoods without an initiative; `None` if all have one.
    without: Option<String>,
    collections: Vec<(String, String)>,
    api: String,
    /// Example request of the location API, for a point in Tours.
    api_location: String,
    page: Page,
}

/// State with its rule and its current number of initiatives.
struct StateLine {
    mark: StateMark,
    rule: String,
    count: String,
    href: Option<String>,
}

impl GuideView {
    pub fn new(page: Page, catalogue: &Catalogue) -> Self {
        Self {
            document: Document::new(&page, say::ABOUT_TITLE, say::ABOUT_LEAD).listing(&CONTENTS),
            holds: holds(&page, catalogue),
            states: State::ALL.into_iter().map(|it| StateLine::new(&page, catalogue, it)).collect(),
            lists: lists(&page, catalogue),
            without: without(&page, catalogue),
            collections: catalogue
                .collections
                .iter()
                .map(|it| (page.tv(say::QUOTED, it.title.as_str()), paths::collection(&it.slug)))
                .collect(),
            api: page.absolute(paths::API_INITIATIVES),
            api_location: page.absolute(&paths::api_location("47.3809", "0.6980")),
            page,
        }
    }
}

impl StateLine {
    fn new(page: &Page, catalogue: &Catalogue, state: State) -> Self {
        let search = Search::default().toggling(&Choice::State(state));
        let count = catalogue.count(&search);
        Self {
            mark: StateMark::saying(page.lang, state, String::new()),
            rule: page.t(rule(state)).into_owned(),
            count: page.tn(say::ABOUT_STATE_COUNT, count),
            href: (count > 0).then(|| paths::search(catalogue, &search, 1)),
        }
    }
}

const fn rule(state: State) -> &'static Key {
    match state {
        State::Confirmed => say::ABOUT_RULE_CONFIRMED,
        State::ToConfirm => say::ABOUT_RULE_TO_CONFIRM,
        State::Dated => say::ABOUT_RULE_DATED,
        State::Ended => say::ABOUT_RULE_ENDED,
    }
}

fn holds(page: &Page, catalogue: &Catalogue) -> String {
    let args = [
        ("initiatives", Arg::Count(catalogue.initiatives.len())),
        ("organisations", Arg::Count(catalogue.organisations.len())),
        ("neighbourhoods", Arg::Count(catalogue.neighbourhoods.len())),
    ];
    page.ta(say::ABOUT_HOLDS, &args)
}

/// Number of neighbourhoods on the lists of 2015 and of 2024.
fn lists(page: &Page, catalogue: &Catalogue) -> String {
    let all = catalogue.neighbourhoods.len();
    let old = catalogue.neighbourhoods.iter().filter(|it| it.since() == List::Of2015).count();
    let args = [("old", Arg::Count(old)), ("all", Arg::Count(all)), ("new", Arg::Count(all - old))];
    page.ta(say::ABOUT_LISTS, &args)
}

fn without(page: &Page, catalogue: &Catalogue) -> Option<String> {
    let mut search = Search::default();
    search.states.extend(State::ALL);
    let everything = SearchPage { search, number: NonZeroU32::MIN };
    let neighbourhoods = catalogue.search(&everything).facets.neighbourhoods;
    match neighbourhoods.iter().filter(|it| it.count == 0).count() {
        0 => None,
        n => Some(page.tn(say::ABOUT_WITHOUT, n)),
    }
}
