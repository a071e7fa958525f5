//! What is written to people, and how it leaves.

pub mod decision;
mod letter;

pub use letter::Letter;
