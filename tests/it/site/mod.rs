//! Pages for people.

mod about;
mod around;
mod barrier;
mod collection;
mod errors;
mod facets;
mod follow;
mod initiative;
mod location;
mod map;
mod neighbourhood;
mod organisation;
mod preview;
mod propose;
mod renewal;
mod robots;
mod search;
mod spam;
mod typed;
mod withdrawn;
