//! Filters of the results page, ready to print.

use crate::catalogue::{Catalogue, Facet, FacetCount, Facets};
use crate::domain::search::{FacetValue, Search};
use crate::i18n::Lang;

/// Filters in the order of the page.
#[derive(Debug)]
pub struct Filters {
    pub barriers: Vec<FacetOption>,
    pub departements: Vec<FacetOption>,
    pub neighbourhoods: Vec<FacetOption>,
    pub audiences: Vec<FacetOption>,
    pub states: Vec<FacetOption>,
    pub collections: Vec<FacetOption>,
}

/// Checkbox of a facet value.
#[derive(Debug)]
pub struct FacetOption {
    pub value: String,
    pub label: String,
    /// Number of results with this value toggled.
    pub count: usize,
    pub chosen: bool,
}

impl Filters {
    pub fn new(lang: Lang, catalogue: &Catalogue, search: &Search, facets: Facets) -> Self {
        let options =
            |facet: Facet| facet.into_iter().map(|it| option(lang, catalogue, it)).collect();
        let mut neighbourhoods = facets.neighbourhoods;
        neighbourhoods.retain(|count| is_visible(catalogue, search, count));
        Self {
            barriers: options(facets.barriers),
            departements: options(facets.departements),
            neighbourhoods: options(neighbourhoods),
            audiences: options(facets.audiences),
            states: options(facets.states),
            collections: options(facets.collections),
        }
    }
}

fn option(
    lang: Lang,
    catalogue: &Catalogue,
    FacetCount { choice, chosen, count }: FacetCount,
) -> FacetOption {
    let label = lang.choice(&choice, catalogue.label(&choice));
    FacetOption { value: catalogue.param_value(&choice), label, count, chosen }
}

/// True if the box of a neighbourhood is shown: it is chosen, or in a chosen département or
/// commune. All fifty-seven would bury the rest.
fn is_visible(catalogue: &Catalogue, search: &Search, count: &FacetCount) -> bool {
    let FacetValue::Neighbourhood(code) = &count.choice else { return count.chosen };
    let near = catalogue.neighbourhood(code).is_some_and(|it| {
        search.departements.contains(&it.departement)
            || it.communes.iter().any(|code| search.communes.contains(code))
    });
    count.chosen || near
}
