//! View of the page of a département.

use std::num::NonZeroU32;

use askama::Template;
use serde_json::json;

use crate::catalogue::Catalogue;
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, JsonLd, MapView, legend_outline};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/departement/show.html")]
pub struct DepartementView<'a> {
    name: &'a str,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    lead: String,
    /// Number of initiatives and of organisations, with the URL of their lists.
    links: Vec<(String, Option<String>)>,
    map: Option<MapView>,
    map_label: String,
    key: Option<&'a str>,
    towns: Vec<Town<'a>>,
    others: Vec<(&'a str, String)>,
    json_ld: JsonLd,
    page: Page,
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
    pub fn new(page: Page, catalogue: &'a Catalogue, it: &'a Departement) -> Self {
        let here = || catalogue.neighbourhoods.iter().filter(|here| here.departement == it.code);
        let towns = towns(&page, catalogue, here());
        let place = page.lang.in_departement(it);
        let canonical = page.absolute_url(&paths::departement(it));
        let args = [("n", Arg::Count(here().count())), ("towns", Arg::Count(towns.len()))];
        let others = catalogue.departements.iter().filter(|other| other.code != it.code);
        Self {
            name: it.name.as_str(),
            description: page.tv(messages::DEPARTEMENT_DESCRIPTION, &place),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
                Crumb::here(it.name.as_str()),
            ],
            lead: page.ta(messages::DEPARTEMENT_LEAD, &args),
            links: links(&page, catalogue, it),
            map: map(&page, catalogue, it),
            map_label: page.tv(messages::MAP_DEPARTEMENT, it.name.as_str()),
            key: legend_outline(catalogue),
            towns,
            others: others.map(|it| (it.name.as_str(), paths::departement(it))).collect(),
            json_ld: json_ld(&page, it, here(), &canonical),
            canonical,
            page,
        }
    }
}

fn map(page: &Page, catalogue: &Catalogue, it: &Departement) -> Option<MapView> {
    let drawing = catalogue.departement_map(it)?;
    let link = |it: &Neighbourhood, _| (Some(paths::neighbourhood(&it.slug)), false);
    Some(MapView::new(page, catalogue, drawing, link).without_link_to(catalogue, &it.code))
}

/// Links to the initiatives and organisations of the département; plain text if there are none.
fn links(page: &Page, catalogue: &Catalogue, it: &Departement) -> Vec<(String, Option<String>)> {
    let choice = FacetValue::Departement(it.code.clone());
    let initiatives = catalogue.count(&Search::default().toggling(&choice));
    let search = OrganisationSearch { departement: Some(it.code.clone()), ..Default::default() };
    let organisations = catalogue.search_organisations(&search, NonZeroU32::MIN).total;
    vec![
        (
            page.tn(messages::DEPARTEMENT_INITIATIVES, initiatives),
            (initiatives > 0).then(|| paths::search_by_choice(catalogue, &choice)),
        ),
        (
            page.tn(messages::DEPARTEMENT_ORGANISATIONS, organisations),
            (organisations > 0).then(|| paths::organisations(catalogue, &search, 1)),
        ),
    ]
}

/// Groups the neighbourhoods by town, in the order of the catalogue.
fn towns<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    here: impl Iterator<Item = &'a Neighbourhood>,
) -> Vec<Town<'a>> {
    let mut towns: Vec<Town<'a>> = Vec::new();
    for it in here {
        let neighbourhood_row = neighbourhood_row(page, catalogue, it);
        let name = catalogue.towns(it);
        match towns.iter_mut().find(|town| town.name == name) {
            Some(town) => town.rows.push(neighbourhood_row),
            None => towns.push(Town { name, rows: vec![neighbourhood_row] }),
        }
    }
    towns
}

fn neighbourhood_row<'a>(
    page: &Page,
    catalogue: &Catalogue,
    it: &'a Neighbourhood,
) -> NeighbourhoodRow<'a> {
    let initiatives =
        page.tn(messages::NEIGHBOURHOODS_INITIATIVES, catalogue.open_count_in(&it.code));
    let organisations = catalogue.organisations_in(&it.code).len();
    let organisations = page.tn(messages::NEIGHBOURHOODS_ORGANISATIONS, organisations);
    NeighbourhoodRow {
        name: it.name.as_str(),
        href: paths::neighbourhood(&it.slug),
        counts: format!("{initiatives}, {organisations}"),
    }
}

/// Structured data: schema.org `AdministrativeArea`.
fn json_ld<'a>(
    page: &Page,
    it: &Departement,
    here: impl Iterator<Item = &'a Neighbourhood>,
    canonical: &str,
) -> JsonLd {
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
