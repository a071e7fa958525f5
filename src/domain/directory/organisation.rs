//! Organisations (acteurs): missions locales, agencies, associations, social centres.

use super::contact::{Email, Phone, Siret, WebUrl};
use super::hours::OpeningHours;
use crate::domain::place::{DepartementCode, InseeCode, Position, Postcode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug, key};
use crate::domain::time::PartialDate;

key! {
    /// Id of an organisation (acteur).
    OrganisationId
}

/// Organisation of the directory.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub facts: OrganisationFacts,
}

/// Facts about an organisation. An absent value is unknown, never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationFacts {
    /// Key in the source files.
    pub reference: Reference,
    pub slug: Slug,
    pub name: Line,
    /// Slug of its kind.
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
    /// Details of its reception of people; known of France services only.
    pub reception: Option<Reception>,
    pub ties: Vec<Tie>,
    pub source: Source,
}

/// Reception of people by an organisation, as its source tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    pub form: ReceptionForm,
    /// True if the source says that one can make an appointment.
    pub takes_appointments: bool,
    /// Hours at which one comes by appointment only.
    pub appointment_hours: Option<OpeningHours>,
    /// Other communes where it receives people.
    pub communes: Vec<InseeCode>,
    /// Remark of the source, in plain words.
    pub note: Option<Prose>,
}

/// Form of a reception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceptionForm {
    Fixed,
    /// Fixed, and a part of a larger one.
    Antenna,
    SeveralSites,
    Bus,
    Itinerant,
}

impl ReceptionForm {
    /// True if it moves: its address is a seat, where nobody is received.
    #[must_use]
    pub const fn is_mobile(self) -> bool {
        match self {
            Self::Fixed | Self::Antenna | Self::SeveralSites => false,
            Self::Bus | Self::Itinerant => true,
        }
    }
}

impl OrganisationFacts {
    /// True if it moves: its address and its position are those of its seat.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.reception.as_ref().is_some_and(|reception| reception.form.is_mobile())
    }

    /// Position where it receives people; none if it moves.
    #[must_use]
    pub fn reception_position(&self) -> Option<Position> {
        self.position.filter(|_| !self.is_mobile())
    }

    /// Communes where it receives people, that of its address first.
    pub fn reception_communes(&self) -> impl Iterator<Item = &InseeCode> {
        let others = self.reception.iter().flat_map(|reception| &reception.communes);
        self.commune.iter().chain(others)
    }
}

/// Link between an organisation and a neighbourhood, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    pub neighbourhood: QpvCode,
    pub rule: TieRule,
}

/// Reason for a link, from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieRule {
    /// Its point is inside the outline of 2024.
    Inside,
    /// Its point is at most 300 m from the outline.
    Near,
    /// The source, the name or the address names the neighbourhood.
    Named,
}

/// Source of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub name: Prose,
    pub licence: Line,
    /// True if the licence is clearly open; otherwise neither phone, email, opening hours nor SIRET number is kept.
    pub licence_is_open: bool,
    /// Date of the facts; unknown if the source does not state it.
    pub as_of: Option<PartialDate>,
}
