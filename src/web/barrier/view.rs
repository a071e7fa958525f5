//! What the pages of barriers show.

use askama::Template;

use crate::{
    catalogue::Catalogue,
    domain::{
        initiative::Initiative,
        search::{Choice, Search},
        state::State,
        vocabulary::Barrier,
    },
    i18n::say,
    web::{
        Page,
        parts::{BarrierTile, Card, Crumb, barrier_tiles, cards},
        paths,
    },
};

/// Initiatives shown on the page of a barrier; the results page has the others.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "barrier/index.html")]
pub struct BarriersView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    mission: Vec<BarrierTile<'a>>,
    others: Vec<BarrierTile<'a>>,
    page: Page,
}

impl<'a> BarriersView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue) -> Self {
        let (mission, others) = barrier_tiles(catalogue);
        Self {
            canonical: page.absolute(paths::BARRIERS),
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(say::NAV_BARRIERS)),
            ],
            mission,
            others,
            page,
        }
    }
}

#[derive(Template)]
#[template(path = "barrier/show.html")]
pub struct BarrierView<'a> {
    barrier: &'a Barrier,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    total: usize,
    /// Where to narrow it down: the results page with this barrier.
    results: String,
    states: Vec<Counted>,
    /// Nothing of it was seen lately: whoever goes there must call first.
    all_old: bool,
    departements: Vec<Counted>,
    neighbourhoods: Vec<Counted>,
    /// How many have no known place.
    nowhere: usize,
    hits: Vec<Card<'a>>,
    ended: Option<(String, String)>,
    words: Vec<(&'a str, String)>,
    others: Vec<BarrierTile<'a>>,
    page: Page,
}

/// A value, how many initiatives it has here, and where they are listed.
struct Counted {
    label: String,
    code: String,
    count: usize,
    href: String,
}

impl<'a> BarrierView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, barrier: &'a Barrier) -> Self {
        let search = Search::default().toggling(&Choice::Barrier(barrier.slug.clone()));
        let listed = catalogue.listed(&search);
        let counted = |choice: Choice| counted(&page, catalogue, &search, &choice);
        let states = [State::Confirmed, State::ToConfirm, State::Dated];
        let states: Vec<Counted> =
            states.into_iter().map(|state| counted(Choice::State(state))).collect();
        let departements = catalogue.departements.iter();
        let departements = departements.map(|it| counted(Choice::Departement(it.code.clone())));
        let departements = departements.collect();
        let neighbourhoods = catalogue.neighbourhoods.iter();
        let neighbourhoods =
            neighbourhoods.map(|it| counted(Choice::Neighbourhood(it.code.clone())));
        let neighbourhoods = neighbourhoods.filter(|it| it.count > 0).collect();
        let ended = counted(Choice::State(State::Ended));
        let nowhere = |it: &&&Initiative| it.facts.departements.is_empty();
        let fresh = |it: &Initiative| catalogue.state(it) != State::Dated;
        Self {
            description: page.tv(say::BARRIER_DESCRIPTION, barrier.description.as_str()),
            canonical: page.absolute(&paths::barrier(&barrier.slug)),
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(say::NAV_BARRIERS), paths::BARRIERS),
                Crumb::here(barrier.label.as_str()),
            ],
            total: listed.len(),
            results: paths::search(catalogue, &search, 1),
            all_old: !listed.is_empty() && !listed.iter().any(|it| fresh(it)),
            nowhere: listed.iter().filter(nowhere).count(),
            hits: cards(page.lang, catalogue, listed.get(..SHOWN).unwrap_or(&listed)),
            ended: (ended.count > 0)
                .then(|| (page.tn(say::BARRIER_ENDED, ended.count), ended.href)),
            words: words(catalogue, barrier),
            barrier,
            states,
            departements,
            neighbourhoods,
            others: others(catalogue, barrier),
            page,
        }
    }
}

/// Every barrier but `barrier`.
fn others<'a>(catalogue: &'a Catalogue, barrier: &Barrier) -> Vec<BarrierTile<'a>> {
    let (mission, others) = barrier_tiles(catalogue);
    let all = mission.into_iter().chain(others);
    all.filter(|tile| tile.slug != &barrier.slug).collect()
}

/// `search` narrowed down to `choice`.
fn counted(page: &Page, catalogue: &Catalogue, search: &Search, choice: &Choice) -> Counted {
    let narrowed = search.toggling(choice);
    Counted {
        label: page.lang.choice(choice, catalogue.label(choice)),
        code: catalogue.spelling(choice),
        count: catalogue.count(&narrowed),
        href: paths::search(catalogue, &narrowed, 1),
    }
}

/// The words people use for `barrier`, each with its search.
fn words<'a>(catalogue: &Catalogue, barrier: &'a Barrier) -> Vec<(&'a str, String)> {
    let link = |text: &'a str| {
        let search = Search { text: text.to_owned(), ..Search::default() };
        (text, paths::search(catalogue, &search, 1))
    };
    barrier.keywords.iter().map(|word| link(word.as_str())).collect()
}
