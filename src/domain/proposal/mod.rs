//! Proposals: form data as typed, validation, valid content, and states.

mod form;
mod part_selection;
mod record;
mod reference_data;
mod slug;
mod valid_proposal;
mod validation;
mod warning;

pub use form::field::{Field, FieldKind, FieldSpec, InputType, Step, Visibility};
pub(crate) use form::field_table::{field_table, part_table};
pub use form::form_data::FormData;
pub use form::form_version::FormVersion;
pub use form::part::{Part, PartSpec, PartValues};
pub use part_selection::{MissingParts, PartSelection};
pub use record::state::{ProposalState, Transition};
pub use record::{DerivedFields, Proposal, ProposalId, ProposalSummary, QuarantineReason};

pub use reference_data::ReferenceData;
pub use slug::slug_candidates;
pub use valid_proposal::{Author, AuthorRole, Carrier, Identity, ValidProposal};
pub use validation::place_resolution::named_places;
pub use validation::typed_place::names_commune;
pub use validation::validate;
pub use validation::validation_error::{ValidationError, ValidationErrors};
pub use warning::{ProposalWarning, warnings};
