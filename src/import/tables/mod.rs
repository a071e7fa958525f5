//! Parsers of the seed tables, one file a table.

pub mod collection;
pub mod exclusion;
pub mod figure;
pub mod initiative;
pub mod neighbourhood;
pub mod organisation;
pub mod participant;
pub mod place;
pub mod source;
pub mod vocabulary;
