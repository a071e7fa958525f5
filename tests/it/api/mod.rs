//! JSON for programs.

mod health;
mod problem;
mod search;
