//! Records of the directory: initiatives, organisations, their contacts and hours, closed vocabularies, guidance.

mod contact;
mod guidance;
mod hours;
mod initiative;
mod organisation;
mod practical;
mod shortlist;
mod snapshot;
mod vocabulary;

pub use contact::{Email, NationalPhone, Phone, Siret, WebUrl};
pub use guidance::{
    BarrierStrength, CallCost, KindBarrier, NationalNumber, Scheme, SchemeId, SchemeStatus, YOUTH,
    giver_key, is_for, is_shown_to,
};
pub use hours::{OpeningHours, OpeningState, Run, Span};
pub use initiative::{
    Activity, CollectionEntry, Confidence, Coverage, DeliveryMode, Initiative, InitiativeFacts,
    InitiativeId, InitiativeState, InitiativeTie, Lifecycle, RevisionId,
};
pub use organisation::{
    Organisation, OrganisationFacts, OrganisationId, Reception, ReceptionForm, Source, Tie, TieRule,
};
pub use practical::{AccessBy, AccessMode, Fees, Language, Practical};
pub use shortlist::{
    MessageLine, ParsedShortlist, Shortlist, ShortlistFull, ShortlistItem, fitted_text, sms_parts,
    sms_text,
};
pub use snapshot::{
    ChangeDates, DataSource, Exclusion, ExclusionKind, NumberedScheme, RetiredSlug, RetiredTarget,
    SeedInitiative, Seeds, Snapshot,
};
pub use vocabulary::{
    Audience, Barrier, Collection, EVERYBODY, InclusionCode, JOB_SEEKERS, Meaning,
    OrganisationKind, RESIDENTS, Synonym, SynonymKind, audience_of_barrier, broader_audience,
    is_open_to_all,
};
