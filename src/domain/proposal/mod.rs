//! Proposals: form data as typed, validation, valid content, and states.

mod correction;
mod form;
mod part;
mod record;
mod slug;
mod valid_proposal;
mod validation;
mod warning;

pub use form::field::Field;
pub use form::form_data::FormData;
pub use form::form_version::FormVersion;
pub use form::step::Step;
pub use part::Part;
pub use part::selection::{MissingParts, PartSelection};
pub use record::state::{ProposalState, Transition};
pub use record::summary::{DerivedFields, ProposalSummary};
pub use record::{Proposal, QuarantineReason};
pub use slug::slug_candidates;
pub use valid_proposal::{Author, AuthorRole, Carrier, Identity, ValidProposal};
pub use validation::typed_place::names_commune;
pub use validation::validation_error::ValidationError;
pub use validation::{ReferenceData, ValidationErrors, validate};
pub use warning::{ProposalWarning, warnings};
