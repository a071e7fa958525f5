//! Shared view components: cards, states, breadcrumb, pagination, form fields.

mod barrier_tile;
mod card;
mod crumbs;
mod field;
mod json_ld;
mod link;
mod map;
mod organisation_card;
mod pager;
mod paper;
mod passkey_box;
mod place;
mod state;
mod unknown;

pub use barrier_tile::{BarrierTile, barrier_tiles};
pub use card::{Card, Sign, cards, signs};
pub use crumbs::Crumb;
pub use field::{Choice, Choices, Field};
pub use json_ld::JsonLd;
pub use link::Link;
pub use map::{MapView, Streets, key};
pub use organisation_card::{OpeningMark, OrganisationCard, address, as_of};
pub use pager::{Pager, Step};
pub use paper::{Paper, Qr};
pub use passkey_box::PasskeyBox;
pub use place::{PlaceLink, ways_of_town};
pub use state::StateMark;
pub use unknown::unknown_notice;
