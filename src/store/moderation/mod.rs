//! Moderation queue, decisions, publications and edits.

mod claim;
mod decision;
mod edit;
mod publication;
mod quarantine;
mod queue;
mod review;
mod undo;

pub use claim::{Claim, ClaimOutcome};
pub use decision::{Decision, ModerationOutcome, Notification};
pub use edit::{Author, AuthorNotification, Correction, InitiativeEdit};
pub use publication::Publication;
pub use queue::PAGE;
pub use review::{InitiativeHistory, LatestEdit, ModeratedInitiative, Review};
