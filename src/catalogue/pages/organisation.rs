//! Content of the list of organisations, and of the page of each.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use super::place::{NeedPlace, Proximity};
use crate::catalogue::{
    Catalogue, MatchReason, OrganisationMatcher, OrganisationResults, ParsedOrganisationSearch,
    Place, SearchNeed,
};
use crate::domain::directory::{
    Barrier, Initiative, InitiativeState, KindBarrier, NationalNumber, Organisation, Scheme,
    SchemeStatus,
};
use crate::domain::place::DepartementCode;
use crate::domain::search::{
    FacetValue, OrganisationCriterion, OrganisationSearch, Search, SearchPage,
};
use crate::domain::text::Slug;

/// List of organisations found by a search.
#[derive(Debug)]
pub struct OrganisationsContent<'a> {
    pub parsed: &'a ParsedOrganisationSearch,
    pub results: OrganisationResults<'a>,
    /// Reason of each hit.
    pub match_reasons: Vec<MatchReason<'a>>,
    /// Places that the text names, as typed or else as corrected.
    pub places: &'a [Place],
    /// What leads on, if there is no result.
    pub empty: Option<EmptyOrganisations<'a>>,
}

/// Alternatives to a search of organisations without results.
#[derive(Debug)]
pub struct EmptyOrganisations<'a> {
    /// Searches without one criterion that have results; if there are none, with one criterion alone.
    pub relaxed: Vec<RelaxedOrganisationSearch>,
    /// Place of the search, and its barrier: they have a needs desk.
    pub need: Option<SearchNeed<'a>>,
    pub barrier: Option<&'a Barrier>,
    /// National number for the barrier, or the general one.
    pub number: Option<&'a NationalNumber>,
}

/// Search with fewer criteria, with its number of results.
#[derive(Debug)]
pub struct RelaxedOrganisationSearch {
    /// Criterion dropped, or the only one kept.
    pub criterion: OrganisationCriterion,
    pub is_only: bool,
    pub search: OrganisationSearch,
    pub total: usize,
}

/// Page of an organisation.
#[derive(Debug)]
pub struct OrganisationContent<'a> {
    pub organisation: &'a Organisation,
    /// Its initiatives that have not ended.
    pub initiatives: Vec<&'a Initiative>,
    pub ended: Vec<&'a Initiative>,
    /// Barriers that its kind helps with, its trade first.
    pub helps: Vec<OrganisationHelp<'a>>,
    /// Neighbourhood that it is tied to, or else its commune.
    pub place: Option<NeedPlace<'a>>,
    /// Others of its kind in its commune, nearest first.
    pub alike: Vec<&'a Organisation>,
}

/// Barrier that a kind of organisation helps with.
#[derive(Debug, Clone, Copy)]
pub struct OrganisationHelp<'a> {
    pub barrier: &'a Barrier,
    pub help: &'a KindBarrier,
}

/// Maximum organisations of the same kind in the commune.
const MAX_ALIKE: usize = 3;

impl Catalogue {
    /// Content of the list of organisations for `parsed`.
    #[must_use]
    pub fn organisations_content<'a>(
        &'a self,
        parsed: &'a ParsedOrganisationSearch,
    ) -> OrganisationsContent<'a> {
        let search = &parsed.search;
        let matcher = OrganisationMatcher::new(self, search);
        let results = self.organisation_results(&matcher, parsed.number);
        OrganisationsContent {
            parsed,
            places: self.named_places(&search.text, results.corrected_text.as_deref()),
            empty: (results.total == 0).then(|| self.empty_organisations(&matcher)),
            match_reasons: self.organisation_match_reasons(search, &results),
            results,
        }
    }

    fn empty_organisations(&self, matcher: &OrganisationMatcher<'_>) -> EmptyOrganisations<'_> {
        let search = matcher.search();
        let barrier = self.organisation_barrier(search);
        EmptyOrganisations {
            relaxed: relaxed_searches(matcher),
            need: self.organisation_need(search),
            barrier,
            number: self.number_for(barrier),
        }
    }

    /// Content of the page of `organisation`.
    #[must_use]
    pub fn organisation_content<'a>(
        &'a self,
        organisation: &'a Organisation,
    ) -> OrganisationContent<'a> {
        let all = self.initiatives_of(organisation.id).into_iter();
        let (ended, initiatives) = all.partition(|it| self.state(it) == InitiativeState::Ended);
        OrganisationContent {
            organisation,
            initiatives,
            ended,
            helps: self.helps_of_kind(&organisation.facts.kind),
            place: self.place_of(organisation),
            alike: self.organisations_alike(organisation),
        }
    }

    fn helps_of_kind(&self, kind: &Slug) -> Vec<OrganisationHelp<'_>> {
        let helps = self.kind_barriers.iter().filter(|it| it.kind == *kind);
        let helps = helps.filter_map(|help| {
            Some(OrganisationHelp { barrier: self.barrier(help.barrier.as_str())?, help })
        });
        let mut helps: Vec<OrganisationHelp<'_>> = helps.collect();
        helps.sort_by_key(|it| (it.help.strength, it.barrier.position));
        helps
    }

    /// Neighbourhood that `organisation` is tied to, or else its commune.
    fn place_of(&self, organisation: &Organisation) -> Option<NeedPlace<'_>> {
        let facts = &organisation.facts;
        let mut tied = facts.ties.iter().filter_map(|tie| self.neighbourhood(&tie.neighbourhood));
        let commune = || facts.commune.as_ref().and_then(|code| self.commune(code));
        tied.next().map(NeedPlace::Neighbourhood).or_else(|| commune().map(NeedPlace::Commune))
    }

    /// Others of the kind of `organisation` in its commune, nearest first; those without a phone come last.
    fn organisations_alike(&self, organisation: &Organisation) -> Vec<&Organisation> {
        let facts = &organisation.facts;
        let (Some(code), Some(_)) = (&facts.departement, &facts.commune) else { return Vec::new() };
        let here = facts.reception_position();
        let metres = |it: &Organisation| {
            let there = it.facts.reception_position();
            here.zip(there).map_or(f64::MAX, |(here, there)| here.metres_to(there))
        };
        let others = self.organisations_of_kind_in(&facts.kind, code);
        let is_other =
            |it: &&Organisation| it.id != organisation.id && it.facts.commune == facts.commune;
        let mut others: Vec<&Organisation> = others.filter(is_other).collect();
        others.sort_by(|a, b| metres(a).total_cmp(&metres(b)));
        others.sort_by_key(|it| it.facts.phone.is_none());
        others.truncate(MAX_ALIKE);
        others
    }
}

/// Searches without one criterion that have results; if there are none, with one criterion alone.
fn relaxed_searches(matcher: &OrganisationMatcher<'_>) -> Vec<RelaxedOrganisationSearch> {
    let criteria = matcher.search().criteria();
    let counted = |criterion: OrganisationCriterion, is_only: bool| {
        let search = matcher.search();
        let search = if is_only { search.only(criterion) } else { search.without(criterion) };
        let total = matcher.count(&search);
        let found = total > 0 && search != OrganisationSearch::default();
        found.then_some(RelaxedOrganisationSearch { criterion, is_only, search, total })
    };
    let without = criteria.iter().filter_map(|it| counted(*it, false));
    let without: Vec<RelaxedOrganisationSearch> = without.collect();
    if !without.is_empty() || criteria.len() < 2 {
        return without;
    }
    criteria.into_iter().filter_map(|it| counted(it, true)).collect()
}

/// Barrier that employers help with.
const EMPLOYERS: &str = "employeurs";

/// Schemes by which an employer can begin, from the lightest to the heaviest.
const EMPLOYER_SCHEMES: [&str; 5] = [
    "immersion-pmsmp",
    "poei",
    "contrat-professionnalisation",
    "contrat-apprentissage",
    "geiq-parcours",
];

/// Page for employers: people to meet in order to recruit near a place.
#[derive(Debug)]
pub struct EmployersContent<'a> {
    /// Search of organisations in the place; without a place, of the region.
    pub search: &'a OrganisationSearch,
    /// National number to call first.
    pub number: Option<&'a NationalNumber>,
    /// For each kind that presents candidates, the organisation nearest to the place; none without a place.
    pub contacts: Vec<EmployerContact<'a>>,
    /// Initiatives of the place, or else of its département, or else of the region.
    pub initiatives: Vec<&'a Initiative>,
    pub initiative_search: Search,
    pub total: usize,
    /// Schemes by which an employer can begin, and those that have ended.
    pub schemes: Vec<&'a Scheme>,
    pub ended_schemes: Vec<&'a Scheme>,
}

/// Organisation that presents candidates.
#[derive(Debug)]
pub struct EmployerContact<'a> {
    pub organisation: &'a Organisation,
    /// Help that its kind gives.
    pub help: &'a KindBarrier,
    pub proximity: Proximity,
    /// Distance from the place, if both positions are known.
    pub metres: Option<f64>,
}

impl Catalogue {
    /// Content of the page for employers; `search` gives the place.
    #[must_use]
    pub fn employers_content<'a>(&'a self, search: &'a OrganisationSearch) -> EmployersContent<'a> {
        let initiative_search = self.employer_search(search);
        let page = SearchPage { search: initiative_search.clone(), number: NonZeroU32::MIN };
        let results = self.search(&page);
        let ended = self.schemes.iter().filter(|it| it.status == SchemeStatus::Ended);
        let ended_schemes = ended.filter(|it| names_employers(&it.barriers)).collect();
        let schemes = EMPLOYER_SCHEMES.iter().filter_map(|slug| self.scheme(slug));
        let in_force = schemes.filter(|it| it.status != SchemeStatus::Ended);
        EmployersContent {
            search,
            number: self.number_for(self.barrier(EMPLOYERS)),
            contacts: self.employer_contacts(search),
            initiatives: results.hits,
            total: results.total,
            initiative_search,
            schemes: in_force.collect(),
            ended_schemes,
        }
    }

    /// Search of the initiatives for employers, in the nearest area that has some.
    fn employer_search(&self, search: &OrganisationSearch) -> Search {
        let barrier = self.barrier(EMPLOYERS).map(|it| FacetValue::Barrier(it.slug.clone()));
        let region = Search::of(barrier);
        let neighbourhood = search.neighbourhood.clone().map(FacetValue::Neighbourhood);
        let commune = search.commune.clone().map(FacetValue::Commune);
        let departement = self.departement_of_search(search).map(FacetValue::Departement);
        let areas = [neighbourhood, commune, departement].into_iter().flatten();
        let mut searches = areas.map(|area| region.toggling(&area));
        searches.find(|search| self.count(search) > 0).unwrap_or(region)
    }

    /// For each kind, the organisation nearest to the place: one with a phone, or else another means to reach it, by its
    /// relation to the place, then by distance. They are sorted alike; those that present people of one audience only
    /// come last.
    fn employer_contacts(&self, search: &OrganisationSearch) -> Vec<EmployerContact<'_>> {
        let Some(departement) = self.departement_of_search(search) else { return Vec::new() };
        let place = self.need_place_of_search(search);
        let helps = self.kind_barriers.iter().filter(|it| it.barrier.as_str() == EMPLOYERS);
        let contacts = helps.filter_map(|help| {
            let alike = self.organisations_of_kind_in(&help.kind, &departement);
            let contacts = alike.map(|it| self.employer_contact(place, help, it));
            contacts.min_by(EmployerContact::nearer)
        });
        let mut contacts: Vec<EmployerContact<'_>> = contacts.collect();
        contacts.sort_by(|a, b| {
            let reserved = |it: &EmployerContact<'_>| !it.help.audiences_only.is_empty();
            reserved(a).cmp(&reserved(b)).then(a.nearer(b))
        });
        contacts
    }

    fn employer_contact<'a>(
        &self,
        place: Option<NeedPlace<'_>>,
        help: &'a KindBarrier,
        organisation: &'a Organisation,
    ) -> EmployerContact<'a> {
        let near = |it: NeedPlace<'_>| self.proximity(it, organisation);
        EmployerContact {
            organisation,
            help,
            proximity: place.map_or(Proximity::Departement, near),
            metres: place.and_then(|it| it.metres_to(organisation)),
        }
    }

    /// Département of the place of `search`.
    fn departement_of_search(&self, search: &OrganisationSearch) -> Option<DepartementCode> {
        let neighbourhood = search.neighbourhood.as_ref().and_then(|it| self.neighbourhood(it));
        let commune = search.commune.as_ref().and_then(|code| self.commune(code));
        let within = neighbourhood.map(|it| it.departement.clone());
        within.or_else(|| commune.map(|it| it.departement.clone())).or(search.departement.clone())
    }

    /// Neighbourhood or commune of `search`; `None` for a département.
    fn need_place_of_search(&self, search: &OrganisationSearch) -> Option<NeedPlace<'_>> {
        let neighbourhood = search.neighbourhood.as_ref().and_then(|it| self.neighbourhood(it));
        let commune = search.commune.as_ref().and_then(|code| self.commune(code));
        let neighbourhood = neighbourhood.map(NeedPlace::Neighbourhood);
        neighbourhood.or_else(|| commune.map(NeedPlace::Commune))
    }
}

impl EmployerContact<'_> {
    fn nearer(&self, other: &Self) -> Ordering {
        let far = |it: &Self| it.metres.unwrap_or(f64::MAX);
        let relation = |it: &Self| (means_of_contact(it.organisation), it.proximity);
        let nearer = relation(self).cmp(&relation(other));
        let nearer = nearer.then(far(self).total_cmp(&far(other)));
        nearer.then(self.help.strength.cmp(&other.help.strength))
    }
}

fn names_employers(barriers: &[Slug]) -> bool {
    barriers.iter().any(|slug| slug.as_str() == EMPLOYERS)
}

/// 0 if a phone number is known, 1 if only an email address or a website is, 2 if nothing is.
const fn means_of_contact(organisation: &Organisation) -> u8 {
    let facts = &organisation.facts;
    match (facts.phone.is_some(), facts.email.is_some() || facts.website.is_some()) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}
