//! JSON for programs.

mod health;
mod location;
mod places;
mod problem;
mod search;
