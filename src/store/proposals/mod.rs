//! Proposals of visitors, from the draft to the submission, and the actions of their authors.

mod author_action;
mod draft;
mod duplicate;
mod form_version;
pub mod proposal;
mod reminder;
pub mod spam;
mod submission;

pub use author_action::{LinkMail, Moved};
pub use draft::NewProposal;
pub use form_version::{StepInput, StepOutcome};
pub use reminder::{ExpiringProposal, Reminder};
pub use submission::{ConfirmationMail, ProposalSubmission, SubmissionOutcome};
