//! Texts about a neighbourhood, shared by several pages.

use crate::catalogue::Catalogue;
use crate::domain::place::{Neighbourhood, OutlineChange};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::{Key, messages};
use crate::web::components::Link;
use crate::web::paths;

/// Year of entry on the list, and change of 2024.
pub const fn change(change: OutlineChange) -> &'static Key {
    match change {
        OutlineChange::New => messages::NEIGHBOURHOOD_NEW,
        OutlineChange::OutlineChanged => messages::NEIGHBOURHOOD_CHANGED,
        OutlineChange::OutlineUnchanged => messages::NEIGHBOURHOOD_OUTLINE_UNCHANGED,
    }
}

/// Search of the initiatives in the towns of `it`.
pub fn town_search(it: &Neighbourhood) -> Search {
    Search::of(it.communes.iter().cloned().map(FacetValue::Commune))
}

/// URL of the organisations of the département of `it`.
pub fn departement_organisations(catalogue: &Catalogue, it: &Neighbourhood) -> String {
    let departement = Some(it.departement.clone());
    let search = OrganisationSearch { departement, ..Default::default() };
    paths::organisations(catalogue, &search, 1)
}

/// Towns of `it`, each with the URL of its organisations.
pub fn town_organisations(catalogue: &Catalogue, it: &Neighbourhood) -> Vec<Link> {
    let towns = it.communes.iter().filter_map(|code| catalogue.commune(code));
    let link = |town: &crate::domain::place::Commune| {
        let search = OrganisationSearch { commune: Some(town.insee.clone()), ..Default::default() };
        Link::new(town.name.as_str(), paths::organisations(catalogue, &search, 1))
    };
    towns.map(link).collect()
}
