//! Integration tests in one binary: the fixture (`app`), the builders (`given`) and one module for each area.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod action_crash;
mod api;
#[cfg(feature = "passkeys")]
mod authenticator;
mod backup;
mod broken_output;
mod browser;
mod cli;
mod edge;
mod fixtures;
mod geocoder;
mod golden_points;
mod import;
mod jobs;
mod mail;
mod mail_crash;
mod outbox;
mod place_search;
mod point_location;
#[path = "../../benches/common/random.rs"]
mod random;
mod readability;
#[path = "../../benches/common/requests.rs"]
mod requests;
mod site;
#[path = "../source_files/mod.rs"]
mod source_files;
mod store;
mod test_app;
mod text_search;
