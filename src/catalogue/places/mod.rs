//! Names of places, and the table from names to places.

mod details;
mod extraction;
mod outside;
mod point_locator;
mod search;

pub use extraction::PlaceInText;
pub use outside::{OutsideKind, OutsidePlace};
pub use point_locator::PointLocator;
pub use search::{Area, NameMatch, PlaceHit, PlaceIndex, PlaceResolution};

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::domain::directory::Snapshot;
use crate::domain::place::{DepartementCode, InseeCode, Neighbourhood, QpvCode};
use crate::domain::text::{Line, fold};

/// Place of the directory, by its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Neighbourhood(QpvCode),
    Commune(InseeCode),
    Departement(DepartementCode),
}

/// Normalised key of a folded name: `st` and `ste` are written in full.
pub(super) fn key(folded: String) -> String {
    if !folded.split(' ').any(|word| matches!(word, "st" | "ste")) {
        return folded;
    }
    let full = |word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    };
    folded.split(' ').map(full).collect::<Vec<_>>().join(" ")
}

/// Table from the key of each name to its places, smaller places first. The name of a former commune leads to the
/// commune that it is a part of, after the communes of that name.
pub(super) fn names(published: &Snapshot) -> FxHashMap<String, Vec<Place>> {
    let communes: HashMap<_, _> = published.communes.iter().map(|it| (&it.insee, it)).collect();
    let mut names: FxHashMap<String, Vec<Place>> = FxHashMap::default();
    let mut add = |name: &str, place: Place| {
        let places = names.entry(key(fold(name))).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    };
    for it in &published.neighbourhoods {
        for name in neighbourhood_names(it) {
            add(name, Place::Neighbourhood(it.code.clone()));
            for town in it.communes.iter().filter_map(|code| communes.get(code)) {
                add(&format!("{name} {}", town.name), Place::Neighbourhood(it.code.clone()));
                add(&format!("{} {name}", town.name), Place::Neighbourhood(it.code.clone()));
            }
        }
        add(it.code.as_str(), Place::Neighbourhood(it.code.clone()));
    }
    for it in &published.communes {
        add(it.name.as_str(), Place::Commune(it.insee.clone()));
        for postcode in &it.postcodes {
            add(postcode.as_str(), Place::Commune(it.insee.clone()));
        }
    }
    for it in &published.former_communes {
        add(it.name.as_str(), Place::Commune(it.commune.clone()));
    }
    for it in &published.departements {
        add(it.name.as_str(), Place::Departement(it.code.clone()));
    }
    names
}

/// All names of a neighbourhood: current, official, of 2015, aliases.
pub(super) fn neighbourhood_names(it: &Neighbourhood) -> impl Iterator<Item = &str> {
    let official = [it.name.as_str(), it.official_name.as_str()].into_iter();
    official.chain(it.name_2015.iter().map(Line::as_str)).chain(it.aliases.iter().map(Line::as_str))
}
