//! Content of the page and of the poster of a neighbourhood.

use std::cmp::Reverse;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, NearbyOffers, NeighbourhoodMap};
use crate::domain::directory::{Barrier, Initiative, Organisation, OrganisationFacts};
use crate::domain::place::{Neighbourhood, whole_metres};
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
        let longest = self.today().saturating_add(POSTER_MONTHS.months());
        let ends = barriers.iter().map(|(_, certain_until)| *certain_until);
        PosterContent {
            neighbourhood,
            contact: poster_contact(&offers),
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
        let claim = |barrier: &'_ Barrier, initiatives: &[&Initiative]| {
            let addressing = addressing(barrier, initiatives).into_iter();
            let ends = addressing.filter_map(|it| it.facts.lifecycle.certain_until());
            ends.max().filter(|end| *end >= least)
        };
        let mut levels = levels.into_iter().map(|(level, initiatives)| {
            let barriers = self.barriers.iter();
            let claimed = barriers.filter_map(|it| Some((it, claim(it, initiatives)?)));
            (level, claimed.collect::<Vec<_>>())
        });
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

/// Organisation with a phone that helps any adult: in the neighbourhood or else in the town, with known hours first.
fn poster_contact<'a>(offers: &NearbyOffers<'a>) -> Option<&'a Organisation> {
    let lists = [&offers.organisations_here, &offers.organisations_in_town];
    let best = |list: &&Vec<&'a Organisation>| {
        let ranked = list.iter().filter_map(|it| Some((poster_rank(&it.facts)?, *it)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, organisation)| organisation)
    };
    lists.iter().find_map(best)
}

/// Order of organisations for a poster: hours known, kind, recent facts; `None` if it is not for a poster. One that
/// moves is not: it has no place to go to.
fn poster_rank(facts: &OrganisationFacts) -> Option<(bool, usize, Reverse<Option<Date>>)> {
    facts.phone.as_ref()?;
    let kind = POSTER_KINDS.iter().position(|kind| *kind == facts.kind.as_str())?;
    let seen = facts.source.as_of.map(PartialDate::first_day);
    (!facts.is_mobile()).then_some((facts.opening_hours.is_none(), kind, Reverse(seen)))
}

/// Those of `initiatives` that address `barrier`.
fn addressing<'a>(barrier: &Barrier, initiatives: &[&'a Initiative]) -> Vec<&'a Initiative> {
    let addressing = initiatives.iter().filter(|it| it.facts.barriers.contains(&barrier.slug));
    addressing.copied().collect()
}
