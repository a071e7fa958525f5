//! Moderation queue, decisions, publications and edits.

mod claim;
mod decision;
mod edit;
mod publication;
mod quarantine;
mod queue;
mod undo;

pub use claim::ClaimOutcome;
pub use decision::{Decision, ModerationOutcome, Notification};
pub use edit::{Author, Correction, InitiativeEdit, ModeratedInitiative, Notifier};
pub use publication::Publication;
pub use queue::PAGE;
