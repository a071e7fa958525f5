//! Page « À propos »: purpose, audience, reliability of the data, API.

use askama::Template;

use super::document::Document;
use crate::catalogue::{Catalogue, GuideContent, NeedPlace};
use crate::domain::directory::{Barrier, InitiativeState};
use crate::domain::place::{Neighbourhood, QpvList};
use crate::domain::search::FacetValue;
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{Link, StateBadge};
use crate::web::{Page, paths};

const CONTENTS: [(&str, &Key); 7] = [
    ("t-whom", messages::ABOUT_FOR_WHOM),
    ("t-states", messages::ABOUT_STATES),
    ("t-unknown", messages::ABOUT_UNKNOWN),
    ("t-lists", messages::ABOUT_LISTS_TITLE),
    ("t-made", messages::ABOUT_MADE),
    ("t-api", messages::ABOUT_API),
    ("t-wrong", messages::ABOUT_WRONG),
];

#[derive(Template)]
#[template(path = "about/guide.html")]
pub struct GuideView {
    document: Document,
    /// Number of records of each kind today.
    record_counts: String,
    states: Vec<StateLine>,
    lists: String,
    /// Number of neighbourhoods without an initiative; `None` if all have one.
    empty_neighbourhoods: Option<String>,
    collections: Vec<Link>,
    api: String,
    /// Example request of the location API, for a point in Tours.
    api_location: String,
    api_schemes: String,
    /// Example request of the needs API.
    api_needs: String,
    page: Page,
}

/// State with its rule and its current number of initiatives.
struct StateLine {
    mark: StateBadge,
    rule: String,
    count: String,
    href: Option<String>,
}

impl GuideView {
    pub fn new(page: Page, catalogue: &Catalogue, content: &GuideContent) -> Self {
        Self {
            document: Document::new(&page, messages::ABOUT_TITLE, messages::ABOUT_LEAD)
                .with_contents(&CONTENTS),
            record_counts: record_counts(&page, catalogue),
            states: content
                .states
                .iter()
                .map(|(state, count)| StateLine::new(&page, catalogue, *state, *count))
                .collect(),
            lists: lists(&page, catalogue),
            empty_neighbourhoods: (content.empty_neighbourhoods > 0)
                .then(|| page.tn(messages::ABOUT_WITHOUT, content.empty_neighbourhoods)),
            collections: catalogue
                .collections
                .iter()
                .map(|it| {
                    let label = page.tv(messages::QUOTED, it.title.as_str());
                    Link::new(label, paths::collection(&it.slug))
                })
                .collect(),
            api: page.absolute_url(paths::API_INITIATIVES),
            api_schemes: page.absolute_url(paths::API_SCHEMES),
            api_location: page.absolute_url(&paths::api_location("47.3809", "0.6980")),
            api_needs: page.absolute_url(&api_needs(catalogue)),
            page,
        }
    }
}

/// Needs API for the first barrier at the first neighbourhood.
fn api_needs(catalogue: &Catalogue) -> String {
    let first = catalogue.neighbourhoods.first().zip(catalogue.barriers.first());
    let need = |(it, barrier): (&Neighbourhood, &Barrier)| {
        paths::api_need(NeedPlace::Neighbourhood(it), &barrier.slug, &[])
    };
    first.map_or_else(|| paths::API_NEEDS.to_owned(), need)
}

impl StateLine {
    fn new(page: &Page, catalogue: &Catalogue, state: InitiativeState, count: usize) -> Self {
        let choice = FacetValue::State(state);
        Self {
            mark: StateBadge::with_reason(page.lang, state, String::new()),
            rule: page.t(rule(state)).into_owned(),
            count: page.tn(messages::ABOUT_STATE_COUNT, count),
            href: (count > 0).then(|| paths::search_by_choice(catalogue, &choice)),
        }
    }
}

const fn rule(state: InitiativeState) -> &'static Key {
    match state {
        InitiativeState::Confirmed => messages::ABOUT_RULE_CONFIRMED,
        InitiativeState::ToConfirm => messages::ABOUT_RULE_TO_CONFIRM,
        InitiativeState::Dated => messages::ABOUT_RULE_DATED,
        InitiativeState::Ended => messages::ABOUT_RULE_ENDED,
    }
}

fn record_counts(page: &Page, catalogue: &Catalogue) -> String {
    let args = [
        ("initiatives", Arg::Count(catalogue.initiatives.len())),
        ("organisations", Arg::Count(catalogue.organisations.len())),
        ("neighbourhoods", Arg::Count(catalogue.neighbourhoods.len())),
    ];
    page.ta(messages::ABOUT_HOLDS, &args)
}

/// Number of neighbourhoods on the lists of 2015 and of 2024.
fn lists(page: &Page, catalogue: &Catalogue) -> String {
    let all = catalogue.neighbourhoods.len();
    let old = catalogue.neighbourhoods.iter().filter(|it| it.since() == QpvList::Of2015).count();
    let args = [("old", Arg::Count(old)), ("all", Arg::Count(all)), ("new", Arg::Count(all - old))];
    page.ta(messages::ABOUT_LISTS, &args)
}
