//! Pages for people.

mod about;
mod access;
mod account;
mod around;
mod barrier;
mod collection;
mod errors;
mod facets;
mod initiative;
mod location;
mod map;
mod members;
mod moderation;
mod neighbourhood;
mod organisation;
mod refused_forms;
mod renewal;
mod robots;
mod search;
mod sign_in;
mod withdrawn;
