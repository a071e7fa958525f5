//! Cost estimates: the work of a request, computed before it runs.
//!
//! The unit is a step: about one comparison of a word or one visit of a row. Estimates depend on
//! sizes only, not on time.

use super::MAX_PRINTED;
use crate::catalogue::Catalogue;
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::{Facet, OrganisationSearch, Search};

/// Steps for the links on the page that repeat one chosen value.
const STEPS_PER_VALUE: usize = 500;
/// Searches of organisations for the results page of a text: those that it names, and the number of all.
const ORGANISATION_SEARCHES: usize = 2;
/// Steps to draw the map of a département.
const STEPS_PER_MAP: usize = 1_000_000;
/// Steps to write one URL to a list of URLs.
const STEPS_PER_URL: usize = 10;
/// Steps to search for every word of the index.
const STEPS_PER_POCKET_INDEX: usize = 10_000_000;
/// Steps to draw a picture: some milliseconds, whatever the data.
const STEPS_PER_PICTURE: usize = 100_000;
/// Steps to print an entry with its contacts.
const STEPS_PER_ENTRY: usize = 400;

impl Catalogue {
    /// Steps to build the results page of `search`: its results, the organisations that its text finds, its needs desk.
    #[must_use]
    pub fn results_steps(&self, search: &Search) -> usize {
        let organisations = if search.text.is_empty() {
            0
        } else {
            self.organisation_text.steps(&search.text) + self.organisations.len()
        };
        self.search_steps(search)
            + ORGANISATION_SEARCHES * organisations
            + self.misspelt_place_steps(search)
    }

    /// Steps to look up the ends of the text as a misspelt place beside a barrier, chosen or named before it.
    fn misspelt_place_steps(&self, search: &Search) -> usize {
        let has_barrier = search.facet_len(Facet::Barrier) > 0;
        let ends = self.misspelt_ends(&search.text).into_iter();
        let ends = ends.filter(|(before, _)| has_barrier || !before.is_empty());
        ends.map(|(_, name)| self.place_steps(&name)).sum()
    }

    /// Steps to find one page of results of `search`.
    #[must_use]
    pub fn search_steps(&self, search: &Search) -> usize {
        let circle =
            if search.circle.is_some() { self.initiatives.len() + self.communes.len() } else { 0 };
        self.text.steps(&search.text)
            + search.choices().len() * (STEPS_PER_VALUE + self.initiatives.len() / 64)
            + circle
    }

    /// Steps to build a results page of organisations for `search`: its text and its opening are evaluated once, also
    /// for the searches with fewer criteria.
    #[must_use]
    pub fn organisation_steps(&self, search: &OrganisationSearch) -> usize {
        let hours = if search.opening.is_some() { self.organisations.len() } else { 0 };
        self.organisation_text.steps(&search.text) + hours
    }

    /// Steps to look up `text` in the index of place names.
    #[must_use]
    pub fn place_steps(&self, text: &str) -> usize {
        self.place_index.steps(text)
    }

    /// Steps to list every initiative that has one given value.
    #[must_use]
    pub const fn listing_steps(&self) -> usize {
        self.initiatives.len()
    }

    /// Steps to print a list of as many entries as one may have.
    #[must_use]
    pub fn printed_steps(&self) -> usize {
        STEPS_PER_ENTRY * MAX_PRINTED.min(self.initiatives.len() + self.organisations.len())
    }

    /// Steps to write the pocket pack of `neighbourhood`; the answers of the search are computed once and then cached.
    #[must_use]
    pub fn pocket_steps(&self, neighbourhood: &Neighbourhood) -> usize {
        let words = if self.has_pocket_index(neighbourhood) { 0 } else { STEPS_PER_POCKET_INDEX };
        words + self.printed_steps() + self.barriers.len() * self.need_steps()
    }

    /// Steps to draw a picture.
    #[must_use]
    pub const fn picture_steps(&self) -> usize {
        STEPS_PER_PICTURE + self.listing_steps()
    }

    /// Steps to build a needs desk: sets of rows are intersected, and the organisations of a département measured.
    #[must_use]
    pub fn need_steps(&self) -> usize {
        self.initiatives.len() / 8 + self.organisations.len()
    }

    /// Steps to build the page of `departement`; its map is drawn once and then cached.
    #[must_use]
    pub fn departement_steps(&self, departement: &Departement) -> usize {
        let map = if self.departement_maps.is_cached(departement) { 0 } else { STEPS_PER_MAP };
        map + self.coverage_steps()
    }

    /// Steps to write the table of neighbourhoods and barriers; its cells are computed once and then cached.
    #[must_use]
    pub fn coverage_steps(&self) -> usize {
        let cells = self.neighbourhoods.len() * self.barriers.len();
        let steps = if self.coverage.is_computed() { STEPS_PER_URL } else { self.need_steps() };
        cells * steps
    }

    /// Steps to write the URLs of all records.
    #[must_use]
    pub const fn url_steps(&self) -> usize {
        STEPS_PER_URL * (self.initiatives.len() + self.organisations.len())
    }
}
