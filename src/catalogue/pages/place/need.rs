//! Content of the needs desk: a barrier at a place, with every answer that is known, nearest first.

use fixedbitset::FixedBitSet;

use super::contacts::{Contact, ContactQuery, ContactRank, Proximity};
use super::location::NearbyOrganisation;
use crate::catalogue::{Catalogue, ServedPlace, ServiceLevel, ServiceReason};
use crate::domain::directory::{
    Audience, Barrier, Initiative, JOB_SEEKERS, NationalNumber, Organisation, RESIDENTS, Scheme,
    YOUTH, audience_of_barrier, is_for, is_shown_to,
};
use crate::domain::place::{Commune, DepartementCode, InseeCode, Neighbourhood, Position};
use crate::domain::search::{Facet, FacetValue, Search};
use crate::domain::text::Slug;

/// Maximum initiatives of one part.
const MAX_OFFERS: usize = 6;
/// Maximum national numbers open to everybody; the general one is the last of them.
const MAX_NUMBERS: usize = 4;
/// Kind of organisation that helps to call the others, whatever the barrier.
const CALL_HELP_KIND: &str = "france-services";
/// Distance beyond which such an organisation is no help, in metres.
const CALL_HELP_METRES: f64 = 30_000.0;
/// Maximum national numbers reserved to an audience.
const MAX_RESERVED_NUMBERS: usize = 2;

/// Place of a need.
#[derive(Debug, Clone, Copy)]
pub enum NeedPlace<'a> {
    Neighbourhood(&'a Neighbourhood),
    Commune(&'a Commune),
}

/// A barrier at a place. Its parts are disjoint.
#[derive(Debug)]
pub struct NeedContent<'a> {
    pub place: NeedPlace<'a>,
    pub barrier: &'a Barrier,
    /// Audiences chosen.
    pub audiences: Vec<&'a Audience>,
    /// Initiatives that name the neighbourhood; for a commune, those that take place in it, even if they serve its
    /// whole intercommunality.
    pub here: NeedOffers<'a>,
    /// Others that serve the place, nearest first.
    pub open_to_here: NeedOffers<'a>,
    /// If an audience is chosen: initiatives that serve the place and whose audience is unknown.
    pub unknown_audience: NeedOffers<'a>,
    /// If audiences are chosen that are no job seekers: others that serve the place and are for job seekers. People of
    /// any audience may be registered as such.
    pub for_job_seekers: NeedOffers<'a>,
    /// Organisations to call, in the order of their rank.
    pub contacts: Vec<Contact<'a>>,
    /// Organisation that helps to call, if no contact of the town that is open to the people concerned has a phone.
    pub call_help: Option<NearbyOrganisation<'a>>,
    pub schemes: Vec<&'a Scheme>,
    /// As `for_job_seekers`.
    pub schemes_for_job_seekers: Vec<&'a Scheme>,
    /// National numbers, the general one last; not empty, unless the directory has none.
    pub numbers: Vec<&'a NationalNumber>,
    /// Search that finds the initiatives of `here` and `open_to_here`; it also chooses the audiences that all people with
    /// the barrier and all residents of the neighbourhood belong to, if `audiences` are chosen.
    pub search: Search,
}

/// First initiatives of a part, and their number in all.
#[derive(Debug)]
pub struct NeedOffers<'a> {
    pub total: usize,
    pub shown: Vec<NeedOffer<'a>>,
    /// Maximum of `shown`.
    most: usize,
}

impl NeedOffers<'_> {
    const fn new(most: usize) -> Self {
        Self { total: 0, shown: Vec::new(), most }
    }
}

/// Initiative with its relation to the place.
#[derive(Debug, Clone, Copy)]
pub struct NeedOffer<'a> {
    pub initiative: &'a Initiative,
    pub level: ServiceLevel,
    pub reason: ServiceReason<'a>,
}

impl<'a> NeedPlace<'a> {
    /// Point from which distances are measured.
    #[must_use]
    pub const fn centre(self) -> Position {
        match self {
            Self::Neighbourhood(it) => it.centre,
            Self::Commune(it) => it.centre,
        }
    }

    /// Distance in metres to `organisation`, if its position is known.
    #[must_use]
    pub fn metres_to(self, organisation: &Organisation) -> Option<f64> {
        organisation.facts.reception_position().map(|to| self.centre().metres_to(to))
    }

    #[must_use]
    pub const fn departement(self) -> &'a DepartementCode {
        match self {
            Self::Neighbourhood(it) => &it.departement,
            Self::Commune(it) => &it.departement,
        }
    }

    /// Towns of the place.
    #[must_use]
    pub const fn communes(self) -> &'a [InseeCode] {
        match self {
            Self::Neighbourhood(it) => it.communes.as_slice(),
            Self::Commune(it) => std::slice::from_ref(&it.insee),
        }
    }

    #[must_use]
    pub fn served(self) -> ServedPlace {
        match self {
            Self::Neighbourhood(it) => ServedPlace::neighbourhood(it),
            Self::Commune(it) => ServedPlace::commune(&it.insee),
        }
    }

    /// Value that a search chooses for it.
    #[must_use]
    pub fn facet_value(self) -> FacetValue {
        match self {
            Self::Neighbourhood(it) => FacetValue::Neighbourhood(it.code.clone()),
            Self::Commune(it) => FacetValue::Commune(it.insee.clone()),
        }
    }
}

impl Catalogue {
    /// Content of the needs desk for `barrier` at `place`, for people of `audiences`; for everybody if there are none.
    #[must_use]
    pub fn need_content<'a>(
        &'a self,
        place: NeedPlace<'a>,
        barrier: &'a Barrier,
        audiences: Vec<&'a Audience>,
    ) -> NeedContent<'a> {
        self.need_content_of(place, barrier, audiences, MAX_OFFERS)
    }

    /// Same as [`Self::need_content`], with at most `most` initiatives in each part.
    #[must_use]
    pub fn need_content_of<'a>(
        &'a self,
        place: NeedPlace<'a>,
        barrier: &'a Barrier,
        audiences: Vec<&'a Audience>,
        most: usize,
    ) -> NeedContent<'a> {
        let slugs = concerned(place, barrier, &audiences);
        let search = need_search(place, barrier, &slugs);
        let numbers = self.numbers_for(barrier, &slugs);
        let shown = numbers.iter().map(|it| it.number.tel_number()).collect();
        let query = ContactQuery { place, barrier, audiences: &slugs, shown_numbers: &shown };
        let mut content = NeedContent {
            numbers,
            place,
            barrier,
            here: NeedOffers::new(most),
            open_to_here: NeedOffers::new(most),
            unknown_audience: NeedOffers::new(most),
            for_job_seekers: NeedOffers::new(most),
            contacts: self.contacts(&query),
            call_help: None,
            schemes: self.schemes_open_to(barrier, &slugs),
            schemes_for_job_seekers: self.schemes_for_job_seekers(barrier, &slugs),
            search,
            audiences,
        };
        content.call_help = self.call_help(&content);
        self.add_offers(&mut content);
        content
    }

    /// Nearest organisation with a phone where one is helped to call, unless a contact of the town has a phone.
    fn call_help<'a>(&'a self, content: &NeedContent<'a>) -> Option<NearbyOrganisation<'a>> {
        let is_open = |it: &Contact<'_>| match it.rank {
            ContactRank::Trade | ContactRank::Help => it.is_in_town(),
            ContactRank::Reserved | ContactRank::Far => false,
        };
        let has_phone = |it: &Contact<'_>| it.organisation.facts.phone.is_some();
        if content.contacts.iter().any(|it| is_open(it) && has_phone(it)) {
            return None;
        }
        let kind = &self.kind(CALL_HELP_KIND)?.slug;
        let is_new = |it: &&Organisation| {
            !content.contacts.iter().any(|contact| contact.organisation.id == it.id)
        };
        let known = self.organisations_of_kind_in(kind, content.place.departement());
        let known = known.filter(|it| it.facts.phone.is_some() && !it.facts.is_mobile());
        let nearest = self.by_proximity(content.place, known.filter(is_new)).into_iter().next()?;
        let is_near = nearest.proximity <= Proximity::Intercommunality
            || nearest.metres.is_some_and(|it| it <= CALL_HELP_METRES);
        is_near.then_some(nearest)
    }

    /// Fills the lists of initiatives of `content`.
    fn add_offers<'a>(&'a self, content: &mut NeedContent<'a>) {
        let place = content.place.served();
        let mut barrier = FixedBitSet::with_capacity(self.initiatives.len());
        let choice = FacetValue::Barrier(content.barrier.slug.clone());
        self.sets.of(&choice).add_to(&mut barrier);
        let chosen: Vec<&FacetValue> = content.search.choices_of(Facet::Audience).collect();
        let audience = self.sets.matching(Facet::Audience, &chosen);
        let job_seekers = self.rows_for_job_seekers();
        let named_here = self.rows_naming(content.place);
        for (level, mut rows) in self.open_levels(&place) {
            rows.intersect_with(&barrier);
            if let Some(audience) = &audience {
                let mut unknown = rows.clone();
                unknown.intersect_with(self.sets.without_audience());
                self.add_level(&mut content.unknown_audience, &place, level, &unknown);
                let mut others = rows.clone();
                others.intersect_with(&job_seekers);
                others.difference_with(audience);
                self.add_level(&mut content.for_job_seekers, &place, level, &others);
                rows.intersect_with(audience);
            }
            let mut here = rows.clone();
            here.intersect_with(&named_here);
            rows.difference_with(&named_here);
            self.add_level(&mut content.here, &place, level, &here);
            self.add_level(&mut content.open_to_here, &place, level, &rows);
        }
    }

    /// Rows that name the neighbourhood, or the commune: those that cover its intercommunality are among them.
    fn rows_naming(&self, place: NeedPlace<'_>) -> FixedBitSet {
        let named = match place {
            NeedPlace::Neighbourhood(it) => self.sets.areas().naming(&it.code),
            NeedPlace::Commune(it) => self.sets.areas().in_commune(&it.insee),
        };
        let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
        if let Some(named) = named {
            named.add_to(&mut rows);
        }
        rows
    }

    fn add_level<'a>(
        &'a self,
        offers: &mut NeedOffers<'a>,
        place: &ServedPlace,
        level: ServiceLevel,
        rows: &FixedBitSet,
    ) {
        offers.total += rows.count_ones(..);
        let room = offers.most - offers.shown.len();
        let initiatives = rows.ones().take(room).filter_map(|row| self.initiatives.get(row));
        let offer = |initiative| {
            let reason = self.service_reason(place, level, initiative)?;
            Some(NeedOffer { initiative, level, reason })
        };
        offers.shown.extend(initiatives.filter_map(offer));
    }

    /// Schemes for `barrier` that are for one of the audiences `chosen`, or for everybody.
    fn schemes_open_to(&self, barrier: &Barrier, chosen: &[Slug]) -> Vec<&Scheme> {
        let mut schemes = self.schemes_for(&barrier.slug);
        schemes.retain(|it| {
            chosen.is_empty()
                || it.is_for_everybody()
                || chosen.iter().any(|slug| is_for(&it.audiences, slug))
        });
        schemes
    }

    /// Schemes for `barrier` that are for job seekers, and for none of the audiences `chosen`; none without a chosen one.
    fn schemes_for_job_seekers(&self, barrier: &Barrier, chosen: &[Slug]) -> Vec<&Scheme> {
        let Some(job_seekers) = self.audience(JOB_SEEKERS).filter(|_| !chosen.is_empty()) else {
            return Vec::new();
        };
        let open = self.schemes_open_to(barrier, chosen);
        let mut schemes = self.schemes_for(&barrier.slug);
        schemes.retain(|it| {
            is_for(&it.audiences, &job_seekers.slug)
                && !is_for_young_job_seekers(&it.audiences)
                && open.iter().all(|other| other.slug != it.slug)
        });
        schemes
    }

    fn rows_for_job_seekers(&self) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
        let of = |slug| self.audience(slug).map(|it| FacetValue::Audience(it.slug.clone()));
        if let Some(choice) = of(JOB_SEEKERS) {
            self.sets.of(&choice).add_to(&mut rows);
        }
        // One that also names young people is for those of them who look for a job.
        if let Some(choice) = of(YOUTH) {
            self.sets.of(&choice).remove_from(&mut rows);
        }
        rows
    }

    /// National numbers for `barrier`: the first ones, those reserved to an audience, and the last one, which is
    /// general. The audiences `chosen` add numbers, and take none away.
    pub(in crate::catalogue) fn numbers_for(
        &self,
        barrier: &Barrier,
        chosen: &[Slug],
    ) -> Vec<&NationalNumber> {
        let helps = |it: &&NationalNumber| {
            it.barriers.contains(&barrier.slug) && is_shown_to(&it.audiences_only, chosen)
        };
        let numbers = self.national_numbers.iter().filter(helps);
        let (mut numbers, reserved): (Vec<&NationalNumber>, Vec<&NationalNumber>) =
            numbers.partition(|it| it.audiences_only.is_empty());
        let general = numbers.pop();
        numbers.truncate(MAX_NUMBERS - 1);
        numbers.extend(reserved.into_iter().take(MAX_RESERVED_NUMBERS));
        numbers.extend(general);
        numbers
    }
}

/// Audiences of the people that a need with `barrier` is about: those `chosen`, the one that all people with the barrier
/// belong to, and that of those who live in a priority neighbourhood. Everybody, if none is chosen.
fn concerned(place: NeedPlace<'_>, barrier: &Barrier, chosen: &[&Audience]) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = chosen.iter().map(|it| it.slug.clone()).collect();
    if slugs.is_empty() {
        return slugs;
    }
    let resident = match place {
        NeedPlace::Neighbourhood(_) => Some(RESIDENTS),
        NeedPlace::Commune(_) => None,
    };
    for slug in audience_of_barrier(&barrier.slug).into_iter().chain(resident) {
        let slug: Option<Slug> = slug.parse().ok();
        let is_new = |it: &Slug| !slugs.contains(it);
        let slug = slug.filter(is_new);
        slugs.extend(slug);
    }
    slugs
}

/// True if `audiences` are young people and job seekers only: those who are both.
fn is_for_young_job_seekers(audiences: &[Slug]) -> bool {
    let is_young = |it: &Slug| it.as_str() == YOUTH;
    audiences.iter().any(is_young)
        && audiences.iter().all(|it| is_young(it) || it.as_str() == JOB_SEEKERS)
}

fn need_search(place: NeedPlace<'_>, barrier: &Barrier, audiences: &[Slug]) -> Search {
    let audiences = audiences.iter().cloned().map(FacetValue::Audience);
    let need = [place.facet_value(), FacetValue::Barrier(barrier.slug.clone())];
    Search::of(need.into_iter().chain(audiences))
}
