//! Links to places, and nearby organisations to call, ready to print.

use crate::catalogue::{Catalogue, NearbyPhone, Place};
use crate::domain::place::{NearbyNeighbourhood, Neighbourhood};
use crate::domain::search::FacetValue;
use crate::i18n::{Arg, messages};
use crate::web::components::{Link, OrganisationCard, PlaceLink};
use crate::web::{Page, paths};

/// Organisation to call, and its distance.
#[derive(Debug)]
pub struct NearbyContact<'a> {
    pub card: OrganisationCard<'a>,
    pub distance: String,
}

/// Link to `place`, with the details that tell it from places of the same name.
pub fn place_link(page: &Page, catalogue: &Catalogue, place: &Place) -> Option<PlaceLink> {
    let description = catalogue.describe(place)?;
    let outline = match place {
        Place::Neighbourhood(code) => Some(code.to_string()),
        Place::Commune(_) | Place::Departement(_) => None,
    };
    let what = page.lang.place_description(&description);
    Some(PlaceLink {
        name: description.name,
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

/// Formats `organisations`, each with its distance.
pub fn nearby_contacts<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    organisations: &[NearbyPhone<'a>],
) -> Vec<NearbyContact<'a>> {
    let contact = |it: &NearbyPhone<'a>| NearbyContact {
        card: OrganisationCard::new(page, catalogue, it.organisation),
        distance: page.lang.distance(it.metres),
    };
    organisations.iter().map(contact).collect()
}

/// Links to the page, the initiatives (their number is `count`) and the helpers of the neighbourhood `it`.
pub fn neighbourhood_links(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    count: usize,
) -> Vec<Link> {
    let home = paths::neighbourhood(&it.slug);
    let help = format!("{home}#aide");
    let about = Link::new(page.tv(messages::LOCATION_WAY_NEIGHBOURHOOD, it.name.as_str()), home);
    let initiatives = (count > 0).then(|| {
        let choice = FacetValue::Neighbourhood(it.code.clone());
        let href = paths::search_by_choice(catalogue, &choice);
        Link::new(page.tn(messages::LOCATION_WAY_INITIATIVES, count), href)
    });
    let help = Link::new(page.t(messages::LOCATION_WAY_HELP), help);
    [Some(about), initiatives, Some(help)].into_iter().flatten().collect()
}
