//! Choice among places, if a text means several, is misspelt, or contradicts itself.

use askama::Template;

use super::links::place_link;
use super::view::crumbs;
use crate::catalogue::{Area, Catalogue, OutsideKind, OutsidePlace, Place, PlaceResolution};
use crate::domain::search::Search;
use crate::geocoder::Candidate;
use crate::i18n::{Arg, messages};
use crate::paths::NeedOfPlace;
use crate::web::components::{CallLine, Crumb, Link, PlaceLink};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/choices.html")]
pub struct ChoicesView<'a> {
    crumbs: Vec<Crumb>,
    text: &'a str,
    title: String,
    lead: String,
    /// National numbers that the text calls for.
    calls: Option<CallLine<'a>>,
    /// Error of the place box; empty if there is none.
    box_error: String,
    /// Slugs of the barrier and of the audience for which the place is looked up; empty if there is none.
    barrier: &'a str,
    audience: &'a str,
    choices: Vec<PlaceLink>,
    /// Street addresses found for the text: label, URL of the point.
    addresses: Vec<Link>,
    /// Text search, in case the text is not a place.
    text_search: Link,
    /// Reason why no street address was found, if the text may contain one.
    notice: Option<String>,
    /// All neighbourhoods by département, if there is no better choice.
    all: Vec<DepartementPlaces<'a>>,
    page: Page,
}

/// Text typed to say a place.
pub struct PlaceQuery<'a> {
    pub text: &'a str,
    /// Need for which the place is looked up.
    pub need: NeedOfPlace<'a>,
    /// URL of the page for a place.
    pub href: &'a dyn Fn(&Place) -> Option<String>,
}

/// Neighbourhoods of a département.
struct DepartementPlaces<'a> {
    name: &'a str,
    links: Vec<PlaceLink>,
}

/// Result of the geocoder.
#[derive(Debug)]
pub enum Addresses {
    /// No geocoder is configured, or the text names a place.
    NotRequested,
    Found(Vec<Candidate>),
    None,
    Failed,
}

impl<'a> ChoicesView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        query: &PlaceQuery<'a>,
        resolution: &PlaceResolution,
        addresses: &Addresses,
    ) -> Self {
        let text = query.text;
        let places = resolution.choices();
        let is_partial = matches!(resolution, PlaceResolution::Partial(_));
        let towns = is_partial.then(|| with_neighbourhoods(catalogue, places));
        let places = towns.as_deref().unwrap_or(places);
        let link = |place: &Place| choice(&page, catalogue, query, place);
        let (title, lead) = match addresses {
            Addresses::Found(_) => (
                page.t(messages::CHOOSE_ADDRESS).into(),
                page.t(messages::CHOOSE_ADDRESS_LEAD).into(),
            ),
            Addresses::NotRequested | Addresses::None | Addresses::Failed => {
                heading(&page, catalogue, resolution)
            }
        };
        let is_unknown = matches!(resolution, PlaceResolution::Unknown);
        let box_error = is_unknown.then(|| page.tv(messages::FILTER_PLACE_UNKNOWN, text));
        Self {
            crumbs: crumbs(&page),
            title,
            lead,
            calls: catalogue.national_calls(text).map(|it| CallLine::new(&page, it)),
            box_error: box_error.unwrap_or_default(),
            barrier: query.need.barrier.map_or("", |it| it.slug.as_str()),
            audience: query.need.audience.map_or("", |it| it.slug.as_str()),
            choices: places.iter().filter_map(link).collect(),
            text_search: Link::new(
                page.tv(messages::CHOOSE_WORDS, text),
                paths::search(catalogue, &Search::of_text(text), 1),
            ),
            notice: notice(&page, resolution, addresses),
            addresses: address_links(addresses),
            all: if places.is_empty() { all(catalogue, link) } else { Vec::new() },
            text,
            page,
        }
    }
}

/// Link for a place; a commune found by the name of a former one says so.
fn choice(
    page: &Page,
    catalogue: &Catalogue,
    query: &PlaceQuery<'_>,
    place: &Place,
) -> Option<PlaceLink> {
    let href = (query.href)(place)?;
    let mut link = place_link(page, catalogue, place)?;
    if let Some(former) = catalogue.former_name(place, query.text) {
        link.description = page.lang.with_former_name(&link.description, former);
    }
    Some(PlaceLink { href, ..link })
}

/// Title and introduction of the page.
fn heading(page: &Page, catalogue: &Catalogue, resolution: &PlaceResolution) -> (String, String) {
    let (title, lead) = match resolution {
        PlaceResolution::Single(_) | PlaceResolution::Several(_) => {
            (messages::CHOOSE_SEVERAL, messages::CHOOSE_LEAD)
        }
        PlaceResolution::Partial(_) => (messages::CHOOSE_WITHIN, messages::CHOOSE_WITHIN_LEAD),
        PlaceResolution::Similar(_) => (messages::CHOOSE_NEAR, messages::CHOOSE_NEAR_LEAD),
        PlaceResolution::Contradiction { name, area, .. } => {
            let title = contradiction(page, catalogue, name, area);
            return (title, page.t(messages::CHOOSE_CONTRADICTION_LEAD).into_owned());
        }
        PlaceResolution::Outside { outside, places }
            if places.iter().any(|it| catalogue.is_longer_name(it, outside.name)) =>
        {
            let title = page.t(messages::CHOOSE_SEVERAL).into_owned();
            let lead = page.t(messages::CHOOSE_LEAD);
            let other = page.tv(messages::CHOOSE_OUTSIDE_TOO, outside.name);
            return (title, format!("{lead} {other}"));
        }
        PlaceResolution::Outside { outside, .. } => {
            let title = page.tv(messages::CHOOSE_OUTSIDE, outside.name);
            let is_town = outside.kind == OutsideKind::Commune;
            let inside =
                is_town.then(|| page.tv(messages::CHOOSE_OUTSIDE_IN, &outside_in(outside)));
            let lead = page.t(messages::CHOOSE_ELSEWHERE_LEAD);
            return (title, inside.into_iter().chain([lead.into()]).collect::<Vec<_>>().join(" "));
        }
        PlaceResolution::OtherRegion => {
            (messages::CHOOSE_ELSEWHERE, messages::CHOOSE_ELSEWHERE_LEAD)
        }
        PlaceResolution::Unknown => (messages::CHOOSE_NOTHING, messages::CHOOSE_NOTHING_LEAD),
    };
    (page.t(title).into_owned(), page.t(lead).into_owned())
}

/// « Nous ne connaissons pas « Orléans » dans le Cher »
fn contradiction(page: &Page, catalogue: &Catalogue, name: &str, area: &Area) -> String {
    let (key, place) = match area {
        Area::Departement(code) => {
            let departement = catalogue.departement(code);
            let place = departement.map_or_else(String::new, |it| page.lang.in_departement(it));
            (messages::CHOOSE_CONTRADICTION_DEPARTEMENT, place)
        }
        Area::Outside(it) => (messages::CHOOSE_CONTRADICTION_DEPARTEMENT, it.inside.to_owned()),
        Area::River(river) => (messages::CHOOSE_CONTRADICTION_RIVER, river.clone()),
        Area::Postcode(code) => (messages::CHOOSE_CONTRADICTION_POSTCODE, code.to_string()),
        Area::Commune(code) => {
            let town = catalogue.commune(code).map_or_else(String::new, |it| it.name.to_string());
            (messages::CHOOSE_CONTRADICTION_COMMUNE, town)
        }
    };
    page.ta(key, &[("name", Arg::Text(name)), ("place", Arg::Text(&place))])
}

/// « Lyon est dans le Rhône »
fn outside_in(outside: &OutsidePlace) -> String {
    format!("{} est {}", outside.name, outside.inside)
}

/// Notice about street addresses, if the text is more than a known name.
fn notice(page: &Page, resolution: &PlaceResolution, addresses: &Addresses) -> Option<String> {
    let within = matches!(resolution, PlaceResolution::Partial(_));
    let key = match addresses {
        Addresses::NotRequested if within => messages::CHOOSE_NO_STREETS,
        Addresses::NotRequested | Addresses::Found(_) => return None,
        Addresses::None => messages::CHOOSE_NO_ADDRESS,
        Addresses::Failed => messages::CHOOSE_STREETS_FAILED,
    };
    Some(page.t(key).into_owned())
}

fn address_links(addresses: &Addresses) -> Vec<Link> {
    let candidates = match addresses {
        Addresses::Found(candidates) => candidates.as_slice(),
        Addresses::NotRequested | Addresses::None | Addresses::Failed => &[],
    };
    let link = |it: &Candidate| Link::new(it.label.as_str(), paths::location_of_point(it.position));
    candidates.iter().map(link).collect()
}

/// Adds to each town its neighbourhoods: a street may be in one of them.
fn with_neighbourhoods(catalogue: &Catalogue, places: &[Place]) -> Vec<Place> {
    let mut with_neighbourhoods = Vec::new();
    for place in places {
        with_neighbourhoods.push(place.clone());
        if let Place::Commune(code) = place {
            let held = catalogue.neighbourhoods_of(code);
            with_neighbourhoods.extend(held.map(|it| Place::Neighbourhood(it.code.clone())));
        }
    }
    with_neighbourhoods
}

/// All neighbourhoods, by département.
fn all(
    catalogue: &Catalogue,
    link: impl Fn(&Place) -> Option<PlaceLink>,
) -> Vec<DepartementPlaces<'_>> {
    let groups = catalogue.departements.iter().map(|departement| {
        let here = catalogue.neighbourhoods_in(&departement.code);
        let links = here.filter_map(|it| link(&Place::Neighbourhood(it.code.clone()))).collect();
        DepartementPlaces { name: departement.name.as_str(), links }
    });
    groups.collect()
}
