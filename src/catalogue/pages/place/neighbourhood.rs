//! Content of the page and of the poster of a neighbourhood.

use crate::catalogue::{Catalogue, NearbyOffers, NeighbourhoodMap};
use crate::domain::directory::{Barrier, Initiative, Organisation};
use crate::domain::place::{Neighbourhood, whole_metres};
use crate::domain::search::{Facet, FacetValue, Search};

/// Page of a neighbourhood.
#[derive(Debug)]
pub struct NeighbourhoodContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Offers by level; organisations of the neighbourhood with a phone come first.
    pub offers: NearbyOffers<'a>,
    /// Every barrier, in its order.
    pub barriers: Vec<BarrierOffers<'a>>,
    /// Number of initiatives of the towns of the neighbourhood.
    pub town_count: usize,
    /// Number of initiatives of the département.
    pub departement_count: usize,
    /// Organisations of the département outside the towns of the neighbourhood, nearest first.
    pub organisations_further: Vec<&'a Organisation>,
    pub map: Option<NeighbourhoodMap>,
}

/// Barrier with the initiatives that address it.
#[derive(Debug)]
pub struct BarrierOffers<'a> {
    pub barrier: &'a Barrier,
    /// Those of the neighbourhood.
    pub here: Vec<&'a Initiative>,
    /// Number of those that serve the neighbourhood, `here` included.
    pub serving: usize,
}

/// Poster of a neighbourhood.
#[derive(Debug)]
pub struct PosterContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    pub offers: NearbyOffers<'a>,
    /// Barriers addressed at the nearest level that addresses any.
    pub barriers: Vec<&'a Barrier>,
    pub level: OfferLevel,
}

/// Level of the nearest offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferLevel {
    Neighbourhood,
    Town,
    Departement,
    /// No offer in the département.
    Nowhere,
}

impl Catalogue {
    /// Content of the page of `neighbourhood`.
    #[must_use]
    pub fn neighbourhood_content<'a>(
        &'a self,
        neighbourhood: &'a Neighbourhood,
    ) -> NeighbourhoodContent<'a> {
        let mut offers = self.nearby_offers(neighbourhood);
        offers.organisations_here.sort_by_key(|it| it.facts.phone.is_none());
        let communes = neighbourhood.communes.iter().cloned().map(FacetValue::Commune);
        let departement = Search::of([FacetValue::Departement(neighbourhood.departement.clone())]);
        let serving = Search::of([FacetValue::Neighbourhood(neighbourhood.code.clone())]);
        let barriers = self.barriers.iter().map(|barrier| {
            let choice = FacetValue::Barrier(barrier.slug.clone());
            let serving = self.count(&serving.with_facet(Facet::Barrier, [choice]));
            BarrierOffers { barrier, here: addressing(barrier, &offers.here), serving }
        });
        NeighbourhoodContent {
            neighbourhood,
            barriers: barriers.collect(),
            town_count: self.count(&Search::of(communes)),
            departement_count: self.count(&departement),
            organisations_further: self.organisations_further_from(neighbourhood),
            map: self.neighbourhood_map(neighbourhood, &offers.organisations_here),
            offers,
        }
    }

    /// Content of the poster of `neighbourhood`.
    #[must_use]
    pub fn poster_content<'a>(&'a self, neighbourhood: &'a Neighbourhood) -> PosterContent<'a> {
        let offers = self.nearby_offers(neighbourhood);
        let (level, barriers) = self.nearest_level(&offers);
        PosterContent { neighbourhood, offers, barriers, level }
    }

    /// Nearest level at which any barrier is addressed, with these barriers.
    fn nearest_level(&self, offers: &NearbyOffers<'_>) -> (OfferLevel, Vec<&Barrier>) {
        let levels = [
            (OfferLevel::Neighbourhood, &offers.here),
            (OfferLevel::Town, &offers.in_town),
            (OfferLevel::Departement, &offers.in_departement),
        ];
        let addressed = |initiatives: &[&Initiative]| -> Vec<&Barrier> {
            let barriers = self.barriers.iter();
            barriers.filter(|barrier| !addressing(barrier, initiatives).is_empty()).collect()
        };
        let mut levels = levels.into_iter().map(|(level, list)| (level, addressed(list)));
        let nearest = levels.find(|(_, barriers)| !barriers.is_empty());
        nearest.unwrap_or((OfferLevel::Nowhere, Vec::new()))
    }

    /// Organisations of the département of `it`, without those of its towns and those tied to it, nearest first.
    fn organisations_further_from(&self, it: &Neighbourhood) -> Vec<&Organisation> {
        let further = self.organisations.iter().filter(|organisation| {
            let facts = &organisation.facts;
            let near = facts.commune.as_ref().is_some_and(|code| it.communes.contains(code))
                || facts.ties.iter().any(|tie| tie.neighbourhood == it.code);
            facts.departement.as_ref() == Some(&it.departement) && !near
        });
        let mut further: Vec<&Organisation> = further.collect();
        further.sort_by_cached_key(|organisation| {
            let far = organisation.facts.reception_position().map(|to| it.centre.metres_to(to));
            far.map_or(u32::MAX, whole_metres)
        });
        further
    }
}

/// Those of `initiatives` that address `barrier`.
fn addressing<'a>(barrier: &Barrier, initiatives: &[&'a Initiative]) -> Vec<&'a Initiative> {
    let addressing = initiatives.iter().filter(|it| it.facts.barriers.contains(&barrier.slug));
    addressing.copied().collect()
}
