//! What somebody proposes to publish: the fields as typed, what is sound in them, and where it stands.

mod address;
mod answers;
mod chosen;
mod content;
mod correction;
mod entry;
mod field;
mod heading;
mod mistake;
mod part;
mod place;
mod prefill;
mod reach;
mod read;
mod record;
mod said;
mod shape;
mod sheet;
mod state;
mod step;
mod unknown;

pub use address::addresses;
pub use chosen::{Chosen, Lacking};
pub use content::{Author, AuthorRole, Carrier, Content, Identity};
pub use entry::Entry;
pub use field::Field;
pub use heading::{Heading, Told};
pub use mistake::Mistake;
pub use part::Part;
pub use read::{Known, Mistaken, read};
pub use record::{Proposal, Quarantine};
pub use sheet::Sheet;
pub use state::{Move, ProposalState};
pub use step::Step;
