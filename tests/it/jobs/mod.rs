//! What is done later or every day.

mod erase;
mod retention;
