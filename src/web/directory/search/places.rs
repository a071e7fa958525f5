//! Links to the places named in the text, above the results.

use crate::catalogue::{Catalogue, NamedPlace, TownOffers};
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::FacetValue;
use crate::i18n::messages;
use crate::web::components::{Link, PlaceLink, town_links};
use crate::web::{Page, paths};

/// Maximum links; some names are shared by many places.
const MAX_LINKS: usize = 6;

/// Links to `places`, and to the offers and neighbourhoods of the towns among them.
pub fn place_links(
    page: &Page,
    catalogue: &Catalogue,
    places: &[NamedPlace<'_>],
) -> Vec<PlaceLink> {
    let links = places.iter().flat_map(|place| match place {
        NamedPlace::Neighbourhood(it) => vec![neighbourhood(page, catalogue, it)],
        NamedPlace::Commune(offers) => commune(page, catalogue, offers),
        NamedPlace::Departement(it) => vec![departement(page, catalogue, it)],
    });
    links.take(MAX_LINKS).collect()
}

fn neighbourhood(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> PlaceLink {
    PlaceLink {
        name: it.name.to_string(),
        description: page.tv(messages::PLACE_NEIGHBOURHOOD, &catalogue.towns(it)),
        outline: Some(it.code.to_string()),
        href: paths::neighbourhood(&it.slug),
    }
}

/// Links to its initiatives, or those of its département, its organisations, its neighbourhoods.
fn commune(page: &Page, catalogue: &Catalogue, offers: &TownOffers<'_>) -> Vec<PlaceLink> {
    let links = town_links(page, catalogue, offers).into_iter();
    let links = links.map(|Link { label, href }| PlaceLink {
        name: offers.town.name.to_string(),
        description: label,
        outline: None,
        href,
    });
    let neighbourhoods = catalogue.neighbourhoods_of(&offers.town.insee);
    links.chain(neighbourhoods.map(|it| neighbourhood(page, catalogue, it))).collect()
}

fn departement(page: &Page, catalogue: &Catalogue, it: &Departement) -> PlaceLink {
    PlaceLink {
        name: it.name.to_string(),
        description: page.t(messages::PLACE_DEPARTEMENT).into_owned(),
        outline: None,
        href: paths::search_by_choice(catalogue, &FacetValue::Departement(it.code.clone())),
    }
}
