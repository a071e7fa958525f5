//! Parsers of the seed tables, one file a table.

pub mod collection;
pub mod exclusion;
pub mod figure;
pub mod guidance;
pub mod initiative;
pub mod intercommunality;
pub mod neighbourhood;
pub mod organisation;
pub mod participant;
pub mod place;
pub mod reception;
pub mod source;
pub mod vocabulary;
