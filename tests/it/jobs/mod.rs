//! Background and daily jobs.

mod erasure;
mod retention;
