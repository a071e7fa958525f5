//! JSON for programs.

mod health;
mod places;
mod location;
mod problem;
mod search;
