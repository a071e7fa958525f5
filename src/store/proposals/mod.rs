//! Proposals of visitors, from the draft to the submission, and the actions of their authors.

mod author_action;
mod draft;
mod duplicate;
mod form_version;
mod link;
pub mod proposal;
mod reminder;
pub mod spam;
mod submission;

pub use author_action::{AuthorEmail, LinkMail, Moved, TrackedProposal, WaitingChange};
pub use draft::NewProposal;
pub use duplicate::WaitingDuplicate;
pub use form_version::{StepInput, StepOutcome};
pub use link::{ProposalLink, add_links};
pub use reminder::{ExpiringProposal, Reminder};
pub use submission::{ConfirmationMail, ProposalSubmission, SubmissionOutcome};
