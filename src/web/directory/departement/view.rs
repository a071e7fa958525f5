//! View of the page of a département.

use askama::Template;
use serde_json::json;

use super::coverage::{CoverageTable, KeyLine, day, key};
use crate::catalogue::{AreaMap, Catalogue, DepartementContent, NeighbourhoodCounts};
use crate::domain::place::DepartementCode;
use crate::domain::search::{FacetValue, OrganisationSearch};
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Crumb, JsonLd, Link, MapView, breadcrumb, legend_outline, neighbourhood_counts,
    neighbourhood_marker,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/departement/show.html")]
pub struct DepartementView<'a> {
    name: &'a str,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    lead: String,
    links: Vec<CountLink>,
    map: Option<MapView>,
    map_label: String,
    key: Option<&'a str>,
    towns: Vec<Town<'a>>,
    coverage_title: String,
    /// « État au 30 novembre 2026 »
    coverage_day: String,
    coverage_key: Vec<KeyLine>,
    coverage: Vec<CoverageTable<'a>>,
    others: Vec<Link>,
    json_ld: JsonLd,
    page: Page,
}

/// Number of initiatives or of organisations, with the URL of their list unless there are none.
struct CountLink {
    label: String,
    href: Option<String>,
}

/// Town, or several that share neighbourhoods.
struct Town<'a> {
    name: String,
    rows: Vec<NeighbourhoodRow<'a>>,
}

/// Neighbourhood with the number of its initiatives and organisations.
struct NeighbourhoodRow<'a> {
    name: &'a str,
    href: String,
    counts: String,
}

impl<'a> DepartementView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: DepartementContent<'a>) -> Self {
        let it = content.departement;
        let towns = towns(&page, catalogue, &content.neighbourhoods);
        let place = page.lang.in_departement(it);
        let canonical = page.absolute_url(&paths::departement(it));
        let args =
            [("n", Arg::Count(content.neighbourhoods.len())), ("towns", Arg::Count(towns.len()))];
        let others = catalogue.departements.iter().filter(|other| other.code != it.code);
        Self {
            name: it.name.as_str(),
            description: page.tv(messages::DEPARTEMENT_DESCRIPTION, &place),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS)],
                it.name.as_str(),
            ),
            lead: page.ta(messages::DEPARTEMENT_LEAD, &args),
            links: links(&page, catalogue, &content),
            json_ld: json_ld(&page, &content, &canonical),
            map: content.map.map(|drawing| map(&page, catalogue, drawing, &it.code)),
            map_label: page.tv(messages::MAP_DEPARTEMENT, it.name.as_str()),
            key: legend_outline(catalogue),
            towns,
            coverage_title: page.tv(messages::COVERAGE_PAGE_IN, &place),
            coverage_day: day(&page, catalogue),
            coverage_key: key(&page, &content.coverage),
            coverage: CoverageTable::all(&page, catalogue, &content.coverage),
            others: others.map(|it| Link::new(it.name.as_str(), paths::departement(it))).collect(),
            canonical,
            page,
        }
    }
}

fn map(page: &Page, catalogue: &Catalogue, drawing: AreaMap, here: &DepartementCode) -> MapView {
    MapView::new(page, catalogue, drawing, neighbourhood_marker).without_link_to(catalogue, here)
}

/// Links to the initiatives and organisations of the département; plain text if there are none.
fn links(page: &Page, catalogue: &Catalogue, content: &DepartementContent<'_>) -> Vec<CountLink> {
    let DepartementContent { departement, initiatives, organisations, .. } = content;
    let code = departement.code.clone();
    let choice = FacetValue::Departement(code.clone());
    let search = OrganisationSearch { departement: Some(code), ..Default::default() };
    vec![
        CountLink {
            label: page.tn(messages::DEPARTEMENT_INITIATIVES, *initiatives),
            href: (*initiatives > 0).then(|| paths::search_by_choice(catalogue, &choice)),
        },
        CountLink {
            label: page.tn(messages::DEPARTEMENT_ORGANISATIONS, *organisations),
            href: (*organisations > 0).then(|| paths::organisations(catalogue, &search, 1)),
        },
    ]
}

/// Groups the neighbourhoods by town, in the order of the catalogue.
fn towns<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    counts: &[NeighbourhoodCounts<'a>],
) -> Vec<Town<'a>> {
    let mut towns: Vec<Town<'a>> = Vec::new();
    for counts in counts {
        let neighbourhood_row = neighbourhood_row(page, counts);
        let name = catalogue.towns(counts.neighbourhood);
        match towns.iter_mut().find(|town| town.name == name) {
            Some(town) => town.rows.push(neighbourhood_row),
            None => towns.push(Town { name, rows: vec![neighbourhood_row] }),
        }
    }
    towns
}

fn neighbourhood_row<'a>(page: &Page, counts: &NeighbourhoodCounts<'a>) -> NeighbourhoodRow<'a> {
    NeighbourhoodRow {
        name: counts.neighbourhood.name.as_str(),
        href: paths::neighbourhood(&counts.neighbourhood.slug),
        counts: neighbourhood_counts(page, counts),
    }
}

/// Structured data: schema.org `AdministrativeArea`.
fn json_ld(page: &Page, content: &DepartementContent<'_>, canonical: &str) -> JsonLd {
    let it = content.departement;
    let here = content.neighbourhoods.iter().map(|counts| counts.neighbourhood);
    let places: Vec<_> = here
        .map(|it| {
            let url = page.absolute_url(&paths::neighbourhood(&it.slug));
            json!({ "@type": "Place", "name": it.name.as_str(), "url": url })
        })
        .collect();
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "AdministrativeArea",
        "name": it.name.as_str(),
        "identifier": it.code.as_str(),
        "url": canonical,
        "containsPlace": places,
    }))
}
