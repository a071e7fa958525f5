//! Pages to hand over: shortlists, sheets, lists to print, booklets, pocket packs, link previews.

pub mod booklet;
mod entry;
pub mod list;
pub mod pocket;
pub mod preview;
mod record;
pub mod sheet;
pub mod shortlist;
