//! Links: breadcrumbs, pagination, places, and the notice about values left out of a search.

use super::scheme_line::CallLine;
use crate::catalogue::{Catalogue, NeedPlace, SearchNeed, TextReading, TownOffers};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{FacetValue, OrganisationSearch, ParamValue};
use crate::domain::text::Slug;
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

/// Breadcrumb of the page `here`: the home page, the pages `above` it, itself.
pub fn breadcrumb(
    page: &Page,
    above: impl IntoIterator<Item = Crumb>,
    here: impl Into<String>,
) -> Vec<Crumb> {
    let home = Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME);
    std::iter::once(home).chain(above).chain([Crumb::here(here)]).collect()
}

/// Label and URL.
#[derive(Debug)]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl Link {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Link to the rest of a list, or to all of it.
#[derive(Debug)]
pub struct MoreLink {
    /// Number of items behind the link.
    pub count: usize,
    pub href: String,
}

impl MoreLink {
    /// Link to the items of a list of `total` that are not among the `shown` ones; `None` if all are shown.
    pub fn beyond(shown: usize, total: usize, href: impl FnOnce() -> String) -> Option<Self> {
        let count = total.saturating_sub(shown);
        (count > 0).then(|| Self { count, href: href() })
    }
}

/// Beginning of `list`: at most `most` items.
pub fn first<T>(list: &[T], most: usize) -> &[T] {
    list.get(..most).unwrap_or(list)
}

/// Link to the page of `place`.
pub fn place_link(catalogue: &Catalogue, place: NeedPlace<'_>) -> Link {
    match place {
        NeedPlace::Neighbourhood(it) => {
            Link::new(catalogue.neighbourhood_label(it), paths::neighbourhood(&it.slug))
        }
        NeedPlace::Commune(it) => Link::new(it.name.as_str(), paths::town(it)),
    }
}

/// Link to the needs desk of `need` for `audiences`; without a barrier, to the page of the place.
pub fn need_link(
    page: &Page,
    catalogue: &Catalogue,
    need: SearchNeed<'_>,
    audiences: &[Slug],
) -> Link {
    let SearchNeed { place, barrier } = need;
    let Some(barrier) = barrier else {
        let link = place_link(catalogue, place);
        return Link::new(page.tv(messages::NEED_PLACE, &link.label), link.href);
    };
    let at = match place {
        NeedPlace::Neighbourhood(it) => page.lang.in_neighbourhood(it),
        NeedPlace::Commune(it) => page.lang.in_commune(it.name.as_str()),
    };
    let args = [("barrier", Arg::Text(barrier.label.as_str())), ("place", Arg::Text(&at))];
    let href = paths::need_for(place, &barrier.slug, audiences);
    Link::new(page.ta(messages::SEARCH_NEED, &args), href)
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

/// Links to the initiatives of a town, else of its département; and to its organisations.
pub fn town_links(page: &Page, catalogue: &Catalogue, offers: &TownOffers<'_>) -> Vec<Link> {
    let TownOffers { town, initiatives, wider, organisations } = offers;
    let by_choice = |choice| paths::search_by_choice(catalogue, &choice);
    let here = (*initiatives > 0).then(|| Link {
        label: page.tn(messages::PLACE_COMMUNE, *initiatives),
        href: by_choice(FacetValue::Commune(town.insee.clone())),
    });
    let wider = wider.as_ref().map(|(departement, count)| {
        let place = page.lang.in_departement(departement);
        let args = [("place", Arg::Text(place.as_str())), ("n", Arg::Count(*count))];
        Link {
            label: page.ta(messages::PLACE_COMMUNE_EMPTY, &args),
            href: by_choice(FacetValue::Departement(departement.code.clone())),
        }
    });
    let organisations = (*organisations > 0).then(|| {
        let search = OrganisationSearch { commune: Some(town.insee.clone()), ..Default::default() };
        Link {
            label: page.tn(messages::PLACE_ORGANISATIONS, *organisations),
            href: paths::organisations(catalogue, &search, 1),
        }
    });
    [here, wider, organisations].into_iter().flatten().collect()
}

/// « à Tours », « à Joué-lès-Tours et à Tours ».
pub fn in_towns(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> String {
    let towns = it.communes.iter().filter_map(|code| catalogue.commune(code));
    page.lang.all_of(towns.map(|it| page.lang.in_commune(it.name.as_str())).collect())
}

/// « de Tours », « d’Orléans ».
pub fn of_towns(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> String {
    let towns = it.communes.iter().filter_map(|code| catalogue.commune(code));
    page.lang.all_of(towns.map(|it| page.lang.of_commune(it.name.as_str())).collect())
}

/// Maximum values quoted, and maximum characters of each.
const MAX_QUOTED: usize = 5;

const MAX_QUOTED_CHARS: usize = 60;

/// Maximum words named as left out.
const MAX_LEFT_OUT: usize = 5;

/// Notices on a search text.
#[derive(Debug)]
pub struct TextNotices<'a> {
    /// National numbers to call first.
    pub calls: Option<CallLine<'a>>,
    /// Words that were left out; not beside a danger.
    pub left_out: Option<String>,
}

impl<'a> TextNotices<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, text: &str, reading: &TextReading) -> Self {
        let calls = catalogue.national_calls(text);
        let is_danger = calls.as_ref().is_some_and(|it| it.is_danger);
        Self {
            calls: calls.map(|it| CallLine::new(page, it)),
            left_out: left_out_notice(page, text, reading).filter(|_| !is_danger),
        }
    }

    /// These notices, or the national numbers that the typed `place` calls for.
    #[must_use]
    pub fn or_of_place(self, page: &Page, catalogue: &'a Catalogue, place: Option<&str>) -> Self {
        let of_place = || catalogue.national_calls(place?).map(|it| CallLine::new(page, it));
        Self { calls: self.calls.or_else(of_place), ..self }
    }
}

/// Notice on the words of `text` that were left out, if there are any.
fn left_out_notice(page: &Page, text: &str, reading: &TextReading) -> Option<String> {
    let words = reading.left_out.iter().filter_map(|range| text.get(range.clone()));
    let shown = words.clone().take(MAX_LEFT_OUT).map(|word| page.tv(messages::QUOTED, word));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let args = [("words", Arg::Text(shown.as_str())), ("n", Arg::Count(words.count()))];
    (!shown.is_empty()).then(|| page.ta(messages::SEARCH_LEFT_OUT, &args))
}

/// Notice that quotes the first of the `unknown` values; `None` if there are none.
pub fn unknown_values_notice(page: &Page, unknown: &[ParamValue]) -> Option<String> {
    let quote = |value: &str| {
        page.tv(messages::QUOTED, &value.chars().take(MAX_QUOTED_CHARS).collect::<String>())
    };
    let quoted = unknown.iter().take(MAX_QUOTED).map(|it| quote(&it.value));
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
