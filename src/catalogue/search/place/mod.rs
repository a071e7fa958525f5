//! Search at a place: what serves it, what is around a point, texts that name a place.

mod radius;
mod service;
mod text;

pub use radius::PlaceReason;
pub use service::ServiceReason;
pub use text::PlaceNames;

pub(super) use radius::RadiusHits;
pub(super) use service::{PlaceOfSearch, merged_levels};
pub(super) use text::OrganisationNames;
