//! Links to the places named in the text, above the results.

use crate::catalogue::{Catalogue, Place};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::search::{FacetValue, Search};
use crate::i18n::messages;
use crate::web::components::{Link, PlaceLink, town_links};
use crate::web::{Page, paths};

/// Maximum links; some names are shared by many places.
const MAX_LINKS: usize = 6;

/// Places named by the text, as typed or else as corrected.
pub fn place_links(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    corrected: Option<&str>,
) -> Vec<PlaceLink> {
    let named = match catalogue.places_named(&search.text) {
        [] => corrected.map_or(&[][..], |text| catalogue.places_named(text)),
        named => named,
    };
    let links = named.iter().flat_map(|place| match place {
        Place::Neighbourhood(code) => neighbourhood(page, catalogue, code).into_iter().collect(),
        Place::Commune(code) => commune(page, catalogue, code),
        Place::Departement(code) => departement(page, catalogue, code).into_iter().collect(),
    });
    links.take(MAX_LINKS).collect()
}

fn neighbourhood(page: &Page, catalogue: &Catalogue, code: &QpvCode) -> Option<PlaceLink> {
    let it = catalogue.neighbourhood(code)?;
    Some(PlaceLink {
        name: it.name.to_string(),
        description: page.tv(messages::PLACE_NEIGHBOURHOOD, &catalogue.towns(it)),
        outline: Some(code.to_string()),
        href: paths::neighbourhood(&it.slug),
    })
}

/// Links to its initiatives, or those of its département, its organisations, its neighbourhoods.
fn commune(page: &Page, catalogue: &Catalogue, code: &InseeCode) -> Vec<PlaceLink> {
    let Some(it) = catalogue.commune(code) else { return Vec::new() };
    let ways = town_links(page, catalogue, it).into_iter();
    let ways = ways.map(|Link { label: what, href }| PlaceLink {
        name: it.name.to_string(),
        description: what,
        outline: None,
        href,
    });
    let neighbourhoods = catalogue.neighbourhoods_of(code);
    let neighbourhoods = neighbourhoods.filter_map(|it| neighbourhood(page, catalogue, &it.code));
    ways.chain(neighbourhoods).collect()
}

fn departement(page: &Page, catalogue: &Catalogue, code: &DepartementCode) -> Option<PlaceLink> {
    let name = catalogue.departement(code)?.name.to_string();
    let what = page.t(messages::PLACE_DEPARTEMENT).into_owned();
    let href = paths::search_by_choice(catalogue, &FacetValue::Departement(code.clone()));
    Some(PlaceLink { name, description: what, outline: None, href })
}
