//! Moderation: queue, refusals, audit log, spam, duplicates, quality.

mod audit;
mod duplicate;
mod quality;
mod queue;
mod refusal;
mod spam;

pub use audit::{AuditDetail, AuditEvent, AuditKind, AuthorEvent, Version};
pub use duplicate::{DuplicateFingerprint, DuplicateReason};
pub use quality::{Quality, percent};
pub use queue::{ClaimFilter, Queue, QueueSearch, QueueTab, QueuedProposal, RequestKind};
pub use refusal::RefusalReason;
pub use spam::{SpamFingerprint, spam_fingerprints, spam_score};
