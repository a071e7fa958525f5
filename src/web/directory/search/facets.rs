//! Filters of the results page, ready to print.

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, FacetCount, Facets, Results};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{Facet, FacetValue, FilterParams, Search};
use crate::i18n::{Key, Lang, messages};
use crate::web::components::FilterOption;
use crate::web::paths;

/// Filter: checkboxes for the values of a facet.
#[derive(Debug)]
pub struct Filter {
    /// Query parameter.
    pub param: &'static str,
    pub heading: &'static Key,
    /// True if each value has a pictogram.
    pub has_icons: bool,
    pub content: FilterContent,
}

#[derive(Debug)]
pub enum FilterContent {
    Open(Vec<FilterOption>),
    /// URL of the page with this filter open.
    Closed(String),
}

/// Order on the page and heading of the filter of `facet`; `None` if it has no filter.
const fn filter_heading(facet: Facet) -> Option<(u8, &'static Key)> {
    match facet {
        Facet::Barrier => Some((1, messages::FACET_BARRIERS)),
        Facet::Departement => Some((2, messages::FACET_DEPARTEMENTS)),
        Facet::Neighbourhood => Some((3, messages::FACET_NEIGHBOURHOODS)),
        Facet::Audience => Some((4, messages::FACET_AUDIENCES)),
        Facet::State => Some((5, messages::FACET_STATES)),
        Facet::Fees => Some((7, messages::FACET_FEES)),
        Facet::Collection => Some((6, messages::FACET_COLLECTIONS)),
        Facet::Commune | Facet::Organisation => None,
    }
}

/// Number of the first filters, which are always open: the others double the length of the page.
const ALWAYS_OPEN: u8 = 2;

/// True if the page has a filter for `facet`.
pub const fn has_filter(facet: Facet) -> bool {
    filter_heading(facet).is_some()
}

/// Open filters of a page: the first ones, those with a chosen value, and those that its address opens.
#[derive(Debug)]
pub struct OpenFilters {
    /// Filters that the address opens.
    requested: BTreeSet<Facet>,
    chosen: BTreeSet<Facet>,
}

impl OpenFilters {
    pub fn new(search: &Search, params: &FilterParams) -> Self {
        let chosen = search.choices().iter().map(FacetValue::facet).collect();
        let requested = params.facets().into_iter().filter(|facet| has_filter(*facet));
        Self { requested: requested.collect(), chosen }
    }

    /// True if the address opens a filter.
    pub fn is_requested(&self) -> bool {
        !self.requested.is_empty()
    }

    /// True if the values of `facet` are counted: those of open filters, and those that decide about other links.
    pub fn counts(&self, facet: Facet) -> bool {
        self.has(facet) || matches!(facet, Facet::State | Facet::Fees)
    }

    fn has(&self, facet: Facet) -> bool {
        let is_first = filter_heading(facet).is_some_and(|(order, _)| order <= ALWAYS_OPEN);
        is_first || self.requested.contains(&facet) || self.chosen.contains(&facet)
    }
}

/// Filters of the page of `results`, in their order; those without an option are left out.
pub fn filters(
    lang: Lang,
    catalogue: &Catalogue,
    search: &Search,
    results: &Results<'_>,
    open: &OpenFilters,
) -> Vec<Filter> {
    let (facets, number) = (&results.facets, results.page);
    let content = |facet: Facet| {
        if !open.has(facet) {
            let href = || {
                let requested = open.requested.iter().copied();
                paths::search_with_filter(catalogue, search, number, requested, facet)
            };
            return has_options(catalogue, search, facets, facet)
                .then(|| FilterContent::Closed(href()));
        }
        let counts = facets.of(facet).iter();
        let visible = counts.filter(|count| is_visible(catalogue, search, count));
        let options: Vec<_> = visible.map(|count| option(lang, catalogue, count)).collect();
        (!options.is_empty()).then_some(FilterContent::Open(options))
    };
    let filter = |facet: Facet| {
        let (order, heading) = filter_heading(facet)?;
        let (param, has_icons) = (facet.param(), facet == Facet::Barrier);
        Some((order, Filter { param, heading, has_icons, content: content(facet)? }))
    };
    let filters = Facet::ALL.iter().filter_map(|facet| filter(*facet));
    let mut filters: Vec<(u8, Filter)> = filters.collect();
    filters.sort_by_key(|(order, _)| *order);
    filters.into_iter().map(|(_, filter)| filter).collect()
}

/// True if the filter of `facet`, which is closed, would have a box.
fn has_options(catalogue: &Catalogue, search: &Search, facets: &Facets, facet: Facet) -> bool {
    match facet {
        Facet::Fees => facets.of(facet).iter().any(|count| is_visible(catalogue, search, count)),
        Facet::Neighbourhood => {
            has_place(search) && catalogue.neighbourhoods.iter().any(|it| is_near(search, it))
        }
        Facet::Barrier => !catalogue.barriers.is_empty(),
        Facet::Audience => !catalogue.audiences.is_empty(),
        Facet::Departement => !catalogue.departements.is_empty(),
        Facet::Collection => !catalogue.collections.is_empty(),
        Facet::State => true,
        Facet::Commune | Facet::Organisation => false,
    }
}

/// True if `search` chooses a département or a commune.
fn has_place(search: &Search) -> bool {
    search.facet_len(Facet::Departement) > 0 || search.facet_len(Facet::Commune) > 0
}

/// True if `it` is in a chosen département or commune.
fn is_near(search: &Search, it: &Neighbourhood) -> bool {
    search.chooses(&FacetValue::Departement(it.departement.clone()))
        || it.communes.iter().any(|code| search.chooses(&FacetValue::Commune(code.clone())))
}

fn option(lang: Lang, catalogue: &Catalogue, count: &FacetCount) -> FilterOption {
    let FacetCount { choice, chosen, count } = count;
    FilterOption {
        value: catalogue.param_value(choice),
        label: lang.choice(choice, catalogue.label(choice)),
        count: *count,
        chosen: *chosen,
    }
}

/// True if the value has a box. A neighbourhood has one if it is chosen, or in a chosen département or commune: all
/// fifty-seven would bury the rest.
fn is_visible(catalogue: &Catalogue, search: &Search, count: &FacetCount) -> bool {
    if matches!(count.choice, FacetValue::Fees(_)) {
        // Few initiatives say their price: boxes without a result would say that the others cost something.
        return count.chosen || count.count > 0;
    }
    let FacetValue::Neighbourhood(code) = &count.choice else { return true };
    let near = catalogue.neighbourhood(code).is_some_and(|it| is_near(search, it));
    count.chosen || near
}
