//! Published initiatives for moderators: search, history, correction, withdrawal, restoration.

mod actions;
mod correction;
mod fields;
mod index;
mod show;
mod widgets;

pub use actions::{put_back, restore, show_with_input, withdraw};
pub use correction::{VERIFIED_FIELD, correct, edit};
pub use index::index;
pub use show::show;
