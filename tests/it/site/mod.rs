//! Pages for people.

mod about;
mod around;
mod barrier;
mod collection;
mod errors;
mod facets;
mod initiative;
mod location;
mod map;
mod moderation;
mod neighbourhood;
mod organisation;
mod renewal;
mod robots;
mod search;
mod sign_in;
mod withdrawn;
