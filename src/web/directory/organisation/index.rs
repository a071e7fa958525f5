//! View of the list of organisations.

use askama::Template;

use super::filters::{
    FilterOption, SearchLink, chips, departement_options, heading, kind_options, place_links,
};
use crate::catalogue::{Catalogue, ParsedOrganisationSearch};
use crate::domain::search::OrganisationSearch;
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, OrganisationCard, Pagination, unknown_values_notice};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/organisation/index.html")]
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
    place_filters: Vec<(&'static str, String, String)>,
    notices: Vec<String>,
    places: Vec<SearchLink>,
    count: String,
    corrected: Option<String>,
    chips: Vec<SearchLink>,
    hits: Vec<OrganisationCard<'a>>,
    pagination: Pagination,
    /// Links that drop one filter each, shown if there is no result.
    relaxed_links: Vec<SearchLink>,
    page: Page,
}

impl<'a> OrganisationsView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        understood: &'a ParsedOrganisationSearch,
    ) -> Self {
        let search = &understood.search;
        let results = catalogue.search_organisations(search, understood.number);
        let link = |number| paths::organisations(catalogue, search, number);
        let heading = heading(&page, catalogue, search);
        let args = [("value", Arg::Text(heading.as_str())), ("n", Arg::Count(results.total))];
        let chips = chips(&page, catalogue, search);
        let empty = results.total == 0;
        let card = |it| OrganisationCard::new(&page, catalogue, it);
        Self {
            title: title(&page, &heading, results.page),
            description: page.ta(messages::ORGANISATIONS_DESCRIPTION, &args),
            canonical: page.absolute_url(&link(results.page)),
            no_index: !search.text.is_empty() || chips.len() > 1 || empty,
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(messages::NAV_ORGANISATIONS)),
            ],
            text: &search.text,
            kinds: kind_options(catalogue, search, &results.counts),
            departements: departement_options(catalogue, search, &results.counts),
            place_filters: place_filters(&page, catalogue, search),
            notices: notices(&page, understood),
            places: place_links(&page, catalogue, &search.text, results.corrected_text.as_deref()),
            count: page.tn(
                if empty { messages::ORGANISATIONS_NOTHING } else { messages::ORGANISATIONS_COUNT },
                results.total,
            ),
            corrected: results
                .corrected_text
                .as_ref()
                .map(|text| page.tv(messages::SEARCH_CORRECTED, text)),
            hits: results.hits.iter().copied().map(card).collect(),
            pagination: Pagination::new(results.page, results.pages, link),
            relaxed_links: if empty { relaxed_links(&page, catalogue, search) } else { Vec::new() },
            chips,
            heading,
            page,
        }
    }
}

/// Page title: `heading` and the page number.
fn title(page: &Page, heading: &str, number: usize) -> String {
    let args = [("value", Arg::Text(heading)), ("n", Arg::Count(number))];
    if number == 1 { heading.to_owned() } else { page.ta(messages::SEARCH_TITLE_PAGE, &args) }
}

/// Filters that stay in the form as ticked boxes.
fn place_filters(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
) -> Vec<(&'static str, String, String)> {
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code)).map(|it| {
        let place = page.lang.in_commune(it.name.as_str());
        ("commune", it.insee.to_string(), page.tv(messages::ORGANISATIONS_ONLY, &place))
    });
    let neighbourhood = search.neighbourhood.as_ref();
    let neighbourhood = neighbourhood.and_then(|code| catalogue.neighbourhood(code)).map(|it| {
        let label = page.tv(messages::ORGANISATIONS_ONLY_NEIGHBOURHOOD, it.name.as_str());
        ("quartier", it.slug.to_string(), label)
    });
    commune.into_iter().chain(neighbourhood).collect()
}

fn notices(page: &Page, understood: &ParsedOrganisationSearch) -> Vec<String> {
    let cut = understood.truncated.then(|| page.t(messages::SEARCH_CUT).into_owned());
    unknown_values_notice(page, &understood.unknown).into_iter().chain(cut).collect()
}

/// Links that drop one criterion each, if that has results.
fn relaxed_links(
    page: &Page,
    catalogue: &Catalogue,
    search: &OrganisationSearch,
) -> Vec<SearchLink> {
    let found = |link: SearchLink| {
        let rest = link.search.as_ref()?;
        let total = catalogue.search_organisations(rest, std::num::NonZeroU32::MIN).total;
        let args = [("value", Arg::Text(link.label.as_str())), ("n", Arg::Count(total))];
        let label = page.ta(messages::ORGANISATIONS_WITHOUT, &args);
        (total > 0).then_some(SearchLink { label, ..link })
    };
    chips(page, catalogue, search).into_iter().filter_map(found).collect()
}
