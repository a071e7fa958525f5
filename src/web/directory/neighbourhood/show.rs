//! View of the page of a neighbourhood.

use askama::Template;
use serde_json::json;

use super::figures::{FigureLine, number, of_neighbourhood};
use super::map::NeighbourhoodMapView;
use super::offers::{
    BarrierOffers, Helper, InitiativeLine, TruncatedList, barrier_offers, first, helpers, lines,
    without_barrier,
};
use super::surroundings::{CollapsibleList, Surroundings};
use super::words::{change, in_towns, of_towns, town_search};
use crate::catalogue::{Catalogue, NearbyOffers};
use crate::domain::directory::InitiativeState;
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::{FacetValue, Search};
use crate::domain::text::Line as TextLine;
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, JsonLd, PrintFooter};
use crate::web::{Page, paths};

/// Maximum initiatives shown for the rest of the town, and for the département.
const IN_TOWN: usize = 12;
const IN_DEPARTEMENT: usize = 6;

#[derive(Template)]
#[template(path = "directory/neighbourhood/show.html")]
pub struct NeighbourhoodView<'a> {
    it: &'a Neighbourhood,
    description: String,
    canonical: String,
    print_footer: PrintFooter,
    poster: String,
    crumbs: Vec<Crumb>,
    overline: String,
    lead: Vec<String>,
    map: NeighbourhoodMapView<'a>,
    change: String,
    former_name: Option<String>,
    towns: String,
    departement: Option<(&'a str, String)>,
    /// Barriers with their initiatives: the mission's barriers first, even without one.
    barriers: Vec<BarrierOffers<'a>>,
    /// Other barriers without an initiative here.
    other_barriers: Vec<BarrierOffers<'a>>,
    without_barrier: TruncatedList<InitiativeLine<'a>>,
    in_town_title: String,
    in_town: CollapsibleList<InitiativeLine<'a>>,
    in_town_all: Option<(usize, String)>,
    in_departement_title: String,
    in_departement: Vec<InitiativeLine<'a>>,
    in_departement_all: (usize, String),
    helpers: TruncatedList<Helper<'a>>,
    surroundings: Surroundings<'a>,
    population: Option<(String, String)>,
    figures: Vec<FigureLine>,
    /// Number of initiatives, and their breakdown by state.
    states: (usize, String),
    json_ld: JsonLd,
    page: Page,
}

impl<'a> NeighbourhoodView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, it: &'a Neighbourhood) -> Self {
        let mut near = catalogue.nearby_offers(it);
        near.organisations_here.sort_by_key(|it| it.facts.phone.is_none());
        let canonical = page.absolute_url(&paths::neighbourhood(&it.slug));
        let departement = catalogue.departement(&it.departement);
        let place = in_towns(&page, catalogue, it);
        let plan = NeighbourhoodMapView::new(&page, catalogue, it, &near);
        let helpers = helpers(&page, catalogue, it, &near.organisations_here, &plan);
        let barriers = barrier_offers(&page, catalogue, it, &near.here);
        let (here, none) = barriers.into_iter().partition(BarrierOffers::is_shown);
        Self {
            description: description(&page, it, &place),
            print_footer: PrintFooter::new(&page, &paths::neighbourhood_short(&it.code)),
            poster: paths::poster(&it.slug),
            crumbs: crumbs(&page, catalogue, it),
            overline: overline(&page, catalogue, it),
            lead: lead(&page, catalogue, &near, &place),
            map: plan,
            change: page.t(change(it.code.change())).into_owned(),
            former_name: former_name(it),
            towns: catalogue.towns(it),
            departement: departement.map(|it| (it.name.as_str(), paths::departement(it))),
            barriers: here,
            other_barriers: none,
            without_barrier: without_barrier(&page, catalogue, it, &near.here),
            in_town_title: page.tv(messages::ELSEWHERE_IN_TOWN, &place),
            in_town: CollapsibleList::new(lines(&page, catalogue, first(&near.in_town, IN_TOWN))),
            in_town_all: in_town_all(catalogue, it, &near),
            in_departement_title: departement_title(&page, departement),
            in_departement: lines(&page, catalogue, first(&near.in_departement, IN_DEPARTEMENT)),
            in_departement_all: in_departement_all(catalogue, it),
            surroundings: Surroundings::new(&page, catalogue, it, &near),
            population: population(&page, it),
            figures: of_neighbourhood(&page, catalogue, it),
            states: states(&page, catalogue, &near),
            json_ld: json_ld(catalogue, it, &canonical),
            it,
            helpers,
            canonical,
            page,
        }
    }
}

fn description(page: &Page, it: &Neighbourhood, place: &str) -> String {
    let args = [("name", Arg::Text(it.name.as_str())), ("place", Arg::Text(place))];
    page.ta(messages::NEIGHBOURHOOD_DESCRIPTION, &args)
}

fn crumbs(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> Vec<Crumb> {
    let departement = catalogue.departement(&it.departement);
    let mut crumbs = vec![
        Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
        Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
    ];
    crumbs.extend(departement.map(|it| Crumb::to(it.name.as_str(), paths::departement(it))));
    crumbs.push(Crumb::here(it.name.as_str()));
    crumbs
}

/// « Quartier de Tours, Indre-et-Loire »
fn overline(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> String {
    let departement = catalogue.departement(&it.departement).map_or("", |it| it.name.as_str());
    let towns = of_towns(page, catalogue, it);
    let args = [("towns", Arg::Text(towns.as_str())), ("departement", Arg::Text(departement))];
    page.ta(messages::NEIGHBOURHOOD_OVER, &args)
}

/// Number of initiatives, and the share that is dated.
fn lead(page: &Page, catalogue: &Catalogue, near: &NearbyOffers<'_>, place: &str) -> Vec<String> {
    let old = near.here.iter().filter(|it| catalogue.state(it) == InitiativeState::Dated).count();
    let mut lead = vec![page.tn(messages::NEIGHBOURHOOD_LEAD, near.here.len())];
    if near.here.is_empty() {
        lead.push(page.tv(messages::NEIGHBOURHOOD_LEAD_NONE, place));
    } else if old == near.here.len() {
        lead.push(page.tn(messages::NEIGHBOURHOOD_LEAD_ALL_OLD, old));
    } else if old > 0 {
        lead.push(page.tn(messages::NEIGHBOURHOOD_LEAD_OLD, old));
    }
    lead
}

/// « Plus loin, en Indre-et-Loire »
fn departement_title(page: &Page, departement: Option<&Departement>) -> String {
    let place = departement.map_or_else(String::new, |it| page.lang.in_departement(it));
    page.tv(messages::ELSEWHERE_IN_DEPARTEMENT, &place)
}

/// Name on the list of 2015, if different.
fn former_name(it: &Neighbourhood) -> Option<String> {
    let old = it.name_2015.as_ref().filter(|old| old.as_str() != it.name.as_str())?;
    Some(old.to_string())
}

/// Number of initiatives of the département, and URL of their list.
fn in_departement_all(catalogue: &Catalogue, it: &Neighbourhood) -> (usize, String) {
    let around = Search::default().toggling(&FacetValue::Departement(it.departement.clone()));
    (catalogue.count(&around), paths::search(catalogue, &around, 1))
}

fn in_town_all(
    catalogue: &Catalogue,
    it: &Neighbourhood,
    near: &NearbyOffers<'_>,
) -> Option<(usize, String)> {
    let search = town_search(it);
    let link = || (catalogue.count(&search), paths::search(catalogue, &search, 1));
    (near.in_town.len() > IN_TOWN).then(link)
}

/// Population, and its source with year and limits.
fn population(page: &Page, it: &Neighbourhood) -> Option<(String, String)> {
    let population = it.population.as_ref()?;
    let source = population.source.as_str();
    let said = match population.year {
        Some(year) => {
            let year = year.to_string();
            page.ta(
                messages::POPULATION_IN,
                &[("year", Arg::Text(&year)), ("source", Arg::Text(source))],
            )
        }
        None => page.ta(messages::POPULATION, &[("source", Arg::Text(source))]),
    };
    Some((number(&population.count.to_string()), said))
}

/// « 1 à confirmer, 6 anciennes ou sans date »
fn states(page: &Page, catalogue: &Catalogue, near: &NearbyOffers<'_>) -> (usize, String) {
    let counted = [
        (InitiativeState::Confirmed, messages::COUNT_CONFIRMED),
        (InitiativeState::ToConfirm, messages::COUNT_TO_CONFIRM),
        (InitiativeState::Dated, messages::COUNT_DATED),
    ];
    let told = counted.into_iter().filter_map(|(state, key)| {
        match near.here.iter().filter(|it| catalogue.state(it) == state).count() {
            0 => None,
            n => Some(page.tn(key, n)),
        }
    });
    (near.here.len(), told.collect::<Vec<_>>().join(", "))
}

/// Structured data: schema.org `Place`.
fn json_ld(catalogue: &Catalogue, it: &Neighbourhood, canonical: &str) -> JsonLd {
    let towns = it.communes.iter().filter_map(|code| catalogue.commune(code));
    let towns: Vec<_> =
        towns.map(|it| json!({ "@type": "City", "name": it.name.as_str() })).collect();
    let (latitude, longitude) = (it.centre.lat(), it.centre.lon());
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "Place",
        "name": it.name.as_str(),
        "alternateName": it.aliases.iter().map(TextLine::as_str).collect::<Vec<_>>(),
        "identifier": it.code.as_str(),
        "url": canonical,
        "geo": { "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude },
        "containedInPlace": towns,
    }))
}
