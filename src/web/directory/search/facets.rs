//! Filters of the results page, ready to print.

use crate::catalogue::{Catalogue, FacetCount, Facets};
use crate::domain::search::{Facet, FacetValue, Search};
use crate::i18n::{Key, Lang, messages};
use crate::web::components::FilterOption;

/// Filter: checkboxes for the values of a facet.
#[derive(Debug)]
pub struct Filter {
    /// Query parameter.
    pub param: &'static str,
    pub heading: &'static Key,
    /// True if each value has a pictogram.
    pub has_icons: bool,
    pub options: Vec<FilterOption>,
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

/// True if the page has a filter for `facet`.
pub const fn has_filter(facet: Facet) -> bool {
    filter_heading(facet).is_some()
}

/// Filters in the order of the page; those without an option are left out.
pub fn filters(lang: Lang, catalogue: &Catalogue, search: &Search, facets: &Facets) -> Vec<Filter> {
    let options = |counts: &[FacetCount]| {
        let visible = counts.iter().filter(|count| is_visible(catalogue, search, count));
        visible.map(|count| option(lang, catalogue, count)).collect()
    };
    let filter = |(facet, counts): (Facet, &[FacetCount])| {
        let (order, heading) = filter_heading(facet)?;
        let (param, has_icons) = (facet.param(), facet == Facet::Barrier);
        Some((order, Filter { param, heading, has_icons, options: options(counts) }))
    };
    let mut filters: Vec<(u8, Filter)> = facets.iter().filter_map(filter).collect();
    filters.sort_by_key(|(order, _)| *order);
    let filters = filters.into_iter().map(|(_, filter)| filter);
    filters.filter(|filter| !filter.options.is_empty()).collect()
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
    let near = catalogue.neighbourhood(code).is_some_and(|it| {
        search.chooses(&FacetValue::Departement(it.departement.clone()))
            || it.communes.iter().any(|code| search.chooses(&FacetValue::Commune(code.clone())))
    });
    count.chosen || near
}
