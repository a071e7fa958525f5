//! Records by key, slug or name.

mod guidance;
mod lookup;
mod reference_data;
mod slugs;

pub use guidance::IntercommunalityIndex;
pub use lookup::Lookup;
pub use slugs::{SlugMatch, departement_slug};
