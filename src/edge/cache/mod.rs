//! Caching: policies, validators, cached responses, content codings.

pub mod cache_control;
pub mod content_coding;
pub mod response_cache;
mod two_generation_cache;
pub mod validators;
