//! Moderation queue, decisions, publications and edits.

mod claim;
mod decision;
mod decision_list;
mod edit;
mod next_proposal;
mod publication;
mod quarantine;
mod quarantine_release;
mod queue;
mod undo;

pub use claim::ClaimOutcome;
pub use decision::{Decision, ModerationOutcome, Notification};
pub use edit::{Author, Correction, InitiativeEdit, Notifier};
pub use publication::Publication;
pub use queue::PAGE;
