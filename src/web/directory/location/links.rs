//! Links to places, and nearby organisations to call, ready to print.

use crate::catalogue::{Catalogue, Place};
use crate::domain::place::{NearbyNeighbourhood, Neighbourhood, Position};
use crate::domain::search::{FacetValue, Search};
use crate::i18n::{Arg, messages};
use crate::web::components::{Link, OrganisationCard, PlaceLink};
use crate::web::{Page, paths};

/// Maximum organisations to call.
const MAX_CONTACTS: usize = 5;

/// Organisation to call, and its distance.
#[derive(Debug)]
pub struct NearbyContact<'a> {
    pub card: OrganisationCard<'a>,
    pub distance: String,
}

/// Link to `place`, with the details that tell it from places of the same name.
pub fn place_link(page: &Page, catalogue: &Catalogue, place: &Place) -> Option<PlaceLink> {
    let told = catalogue.describe(place)?;
    let outline = match place {
        Place::Neighbourhood(code) => Some(code.to_string()),
        Place::Commune(_) | Place::Departement(_) => None,
    };
    let what = page.lang.place_description(&told);
    Some(PlaceLink {
        name: told.name,
        description: what,
        outline,
        href: paths::place(catalogue, place)?,
    })
}

pub fn neighbourhood_link(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
) -> Option<PlaceLink> {
    place_link(page, catalogue, &Place::Neighbourhood(it.code.clone()))
}

/// Links to the neighbourhoods `near` a point, each with its distance: « à 400 m, Tours ».
pub fn near_links(
    page: &Page,
    catalogue: &Catalogue,
    near: &[NearbyNeighbourhood],
) -> Vec<PlaceLink> {
    let link = |near: &NearbyNeighbourhood| {
        let it = catalogue.neighbourhood(&near.code)?;
        let mut link = neighbourhood_link(page, catalogue, it)?;
        let (away, towns) = (page.lang.distance(near.metres), catalogue.towns(it));
        let args = [("away", Arg::Text(away.as_str())), ("towns", Arg::Text(towns.as_str()))];
        link.description = page.ta(messages::LOCATION_AWAY, &args);
        Some(link)
    };
    near.iter().filter_map(link).collect()
}

/// Organisations with a phone near `at`.
pub fn nearby_contacts<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    at: Position,
) -> Vec<NearbyContact<'a>> {
    let near = catalogue.nearest_with_phone(at, MAX_CONTACTS).into_iter();
    near.map(|(it, metres)| NearbyContact {
        card: OrganisationCard::new(page, catalogue, it),
        distance: page.lang.distance(metres),
    })
    .collect()
}

/// Links to the page, the initiatives and the helpers of the neighbourhood `it`.
pub fn neighbourhood_links(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> Vec<Link> {
    let choice = FacetValue::Neighbourhood(it.code.clone());
    let n = catalogue.count(&Search::default().toggling(&choice));
    let home = paths::neighbourhood(&it.slug);
    let mut ways = vec![Link {
        label: page.tv(messages::LOCATION_WAY_NEIGHBOURHOOD, it.name.as_str()),
        href: home.clone(),
    }];
    if n > 0 {
        let href = paths::search_by_choice(catalogue, &choice);
        ways.push(Link { label: page.tn(messages::LOCATION_WAY_INITIATIVES, n), href });
    }
    let label = page.t(messages::LOCATION_WAY_HELP).into_owned();
    ways.push(Link { label, href: format!("{home}#aide") });
    ways
}
