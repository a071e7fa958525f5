//! Controlled vocabularies: barriers, audiences, kinds, synonyms, collections.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::contact::{NationalPhone, WebUrl};
use super::practical::Fees;
use crate::domain::text::{Line, Prose, Slug, TextError, text};

/// Slug of the audience « everybody ».
pub const EVERYBODY: &str = "tous";

/// Slug of the audience of those who live in a priority neighbourhood.
pub const RESIDENTS: &str = "habitants-qpv";

/// Slug of the audience of those who are registered as looking for a job.
pub const JOB_SEEKERS: &str = "demandeurs-emploi";

/// Audiences whose people all belong to a broader one: the narrower, the broader. A single parent is a parent; a person
/// without work for more than a year is a job seeker.
const BROADER_AUDIENCES: [(&str, &str); 2] =
    [("monoparental", "parents"), ("longue-duree", "demandeurs-emploi")];

/// Barriers whose people all belong to an audience: the barrier, the audience. Offers for this audience are open to
/// everybody who has the barrier.
const AUDIENCES_OF_BARRIERS: [(&str, &str); 3] = [
    ("garde-enfants", "parents"),
    ("parent-seul", "monoparental"),
    ("creation", "porteurs-projet"),
];

/// Slug of the audience that all people with `barrier` belong to.
#[must_use]
pub fn audience_of_barrier(barrier: &Slug) -> Option<&'static str> {
    let pair = AUDIENCES_OF_BARRIERS.iter().find(|(slug, _)| *slug == barrier.as_str());
    pair.map(|(_, audience)| *audience)
}

/// Slug of the audience that all people of `audience` belong to, other than « everybody ».
#[must_use]
pub fn broader_audience(audience: &Slug) -> Option<&'static str> {
    let pair = BROADER_AUDIENCES.iter().find(|(narrower, _)| *narrower == audience.as_str());
    pair.map(|(_, broader)| *broader)
}

/// True if what is for `audiences` is open to everybody with `barrier` who lives in a priority neighbourhood: each
/// audience is one that they all belong to. If the audience is unknown, it is not.
#[must_use]
pub fn is_open_to_all(audiences: &[Slug], barrier: &Slug) -> bool {
    let implied = audience_of_barrier(barrier).and_then(|it| it.parse::<Slug>().ok());
    let broader = implied.as_ref().and_then(broader_audience);
    let of_barrier = implied.as_ref().map(Slug::as_str);
    let all = [Some(EVERYBODY), Some(RESIDENTS), of_barrier, broader];
    !audiences.is_empty() && audiences.iter().all(|it| all.contains(&Some(it.as_str())))
}

text! {
    /// A code of a data·inclusion v1 reference list, such as `mobilite--preparer-un-permis`.
    InclusionCode, inclusion_code
}

/// Obstacle between a person and a job (frein).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barrier {
    pub slug: Slug,
    pub label: Line,
    /// Label from the person's point of view: "Faire garder son enfant pour travailler".
    pub plain_label: Line,
    pub position: u8,
    /// One of the four barriers of the site's mission; these come first.
    pub mission: bool,
    pub description: Prose,
    /// data·inclusion `thematiques`.
    pub thematiques: Vec<InclusionCode>,
    /// Search keywords.
    pub keywords: Vec<Line>,
}

/// Target audience of an initiative (public).
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
    /// True for the audience « everybody ».
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.slug.as_str() == EVERYBODY
    }
}

/// Kind of organisation (genre).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationKind {
    pub slug: Slug,
    pub label: Line,
    /// data·inclusion `reseaux_porteurs`.
    pub networks: Vec<InclusionCode>,
    pub what_it_does: Prose,
}

/// Term of a search: its expansion, and the values that it points to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Synonym {
    pub term: Line,
    /// `None` for a term that only points to values.
    pub expansion: Option<Line>,
    pub kind: SynonymKind,
    pub leads_to: Vec<Meaning>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SynonymKind {
    /// Expanded both ways: `CAF` and « caisse d’allocations familiales ».
    Acronym,
    /// Expanded from everyday words to the words of the texts.
    Synonym,
    /// Frequent misspelling and the right word.
    Spelling,
    /// Words that only point to values: « papa seul ».
    Phrase,
    /// Words of somebody in danger, small words included: « me frappe ». Their national numbers stand above all results.
    Danger,
}

/// Value that words of a search point to, spelt `frein:mobilite` in the seeds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    Barrier(Slug),
    Audience(Slug),
    Kind(Slug),
    Fees(Fees),
    Number(NationalPhone),
}

impl FromStr for Meaning {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let (list, value) = text.split_once(':').ok_or(TextError::Malformed)?;
        Ok(match list {
            "frein" => Self::Barrier(value.parse()?),
            "public" => Self::Audience(value.parse()?),
            "genre" => Self::Kind(value.parse()?),
            "frais" => Self::Fees(value.parse()?),
            "numero" => Self::Number(value.parse()?),
            _ => return Err(TextError::Malformed),
        })
    }
}

impl Display for Meaning {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Barrier(slug) => write!(f, "frein:{slug}"),
            Self::Audience(slug) => write!(f, "public:{slug}"),
            Self::Kind(slug) => write!(f, "genre:{slug}"),
            Self::Fees(fees) => write!(f, "frais:{fees}"),
            Self::Number(number) => write!(f, "numero:{number}"),
        }
    }
}

/// Published collection of experiences (recueil), such as « À bras le cœur ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    pub slug: Slug,
    pub title: Line,
    pub summary: Prose,
    /// Number of experiences it claims to have.
    pub size: u16,
    /// Part of it that could be read, in whole sentences.
    pub known: Prose,
    /// Part of it that could not be read, in whole sentences.
    pub unknown: Prose,
    pub source_url: WebUrl,
}

fn inclusion_code(text: &str) -> Result<(), TextError> {
    let clean = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !text.is_empty() && text.len() <= 120 && clean { Ok(()) } else { Err(TextError::Malformed) }
}
