//! Estimates of the work behind a request, made before it is done.
//!
//! A step is about one comparison of a word or visit of a row. Only sizes count, no time.

use super::{Catalogue, index::TextIndex};
use crate::domain::{
    place::Departement,
    search::{OrganisationSearch, Search},
};

/// Steps for the links that repeat one chosen value.
const STEPS_PER_VALUE: usize = 500;
/// Steps to draw a département.
const STEPS_PER_MAP: usize = 1_000_000;
/// Steps for one address written to a list of addresses.
const STEPS_PER_ADDRESS: usize = 10;

impl Catalogue {
    /// Steps to make a page of the results of `search`.
    #[must_use]
    pub fn search_steps(&self, search: &Search) -> usize {
        let circle =
            if search.around.is_some() { self.initiatives.len() + self.communes.len() } else { 0 };
        self.text.steps(&search.text)
            + self.organisation_text.steps(&search.text)
            + search.values() * (STEPS_PER_VALUE + self.initiatives.len() / 64)
            + circle
    }

    /// Steps to make a page of the organisations that `search` finds.
    #[must_use]
    pub fn organisation_steps(&self, search: &OrganisationSearch) -> usize {
        self.organisation_text.steps(&search.text)
    }

    /// Steps to find the places that `text` may name.
    #[must_use]
    pub fn place_steps(&self, text: &str) -> usize {
        self.place_index.steps(text)
    }

    /// Steps to list every initiative that has one value.
    #[must_use]
    pub const fn listing_steps(&self) -> usize {
        self.initiatives.len()
    }

    /// Steps to make the page of `departement`: its map is drawn once.
    #[must_use]
    pub fn departement_steps(&self, departement: &Departement) -> usize {
        if self.departement_maps.has(departement) { 0 } else { STEPS_PER_MAP }
    }

    /// Steps to write the addresses of all records.
    #[must_use]
    pub const fn address_steps(&self) -> usize {
        STEPS_PER_ADDRESS * (self.initiatives.len() + self.organisations.len())
    }
}

impl TextIndex {
    /// Steps to find `query`: in the worst case each word walks the vocabulary and answers in every row.
    fn steps(&self, query: &str) -> usize {
        Self::query_len(query) * (self.vocabulary_len() + self.len())
    }
}
