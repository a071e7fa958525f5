//! The text index: finds documents by the words people use, in the order that helps them.

mod apart;
mod build;
mod find;
mod forms;
mod plan;
mod postings;
mod rank;
mod spelling;
mod stems;
mod suggest;
mod synonyms;
mod tokens;
mod vocabulary;

pub use rank::Found;
pub(super) use stems::{Load, load};
pub(super) use tokens::each_word;
pub use tokens::french_order;
pub(super) use vocabulary::{Reading, Vocabulary};

use postings::Postings;
use synonyms::Synonyms;

/// What a piece of text is to a document; weights differ.
///
/// Each place is a text of its own (`Tours`, `Sanitas`, `37000`): a query that names one whole puts the
/// documents that are there first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    /// A commune, one of its postcodes, a neighbourhood by one of its names.
    Place,
    /// A département or the region, by name or code.
    Region,
    Carrier,
    /// Label, slug and keywords; not the sentences about it, whose words say too much.
    Barrier,
    /// Label, slug and keywords.
    Audience,
    /// And what else is said in passing, such as the partners.
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

    /// How many words it usually has: longer dilutes, shorter stands out. One may be in many places, and for many.
    const fn usual_length(self) -> Option<f32> {
        match self {
            Self::Title => Some(7.0),
            Self::Place | Self::Region | Self::Audience => None,
            Self::Carrier => Some(5.0),
            Self::Barrier => Some(30.0),
            Self::Summary => Some(35.0),
        }
    }

    /// Whether it holds names and keywords, where a word said twice says no more.
    const fn is_labels(self) -> bool {
        matches!(self, Self::Place | Self::Region | Self::Barrier | Self::Audience)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The words of all documents, ready to be searched; a document is known by its row.
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
