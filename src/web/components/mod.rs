//! Shared view components: cards, states, breadcrumb, pagination, form fields.

mod barrier_tile;
mod breadcrumb;
mod card;
mod field;
mod json_ld;
mod link;
mod map;
mod organisation_card;
mod pagination;
mod partial;
mod passkey_box;
mod place;
mod print_footer;
mod state;
mod unknown_values;

pub use barrier_tile::{BarrierTile, barrier_tiles};
pub use breadcrumb::Crumb;
pub use card::{BarrierLabel, Card, barrier_labels, cards};
pub use field::{ChoiceOption, Choices, Field};
pub use json_ld::JsonLd;
pub use link::Link;
pub use map::{MapView, StreetMapLinks, legend_outline};
pub use organisation_card::{OpeningStatus, OrganisationCard, address, as_of};
pub use pagination::{PageStep, Pagination};
pub use partial::{
    Breadcrumb, CardView, ChoicesField, ErrorSummary, Footer, Header, MemberMenu, OrganisationView,
    PaginationView, PlaceBox, PrintFooterView, Prose, SearchBox, TextField,
};
pub use passkey_box::PasskeyBox;
pub use place::{PlaceLink, town_links};
pub use print_footer::{PrintFooter, Qr};
pub use state::StateBadge;
pub use unknown_values::unknown_values_notice;
