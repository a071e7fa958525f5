//! Links: breadcrumbs, pagination, places, and the notice about values left out of a search.

use std::num::NonZeroU32;

use crate::catalogue::Catalogue;
use crate::domain::place::{Commune, DepartementCode};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::{Arg, messages};
use crate::web::{Page, paths};

/// Pagination of a list.
#[derive(Debug)]
pub struct Pagination {
    pub pages: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub steps: Vec<PageStep>,
}

/// Page number, or a gap between two.
#[derive(Debug, PartialEq, Eq)]
pub enum PageStep {
    Page { number: usize, href: String, current: bool },
    Gap,
}

impl Pagination {
    /// `current` counts from 1; `href` returns the URL of a page.
    pub fn new(current: usize, pages: usize, href: impl Fn(usize) -> String) -> Self {
        let mut steps = Vec::new();
        let mut last = 0;
        let shown = (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(current) <= 1);
        for number in shown {
            if number > last + 1 {
                steps.push(PageStep::Gap);
            }
            steps.push(PageStep::Page { number, href: href(number), current: number == current });
            last = number;
        }
        let previous = (current > 1).then(|| href(current - 1));
        let next = (current < pages).then(|| href(current + 1));
        Self { pages, previous, next, steps }
    }
}

/// Step of a breadcrumb; the last one, the current page, has no URL.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn to(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// Label and URL.
#[derive(Debug)]
pub struct Link {
    pub label: String,
    pub href: String,
}

/// Link to a place, with its description.
#[derive(Debug)]
pub struct PlaceLink {
    pub name: String,
    pub description: String,
    /// QPV code of the outline shown beside it.
    pub outline: Option<String>,
    pub href: String,
}

/// Links to the initiatives of `town`, else of its département; and to its organisations.
pub fn town_links(page: &Page, catalogue: &Catalogue, town: &Commune) -> Vec<Link> {
    let choice = FacetValue::Commune(town.insee.clone());
    let here = OrganisationSearch { commune: Some(town.insee.clone()), ..Default::default() };
    let initiatives = match catalogue.count(&Search::default().toggling(&choice)) {
        0 => departement_link(page, catalogue, &town.departement),
        n => Some(Link {
            label: page.tn(messages::PLACE_COMMUNE, n),
            href: paths::search_by_choice(catalogue, &choice),
        }),
    };
    let organisations = match catalogue.search_organisations(&here, NonZeroU32::MIN).total {
        0 => None,
        n => Some(Link {
            label: page.tn(messages::PLACE_ORGANISATIONS, n),
            href: paths::organisations(catalogue, &here, 1),
        }),
    };
    initiatives.into_iter().chain(organisations).collect()
}

fn departement_link(page: &Page, catalogue: &Catalogue, code: &DepartementCode) -> Option<Link> {
    let departement = catalogue.departement(code)?;
    let choice = FacetValue::Departement(code.clone());
    let place = page.lang.in_departement(departement);
    let n = catalogue.count(&Search::default().toggling(&choice));
    let args = [("place", Arg::Text(place.as_str())), ("n", Arg::Count(n))];
    let label = page.ta(messages::PLACE_COMMUNE_EMPTY, &args);
    Some(Link { label, href: paths::search_by_choice(catalogue, &choice) })
}

/// Maximum values quoted, and maximum characters of each.
const MAX_QUOTED: usize = 5;

const MAX_QUOTED_CHARS: usize = 60;

/// Notice that quotes the first of the `unknown` values; `None` if there are none.
pub fn unknown_values_notice(page: &Page, unknown: &[(&'static str, String)]) -> Option<String> {
    let quote = |value: &str| {
        page.tv(messages::QUOTED, &value.chars().take(MAX_QUOTED_CHARS).collect::<String>())
    };
    let quoted = unknown.iter().take(MAX_QUOTED).map(|(_, value)| quote(value));
    let more = unknown.len().saturating_sub(MAX_QUOTED);
    let more = (more > 0).then(|| page.tn(messages::AND_MORE, more));
    let values = quoted.chain(more).collect::<Vec<_>>().join(", ");
    (!unknown.is_empty()).then(|| page.tv(messages::SEARCH_UNKNOWN, &values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_pages_are_left_out_but_the_first_and_the_last() {
        let pager = Pagination::new(5, 9, |number| number.to_string());
        let numbers: Vec<usize> = pager
            .steps
            .iter()
            .map(|step| match step {
                PageStep::Page { number, .. } => *number,
                PageStep::Gap => 0,
            })
            .collect();
        assert_eq!(numbers, [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!((pager.previous.as_deref(), pager.next.as_deref()), (Some("4"), Some("6")));
    }
}
