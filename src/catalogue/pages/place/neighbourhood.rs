//! Content of the page of a neighbourhood.

use crate::catalogue::{Catalogue, NearbyOffers, NeighbourhoodMap, OfferList, ServiceReason};
use crate::domain::directory::{Barrier, InitiativeState, Organisation};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{Facet, FacetValue, Search};

/// Page of a neighbourhood.
#[derive(Debug)]
pub struct NeighbourhoodContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Offers by level; organisations of the neighbourhood with a phone come first.
    pub offers: NearbyOffers<'a>,
    /// Reasons why the first initiatives of its towns, and of its département, serve it; none for those that do not.
    pub reasons_in_town: Vec<Option<ServiceReason<'a>>>,
    pub reasons_further: Vec<Option<ServiceReason<'a>>>,
    /// Every barrier, in its order.
    pub barriers: Vec<BarrierOffers<'a>>,
    /// Those of the neighbourhood that address no barrier.
    pub without_barrier: OfferList<'a>,
    /// Number of those of the neighbourhood by state, ended ones left out.
    pub states: Vec<StateCount>,
    /// Number of initiatives that serve the neighbourhood, named or not.
    pub serving_count: usize,
    /// Number of initiatives of the towns of the neighbourhood.
    pub town_count: usize,
    /// Number of initiatives of the département.
    pub departement_count: usize,
    /// Organisations of its towns that are not tied to it and help any resident, most useful kind first.
    pub organisations_in_town: Vec<&'a Organisation>,
    /// Those of the département outside its towns, most useful kind first.
    pub organisations_further: Vec<&'a Organisation>,
    pub map: Option<NeighbourhoodMap>,
}

/// Barrier with the initiatives that address it.
#[derive(Debug)]
pub struct BarrierOffers<'a> {
    pub barrier: &'a Barrier,
    /// Those of the neighbourhood.
    pub here: OfferList<'a>,
    /// Number of those that serve the neighbourhood, `here` included.
    pub serving: usize,
}

/// Number of initiatives in a state.
#[derive(Debug, Clone, Copy)]
pub struct StateCount {
    pub state: InitiativeState,
    pub count: usize,
}

/// Kinds of organisations that help any resident, by priority.
const HELPER_KINDS: [&str; 20] = [
    "france-services",
    "mission-locale",
    "france-travail",
    "centre-social",
    "espace-vie-sociale",
    "accueil-emploi",
    "maison-emploi",
    "ccas",
    "maison-des-solidarites",
    "information-jeunesse",
    "pimms",
    "regie-de-quartier",
    "espace-numerique",
    "cidff",
    "caf",
    "mdph",
    "pmi",
    "point-justice",
    "association",
    "mediatheque",
];

/// Maximum initiatives of the town, and of the rest of the département, whose reason is told.
const MAX_REASONS: usize = 12;

/// Maximum organisations of the town, and of the rest of the département, on the page.
const MAX_IN_TOWN: usize = 12;
const MAX_FURTHER: usize = 6;

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
            BarrierOffers { barrier, here: self.addressing(&offers.here, barrier), serving }
        });
        let states = InitiativeState::ALL.iter().filter(|it| **it != InitiativeState::Ended);
        let count = |state: &InitiativeState| StateCount {
            state: *state,
            count: self.count_in_state(&offers.here, *state),
        };
        let reasons = |list| self.reasons_of(neighbourhood, &offers, list, MAX_REASONS);
        NeighbourhoodContent {
            neighbourhood,
            reasons_in_town: reasons(&offers.in_town),
            reasons_further: reasons(&offers.in_departement),
            barriers: barriers.collect(),
            serving_count: self.serving_count(&neighbourhood.code),
            town_count: self.count(&Search::of(communes)),
            departement_count: self.count(&departement),
            without_barrier: self.addressing_none(&offers.here),
            states: states.map(count).collect(),
            organisations_in_town: self.helpers_in_town(neighbourhood, &HELPER_KINDS, MAX_IN_TOWN),
            organisations_further: self.helpers_further(neighbourhood, &HELPER_KINDS, MAX_FURTHER),
            map: self.neighbourhood_map(neighbourhood, &offers.organisations_here),
            offers,
        }
    }
}
