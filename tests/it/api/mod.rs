//! JSON for programs.

mod health;
mod places;
mod problem;
mod search;
