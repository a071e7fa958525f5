//! Background and daily jobs.

mod erase;
mod retention;
