//! Views of the pages of barriers.

use askama::Template;

use crate::catalogue::{BarrierContent, BarrierCount, Catalogue, FacetCount, NeedPlace};
use crate::domain::directory::{Barrier, InitiativeState};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{Facet, FacetValue, SchemeSearch, Search};
use crate::i18n::messages;
use crate::web::components::{
    BarrierTile, Card, Crumb, Link, SchemeLine, barrier_tiles, breadcrumb, cards, first,
    scheme_lines,
};
use crate::web::{Page, paths};

/// Maximum schemes shown on the page of a barrier.
const MAX_SCHEMES: usize = 5;

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
    pub fn new(page: Page, catalogue: &'a Catalogue, counts: &[BarrierCount<'a>]) -> Self {
        let (mission, others) = barrier_tiles(catalogue, counts);
        Self {
            canonical: page.absolute_url(paths::BARRIERS),
            crumbs: breadcrumb(&page, [], page.t(messages::NAV_BARRIERS)),
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
    /// Needs desks of the neighbourhoods, by département.
    needs: Vec<DepartementNeeds<'a>>,
    /// Number of initiatives without a known place.
    without_departement: usize,
    hits: Vec<Card<'a>>,
    ended: Option<Link>,
    /// First schemes that help with it, and the link to all.
    schemes: Vec<SchemeLine<'a>>,
    schemes_all: Option<Link>,
    /// Keywords, each with its search.
    words: Vec<Link>,
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

/// Département with the needs desks of its neighbourhoods.
struct DepartementNeeds<'a> {
    name: &'a str,
    links: Vec<FacetLink>,
}

impl<'a> BarrierView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &BarrierContent<'a>) -> Self {
        let BarrierContent { barrier, search, results, .. } = content;
        let link = |count: &FacetCount| facet_link(&page, catalogue, search, count);
        let links = |counts: &[FacetCount]| counts.iter().map(link).collect::<Vec<_>>();
        let found = |it: &&FacetCount| it.count > 0;
        let is = |it: &FacetCount, state| it.choice == FacetValue::State(state);
        let (ended, states): (Vec<&FacetCount>, Vec<&FacetCount>) =
            results.facets.of(Facet::State).iter().partition(|it| is(it, InitiativeState::Ended));
        let fresh = |it: &&FacetCount| it.count > 0 && !is(it, InitiativeState::Dated);
        let ended = ended.into_iter().find(found).map(|it| {
            let href = paths::search(catalogue, &search.toggling(&it.choice), 1);
            Link::new(page.tn(messages::BARRIER_ENDED, it.count), href)
        });
        Self {
            description: page.tv(messages::BARRIER_DESCRIPTION, barrier.description.as_str()),
            canonical: page.absolute_url(&paths::barrier(&barrier.slug)),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::NAV_BARRIERS), paths::BARRIERS)],
                barrier.label.as_str(),
            ),
            total: results.total,
            results: paths::search(catalogue, search, 1),
            all_dated: results.total > 0 && !states.iter().any(fresh),
            without_departement: content.without_departement,
            hits: cards(page.lang, catalogue, &results.hits),
            ended,
            schemes: scheme_lines(&page, catalogue, first(&content.schemes, MAX_SCHEMES)),
            schemes_all: schemes_all(&page, content),
            words: words(catalogue, barrier),
            barrier,
            departements: links(results.facets.of(Facet::Departement)),
            needs: needs(catalogue, content),
            states: states.into_iter().map(link).collect(),
            others: others(catalogue, content),
            page,
        }
    }
}

/// Link to all schemes, if there are any.
fn schemes_all(page: &Page, content: &BarrierContent<'_>) -> Option<Link> {
    let count = content.schemes.len();
    let href = || paths::schemes(&SchemeSearch::of_barrier(&content.barrier.slug));
    (count > 0).then(|| Link::new(page.tn(messages::BARRIER_SCHEMES_ALL, count), href()))
}

/// All other barriers.
fn others<'a>(catalogue: &'a Catalogue, content: &BarrierContent<'a>) -> Vec<BarrierTile<'a>> {
    let (mission, others) = barrier_tiles(catalogue, &content.barriers);
    let all = mission.into_iter().chain(others);
    all.filter(|tile| tile.slug != &content.barrier.slug).collect()
}

/// Needs desks of all neighbourhoods, each with the number of initiatives that serve it.
fn needs<'a>(catalogue: &'a Catalogue, content: &BarrierContent<'_>) -> Vec<DepartementNeeds<'a>> {
    let counts = content.results.facets.of(Facet::Neighbourhood);
    let need = |it: &Neighbourhood| {
        let choice = FacetValue::Neighbourhood(it.code.clone());
        FacetLink {
            label: catalogue.neighbourhood_label(it),
            code: it.code.to_string(),
            count: counts.iter().find(|it| it.choice == choice).map_or(0, |it| it.count),
            href: paths::need(NeedPlace::Neighbourhood(it), &content.barrier.slug),
        }
    };
    let departements = catalogue.departements.iter().map(|departement| DepartementNeeds {
        name: departement.name.as_str(),
        links: catalogue.neighbourhoods_in(&departement.code).map(need).collect(),
    });
    departements.filter(|it| !it.links.is_empty()).collect()
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
fn words(catalogue: &Catalogue, barrier: &Barrier) -> Vec<Link> {
    let link = |text: &str| Link::new(text, paths::search(catalogue, &Search::of_text(text), 1));
    barrier.keywords.iter().map(|word| link(word.as_str())).collect()
}
