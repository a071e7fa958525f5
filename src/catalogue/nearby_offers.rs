//! Offers near a neighbourhood: inside it, in its towns, in its département.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Catalogue;
use crate::domain::directory::{Initiative, InitiativeId, Organisation};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{FacetValue, Search};

/// Offers for a neighbourhood, each listed once, at the nearest level.
#[derive(Debug)]
pub struct NearbyOffers<'a> {
    pub here: Vec<&'a Initiative>,
    pub in_town: Vec<&'a Initiative>,
    pub in_departement: Vec<&'a Initiative>,
    pub organisations_here: Vec<&'a Organisation>,
    pub organisations_in_town: Vec<&'a Organisation>,
}

impl Catalogue {
    /// Offers for `neighbourhood`, without ended initiatives.
    #[must_use]
    pub fn nearby_offers(&self, neighbourhood: &Neighbourhood) -> NearbyOffers<'_> {
        let mut seen: HashSet<InitiativeId> = HashSet::new();
        let mut fresh = |choices: Vec<FacetValue>| -> Vec<&Initiative> {
            let found = self.search_all(&Search::of(choices)).into_iter();
            found.filter(|it| seen.insert(it.id)).collect()
        };
        let here = fresh(vec![FacetValue::Neighbourhood(neighbourhood.code.clone())]);
        let communes = neighbourhood.communes.iter().cloned();
        let in_town = fresh(communes.map(FacetValue::Commune).collect());
        let in_departement =
            fresh(vec![FacetValue::Departement(neighbourhood.departement.clone())]);
        let organisations_here = self.organisations_in(&neighbourhood.code);
        let tied: HashSet<_> = organisations_here.iter().map(|it| it.id).collect();
        let towns = neighbourhood.communes.iter().flat_map(|code| self.organisations_of(code));
        let organisations_in_town = towns.filter(|it| !tied.contains(&it.id)).collect();
        NearbyOffers { here, in_town, in_departement, organisations_here, organisations_in_town }
    }

    /// The `most` initiatives most similar to `initiative`, by shared barriers, audiences and
    /// places, without ended ones.
    #[must_use]
    pub fn similar_initiatives(&self, initiative: &Initiative, most: usize) -> Vec<&Initiative> {
        let facts = &initiative.facts;
        let search = Search::of(facts.barriers.iter().cloned().map(FacetValue::Barrier));
        let shared = |it: &Initiative| {
            let other = &it.facts;
            let barriers =
                other.barriers.iter().filter(|slug| facts.barriers.contains(slug)).count();
            let audiences =
                other.audiences.iter().filter(|slug| facts.audiences.contains(slug)).count();
            let towns = other.communes.iter().any(|code| facts.communes.contains(code));
            let same = other.departements.iter().any(|code| facts.departements.contains(code));
            let near = usize::from(towns) * 2 + usize::from(same) * 3;
            barriers * 3 + audiences + near
        };
        let listed = if facts.barriers.is_empty() { Vec::new() } else { self.search_all(&search) };
        let others = listed.iter().enumerate().filter(|(_, it)| it.id != initiative.id);
        // Equal scores keep the order of the catalogue.
        let mut scored: Vec<_> = others.map(|(at, it)| (Reverse(shared(it)), at)).collect();
        if most < scored.len() {
            scored.select_nth_unstable(most);
            scored.truncate(most);
        }
        scored.sort_unstable();
        scored.into_iter().filter_map(|(_, at)| listed.get(at).copied()).collect()
    }
}
