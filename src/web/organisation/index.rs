//! View of the list of organisations.

use askama::Template;

use super::words::{FilterOption, Link, chips, departement_options, heading, kind_options, places};
use crate::{
    catalogue::{Catalogue, UnderstoodOrganisations},
    domain::search::OrganisationSearch,
    i18n::{Arg, say},
    web::{
        Page,
        parts::{Crumb, OrganisationCard, Pager, unknown_notice},
        paths,
    },
};

#[derive(Template)]
#[template(path = "organisation/index.html")]
pub struct OrganisationsView<'a> {
    title: String,
    heading: String,
    description: String,
    canonical: String,
    /// True for pages that search engines should not index: text searches, several filters, empty results.
    no_index: bool,
    crumbs: Vec<Crumb>,
    text: &'a str,
    kinds: Vec<FilterOption>,
    departements: Vec<FilterOption>,
    /// Commune and neighbourhood filters: parameter, value, « Seulement à Tours ».
    narrow: Vec<(&'static str, String, String)>,
    notices: Vec<String>,
    places: Vec<Link>,
    count: String,
    corrected: Option<String>,
    chips: Vec<Link>,
    hits: Vec<OrganisationCard<'a>>,
    pager: Pager,
    /// Links that drop one filter each, shown if there is no result.
    relaxed: Vec<Link>,
    page: Page,
}

impl<'a> OrganisationsView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        understood: &'a UnderstoodOrganisations,
    ) -> Self {
        let search = &understood.search;
        let results = catalogue.organisations_found(search, understood.number);
        let link = |number| paths::organisations(catalogue, search, number);
        let heading = heading(&page, catalogue, search);
        let args = [("value", Arg::Text(heading.as_str())), ("n", Arg::Count(results.total))];
        let chips = chips(&page, catalogue, search);
        let empty = results.total == 0;
        let card = |it| OrganisationCard::new(&page, catalogue, it);
        Self {
            title: title(&page, &heading, results.page),
            description: page.ta(say::ORGANISATIONS_DESCRIPTION, &args),
            canonical: page.absolute(&link(results.page)),
            no_index: !search.text.is_empty() || chips.len() > 1 || empty,
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(say::NAV_ORGANISATIONS)),
            ],
            text: &search.text,
            kinds: kind_options(catalogue, search, &results.counts),
            departements: departement_options(catalogue, search, &results.counts),
            narrow: narrow(&page, catalogue, search),
            notices: notices(&page, understood),
            places: places(&page, catalogue, &search.text, results.corrected.as_deref()),
            count: page.tn(
                if empty { say::ORGANISATIONS_NOTHING } else { say::ORGANISATIONS_COUNT },
                results.total,
            ),
            corrected: results.corrected.as_ref().map(|text| page.tv(say::SEARCH_CORRECTED, text)),
            hits: results.hits.iter().copied().map(card).collect(),
            pager: Pager::new(results.page, results.pages, link),
            relaxed: if empty { relaxed(&page, catalogue, search) } else { Vec::new() },
            chips,
            heading,
            page,
        }
    }
}

/// Page title: `heading` and the page number.
fn title(page: &Page, heading: &str, number: usize) -> String {
    let args = [("value", Arg::Text(heading)), ("n", Arg::Count(number))];
    if number == 1 { heading.to_owned() } else { page.ta(say::SEARCH_TITLE_PAGE, &args) }
}

/// Filters that stay in the form as ticked boxes.
fn narrow(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
) -> Vec<(&'static str, String, String)> {
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code)).map(|it| {
        let place = page.lang.in_commune(it.name.as_str());
        ("commune", it.insee.to_string(), page.tv(say::ORGANISATIONS_ONLY, &place))
    });
    let neighbourhood = search.neighbourhood.as_ref();
    let neighbourhood = neighbourhood.and_then(|code| catalogue.neighbourhood(code)).map(|it| {
        let label = page.tv(say::ORGANISATIONS_ONLY_NEIGHBOURHOOD, it.name.as_str());
        ("quartier", it.slug.to_string(), label)
    });
    commune.into_iter().chain(neighbourhood).collect()
}

fn notices(page: &Page, understood: &UnderstoodOrganisations) -> Vec<String> {
    let cut = understood.cut.then(|| page.t(say::SEARCH_CUT).into_owned());
    unknown_notice(page, &understood.unknown).into_iter().chain(cut).collect()
}

/// Links that drop one criterion each, if that has results.
fn relaxed(page: &Page, catalogue: &Catalogue, search: &OrganisationSearch) -> Vec<Link> {
    let found = |link: Link| {
        let rest = link.search.as_ref()?;
        let total = catalogue.organisations_found(rest, std::num::NonZeroU32::MIN).total;
        let args = [("value", Arg::Text(link.label.as_str())), ("n", Arg::Count(total))];
        let label = page.ta(say::ORGANISATIONS_WITHOUT, &args);
        (total > 0).then_some(Link { label, ..link })
    };
    chips(page, catalogue, search).into_iter().filter_map(found).collect()
}
