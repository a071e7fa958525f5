//! JSON API.

mod health;
mod location;
mod places;
mod problem;
mod search;
