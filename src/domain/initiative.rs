//! Actions open to residents, and documented experiences.

use super::{
    contact::{Email, Phone, WebUrl},
    ids::{InitiativeId, OrganisationId},
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode},
    practical::Practical,
    state::Life,
    text::{Line, Prose, Reference, Slug},
};

/// An initiative as it is published.
#[derive(Debug, Clone, PartialEq)]
pub struct Initiative {
    pub id: InitiativeId,
    /// For each carrier and partner name that is an organisation of ours, which one.
    pub organisations: Vec<(Line, OrganisationId)>,
    pub facts: InitiativeFacts,
}

/// One full state of an initiative; what is absent is unknown, never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct InitiativeFacts {
    /// Its key in the files it came from.
    pub reference: Reference,
    pub slug: Slug,
    pub title: Line,
    pub summary: Prose,
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    pub neighbourhoods: Vec<QpvCode>,
    /// Why it is tied to its neighbourhoods; absent when it has none.
    pub tie_rule: Option<InitiativeTie>,
    pub communes: Vec<InseeCode>,
    /// Empty when the place is unknown.
    pub departements: Vec<DepartementCode>,
    pub coverage: Coverage,
    /// How it meets people, where a source says it.
    pub delivery: Option<Delivery>,
    pub practical: Practical,
    /// Who carries it, by name.
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub life: Life,
    pub website: Option<WebUrl>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub source_urls: Vec<WebUrl>,
    pub confidence: Confidence,
    /// What the editors of the directory add about the facts, for whoever reads the page.
    pub editor_note: Option<Prose>,
    pub collection: Option<CollectionEntry>,
}

impl InitiativeFacts {
    /// Whether it was told on this site, rather than read in a public source.
    #[must_use]
    pub const fn is_told_here(&self) -> bool {
        self.source_urls.is_empty()
    }
}

/// The area an initiative serves, as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    Neighbourhood,
    Commune,
    Epci,
    Departement,
    Region,
    Unknown,
}

/// How an initiative meets people; data·inclusion's `modes_accueil`, and what comes to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// One goes there.
    OnSite,
    /// It comes to the neighbourhoods: a bus, a van, a stall on the market.
    Itinerant,
    /// By telephone or on a screen.
    Remote,
}

/// Why an initiative is tied to a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitiativeTie {
    /// The source gives the official name, whole or in part.
    Name,
    /// The source gives a name of use, or the earlier one.
    Alias,
    /// It is the neighbourhood of the people, not of the place.
    Audience,
}

/// How much the reading of the source is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

/// The place of an initiative in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionEntry {
    pub collection: Slug,
    /// 1 for the first experience.
    pub number: u16,
    pub part: Option<Line>,
    pub page: Option<u16>,
}
