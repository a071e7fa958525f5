//! Pages of the directory: home, search, and one folder a kind of record.

pub mod barrier;
pub mod departement;
pub mod home;
pub mod initiative;
pub mod location;
pub mod neighbourhood;
pub mod organisation;
pub mod scheme;
pub mod search;
