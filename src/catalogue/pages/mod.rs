//! Content of the public pages. Each is computed by one call, and its view only formats it.

mod about;
mod collection;
mod departement;
mod home;
mod initiative;
mod location;
mod neighbourhood;
mod organisation;
mod search;

pub use self::about::GuideContent;
pub use self::collection::{CollectionContent, CollectionItem};
pub use self::departement::DepartementContent;
pub use self::home::{BarrierContent, BarrierCount, HomeContent, NeighbourhoodCounts};
pub use self::initiative::InitiativeContent;
pub use self::location::{NearbyOrganisation, PointContent, TownContent, TownOffers};
pub use self::neighbourhood::{BarrierOffers, NeighbourhoodContent, OfferLevel, PosterContent};
pub use self::organisation::{
    EmployerContact, EmployersContent, OrganisationContent, OrganisationsContent,
    RelaxedOrganisationSearch,
};
pub use self::search::{
    EmptyResults, NamedPlace, ResultsContent, UnmetBarrier, WiderArea, WiderSearch,
};
