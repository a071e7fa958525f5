//! Pages to hand over: shortlists, and sheets to print.

mod record;
pub mod sheet;
pub mod shortlist;
