//! All that is published, at one moment: what the public catalogue is built from.

use super::{
    ids::{InitiativeId, OrganisationId},
    initiative::Initiative,
    neighbourhood::{Figure, Neighbourhood, QpvCode},
    organisation::Organisation,
    place::{Commune, Departement},
    seed::{DataSource, LeftOut},
    text::Slug,
    vocabulary::{Audience, Barrier, Collection, Kind, Synonym},
};

/// One consistent reading of the store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// Grows with each publication.
    pub version: u64,
    pub departements: Vec<Departement>,
    pub communes: Vec<Commune>,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub figures: Vec<Figure>,
    pub barriers: Vec<Barrier>,
    pub audiences: Vec<Audience>,
    pub kinds: Vec<Kind>,
    pub synonyms: Vec<Synonym>,
    pub collections: Vec<Collection>,
    pub organisations: Vec<Organisation>,
    pub initiatives: Vec<Initiative>,
    pub left_out: Vec<LeftOut>,
    pub sources: Vec<DataSource>,
    /// Slugs that were in use once, and where they lead now.
    pub retired: Vec<Retired>,
    /// What was withdrawn, whatever became of its slug: numbers and codes are never given twice.
    pub withdrawn_initiatives: Vec<InitiativeId>,
    pub withdrawn_neighbourhoods: Vec<QpvCode>,
}

/// A slug that no longer is the address of anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    pub slug: Slug,
    pub target: RetiredTarget,
}

/// What the slug was the address of.
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
}
