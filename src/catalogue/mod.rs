//! Catalogue: immutable in-memory snapshot of everything published, replaced as a whole.

mod duplicates;
mod facets;
pub mod index;
mod map;
mod nearby_offers;
mod pages;
mod places;
mod records;
mod search;

use search::documents;

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::directory::{
    Audience, Barrier, Collection, DataSource, Exclusion, Initiative, InitiativeState, KindBarrier,
    NationalNumber, Organisation, OrganisationKind, RetiredSlug, Scheme, Snapshot,
};
use crate::domain::moderation::DuplicateFingerprint;
use crate::domain::place::{Commune, Departement, Figure, FormerCommune, Neighbourhood};
use crate::domain::text::{Slug, fold};

use self::facets::FacetSets;
use self::index::TextIndex;
use self::map::DepartementMaps;
use self::pages::CoverageCache;
use self::places::{PlaceIndex, PointLocator};
use self::records::{IntercommunalityIndex, Lookup, scheme_rows};
use self::search::{OrganisationSets, PlaceNames};

pub use self::facets::{FacetCount, Facets, ServedPlace, ServiceLevel, UnknownValues};
pub use self::index::{PartMeaning, TextReading};
pub use self::map::{
    AreaMap, DepartementArea, MapFrame, MapInset, MapLabel, NeighbourhoodArea, NeighbourhoodMap,
    NeighbourhoodMarker, OrganisationMarker, RegionMap,
};
pub use self::nearby_offers::{NearbyOffers, OfferList};
pub use self::pages::{
    BarrierContent, BarrierCount, BarrierOffers, CollectionContent, CollectionItem, Contact,
    ContactRank, CoverageCell, CoverageContent, CoverageState, DepartementContent,
    DepartementCoverage, EmployerContact, EmployersContent, EmptyOrganisations, EmptyResults,
    FoundOrganisations, GuideContent, HomeContent, InitiativeContent, MatchReason, NamedPlace,
    NearbyOrganisation, NearbyPhone, NeedContent, NeedOffer, NeedOffers, NeedPlace,
    NeighbourhoodContent, NeighbourhoodCounts, NeighbourhoodCoverage, OfferLevel,
    OrganisationContent, OrganisationHelp, OrganisationsContent, PointContent, PosterClaim,
    PosterContent, Proximity, RelaxedOrganisationSearch, ResultsContent, SearchNeed, StateCount,
    Suggestion, TownContent, TownOffers, UnknownFact, UnmetBarrier, WiderArea, WiderSearch,
};
pub use self::places::{
    Area, NameMatch, OutsideKind, OutsidePlace, Place, PlaceHit, PlaceInText, PlaceResolution,
};
pub use self::records::{
    ContactDetail, ContactDetails, Directions, NationalCalls, ShortlistEntry, ShortlistRecord,
    SlugMatch, departement_slug,
};
pub use self::search::{
    GuideBarrier, OpeningInText, OrganisationCounts, OrganisationMatcher, OrganisationResults,
    PAGE_SIZE, ParsedOrganisationSearch, ParsedSchemeSearch, ParsedSearch, PlaceCounts,
    PlaceReason, Relaxation, RelaxedSearch, Results, SchemeContent, SchemeCount, SchemeGroup,
    SchemePlace, SchemesContent, ServiceReason, page_number,
};

/// Snapshot of the published directory on one day.
///
/// A *row* is the index of an initiative in [`Catalogue::initiatives`], which is sorted by state
/// (most certain first), then date (newest first), then title. Lists without another order use this one.
#[derive(Debug)]
pub struct Catalogue {
    version: u64,
    today: Date,
    pub departements: Vec<Departement>,
    pub communes: Vec<Commune>,
    pub former_communes: Vec<FormerCommune>,
    intercommunalities: IntercommunalityIndex,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub figures: Vec<Figure>,
    pub barriers: Vec<Barrier>,
    pub audiences: Vec<Audience>,
    pub kinds: Vec<OrganisationKind>,
    pub kind_barriers: Vec<KindBarrier>,
    /// In the order in which they are shown.
    pub national_numbers: Vec<NationalNumber>,
    pub collections: Vec<Collection>,
    pub sources: Vec<DataSource>,
    pub left_out: Vec<Exclusion>,
    pub organisations: Vec<Organisation>,
    pub initiatives: Vec<Initiative>,
    pub schemes: Vec<Scheme>,
    retired: Vec<RetiredSlug>,
    lookup: Lookup,
    /// Rows of the initiatives whose text names each scheme.
    scheme_rows: HashMap<Slug, Vec<usize>>,
    sets: FacetSets,
    text: TextIndex,
    organisation_sets: OrganisationSets,
    organisation_text: TextIndex,
    departement_maps: DepartementMaps,
    coverage: CoverageCache,
    pub region: RegionMap,
    point_locator: PointLocator,
    place_index: PlaceIndex,
    place_names: PlaceNames,
    fingerprints: Vec<DuplicateFingerprint>,
}

impl Catalogue {
    /// Builds the snapshot of `published` for the day `today`.
    #[must_use]
    pub fn new(published: Snapshot, today: Date) -> Self {
        let published = sorted(published, today);
        let lookup = Lookup::new(&published);
        // The indexes read the lists, so they are built before the lists move.
        Self {
            version: published.version,
            today,
            scheme_rows: scheme_rows(&published),
            sets: FacetSets::new(&published, today),
            text: documents::initiative_index(&published, &lookup),
            organisation_sets: OrganisationSets::new(&published),
            organisation_text: documents::organisation_index(&published, &lookup),
            departement_maps: DepartementMaps::new(&published.departements),
            coverage: CoverageCache::default(),
            region: RegionMap::new(&published),
            point_locator: PointLocator::new(&published),
            place_index: PlaceIndex::new(&published),
            place_names: PlaceNames::new(&lookup),
            fingerprints: duplicates::fingerprints(&published),
            lookup,
            departements: published.departements,
            communes: published.communes,
            former_communes: published.former_communes,
            intercommunalities: IntercommunalityIndex::new(published.intercommunalities),
            neighbourhoods: published.neighbourhoods,
            figures: published.figures,
            barriers: published.barriers,
            audiences: published.audiences,
            kinds: published.kinds,
            kind_barriers: published.kind_barriers,
            national_numbers: published.national_numbers,
            collections: published.collections,
            sources: published.sources,
            left_out: published.exclusions,
            organisations: published.organisations,
            initiatives: published.initiatives,
            schemes: published.schemes,
            retired: published.retired_slugs,
        }
    }

    /// Version of the published data; grows with each publication.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Day for which states are computed.
    #[must_use]
    pub const fn today(&self) -> Date {
        self.today
    }

    /// State of `initiative` on the day of the snapshot.
    #[must_use]
    pub fn state(&self, initiative: &Initiative) -> InitiativeState {
        initiative.facts.lifecycle.state(self.today)
    }
}

/// Sorts the lists of `published` in display order.
fn sorted(mut published: Snapshot, today: Date) -> Snapshot {
    published.barriers.sort_by_key(|barrier| barrier.position);
    published.audiences.sort_by_key(|audience| audience.position);
    published.national_numbers.sort_by_key(|number| number.position);
    published.departements.sort_by(|a, b| a.code.cmp(&b.code));
    published.neighbourhoods.sort_by_cached_key(|it| {
        (it.departement.clone(), it.communes.first().cloned(), fold(it.name.as_str()))
    });
    published.organisations.sort_by_cached_key(|it| (fold(it.facts.name.as_str()), it.id));
    published.initiatives.sort_by_cached_key(|it| {
        let lifecycle = &it.facts.lifecycle;
        let newest = Reverse(lifecycle.newest_date(today));
        (lifecycle.state(today), newest, fold(it.facts.title.as_str()), it.id)
    });
    published
}
