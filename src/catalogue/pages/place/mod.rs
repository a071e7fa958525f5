//! Content of the pages of places: neighbourhood, town, point, département; needs at a place.

mod contacts;
mod coverage;
mod departement;
mod location;
mod need;
mod neighbourhood;
mod poster;

pub use self::contacts::{Contact, ContactRank, Proximity};
pub use self::coverage::{
    CoverageCache, CoverageCell, CoverageContent, CoverageState, DepartementCoverage,
    NeighbourhoodCoverage,
};
pub use self::departement::DepartementContent;
pub use self::location::{NearbyOrganisation, NearbyPhone, PointContent, TownContent, TownOffers};
pub use self::need::{NeedContent, NeedOffer, NeedOffers, NeedPlace};
pub use self::neighbourhood::{BarrierOffers, NeighbourhoodContent, StateCount};
pub use self::poster::{OfferLevel, PosterClaim, PosterContent};
