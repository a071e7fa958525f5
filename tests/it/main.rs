//! Integration tests in one binary: the fixture (`app`), the builders (`given`) and one module for each area.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod api;
mod test_app;
mod authenticator;
mod backup;
mod browser;
mod cli;
#[path = "../../benches/common/dice.rs"]
mod random;
mod edge;
mod readability;
mod geocoder;
mod fixtures;
mod golden_points;
mod point_location;
mod import;
mod jobs;
mod mail_crash;
mod action_crash;
mod mail;
mod outbox;
mod place_search;
#[path = "../../benches/common/requests.rs"]
mod requests;
mod text_search;
mod site;
mod store;
mod broken_output;
