//! JSON API.

mod errors;
mod health;
mod location;
mod places;
mod schemes;
mod search;
