//! Content of the poster of a neighbourhood.

use std::cmp::Reverse;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, NearbyOffers, OfferList};
use crate::domain::directory::{
    Barrier, Initiative, NationalNumber, Organisation, OrganisationFacts, RESIDENTS, is_open_to_all,
};
use crate::domain::place::Neighbourhood;
use crate::domain::text::Slug;
use crate::domain::time::PartialDate;

/// Poster of a neighbourhood. Each claim holds as long as the poster hangs.
#[derive(Debug)]
pub struct PosterContent<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Organisation to call or to visit.
    pub contact: Option<&'a Organisation>,
    /// National number, if there is no organisation to call.
    pub number: Option<&'a NationalNumber>,
    /// Claims at the nearest level that has any; those that concern everybody come first.
    pub claims: Vec<PosterClaim<'a>>,
    pub level: OfferLevel,
    pub printed_on: Date,
    /// Last day on which the poster may hang.
    pub valid_until: Date,
}

/// Barrier that an initiative addresses, which is confirmed or to be confirmed.
#[derive(Debug, Clone, Copy)]
pub struct PosterClaim<'a> {
    pub barrier: &'a Barrier,
    /// Audiences that the initiative is for; empty if it is open to everybody who reads the poster.
    pub audiences_only: &'a [Slug],
    /// Last day of the claim.
    pub until: Date,
}

/// Kinds of organisations that help any adult who looks for a job or a training, or that guide whatever the barrier, by
/// priority.
const POSTER_KINDS: [&str; 10] = [
    "accueil-emploi",
    "maison-emploi",
    "france-travail",
    "france-services",
    "centre-social",
    "espace-vie-sociale",
    "pimms",
    "regie-de-quartier",
    "ccas",
    "maison-des-solidarites",
];

/// Barrier of the question that a poster asks: « Vous cherchez du travail ? ».
const POSTER_BARRIER: &str = "employeurs";

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
    /// Content of the poster of `neighbourhood`.
    #[must_use]
    pub fn poster_content<'a>(&'a self, neighbourhood: &'a Neighbourhood) -> PosterContent<'a> {
        let offers = self.nearby_offers(neighbourhood);
        let (level, mut claims) = self.nearest_claims(neighbourhood, &offers);
        claims.sort_by_key(|it| !it.audiences_only.is_empty());
        let contact = self.poster_contact(neighbourhood, &offers);
        let number = || self.number_for(self.barrier(POSTER_BARRIER));
        let longest = self.today().saturating_add(POSTER_MONTHS.months());
        PosterContent {
            neighbourhood,
            contact,
            number: contact.is_none().then(number).flatten(),
            level,
            printed_on: self.today(),
            valid_until: claims.iter().map(|it| it.until).fold(longest, Date::min),
            claims,
        }
    }

    /// Nearest level at which any barrier is addressed, with its claims.
    fn nearest_claims<'a>(
        &'a self,
        neighbourhood: &Neighbourhood,
        offers: &NearbyOffers<'a>,
    ) -> (OfferLevel, Vec<PosterClaim<'a>>) {
        let levels = [
            (OfferLevel::Neighbourhood, &offers.here),
            (OfferLevel::Town, &offers.in_town),
            (OfferLevel::Departement, &offers.in_departement),
        ];
        let mut levels = levels.into_iter().map(|(level, list)| {
            let claims = self.barriers.iter().filter_map(|it| self.claim(neighbourhood, list, it));
            (level, claims.collect::<Vec<_>>())
        });
        let nearest = levels.find(|(_, claims)| !claims.is_empty());
        nearest.unwrap_or((OfferLevel::Nowhere, Vec::new()))
    }

    /// Claim that one of `offers` addresses `barrier`: one that is open to everybody, or else one that is certain for
    /// longest. One whose audience is unknown, or that is for the residents of another neighbourhood, is none.
    fn claim<'a>(
        &'a self,
        neighbourhood: &Neighbourhood,
        offers: &OfferList<'a>,
        barrier: &'a Barrier,
    ) -> Option<PosterClaim<'a>> {
        let least = self.today().saturating_add(POSTER_MIN_DAYS.days());
        let certain = self.certain_offers(offers, barrier).into_iter();
        let claims = certain.filter_map(|(initiative, until)| {
            let audiences = &initiative.facts.audiences;
            let is_open = is_open_to_all(audiences, &barrier.slug);
            let audiences_only: &[Slug] = if is_open { &[] } else { audiences };
            let is_claimed = until >= least
                && !audiences.is_empty()
                && !is_for_other_residents(initiative, neighbourhood);
            is_claimed.then_some(PosterClaim { barrier, audiences_only, until })
        });
        claims.min_by_key(|it| (!it.audiences_only.is_empty(), Reverse(it.until)))
    }

    /// Organisation with a phone that helps any adult: one with known hours first, in the neighbourhood or else in the
    /// town; one that moves if there is no other.
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

/// True if `initiative` is for the residents of neighbourhoods that it names, and `neighbourhood` is none of them.
fn is_for_other_residents(initiative: &Initiative, neighbourhood: &Neighbourhood) -> bool {
    let facts = &initiative.facts;
    let is_elsewhere =
        !facts.neighbourhoods.is_empty() && !facts.neighbourhoods.contains(&neighbourhood.code);
    is_elsewhere && facts.audiences.iter().any(|it| it.as_str() == RESIDENTS)
}

/// Rank of an organisation for a poster, the least first.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct PosterRank {
    /// One that moves has no place to go to.
    is_mobile: bool,
    are_hours_unknown: bool,
    /// In the town, outside the neighbourhood.
    is_in_town: bool,
    kind: usize,
    seen: Reverse<Option<Date>>,
}

/// Rank of `facts` for a poster; `None` without a phone, or if its kind does not help any adult.
fn poster_rank(facts: &OrganisationFacts, is_in_town: bool) -> Option<PosterRank> {
    facts.phone.as_ref()?;
    let kind = POSTER_KINDS.iter().position(|kind| *kind == facts.kind.as_str())?;
    let seen = Reverse(facts.source.as_of.map(PartialDate::first_day));
    let are_hours_unknown = facts.opening_hours.is_none();
    Some(PosterRank { is_mobile: facts.is_mobile(), are_hours_unknown, is_in_town, kind, seen })
}
