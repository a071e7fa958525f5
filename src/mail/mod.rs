//! What is written to people, and how it leaves.

mod letter;
pub mod proposal;

pub use letter::Letter;
