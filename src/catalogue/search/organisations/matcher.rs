//! Matching of the variants of one search of organisations.

use std::cell::OnceCell;

use fixedbitset::FixedBitSet;

use super::sets::phone_digits;
use crate::catalogue::Catalogue;
use crate::catalogue::index::{TextHits, TextIndex};
use crate::catalogue::search::place::OrganisationNames;
use crate::domain::search::OrganisationSearch;

/// Matches variants of one search, whose text and opening are those of the search or absent; both are evaluated at most
/// once.
#[derive(Debug)]
pub struct OrganisationMatcher<'a> {
    catalogue: &'a Catalogue,
    search: &'a OrganisationSearch,
    text: OnceCell<TextMatches>,
    open: OnceCell<FixedBitSet>,
}

/// Rows that match a text, and the hits of its words.
#[derive(Debug)]
struct TextMatches {
    rows: FixedBitSet,
    /// `None` for a phone number, and for a text without words.
    hits: Option<TextHits>,
}

impl<'a> OrganisationMatcher<'a> {
    #[must_use]
    pub const fn new(catalogue: &'a Catalogue, search: &'a OrganisationSearch) -> Self {
        Self { catalogue, search, text: OnceCell::new(), open: OnceCell::new() }
    }

    /// Search whose variants are matched.
    #[must_use]
    pub const fn search(&self) -> &'a OrganisationSearch {
        self.search
    }

    /// Number of organisations that match `variant`.
    #[must_use]
    pub fn count(&self, variant: &OrganisationSearch) -> usize {
        self.rows(variant).count_ones(..)
    }

    /// Rows that match `variant`.
    pub(super) fn rows(&self, variant: &OrganisationSearch) -> FixedBitSet {
        self.catalogue.organisation_sets.rows(variant, &self.matching(variant))
    }

    /// Rows that match the text and the opening of `variant`.
    pub(super) fn matching(&self, variant: &OrganisationSearch) -> FixedBitSet {
        let mut matching = if variant.text.is_empty() {
            self.catalogue.organisation_sets.all_rows()
        } else {
            self.text().rows.clone()
        };
        if variant.opening.is_some() {
            matching.intersect_with(self.open.get_or_init(|| self.open_rows()));
        }
        matching
    }

    /// Hits of the words of the search, if it has any.
    pub(super) fn hits(&self) -> Option<&TextHits> {
        self.text().hits.as_ref()
    }

    fn text(&self) -> &TextMatches {
        self.text.get_or_init(|| {
            let (sets, text) = (&self.catalogue.organisation_sets, self.search.text.as_str());
            if let Some(digits) = phone_digits(text) {
                return TextMatches { rows: sets.with_phone(&digits), hits: None };
            }
            let index = &self.catalogue.organisation_text;
            let names = OrganisationNames(self.catalogue);
            let hits = TextIndex::has_words(text).then(|| index.find_with_names(text, &names));
            let rows = hits.as_ref().map_or_else(|| sets.all_rows(), |it| it.rows.clone());
            TextMatches { rows, hits }
        })
    }

    /// Rows that the opening of the search accepts.
    fn open_rows(&self) -> FixedBitSet {
        let sets = &self.catalogue.organisation_sets;
        let mut open = FixedBitSet::with_capacity(sets.len);
        let hours =
            |row: usize| self.catalogue.organisations.get(row)?.facts.opening_hours.as_ref();
        let accepts = |row: &usize| {
            let hours = hours(*row);
            self.search.opening.zip(hours).is_some_and(|(opening, hours)| opening.accepts(hours))
        };
        open.extend(sets.with_hours.ones().filter(accepts));
        open
    }
}
