//! Snapshot of everything published, from which the public catalogue is built.

mod seed;

use std::collections::HashMap;

use jiff::civil::Date;

pub use seed::{DataSource, Exclusion, ExclusionKind, SeedInitiative, Seeds};

use super::guidance::{KindBarrier, NationalNumber, Scheme, SchemeId};
use super::initiative::{Initiative, InitiativeId};
use super::organisation::{Organisation, OrganisationId};
use super::vocabulary::{Audience, Barrier, Collection, OrganisationKind, Synonym};
use crate::domain::place::{
    Commune, Departement, Figure, FormerCommune, Intercommunality, Neighbourhood, QpvCode,
};
use crate::domain::text::Slug;

/// Snapshot of one consistent read of the store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// Grows with each publication.
    pub version: u64,
    pub departements: Vec<Departement>,
    pub communes: Vec<Commune>,
    pub former_communes: Vec<FormerCommune>,
    pub intercommunalities: Vec<Intercommunality>,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub figures: Vec<Figure>,
    pub barriers: Vec<Barrier>,
    pub audiences: Vec<Audience>,
    pub kinds: Vec<OrganisationKind>,
    pub kind_barriers: Vec<KindBarrier>,
    pub national_numbers: Vec<NationalNumber>,
    pub synonyms: Vec<Synonym>,
    pub collections: Vec<Collection>,
    pub organisations: Vec<Organisation>,
    pub initiatives: Vec<Initiative>,
    pub schemes: Vec<Scheme>,
    pub exclusions: Vec<Exclusion>,
    pub sources: Vec<DataSource>,
    /// Former slugs, with their targets.
    pub retired_slugs: Vec<RetiredSlug>,
    /// Ids and codes of withdrawn records; they are never reused, whatever became of their slugs.
    pub withdrawn_initiatives: Vec<InitiativeId>,
    pub withdrawn_organisations: Vec<OrganisationId>,
    pub withdrawn_neighbourhoods: Vec<QpvCode>,
    /// Numbers of all schemes, withdrawn ones included.
    pub scheme_numbers: Vec<NumberedScheme>,
    pub change_dates: ChangeDates,
}

/// Number of a scheme, in force or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedScheme {
    pub id: SchemeId,
    pub slug: Slug,
    pub in_force: bool,
}

/// Days (UTC) on which records were last changed. A published initiative that is not there never changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeDates {
    pub initiatives: HashMap<InitiativeId, Date>,
    pub organisations: HashMap<OrganisationId, Date>,
}

/// Slug that is no longer in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetiredSlug {
    pub slug: Slug,
    pub target: RetiredTarget,
}

/// Record that a retired slug belonged to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetiredTarget {
    /// Still published, under another slug.
    Initiative(InitiativeId),
    Organisation(OrganisationId),
    Neighbourhood(QpvCode),
    WithdrawnInitiative(InitiativeId),
    WithdrawnOrganisation(OrganisationId),
    WithdrawnNeighbourhood(QpvCode),
    WithdrawnBarrier,
    WithdrawnCollection,
    WithdrawnScheme,
}
