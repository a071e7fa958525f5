//! Links to places, and to the offers of a town.

use std::num::NonZeroU32;

use super::Link;
use crate::catalogue::Catalogue;
use crate::domain::place::{Commune, DepartementCode};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::{Arg, messages};
use crate::web::{Page, paths};

/// Link to a place, with its description.
#[derive(Debug)]
pub struct PlaceLink {
    pub name: String,
    pub description: String,
    /// QPV code of the outline shown beside it.
    pub outline: Option<String>,
    pub href: String,
}

/// Links to the initiatives of `town`, else of its département; and to its organisations.
pub fn town_links(page: &Page, catalogue: &Catalogue, town: &Commune) -> Vec<Link> {
    let choice = FacetValue::Commune(town.insee.clone());
    let here = OrganisationSearch { commune: Some(town.insee.clone()), ..Default::default() };
    let initiatives = match catalogue.count(&Search::default().toggling(&choice)) {
        0 => departement_link(page, catalogue, &town.departement),
        n => Some(Link {
            label: page.tn(messages::PLACE_COMMUNE, n),
            href: paths::search_by_choice(catalogue, &choice),
        }),
    };
    let organisations = match catalogue.search_organisations(&here, NonZeroU32::MIN).total {
        0 => None,
        n => Some(Link {
            label: page.tn(messages::PLACE_ORGANISATIONS, n),
            href: paths::organisations(catalogue, &here, 1),
        }),
    };
    initiatives.into_iter().chain(organisations).collect()
}

fn departement_link(page: &Page, catalogue: &Catalogue, code: &DepartementCode) -> Option<Link> {
    let departement = catalogue.departement(code)?;
    let choice = FacetValue::Departement(code.clone());
    let place = page.lang.in_departement(departement);
    let n = catalogue.count(&Search::default().toggling(&choice));
    let args = [("place", Arg::Text(place.as_str())), ("n", Arg::Count(n))];
    let label = page.ta(messages::PLACE_COMMUNE_EMPTY, &args);
    Some(Link { label, href: paths::search_by_choice(catalogue, &choice) })
}
