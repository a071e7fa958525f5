//! What is written to people, and how it leaves.

pub mod account;
mod letter;

pub use letter::Letter;
