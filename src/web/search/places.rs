//! Places that the text names, above the results: each leads where something is.

use std::num::NonZeroU32;

use crate::{
    catalogue::{Catalogue, Place},
    domain::{
        neighbourhood::QpvCode,
        place::{DepartementCode, InseeCode},
        search::{Choice, OrganisationSearch, Search},
    },
    i18n::{Arg, say},
    web::{Page, paths},
};

/// Links shown above the results at most: some names are those of many places.
const MOST: usize = 6;

/// A place that the text is the name of.
#[derive(Debug)]
pub struct PlaceLink {
    pub name: String,
    pub what: String,
    /// The neighbourhood whose outline stands beside it.
    pub outline: Option<String>,
    pub href: String,
}

/// The places that the text names, as typed or as understood.
pub fn places(
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
    links.take(MOST).collect()
}

fn neighbourhood(page: &Page, catalogue: &Catalogue, code: &QpvCode) -> Option<PlaceLink> {
    let it = catalogue.neighbourhood(code)?;
    Some(PlaceLink {
        name: it.name.to_string(),
        what: page.tv(say::PLACE_NEIGHBOURHOOD, &catalogue.towns(it)),
        outline: Some(code.to_string()),
        href: paths::neighbourhood(&it.slug),
    })
}

/// Its initiatives or else those of its département, its organisations, its neighbourhoods.
fn commune(page: &Page, catalogue: &Catalogue, code: &InseeCode) -> Vec<PlaceLink> {
    let Some(it) = catalogue.commune(code) else { return Vec::new() };
    let link = |what, href| PlaceLink { name: it.name.to_string(), what, outline: None, href };
    let choice = Choice::Commune(code.clone());
    let initiatives = match catalogue.count(&Search::default().toggling(&choice)) {
        0 => catalogue.departement(&it.departement).map(|around| {
            let choice = Choice::Departement(around.code.clone());
            let n = catalogue.count(&Search::default().toggling(&choice));
            let place = page.lang.in_departement(around);
            let args = [("place", Arg::Text(place.as_str())), ("n", Arg::Count(n))];
            link(page.ta(say::PLACE_COMMUNE_EMPTY, &args), paths::choosing(catalogue, &choice))
        }),
        n => Some(link(page.tn(say::PLACE_COMMUNE, n), paths::choosing(catalogue, &choice))),
    };
    let here = OrganisationSearch { commune: Some(code.clone()), ..OrganisationSearch::default() };
    let organisations = match catalogue.organisations_found(&here, NonZeroU32::MIN).total {
        0 => None,
        n => Some(link(
            page.tn(say::PLACE_ORGANISATIONS, n),
            paths::organisations(catalogue, &here, 1),
        )),
    };
    let neighbourhoods = catalogue.neighbourhoods.iter().filter(|it| it.communes.contains(code));
    let neighbourhoods = neighbourhoods.filter_map(|it| neighbourhood(page, catalogue, &it.code));
    initiatives.into_iter().chain(organisations).chain(neighbourhoods).collect()
}

fn departement(page: &Page, catalogue: &Catalogue, code: &DepartementCode) -> Option<PlaceLink> {
    let name = catalogue.departement(code)?.name.to_string();
    let what = page.t(say::PLACE_DEPARTEMENT).into_owned();
    let href = paths::choosing(catalogue, &Choice::Departement(code.clone()));
    Some(PlaceLink { name, what, outline: None, href })
}
