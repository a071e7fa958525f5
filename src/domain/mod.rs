//! Words and rules of the trade: no HTTP, no SQL, no HTML, no clock.

pub mod access;
pub mod account;
pub mod around;
pub mod contact;
pub mod coordinates;
pub mod date;
pub mod described;
pub mod holiday;
pub mod hours;
pub mod ids;
pub mod initiative;
pub mod location;
pub mod mail;
pub mod neighbourhood;
pub mod opening;
pub mod organisation;
pub mod outline;
pub mod place;
pub mod published;
pub mod search;
pub mod secret;
pub mod seed;
pub mod state;
pub mod text;
pub mod vocabulary;
