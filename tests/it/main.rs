//! Integration tests in one binary: the fixture (`app`), the builders (`given`) and one module for each area.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod api;
mod app;
mod authenticator;
mod backup;
mod browser;
mod cli;
#[path = "../../benches/common/dice.rs"]
mod dice;
mod edge;
mod french;
mod geocoder;
mod given;
mod gold;
mod ground;
mod import;
mod jobs;
mod killed;
mod killed_acts;
mod mail;
mod mails;
mod places;
#[path = "../../benches/common/requests.rs"]
mod requests;
mod search;
mod site;
mod store;
mod unheard;
