//! Seeds: validated content of a folder of initial data.

use crate::domain::directory::contact::WebUrl;
use crate::domain::directory::guidance::{KindBarrier, NationalNumber, Scheme};
use crate::domain::directory::initiative::InitiativeFacts;
use crate::domain::directory::organisation::OrganisationFacts;
use crate::domain::directory::vocabulary::{
    Audience, Barrier, Collection, OrganisationKind, Synonym,
};
use crate::domain::place::{
    Commune, Departement, Figure, FormerCommune, Intercommunality, Neighbourhood,
};
use crate::domain::text::{Line, Prose, Reference};

/// Content of a folder of seeds. References are consistent: every code, slug and reference that a record names is in
/// the folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seeds {
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
    pub organisations: Vec<OrganisationFacts>,
    pub initiatives: Vec<SeedInitiative>,
    pub schemes: Vec<Scheme>,
    pub exclusions: Vec<Exclusion>,
    pub sources: Vec<DataSource>,
}

/// Initiative in the seeds, with the organisations behind its names.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedInitiative {
    /// Id it shall have: the number in its reference (`init-062` is 62).
    pub number: i64,
    pub facts: InitiativeFacts,
    /// Organisation behind each carrier or partner name.
    pub organisations: Vec<(Line, Reference)>,
}

/// Record that was deliberately not imported, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exclusion {
    pub noun: ExclusionKind,
    pub reference: Reference,
    pub name: Line,
    pub reason: Prose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExclusionKind {
    Initiative,
    Organisation,
}

/// Data set or family of pages that facts come from, described for readers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataSource {
    pub name: Line,
    pub publisher: Line,
    pub licence: Line,
    /// Date of its facts, in words: « août 2024 », « de 2020 à 2022 selon les lieux ».
    pub as_of: Option<Line>,
    /// Facts taken from it.
    pub gives: Prose,
    /// Number of records that come from it.
    pub rows: Option<u32>,
    pub url: Option<WebUrl>,
    /// Uncertainties about it.
    pub caveats: Option<Prose>,
}
