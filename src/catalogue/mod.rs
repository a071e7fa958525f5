//! Catalogue: immutable in-memory snapshot of everything published, replaced as a whole.

mod address;
mod around;
mod circle;
mod cost;
mod departement;
mod documents;
mod facets;
mod ground;
pub mod index;
mod known;
mod lookup;
mod map;
mod near;
mod organisations;
mod params;
mod place_search;
mod places;
mod reach;
mod search;
mod sets;
mod twins;
mod within;

use jiff::civil::Date;

use crate::domain::{
    fold::fold,
    initiative::Initiative,
    neighbourhood::{Figure, Neighbourhood},
    organisation::Organisation,
    place::{Commune, Departement},
    published::{Published, Retired},
    seed::{DataSource, LeftOut},
    state::State,
    twin::Profile,
    vocabulary::{Audience, Barrier, Collection, Kind},
};

use self::{
    ground::Ground, index::TextIndex, lookup::Lookup, map::DepartementMaps,
    organisations::OrganisationSets, place_search::PlaceIndex, reach::Reach, sets::FacetSets,
};

pub use self::{
    address::Found,
    departement::departement_slug,
    facets::{Count, Facet, Facets},
    map::{Drawing, Land, Mark, Name, Pin, Plan, Quarter, RegionMap},
    near::{ByBarrier, Near},
    organisations::{OrganisationCounts, OrganisationResults},
    params::{Understood, UnderstoodOrganisations, page_number},
    place_search::{Likeness, Meant, PlaceHit},
    places::Place,
    reach::Nearness,
    search::{How, PAGE_SIZE, PlaceCounts, Relaxed, Results},
    within::Within,
};

/// Snapshot of the published directory on one day.
///
/// A *row* is the index of an initiative in [`Catalogue::initiatives`], which is sorted by state
/// (most certain first), then title. Lists without another order use this one.
#[derive(Debug)]
pub struct Catalogue {
    version: u64,
    today: Date,
    pub departements: Vec<Departement>,
    pub communes: Vec<Commune>,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub figures: Vec<Figure>,
    pub barriers: Vec<Barrier>,
    pub audiences: Vec<Audience>,
    pub kinds: Vec<Kind>,
    pub collections: Vec<Collection>,
    pub sources: Vec<DataSource>,
    pub left_out: Vec<LeftOut>,
    pub organisations: Vec<Organisation>,
    pub initiatives: Vec<Initiative>,
    retired: Vec<Retired>,
    lookup: Lookup,
    sets: FacetSets,
    text: TextIndex,
    organisation_sets: OrganisationSets,
    organisation_text: TextIndex,
    departement_maps: DepartementMaps,
    pub region: RegionMap,
    ground: Ground,
    place_index: PlaceIndex,
    reach: Reach,
    profiles: Vec<Profile>,
}

impl Catalogue {
    /// Builds the snapshot of `published` for the day `today`.
    #[must_use]
    pub fn new(published: Published, today: Date) -> Self {
        let published = sorted(published, today);
        let lookup = Lookup::new(&published);
        let sets = FacetSets::new(&published, today);
        let organisation_sets = OrganisationSets::new(&published.organisations);
        let region = RegionMap::new(&published);
        let ground = Ground::new(&published);
        let place_index = PlaceIndex::new(&published);
        let reach = Reach::new(&published);
        let profiles = twins::profiles(&published);
        let text = documents::initiative_index(&published, &lookup);
        let organisation_text = documents::organisation_index(&published, &lookup);
        Self {
            version: published.version,
            today,
            departement_maps: DepartementMaps::new(&published.departements),
            departements: published.departements,
            communes: published.communes,
            neighbourhoods: published.neighbourhoods,
            figures: published.figures,
            barriers: published.barriers,
            audiences: published.audiences,
            kinds: published.kinds,
            collections: published.collections,
            sources: published.sources,
            left_out: published.left_out,
            organisations: published.organisations,
            initiatives: published.initiatives,
            retired: published.retired,
            lookup,
            sets,
            text,
            organisation_sets,
            organisation_text,
            region,
            ground,
            place_index,
            reach,
            profiles,
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
    pub fn state(&self, initiative: &Initiative) -> State {
        initiative.facts.life.state(self.today)
    }
}

/// Sorts the lists of `published` in display order.
fn sorted(mut published: Published, today: Date) -> Published {
    published.barriers.sort_by_key(|barrier| barrier.position);
    published.audiences.sort_by_key(|audience| audience.position);
    published.departements.sort_by(|a, b| a.code.cmp(&b.code));
    published.neighbourhoods.sort_by_cached_key(|it| {
        (it.departement.clone(), it.communes.first().cloned(), fold(it.name.as_str()))
    });
    published.organisations.sort_by_cached_key(|it| (fold(it.facts.name.as_str()), it.id));
    published.initiatives.sort_by_cached_key(|it| {
        (it.facts.life.state(today), fold(it.facts.title.as_str()), it.id)
    });
    published
}
