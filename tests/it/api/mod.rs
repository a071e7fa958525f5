//! JSON API.

mod health;
mod location;
mod places;
mod errors;
mod search;
