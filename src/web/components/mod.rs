//! Shared view components: cards, states, breadcrumb, pagination, form fields.

mod card;
mod form;
mod map;
mod metadata;
mod navigation;
mod organisation_card;
mod partial;
mod print_footer;
mod scheme_line;

pub use card::{
    BarrierLabel, BarrierTile, Card, CardContact, PlaceLabel, StateBadge, barrier_labels,
    barrier_tiles, cards, service_reason,
};
pub use navigation::{
    Crumb, Link, MoreLink, PageStep, Pagination, PlaceLink, TextNotices, breadcrumb, first,
    in_towns, need_link, of_towns, place_link, town_links, unknown_values_notice,
};

pub use form::{ChoiceOption, Choices, Field, FilterOption, PasskeyBox};

pub use map::{
    MapView, MarkerLink, StreetMapLinks, legend_outline, neighbourhood_counts, neighbourhood_marker,
};
pub use metadata::{JsonLd, LinkPreview};
pub use organisation_card::{
    OpeningStatus, OrganisationCard, PostalAddress, ShownNumbers, address, address_line, as_of,
    away,
};
pub use partial::{
    Breadcrumb, CardView, ChoicesField, ErrorSummary, Footer, Header, LinkPreviewView, MemberMenu,
    OrganisationView, PaginationView, PlaceBox, PrintFooterView, Prose, SearchBox, TextField,
};

pub use print_footer::{PrintFooter, Qr};
pub use scheme_line::{CallLine, NumberLine, SchemeLine, audience_labels, reserved, scheme_lines};
