//! JSON API.

mod errors;
mod health;
mod location;
mod metrics;
mod places;
mod schemes;
mod search;
