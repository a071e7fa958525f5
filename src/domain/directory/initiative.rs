//! Initiatives: actions open to residents, and documented experiences.

use super::contact::{Email, Phone, WebUrl};
use super::initiative_state::Lifecycle;
use super::practical::Practical;
use crate::domain::ids::{InitiativeId, OrganisationId};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug};

/// Published initiative.
#[derive(Debug, Clone, PartialEq)]
pub struct Initiative {
    pub id: InitiativeId,
    /// Organisations of the directory, by carrier or partner name.
    pub organisations: Vec<(Line, OrganisationId)>,
    pub facts: InitiativeFacts,
}

/// Full state of an initiative. An absent value is unknown, never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct InitiativeFacts {
    /// Key in the source files.
    pub reference: Reference,
    pub slug: Slug,
    pub title: Line,
    pub summary: Prose,
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    pub neighbourhoods: Vec<QpvCode>,
    /// Reason for the link to its neighbourhoods; absent if it has none.
    pub tie_rule: Option<InitiativeTie>,
    pub communes: Vec<InseeCode>,
    /// Empty when the place is unknown.
    pub departements: Vec<DepartementCode>,
    pub coverage: Coverage,
    /// Mode of delivery, if a source states it.
    pub delivery: Option<DeliveryMode>,
    pub practical: Practical,
    /// Names of the organisations that run it.
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub lifecycle: Lifecycle,
    pub website: Option<WebUrl>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub source_urls: Vec<WebUrl>,
    pub confidence: Confidence,
    /// Public note of the directory's editors about the facts.
    pub editor_note: Option<Prose>,
    pub collection: Option<CollectionEntry>,
}

impl InitiativeFacts {
    /// True if it was proposed on this site, not taken from a public source.
    #[must_use]
    pub const fn is_proposed_here(&self) -> bool {
        self.source_urls.is_empty()
    }
}

/// Area served, as the source states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    Neighbourhood,
    Commune,
    Epci,
    Departement,
    Region,
    Unknown,
}

/// Mode of delivery: data·inclusion's `modes_accueil`, plus itinerant services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryMode {
    /// People go there.
    OnSite,
    /// Comes to the neighbourhoods: a bus, a van, a stall on the market.
    Itinerant,
    /// By telephone or online.
    Remote,
}

/// Reason for the link between an initiative and a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitiativeTie {
    /// The source gives the official name, whole or in part.
    Name,
    /// The source gives an alias or the earlier name.
    Alias,
    /// The neighbourhood is that of the participants, not of the place.
    Audience,
}

/// Confidence in the reading of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

/// Position of an initiative in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionEntry {
    pub collection: Slug,
    /// 1 for the first experience.
    pub number: u16,
    pub part: Option<Line>,
    pub page: Option<u16>,
}
