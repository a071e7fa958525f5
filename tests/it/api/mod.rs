//! JSON for programs.

mod health;
mod location;
mod problem;
mod search;
