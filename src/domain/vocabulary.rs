//! The words the directory sorts things by: barriers, audiences, kinds, synonyms, collections.

use super::{
    contact::WebUrl,
    text::{Line, Prose, Slug, TextError, text},
};

/// The slug of the audience that stands for everybody.
pub const EVERYBODY: &str = "tous";

text! {
    /// A code of a data·inclusion v1 reference list, such as `mobilite--preparer-un-permis`.
    InclusionCode, inclusion_code
}

/// What stands between a person and a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barrier {
    pub slug: Slug,
    pub label: Line,
    /// The same from the person's side: "Faire garder son enfant pour travailler".
    pub plain_label: Line,
    pub position: u8,
    /// One of the four of the mission, which always come first.
    pub mission: bool,
    pub description: Prose,
    /// data·inclusion `thematiques`.
    pub thematiques: Vec<InclusionCode>,
    /// Words people use for it, for the search.
    pub keywords: Vec<Line>,
}

/// For whom an initiative is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    pub slug: Slug,
    pub label: Line,
    pub position: u8,
    /// data·inclusion `publics`.
    pub publics: Vec<InclusionCode>,
    pub keywords: Vec<Line>,
}

impl Audience {
    /// Whether it stands for everybody.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.slug.as_str() == EVERYBODY
    }
}

/// What kind of place or body an organisation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub slug: Slug,
    pub label: Line,
    /// data·inclusion `reseaux_porteurs`.
    pub networks: Vec<InclusionCode>,
    pub what_it_does: Prose,
}

/// A word and another that the search takes for the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Synonym {
    pub term: Line,
    pub expansion: Line,
    pub kind: SynonymKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SynonymKind {
    /// Read both ways: `CAF` and « caisse d’allocations familiales ».
    Acronym,
    /// From what people say to what the texts say.
    Synonym,
    /// A frequent misspelling and the right word.
    Spelling,
}

/// A published collection of experiences, such as « À bras le cœur ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    pub slug: Slug,
    pub title: Line,
    pub summary: Prose,
    /// How many experiences it says it holds.
    pub size: u16,
    /// What we could read of it, in whole sentences.
    pub known: Prose,
    /// What we could not read, in whole sentences.
    pub unknown: Prose,
    pub source_url: WebUrl,
}

fn inclusion_code(text: &str) -> Result<(), TextError> {
    let clean = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !text.is_empty() && text.len() <= 120 && clean { Ok(()) } else { Err(TextError::Malformed) }
}
