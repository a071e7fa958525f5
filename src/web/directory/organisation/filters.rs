//! Filters of the list of organisations, ready to print.

use crate::catalogue::{Catalogue, OrganisationCounts, Place};
use crate::domain::search::OrganisationSearch;
use crate::i18n::messages;
use crate::web::{Page, paths};

/// Option of a select.
#[derive(Debug)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    /// Number of results with this option chosen.
    pub count: usize,
    pub chosen: bool,
}

/// Link, with its search if it leads to one.
#[derive(Debug)]
pub struct SearchLink {
    pub label: String,
    pub href: String,
    pub search: Option<OrganisationSearch>,
}

/// Heading: « Tous les acteurs », or the chosen values.
pub fn heading(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    let chips = chips(page, catalogue, search);
    let values: Vec<&str> = chips.iter().map(|chip| chip.label.as_str()).collect();
    if values.is_empty() {
        page.t(messages::ORGANISATIONS_TITLE).into_owned()
    } else {
        page.tv(messages::ORGANISATIONS_TITLE_CHOSEN, &values.join(", "))
    }
}

/// Chosen values, each with the search that drops it.
pub fn chips(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> Vec<SearchLink> {
    let all = search.clone();
    let text = (!search.text.is_empty()).then(|| page.tv(messages::QUOTED, &search.text));
    let kind = search.kind.as_ref().and_then(|slug| catalogue.kind(slug.as_str()));
    let departement = search.departement.as_ref().and_then(|code| catalogue.departement(code));
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code));
    let quarter = search.neighbourhood.as_ref().and_then(|code| catalogue.neighbourhood(code));
    [
        text.map(|it| (it, OrganisationSearch { text: String::new(), ..all.clone() })),
        kind.map(|it| (it.label.to_string(), OrganisationSearch { kind: None, ..all.clone() })),
        departement.map(|it| {
            (it.name.to_string(), OrganisationSearch { departement: None, ..all.clone() })
        }),
        commune
            .map(|it| (it.name.to_string(), OrganisationSearch { commune: None, ..all.clone() })),
        quarter.map(|it| {
            (it.name.to_string(), OrganisationSearch { neighbourhood: None, ..all.clone() })
        }),
    ]
    .into_iter()
    .flatten()
    .map(|(label, rest)| link(catalogue, label, rest))
    .collect()
}

fn link(catalogue: &Catalogue, label: String, search: OrganisationSearch) -> SearchLink {
    SearchLink { label, href: paths::organisations(catalogue, &search, 1), search: Some(search) }
}

/// Kinds with results, and the chosen one, in the order of the vocabulary.
pub fn kind_options(
    catalogue: &Catalogue,
    search: &OrganisationSearch,
    counts: &OrganisationCounts,
) -> Vec<FilterOption> {
    let option = |kind: &crate::domain::directory::OrganisationKind| {
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
    let option = |it: &crate::domain::place::Departement| FilterOption {
        value: it.code.to_string(),
        label: it.name.to_string(),
        count: counts.departements.iter().find(|(code, _)| *code == it.code).map_or(0, |it| it.1),
        chosen: search.departement.as_ref() == Some(&it.code),
    };
    catalogue.departements.iter().map(option).collect()
}

/// Places named by the text, each with the search of their organisations.
pub fn place_links(
    page: &Page,
    catalogue: &Catalogue,
    text: &str,
    corrected: Option<&str>,
) -> Vec<SearchLink> {
    let named = match catalogue.places_named(text) {
        [] => corrected.map_or(&[][..], |text| catalogue.places_named(text)),
        named => named,
    };
    let everything = OrganisationSearch::default();
    let place = |place: &Place| match place {
        Place::Neighbourhood(code) => {
            let label = catalogue.neighbourhood(code)?.name.to_string();
            let neighbourhood = Some(code.clone());
            let label = page.tv(messages::ORGANISATIONS_IN_NEIGHBOURHOOD, &label);
            Some((label, OrganisationSearch { neighbourhood, ..everything.clone() }))
        }
        Place::Commune(code) => {
            let name = page.lang.in_commune(catalogue.commune(code)?.name.as_str());
            let commune = Some(code.clone());
            let label = page.tv(messages::ORGANISATIONS_IN, &name);
            Some((label, OrganisationSearch { commune, ..everything.clone() }))
        }
        Place::Departement(code) => {
            let name = page.lang.in_departement(catalogue.departement(code)?);
            let departement = Some(code.clone());
            let label = page.tv(messages::ORGANISATIONS_IN, &name);
            Some((label, OrganisationSearch { departement, ..everything.clone() }))
        }
    };
    let links = named.iter().filter_map(place);
    links.map(|(label, search)| link(catalogue, label, search)).take(8).collect()
}
