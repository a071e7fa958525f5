//! Text index: full-text search of French documents, ranked by BM25F.

mod builder;
mod decomposition;
mod forms;
mod postings;
mod query;
mod query_plan;
mod ranking;
mod spelling;
mod stems;
mod suggestions;
mod synonyms;
mod tokens;
mod vocabulary;

pub use ranking::TextHits;
pub(super) use stems::{WordRole, word_role};
pub(super) use tokens::each_word;
pub use tokens::french_order;
pub(super) use vocabulary::{Vocabulary, VocabularyBuilder};

use postings::Postings;
use synonyms::Synonyms;

/// Field of a document; each has its own weight.
///
/// Each place is a text of its own (`Tours`, `Sanitas`, `37000`): a query that contains its whole
/// name ranks the documents of that place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    /// Commune, one of its postcodes, or one of the names of a neighbourhood.
    Place,
    /// Département or region, by name or code.
    Region,
    Carrier,
    /// Label, slug and keywords; the description is left out, its words are too common.
    Barrier,
    Audience,
    /// Summary, and minor texts such as the names of partners.
    Summary,
}

impl Field {
    const COUNT: usize = 7;
    const ALL: [Self; Self::COUNT] = [
        Self::Title,
        Self::Place,
        Self::Region,
        Self::Carrier,
        Self::Barrier,
        Self::Audience,
        Self::Summary,
    ];

    const fn weight(self) -> f32 {
        match self {
            Self::Title => 8.0,
            Self::Place => 4.5,
            Self::Carrier => 4.0,
            Self::Audience => 2.6,
            Self::Barrier => 1.8,
            Self::Region => 1.5,
            Self::Summary => 1.0,
        }
    }

    /// Usual number of words, for length normalisation (BM25); `None` for fields that may list many values.
    const fn usual_length(self) -> Option<f32> {
        match self {
            Self::Title => Some(7.0),
            Self::Place | Self::Region | Self::Audience => None,
            Self::Carrier => Some(5.0),
            Self::Barrier => Some(30.0),
            Self::Summary => Some(35.0),
        }
    }

    /// True for fields of names and keywords, where repeating a word adds nothing.
    const fn is_labels(self) -> bool {
        matches!(self, Self::Place | Self::Region | Self::Barrier | Self::Audience)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Inverted index of all documents; a document is identified by its row.
#[derive(Debug)]
pub struct TextIndex {
    vocabulary: Vocabulary,
    postings: Postings,
    synonyms: Synonyms,
    rows: usize,
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
