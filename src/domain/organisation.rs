//! Who acts: missions locales, agencies, associations, social centres.

use super::{
    contact::{Email, Phone, Siret, WebUrl},
    date::PartialDate,
    hours::OpeningHours,
    ids::OrganisationId,
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode, Position, Postcode},
    text::{Line, Prose, Reference, Slug},
};

/// An organisation (acteur) of the directory.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub facts: OrganisationFacts,
}

/// What is known of an organisation; what is absent is unknown, never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationFacts {
    /// Its key in the files it came from.
    pub reference: Reference,
    pub slug: Slug,
    pub name: Line,
    /// The slug of its kind.
    pub kind: Slug,
    /// Number and street.
    pub address: Option<Line>,
    pub postcode: Option<Postcode>,
    pub commune: Option<InseeCode>,
    pub departement: Option<DepartementCode>,
    pub position: Option<Position>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub website: Option<WebUrl>,
    pub opening_hours: Option<OpeningHours>,
    pub siret: Option<Siret>,
    pub ties: Vec<Tie>,
    pub source: Source,
}

/// That an organisation belongs to a neighbourhood, and why we say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    pub neighbourhood: QpvCode,
    pub rule: TieRule,
}

/// Ordered from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieRule {
    /// Its point is inside the outline of 2024.
    Inside,
    /// Its point is at most 300 m from the outline.
    Near,
    /// The source, the name or the address names the neighbourhood.
    Named,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub name: Prose,
    pub licence: Line,
    /// Whether the licence is clearly open; if not, only name, kind, commune and address are kept.
    pub licence_is_open: bool,
    /// The date of the facts, unknown when the source does not say.
    pub as_of: Option<PartialDate>,
}
