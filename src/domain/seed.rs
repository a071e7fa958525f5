//! What the directory starts from: the content of a folder of seeds, every value sound.

use super::{
    contact::WebUrl,
    initiative::InitiativeFacts,
    neighbourhood::{Figure, Neighbourhood},
    organisation::OrganisationFacts,
    place::{Commune, Departement},
    text::{Line, Prose, Reference},
    vocabulary::{Audience, Barrier, Collection, Kind, Synonym},
};

/// A whole folder of seeds. References between its parts hold: every code, slug and reference
/// that a record names is one of the folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seeds {
    pub departements: Vec<Departement>,
    pub communes: Vec<Commune>,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub figures: Vec<Figure>,
    pub barriers: Vec<Barrier>,
    pub audiences: Vec<Audience>,
    pub kinds: Vec<Kind>,
    pub synonyms: Vec<Synonym>,
    pub collections: Vec<Collection>,
    pub organisations: Vec<OrganisationFacts>,
    pub initiatives: Vec<SeedInitiative>,
    pub left_out: Vec<LeftOut>,
    pub sources: Vec<DataSource>,
}

/// An initiative of a folder of seeds, with the organisations that its names stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedInitiative {
    /// The number it shall have: the one of its reference (`init-062` is 62).
    pub number: i64,
    pub facts: InitiativeFacts,
    /// Which carrier or partner name is which organisation.
    pub organisations: Vec<(Line, Reference)>,
}

/// A record that was read and deliberately not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LeftOut {
    pub noun: LeftOutNoun,
    pub reference: Reference,
    pub name: Line,
    pub reason: Prose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutNoun {
    Initiative,
    Organisation,
}

/// A data set or a family of pages that facts of the directory come from, in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataSource {
    pub name: Line,
    pub publisher: Line,
    pub licence: Line,
    /// When its facts were true, in words: « août 2024 », « de 2020 à 2022 selon les lieux ».
    pub as_of: Option<Line>,
    /// What the directory takes from it.
    pub gives: Prose,
    /// How many of our records come from it.
    pub rows: Option<u32>,
    pub url: Option<WebUrl>,
    /// What is unsure about it.
    pub doubts: Option<Prose>,
}
