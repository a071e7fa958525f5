//! What is written to people, and how it leaves.

mod letter;

pub use letter::Letter;
