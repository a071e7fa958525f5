//! Domain types and rules: no HTTP, no SQL, no HTML, no clock.

pub mod account;
pub mod directory;
pub mod moderation;
pub mod operations;
pub mod place;
pub mod proposal;
pub mod search;
pub mod text;
pub mod time;
