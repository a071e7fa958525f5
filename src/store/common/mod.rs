//! Tables that every noun writes: audit log, rate limits, erasures, départements in charge.

mod anonymisation;
pub mod audit;
pub mod claim;
pub mod erasure_record;
pub mod high_water_mark;
pub mod jurisdiction;
mod rate_limit;

pub use anonymisation::{anonymise, expire};
pub use audit::{
    AuditEntry, MAX_EVENTS, detail, find_last_change, list_events_of_initiative,
    list_events_of_proposal, list_versions,
};
pub use erasure_record::{ErasureKey, ProposalSelection};
pub use high_water_mark::high_water_mark;

pub use rate_limit::RateOutcome;
