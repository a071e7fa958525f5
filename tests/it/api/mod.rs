//! JSON API.

mod errors;
mod health;
mod location;
mod places;
mod search;
