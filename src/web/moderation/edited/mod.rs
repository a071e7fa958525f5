//! Published initiatives for moderators: search, history, correction, withdrawal, restoration.

mod act;
mod ask;
mod correct;
mod fields;
mod index;
mod show;

pub use act::{put_back, restore, show_again, withdraw};
pub use correct::{correct, edit};
pub use index::index;
pub use show::show;
