//! Pages for people.

mod about;
mod barrier;
mod collection;
mod errors;
mod facets;
mod initiative;
mod map;
mod neighbourhood;
mod organisation;
mod renewal;
mod robots;
mod search;
mod withdrawn;
