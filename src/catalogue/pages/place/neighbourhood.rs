//! Content of the page and of the poster of a neighbourhood.

use std::cmp::Reverse;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, NearbyOffers, NeighbourhoodMap, OfferList};
use crate::domain::directory::{Barrier, InitiativeState, Organisation, OrganisationFacts};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{Facet, FacetValue, Search};
use crate::domain::time::PartialDate;

/// Page of a neighbourhood.
#[derive(Debug)]
pub struct NeighbourhoodContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Offers by level; organisations of the neighbourhood with a phone come first.
    pub offers: NearbyOffers<'a>,
    /// Every barrier, in its order.
    pub barriers: Vec<BarrierOffers<'a>>,
    /// Those of the neighbourhood that address no barrier.
    pub without_barrier: OfferList<'a>,
    /// Number of those of the neighbourhood by state, ended ones left out.
    pub states: Vec<StateCount>,
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

/// Poster of a neighbourhood. Each claim holds as long as the poster hangs.
#[derive(Debug)]
pub struct PosterContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Organisation to call or to visit.
    pub contact: Option<&'a Organisation>,
    /// Barriers addressed at the nearest level that addresses any, by initiatives that are confirmed or to be
    /// confirmed.
    pub barriers: Vec<&'a Barrier>,
    pub level: OfferLevel,
    pub printed_on: Date,
    /// Last day on which the poster may hang.
    pub valid_until: Date,
}

/// Kinds of organisations that help any adult, by priority.
const POSTER_KINDS: [&str; 13] = [
    "france-services",
    "centre-social",
    "espace-vie-sociale",
    "accueil-emploi",
    "maison-emploi",
    "france-travail",
    "pimms",
    "ccas",
    "maison-des-solidarites",
    "regie-de-quartier",
    "cidff",
    "espace-numerique",
    "point-justice",
];

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

/// Maximum organisations of the town, and of the rest of the département, on the page.
const MAX_IN_TOWN: usize = 12;
const MAX_FURTHER: usize = 6;

/// Longest and shortest time that a poster may hang.
const POSTER_MONTHS: i32 = 3;
const POSTER_MIN_DAYS: i32 = 30;

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
            BarrierOffers { barrier, here: self.addressing(&offers.here, barrier), serving }
        });
        let states = InitiativeState::ALL.iter().filter(|it| **it != InitiativeState::Ended);
        let count = |state: &InitiativeState| StateCount {
            state: *state,
            count: self.count_in_state(&offers.here, *state),
        };
        NeighbourhoodContent {
            neighbourhood,
            barriers: barriers.collect(),
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

    /// Content of the poster of `neighbourhood`.
    #[must_use]
    pub fn poster_content<'a>(&'a self, neighbourhood: &'a Neighbourhood) -> PosterContent<'a> {
        let offers = self.nearby_offers(neighbourhood);
        let (level, barriers) = self.nearest_level(&offers);
        let longest = self.today().saturating_add(POSTER_MONTHS.months());
        let ends = barriers.iter().map(|(_, certain_until)| *certain_until);
        PosterContent {
            neighbourhood,
            contact: self.poster_contact(neighbourhood, &offers),
            level,
            printed_on: self.today(),
            valid_until: ends.fold(longest, Date::min),
            barriers: barriers.into_iter().map(|(barrier, _)| barrier).collect(),
        }
    }

    /// Nearest level at which any barrier is addressed, with these barriers and the last day of each claim.
    fn nearest_level(&self, offers: &NearbyOffers<'_>) -> (OfferLevel, Vec<(&Barrier, Date)>) {
        let levels = [
            (OfferLevel::Neighbourhood, &offers.here),
            (OfferLevel::Town, &offers.in_town),
            (OfferLevel::Departement, &offers.in_departement),
        ];
        let least = self.today().saturating_add(POSTER_MIN_DAYS.days());
        let mut levels = levels.into_iter().map(|(level, list)| {
            let claimed = self.barriers.iter().filter_map(|it| {
                let until = self.claimed_until(list, it).filter(|end| *end >= least)?;
                Some((it, until))
            });
            (level, claimed.collect::<Vec<_>>())
        });
        let nearest = levels.find(|(_, barriers)| !barriers.is_empty());
        nearest.unwrap_or((OfferLevel::Nowhere, Vec::new()))
    }

    /// Organisation with a phone that helps any adult: in the neighbourhood or else in the town, with known hours
    /// first; one that moves if there is no other.
    fn poster_contact<'a>(
        &'a self,
        it: &Neighbourhood,
        offers: &NearbyOffers<'a>,
    ) -> Option<&'a Organisation> {
        let in_town = self.organisations_of_kinds_in_town(it, &POSTER_KINDS);
        let here = offers.organisations_here.iter().map(|it| (false, *it));
        let candidates = here.chain(in_town.into_iter().map(|it| (true, it)));
        let ranked = candidates
            .filter_map(|(is_in_town, it)| Some((poster_rank(&it.facts, is_in_town)?, it)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, organisation)| organisation)
    }
}

/// Rank of an organisation for a poster, the least first.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct PosterRank {
    /// One that moves has no place to go to.
    is_mobile: bool,
    /// In the town, outside the neighbourhood.
    is_in_town: bool,
    are_hours_unknown: bool,
    kind: usize,
    seen: Reverse<Option<Date>>,
}

/// Rank of `facts` for a poster; `None` without a phone, or if its kind does not help any adult.
fn poster_rank(facts: &OrganisationFacts, is_in_town: bool) -> Option<PosterRank> {
    facts.phone.as_ref()?;
    let kind = POSTER_KINDS.iter().position(|kind| *kind == facts.kind.as_str())?;
    let seen = Reverse(facts.source.as_of.map(PartialDate::first_day));
    let are_hours_unknown = facts.opening_hours.is_none();
    Some(PosterRank { is_mobile: facts.is_mobile(), is_in_town, are_hours_unknown, kind, seen })
}
