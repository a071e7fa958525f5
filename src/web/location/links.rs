//! Links to places, and nearby organisations to call, ready to print.

use crate::{
    catalogue::{Catalogue, Place},
    domain::{
        location::Near,
        neighbourhood::Neighbourhood,
        place::Position,
        search::{Choice, Search},
    },
    i18n::{Arg, say},
    web::{
        Page,
        parts::{Link, OrganisationCard, PlaceLink},
        paths,
    },
};

/// Maximum organisations to call.
const MOST_CALLED: usize = 5;

/// Organisation to call, and its distance.
#[derive(Debug)]
pub struct Called<'a> {
    pub card: OrganisationCard<'a>,
    pub away: String,
}

/// Link to `place`, with the details that tell it from places of the same name.
pub fn place_link(page: &Page, catalogue: &Catalogue, place: &Place) -> Option<PlaceLink> {
    let told = catalogue.describe(place)?;
    let outline = match place {
        Place::Neighbourhood(code) => Some(code.to_string()),
        Place::Commune(_) | Place::Departement(_) => None,
    };
    let what = page.lang.described(&told);
    Some(PlaceLink { name: told.name, what, outline, href: paths::place(catalogue, place)? })
}

pub fn neighbourhood_link(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
) -> Option<PlaceLink> {
    place_link(page, catalogue, &Place::Neighbourhood(it.code.clone()))
}

/// Links to the neighbourhoods `near` a point, each with its distance: « à 400 m, Tours ».
pub fn near_links(page: &Page, catalogue: &Catalogue, near: &[Near]) -> Vec<PlaceLink> {
    let link = |near: &Near| {
        let it = catalogue.neighbourhood(&near.code)?;
        let mut link = neighbourhood_link(page, catalogue, it)?;
        let (away, towns) = (page.lang.distance(near.metres), catalogue.towns(it));
        let args = [("away", Arg::Text(away.as_str())), ("towns", Arg::Text(towns.as_str()))];
        link.what = page.ta(say::LOCATION_AWAY, &args);
        Some(link)
    };
    near.iter().filter_map(link).collect()
}

/// Organisations with a phone near `at`.
pub fn called<'a>(page: &Page, catalogue: &'a Catalogue, at: Position) -> Vec<Called<'a>> {
    let near = catalogue.callable_near(at, MOST_CALLED).into_iter();
    near.map(|(it, metres)| Called {
        card: OrganisationCard::new(page, catalogue, it),
        away: page.lang.distance(metres),
    })
    .collect()
}

/// Links to the page, the initiatives and the helpers of the neighbourhood `it`.
pub fn ways_in(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> Vec<Link> {
    let choice = Choice::Neighbourhood(it.code.clone());
    let n = catalogue.count(&Search::default().toggling(&choice));
    let home = paths::neighbourhood(&it.slug);
    let mut ways = vec![Link {
        label: page.tv(say::LOCATION_WAY_NEIGHBOURHOOD, it.name.as_str()),
        href: home.clone(),
    }];
    if n > 0 {
        let href = paths::choosing(catalogue, &choice);
        ways.push(Link { label: page.tn(say::LOCATION_WAY_INITIATIVES, n), href });
    }
    let label = page.t(say::LOCATION_WAY_HELP).into_owned();
    ways.push(Link { label, href: format!("{home}#aide") });
    ways
}
