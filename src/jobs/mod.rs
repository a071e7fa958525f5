//! What is done later or every day, one file each.

mod follow;

pub use follow::follow;
