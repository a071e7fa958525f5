//! `FacetValue` among places, if a text means several or is misspelt.

use askama::Template;

use super::links::place_link;
use super::view::crumbs;
use crate::catalogue::{Catalogue, Place, PlaceResolution};
use crate::domain::directory::Barrier;
use crate::domain::search::Search;
use crate::geocoder::Candidate;
use crate::i18n::{Key, messages};
use crate::web::components::{Crumb, Link, PlaceLink};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/choices.html")]
pub struct ChoicesView<'a> {
    crumbs: Vec<Crumb>,
    text: &'a str,
    title: String,
    lead: String,
    /// Error of the place box; empty if there is none.
    box_error: String,
    /// Slug of the barrier for which the place is looked up; empty if there is none.
    barrier: &'a str,
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
        text: &'a str,
        barrier: Option<&'a Barrier>,
        resolution: &PlaceResolution,
        addresses: &'a Addresses,
    ) -> Self {
        let places = match resolution {
            PlaceResolution::Single(place) => vec![place.clone()],
            PlaceResolution::Several(places) | PlaceResolution::Similar(places) => places.clone(),
            PlaceResolution::Partial(places) => with_neighbourhoods(catalogue, places),
            PlaceResolution::OtherRegion | PlaceResolution::Unknown => Vec::new(),
        };
        let link = |place: &Place| {
            let href = paths::place_for(catalogue, place, barrier)?;
            Some(PlaceLink { href, ..place_link(&page, catalogue, place)? })
        };
        let (title, lead) = match addresses {
            Addresses::Found(_) => (messages::CHOOSE_ADDRESS, messages::CHOOSE_ADDRESS_LEAD),
            Addresses::NotRequested | Addresses::None | Addresses::Failed => heading(resolution),
        };
        Self {
            crumbs: crumbs(&page),
            title: page.t(title).into_owned(),
            lead: page.t(lead).into_owned(),
            box_error: match resolution {
                PlaceResolution::Unknown => page.tv(messages::FILTER_PLACE_UNKNOWN, text),
                PlaceResolution::Single(_)
                | PlaceResolution::Several(_)
                | PlaceResolution::Partial(_)
                | PlaceResolution::Similar(_)
                | PlaceResolution::OtherRegion => String::new(),
            },
            barrier: barrier.map_or("", |it| it.slug.as_str()),
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

/// Title and introduction of the page.
const fn heading(resolution: &PlaceResolution) -> (&'static Key, &'static Key) {
    match resolution {
        PlaceResolution::Single(_) | PlaceResolution::Several(_) => {
            (messages::CHOOSE_SEVERAL, messages::CHOOSE_LEAD)
        }
        PlaceResolution::Partial(_) => (messages::CHOOSE_WITHIN, messages::CHOOSE_WITHIN_LEAD),
        PlaceResolution::Similar(_) => (messages::CHOOSE_NEAR, messages::CHOOSE_NEAR_LEAD),
        PlaceResolution::OtherRegion => {
            (messages::CHOOSE_ELSEWHERE, messages::CHOOSE_ELSEWHERE_LEAD)
        }
        PlaceResolution::Unknown => (messages::CHOOSE_NOTHING, messages::CHOOSE_NOTHING_LEAD),
    }
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
