//! Report of a seed import, by record type.

use crate::domain::text::{Line, Reference, Slug};

/// Record types of a seed folder, in import order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    Departement,
    Commune,
    Intercommunality,
    FormerCommune,
    Neighbourhood,
    Figure,
    Barrier,
    Audience,
    Kind,
    KindBarrier,
    NationalNumber,
    Synonym,
    Collection,
    Organisation,
    Initiative,
    Scheme,
    LeftOut,
    Source,
}

/// Counts of the records of one type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Kept unchanged, since people edited them through the site.
    pub preserved: usize,
    /// Missing from the folder, and withdrawn.
    pub withdrawn: usize,
}

/// Report of a seed import or of its dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    tallies: Vec<(RecordType, ImportCounts)>,
}

impl ImportCounts {
    /// True if the database changes.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        self.added + self.changed + self.withdrawn > 0
    }
}

impl ImportReport {
    /// Counts of the record type `noun`.
    #[must_use]
    pub fn of(&self, noun: RecordType) -> ImportCounts {
        let tally = self.tallies.iter().find(|(of, _)| *of == noun);
        tally.map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// All record types with their counts, in import order.
    pub fn tallies(&self) -> impl Iterator<Item = (RecordType, ImportCounts)> {
        self.tallies.iter().copied()
    }

    /// True if any record changes.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.tallies.iter().any(|(_, tally)| tally.is_change())
    }

    /// Adds the counts of one record type.
    pub fn push(&mut self, noun: RecordType, tally: ImportCounts) {
        self.tallies.push((noun, tally));
    }
}

/// Conflict: a seed record with the slug of a record written through the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugConflict {
    pub noun: RecordType,
    pub slug: Slug,
    /// Reference of the seed record.
    pub wanted: Reference,
    /// Reference and name of the record that has the slug.
    pub existing: Reference,
    pub name: Line,
}
