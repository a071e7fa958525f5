//! View of the list of schemes.

use askama::Template;

use crate::catalogue::{Catalogue, ParsedSchemeSearch, SchemeCount, SchemesContent};
use crate::domain::search::{MAX_FACET_VALUES, MAX_SCHEME_VALUES, SchemeFacet};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    Crumb, FilterOption, Link, SchemeLine, breadcrumb, scheme_lines, unknown_values_notice,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/scheme/index.html")]
pub struct SchemesView<'a> {
    canonical: String,
    /// True for pages that search engines should not index: several filters, or nothing found.
    no_index: bool,
    crumbs: Vec<Crumb>,
    heading: String,
    notices: Vec<String>,
    filters: Vec<SchemeFilter>,
    chips: Vec<Link>,
    count: String,
    groups: Vec<Group<'a>>,
    ended: Vec<SchemeLine<'a>>,
    page: Page,
}

/// Filter: checkboxes for the values of a list.
struct SchemeFilter {
    param: &'static str,
    heading: &'static Key,
    /// True if each value has a pictogram.
    has_icons: bool,
    options: Vec<FilterOption>,
}

/// Schemes for one barrier.
struct Group<'a> {
    slug: &'a str,
    label: &'a str,
    href: String,
    schemes: Vec<SchemeLine<'a>>,
}

impl<'a> SchemesView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &SchemesContent<'a>) -> Self {
        let search = &content.parsed.search;
        let chips = chips(content);
        let groups = content.groups.iter().map(|group| Group {
            slug: group.barrier.slug.as_str(),
            label: group.barrier.label.as_str(),
            href: paths::barrier(&group.barrier.slug),
            schemes: scheme_lines(&page, catalogue, &group.schemes),
        });
        let groups = groups.collect();
        Self {
            canonical: page.absolute_url(&paths::schemes(search)),
            no_index: chips.len() > 1 || content.total == 0,
            crumbs: breadcrumb(&page, [], page.t(messages::SCHEMES_TITLE)),
            heading: heading(&page, &chips),
            notices: notices(&page, content.parsed),
            filters: SchemeFacet::ALL.map(|facet| filter(facet, &content.counts)).into(),
            count: page.tn(messages::SCHEMES_COUNT, content.total),
            groups,
            ended: scheme_lines(&page, catalogue, &content.ended),
            chips,
            page,
        }
    }
}

/// Notices on unknown values, and on values beyond the limit.
fn notices(page: &Page, parsed: &ParsedSchemeSearch) -> Vec<String> {
    let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(MAX_SCHEME_VALUES))];
    let excess = (!parsed.excess.is_empty()).then(|| page.ta(messages::SEARCH_TOO_MANY, &args));
    unknown_values_notice(page, &parsed.unknown).into_iter().chain(excess).collect()
}

/// « Aides et droits », or with the chosen values.
fn heading(page: &Page, chips: &[Link]) -> String {
    if chips.is_empty() {
        return page.t(messages::SCHEMES_TITLE).into_owned();
    }
    let labels: Vec<&str> = chips.iter().map(|chip| chip.label.as_str()).collect();
    page.tv(messages::SCHEMES_TITLE_CHOSEN, &labels.join(", "))
}

/// Chosen values, each with the search that drops it.
fn chips(content: &SchemesContent<'_>) -> Vec<Link> {
    let search = &content.parsed.search;
    let chosen = content.counts.iter().filter(|count| count.chosen);
    let chip = |it: &SchemeCount<'_>| {
        Link::new(it.label, paths::schemes(&search.toggling(it.facet, &it.value)))
    };
    chosen.map(chip).collect()
}

fn filter(facet: SchemeFacet, counts: &[SchemeCount<'_>]) -> SchemeFilter {
    let option = |it: &SchemeCount<'_>| FilterOption {
        value: it.value.to_string(),
        label: it.label.to_owned(),
        count: it.count,
        chosen: it.chosen,
    };
    let heading = match facet {
        SchemeFacet::Barrier => messages::FACET_BARRIERS,
        SchemeFacet::Audience => messages::FACET_AUDIENCES,
        SchemeFacet::Giver => messages::SCHEMES_GIVERS,
    };
    SchemeFilter {
        param: facet.param(),
        heading,
        has_icons: facet == SchemeFacet::Barrier,
        options: counts.iter().filter(|it| it.facet == facet).map(option).collect(),
    }
}
