//! Records of the directory: initiatives, organisations, their contacts and hours, closed vocabularies.

mod contact;
mod hours;
mod initiative;
mod opening_state;
mod organisation;
mod practical;
mod seed;
mod snapshot;
mod vocabulary;

pub use contact::{Email, Phone, Siret, WebUrl};
pub use hours::{OpeningHours, Run, Span};
pub use initiative::{
    Activity, CollectionEntry, Confidence, Coverage, DeliveryMode, Initiative, InitiativeFacts,
    InitiativeId, InitiativeState, InitiativeTie, Lifecycle, RevisionId,
};
pub use opening_state::OpeningState;
pub use organisation::{Organisation, OrganisationFacts, OrganisationId, Source, Tie, TieRule};
pub use practical::{AccessBy, AccessMode, Fees, Practical};
pub use seed::{DataSource, Exclusion, ExclusionKind, SeedInitiative, Seeds};
pub use snapshot::{RetiredSlug, RetiredTarget, Snapshot};
pub use vocabulary::{
    Audience, Barrier, Collection, EVERYBODY, InclusionCode, OrganisationKind, Synonym, SynonymKind,
};
