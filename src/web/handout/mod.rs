//! Pages to hand over: lists to print, booklets, pocket packs, link previews.

pub mod booklet;
mod entry;
pub mod list;
pub mod pocket;
pub mod preview;
