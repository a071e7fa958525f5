//! Content of the list of organisations, and of the page of each.

use std::num::NonZeroU32;

use crate::catalogue::{Catalogue, OrganisationResults, ParsedOrganisationSearch, Place};
use crate::domain::directory::{Initiative, InitiativeState, Organisation};
use crate::domain::search::{OrganisationCriterion, OrganisationSearch};

/// List of organisations found by a search.
#[derive(Debug)]
pub struct OrganisationsContent<'a> {
    pub parsed: &'a ParsedOrganisationSearch,
    pub results: OrganisationResults<'a>,
    /// Places that the text names, as typed or else as corrected.
    pub places: &'a [Place],
    /// If there is no result: searches without one criterion that have results.
    pub relaxed: Vec<RelaxedOrganisationSearch>,
}

/// Search without one criterion, with its number of results.
#[derive(Debug)]
pub struct RelaxedOrganisationSearch {
    /// Criterion dropped.
    pub criterion: OrganisationCriterion,
    pub search: OrganisationSearch,
    pub total: usize,
}

/// Page of an organisation.
#[derive(Debug)]
pub struct OrganisationContent<'a> {
    pub organisation: &'a Organisation,
    /// Its initiatives that have not ended.
    pub initiatives: Vec<&'a Initiative>,
    pub ended: Vec<&'a Initiative>,
}

impl Catalogue {
    /// Content of the list of organisations for `parsed`.
    #[must_use]
    pub fn organisations_content<'a>(
        &'a self,
        parsed: &'a ParsedOrganisationSearch,
    ) -> OrganisationsContent<'a> {
        let search = &parsed.search;
        let results = self.search_organisations(search, parsed.number);
        let counted = |criterion: OrganisationCriterion| {
            let search = search.without(criterion);
            let total = self.search_organisations(&search, NonZeroU32::MIN).total;
            (total > 0).then_some(RelaxedOrganisationSearch { criterion, search, total })
        };
        let criteria = search.criteria().into_iter().filter(|_| results.total == 0);
        OrganisationsContent {
            parsed,
            places: self.named_places(&search.text, results.corrected_text.as_deref()),
            relaxed: criteria.filter_map(counted).collect(),
            results,
        }
    }

    /// Content of the page of `organisation`.
    #[must_use]
    pub fn organisation_content<'a>(
        &'a self,
        organisation: &'a Organisation,
    ) -> OrganisationContent<'a> {
        let all = self.initiatives_of(organisation.id).into_iter();
        let (ended, initiatives) = all.partition(|it| self.state(it) == InitiativeState::Ended);
        OrganisationContent { organisation, initiatives, ended }
    }
}
