//! Records by key, slug or name.

mod lookup;
mod reference_data;
mod slugs;

pub use lookup::Lookup;
pub use slugs::{SlugMatch, departement_slug};
