//! Records by key, slug or name.

mod departement;
mod lookup;
mod reference_data;
mod slugs;

pub use departement::departement_slug;
pub use lookup::Lookup;
pub use slugs::SlugMatch;
