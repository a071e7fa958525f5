//! Filters of the list of organisations, ready to print.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, OrganisationCounts, Place, RelaxedOrganisationSearch};
use crate::domain::directory::{Barrier, OrganisationKind};
use crate::domain::place::Departement;
use crate::domain::search::{OpeningFilter, OrganisationCriterion, OrganisationSearch};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{FilterOption, Link};
use crate::web::{Page, paths};

/// Maximum links to places; some names are shared by many.
const MAX_PLACES: usize = 8;

/// Heading: « Tous les acteurs », or the chosen values.
pub fn heading(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    let values = criteria(page, catalogue, search);
    if values.is_empty() {
        page.t(messages::ORGANISATIONS_TITLE).into_owned()
    } else {
        page.tv(messages::ORGANISATIONS_TITLE_CHOSEN, &values.join(", "))
    }
}

/// Criteria of `search`, in words.
pub fn criteria(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> Vec<String> {
    let criteria = search.criteria().into_iter();
    criteria.map(|it| label(page, catalogue, search, it)).collect()
}

/// Chosen values, each with the search that drops it.
pub fn chips(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> Vec<Link> {
    let chip = |criterion| {
        let href = paths::organisations(catalogue, &search.without(criterion), 1);
        Link::new(label(page, catalogue, search, criterion), href)
    };
    search.criteria().into_iter().map(chip).collect()
}

/// Links that drop one criterion each, or keep one alone, with the number of results.
pub fn relaxed_links(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
    relaxed: &[RelaxedOrganisationSearch],
) -> Vec<Link> {
    let link = |it: &RelaxedOrganisationSearch| {
        // The message has its quotation marks.
        let value = if it.criterion == OrganisationCriterion::Text {
            search.text.clone()
        } else {
            label(page, catalogue, search, it.criterion)
        };
        let args = [("value", Arg::Text(value.as_str())), ("n", Arg::Count(it.total))];
        let key = if it.is_only {
            messages::ORGANISATIONS_ALONE
        } else {
            messages::ORGANISATIONS_WITHOUT
        };
        Link::new(page.ta(key, &args), paths::organisations(catalogue, &it.search, 1))
    };
    relaxed.iter().map(link).collect()
}

/// Label of `criterion`, one of `search`.
fn label(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
    criterion: OrganisationCriterion,
) -> String {
    let name = match criterion {
        OrganisationCriterion::Text => return page.tv(messages::QUOTED, &search.text),
        OrganisationCriterion::Barrier => {
            let barrier = search.barrier.as_ref().and_then(|slug| catalogue.barrier(slug.as_str()));
            barrier.map(|it| it.label.as_str())
        }
        OrganisationCriterion::Kind => {
            let kind = search.kind.as_ref().and_then(|slug| catalogue.kind(slug.as_str()));
            kind.map(|it| it.label.as_str())
        }
        OrganisationCriterion::Departement => {
            let departement = search.departement.as_ref();
            departement.and_then(|code| catalogue.departement(code)).map(|it| it.name.as_str())
        }
        OrganisationCriterion::Commune => {
            let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code));
            commune.map(|it| it.name.as_str())
        }
        OrganisationCriterion::Neighbourhood => {
            let neighbourhood = search.neighbourhood.as_ref();
            neighbourhood.and_then(|code| catalogue.neighbourhood(code)).map(|it| it.name.as_str())
        }
        OrganisationCriterion::Opening => {
            return search
                .opening
                .map(|it| page.t(opening_label(it)).into_owned())
                .unwrap_or_default();
        }
    };
    name.unwrap_or_default().to_owned()
}

const fn opening_label(opening: OpeningFilter) -> &'static Key {
    match opening {
        OpeningFilter::At(_) => messages::ORGANISATIONS_OPEN_NOW,
        OpeningFilter::Saturday => messages::ORGANISATIONS_OPEN_SATURDAY,
    }
}

/// Openings that can be asked for.
pub fn opening_options(page: &Page, search: &OrganisationSearch) -> Vec<OpeningOption> {
    let option = |opening: OpeningFilter| OpeningOption {
        value: opening.param_value(),
        label: page.t(opening_label(opening)),
        chosen: search.opening.is_some_and(|it| it.param_value() == opening.param_value()),
    };
    [OpeningFilter::At(page.now), OpeningFilter::Saturday].into_iter().map(option).collect()
}

/// Barriers, in their order.
pub fn barrier_options<'a>(
    catalogue: &'a Catalogue,
    search: &OrganisationSearch,
) -> Vec<BarrierOption<'a>> {
    let option = |it: &'a Barrier| BarrierOption {
        value: it.slug.as_str(),
        label: it.label.as_str(),
        chosen: search.barrier.as_ref() == Some(&it.slug),
    };
    catalogue.barriers.iter().map(option).collect()
}

/// Barrier in the list of choices.
#[derive(Debug)]
pub struct BarrierOption<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub chosen: bool,
}

/// Opening in the list of choices.
#[derive(Debug)]
pub struct OpeningOption {
    pub value: &'static str,
    pub label: Cow<'static, str>,
    pub chosen: bool,
}

/// `search` in `place` instead of where it was.
pub fn search_in(search: &OrganisationSearch, place: &Place) -> OrganisationSearch {
    let anywhere = OrganisationSearch {
        departement: None,
        commune: None,
        neighbourhood: None,
        ..search.clone()
    };
    match place.clone() {
        Place::Neighbourhood(code) => OrganisationSearch { neighbourhood: Some(code), ..anywhere },
        Place::Commune(code) => OrganisationSearch { commune: Some(code), ..anywhere },
        Place::Departement(code) => OrganisationSearch { departement: Some(code), ..anywhere },
    }
}

/// Kinds with results, and the chosen one, in the order of the vocabulary.
pub fn kind_options(
    catalogue: &Catalogue,
    search: &OrganisationSearch,
    counts: &OrganisationCounts,
) -> Vec<FilterOption> {
    let option = |kind: &OrganisationKind| {
        let (_, count) = counts.kinds.iter().find(|(slug, _)| *slug == kind.slug)?;
        Some(FilterOption {
            value: kind.slug.to_string(),
            label: kind.label.to_string(),
            count: *count,
            chosen: search.kind.as_ref() == Some(&kind.slug),
        })
    };
    let options = catalogue.kinds.iter().filter_map(option);
    options.filter(|it| it.count > 0 || it.chosen).collect()
}

/// All départements, also those without results.
pub fn departement_options(
    catalogue: &Catalogue,
    search: &OrganisationSearch,
    counts: &OrganisationCounts,
) -> Vec<FilterOption> {
    let option = |it: &Departement| FilterOption {
        value: it.code.to_string(),
        label: it.name.to_string(),
        count: counts.departements.iter().find(|(code, _)| *code == it.code).map_or(0, |it| it.1),
        chosen: search.departement.as_ref() == Some(&it.code),
    };
    catalogue.departements.iter().map(option).collect()
}

/// Commune and neighbourhood of a search, which stay in the form as ticked boxes.
#[derive(Debug)]
pub struct PlaceFilter {
    pub param: &'static str,
    pub value: String,
    /// « Seulement à Tours »
    pub label: String,
}

pub fn place_filters(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
) -> Vec<PlaceFilter> {
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code)).map(|it| {
        let place = page.lang.in_commune(it.name.as_str());
        let label = page.tv(messages::ORGANISATIONS_ONLY, &place);
        PlaceFilter { param: "commune", value: it.insee.to_string(), label }
    });
    let neighbourhood = search.neighbourhood.as_ref();
    let neighbourhood = neighbourhood.and_then(|code| catalogue.neighbourhood(code)).map(|it| {
        let label = page.tv(messages::ORGANISATIONS_ONLY_NEIGHBOURHOOD, it.name.as_str());
        PlaceFilter { param: "quartier", value: it.slug.to_string(), label }
    });
    commune.into_iter().chain(neighbourhood).collect()
}

/// Links to the organisations of the first of `places`.
pub fn place_links(page: &Page, catalogue: &Catalogue, places: &[Place]) -> Vec<Link> {
    let link = |place: &Place| {
        let (label, search) = place_search(page, catalogue, place)?;
        Some(Link::new(label, paths::organisations(catalogue, &search, 1)))
    };
    places.iter().filter_map(link).take(MAX_PLACES).collect()
}

/// Label and search of the organisations of `place`.
fn place_search(
    page: &Page,
    catalogue: &Catalogue,
    place: &Place,
) -> Option<(String, OrganisationSearch)> {
    let search = search_in(&OrganisationSearch::default(), place);
    let label = match place {
        Place::Neighbourhood(code) => {
            let name = catalogue.neighbourhood(code)?.name.as_str();
            page.tv(messages::ORGANISATIONS_IN_NEIGHBOURHOOD, name)
        }
        Place::Commune(code) => {
            let place = page.lang.in_commune(catalogue.commune(code)?.name.as_str());
            page.tv(messages::ORGANISATIONS_IN, &place)
        }
        Place::Departement(code) => {
            let place = page.lang.in_departement(catalogue.departement(code)?);
            page.tv(messages::ORGANISATIONS_IN, &place)
        }
    };
    Some((label, search))
}
