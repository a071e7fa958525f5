//! Shared view components: cards, states, breadcrumb, pagination, form fields.

mod barrier_tile;
mod card;
mod breadcrumb;
mod field;
mod json_ld;
mod link;
mod map;
mod organisation_card;
mod pagination;
mod print_footer;
mod passkey_box;
mod place;
mod state;
mod unknown_values;

pub use barrier_tile::{BarrierTile, barrier_tiles};
pub use card::{Card, BarrierLabel, cards, barrier_labels};
pub use breadcrumb::Crumb;
pub use field::{ChoiceOption, Choices, Field};
pub use json_ld::JsonLd;
pub use link::Link;
pub use map::{MapView, StreetMapLinks, legend_outline};
pub use organisation_card::{OpeningStatus, OrganisationCard, address, as_of};
pub use pagination::{Pagination, PageStep};
pub use print_footer::{PrintFooter, Qr};
pub use passkey_box::PasskeyBox;
pub use place::{PlaceLink, town_links};
pub use state::StateBadge;
pub use unknown_values::unknown_values_notice;
