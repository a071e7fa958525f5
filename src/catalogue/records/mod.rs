//! Records by key, slug or name.

mod contact_details;
mod guidance;
mod lookup;
mod reference_data;
mod shortlist;
mod slugs;

pub use contact_details::{ContactDetail, ContactDetails};
pub use guidance::{IntercommunalityIndex, NationalCalls, scheme_rows};
pub use lookup::Lookup;
pub use shortlist::{Directions, ShortlistEntry, ShortlistRecord};
pub use slugs::{SlugMatch, departement_slug};
