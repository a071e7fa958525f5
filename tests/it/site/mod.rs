//! Pages for people.

mod about;
mod access;
mod account;
mod around;
mod barrier;
mod collection;
mod errors;
mod facets;
mod follow;
mod initiative;
mod location;
mod map;
mod members;
mod moderation;
mod neighbourhood;
mod organisation;
mod preview;
mod propose;
mod refused_forms;
mod renewal;
mod robots;
mod search;
mod sign_in;
mod spam;
mod typed;
mod withdrawn;
