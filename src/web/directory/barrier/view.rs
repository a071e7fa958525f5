//! Views of the pages of barriers.

use std::num::NonZeroU32;

use askama::Template;

use crate::catalogue::{Catalogue, FacetCount};
use crate::domain::directory::{Barrier, InitiativeState};
use crate::domain::search::{FacetValue, Search, SearchPage};
use crate::i18n::messages;
use crate::web::components::{BarrierTile, Card, Crumb, barrier_tiles, cards};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/barrier/index.html")]
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
            canonical: page.absolute_url(paths::BARRIERS),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(messages::NAV_BARRIERS)),
            ],
            mission,
            others,
            page,
        }
    }
}

#[derive(Template)]
#[template(path = "directory/barrier/show.html")]
pub struct BarrierView<'a> {
    barrier: &'a Barrier,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    total: usize,
    /// URL of the results page with this barrier, to narrow the search down.
    results: String,
    states: Vec<FacetLink>,
    /// True if all of its initiatives are dated: the page advises to call first.
    all_dated: bool,
    departements: Vec<FacetLink>,
    neighbourhoods: Vec<FacetLink>,
    /// Number of initiatives without a known place.
    without_departement: usize,
    hits: Vec<Card<'a>>,
    ended: Option<(String, String)>,
    words: Vec<(&'a str, String)>,
    others: Vec<BarrierTile<'a>>,
    page: Page,
}

/// Facet value with its number of initiatives and the URL of their list.
struct FacetLink {
    label: String,
    code: String,
    count: usize,
    href: String,
}

impl<'a> BarrierView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, barrier: &'a Barrier) -> Self {
        let search = Search::default().toggling(&FacetValue::Barrier(barrier.slug.clone()));
        let asked = SearchPage { search, number: NonZeroU32::MIN };
        let results = catalogue.search(&asked);
        let search = &asked.search;
        let facet_link = |count: FacetCount| facet_link(&page, catalogue, search, &count);
        let facets = results.facets;
        let fresh = |it: &FacetCount| {
            it.choice != FacetValue::State(InitiativeState::Dated) && it.count > 0
        };
        let (ended, states): (Vec<FacetCount>, Vec<FacetCount>) = facets
            .states
            .into_iter()
            .partition(|it| it.choice == FacetValue::State(InitiativeState::Ended));
        let ended = ended.into_iter().filter(|it| it.count > 0).map(facet_link).next();
        let neighbourhoods = facets.neighbourhoods.into_iter().filter(|it| it.count > 0);
        Self {
            description: page.tv(messages::BARRIER_DESCRIPTION, barrier.description.as_str()),
            canonical: page.absolute_url(&paths::barrier(&barrier.slug)),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(messages::NAV_BARRIERS), paths::BARRIERS),
                Crumb::here(barrier.label.as_str()),
            ],
            total: results.total,
            results: paths::search(catalogue, search, 1),
            all_dated: results.total > 0 && !states.iter().any(fresh),
            without_departement: catalogue.count_without_departement(search),
            hits: cards(page.lang, catalogue, &results.hits),
            ended: ended.map(|it| (page.tn(messages::BARRIER_ENDED, it.count), it.href)),
            words: words(catalogue, barrier),
            barrier,
            states: states.into_iter().map(facet_link).collect(),
            departements: facets.departements.into_iter().map(facet_link).collect(),
            neighbourhoods: neighbourhoods.map(facet_link).collect(),
            others: others(catalogue, barrier),
            page,
        }
    }
}

/// All barriers but `barrier`.
fn others<'a>(catalogue: &'a Catalogue, barrier: &Barrier) -> Vec<BarrierTile<'a>> {
    let (mission, others) = barrier_tiles(catalogue);
    let all = mission.into_iter().chain(others);
    all.filter(|tile| tile.slug != &barrier.slug).collect()
}

/// Facet value with the URL of `search` narrowed to it.
fn facet_link(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    count: &FacetCount,
) -> FacetLink {
    FacetLink {
        label: page.lang.choice(&count.choice, catalogue.label(&count.choice)),
        code: catalogue.param_value(&count.choice),
        count: count.count,
        href: paths::search(catalogue, &search.toggling(&count.choice), 1),
    }
}

/// Keywords of `barrier`, each with the URL of its search.
fn words<'a>(catalogue: &Catalogue, barrier: &'a Barrier) -> Vec<(&'a str, String)> {
    let link = |text: &'a str| {
        let search = Search { text: text.to_owned(), ..Search::default() };
        (text, paths::search(catalogue, &search, 1))
    };
    barrier.keywords.iter().map(|word| link(word.as_str())).collect()
}
