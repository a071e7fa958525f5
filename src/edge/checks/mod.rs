//! Checks of a request before its handler: host, target, path, origin.

pub mod csrf;
pub mod hosts;
pub mod path;
pub mod target;
