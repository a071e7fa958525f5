//! Site map: every kind of page of the site, as links in plain lists.

use askama::Template;

use super::document::Document;
use crate::{
    catalogue::Catalogue,
    i18n::{Key, say},
    web::{Page, paths},
};

/// Pages to search or browse.
const FIND: [(&str, &Key); 6] = [
    (paths::INITIATIVES, say::FOOT_SEARCH),
    (paths::MAP, say::MAP_LINK),
    (paths::LOCATION, say::FOOT_LOCATION),
    (paths::NEIGHBOURHOODS, say::HOME_LIST_ALL),
    (paths::ORGANISATIONS, say::HOME_ACTORS_LINK),
    (paths::BARRIERS, say::BARRIERS_TITLE),
];
/// Pages to contribute.
const CONTRIBUTE: [(&str, &Key); 4] = [
    (paths::PROPOSE, say::FOOT_PROPOSE),
    (paths::RULES, say::RULES_TITLE),
    (paths::FOLLOW, say::FOOT_FOLLOW),
    (paths::SIGN_IN, say::SIGN_IN_TITLE),
];
const ABOUT: [(&str, &Key); 5] = [
    (paths::ABOUT, say::FOOT_ABOUT_LINK),
    (paths::SOURCES, say::FOOT_SOURCES),
    (paths::ACCESSIBILITY, say::FOOT_ACCESSIBILITY),
    (paths::LEGAL, say::FOOT_LEGAL),
    (paths::PRIVACY, say::FOOT_PRIVACY),
];

#[derive(Template)]
#[template(path = "about/site_map.html")]
pub struct SiteMapView {
    document: Document,
    sections: Vec<Section>,
    page: Page,
}

/// Titled list of links.
struct Section {
    id: &'static str,
    title: String,
    /// Label and path of each link.
    links: Vec<(String, String)>,
}

impl Section {
    fn fixed(page: &Page, id: &'static str, title: &Key, links: &[(&str, &Key)]) -> Self {
        let links =
            links.iter().map(|(href, label)| (page.t(label).into_owned(), (*href).to_owned()));
        Self::listed(page, id, title, links.collect())
    }

    fn listed(page: &Page, id: &'static str, title: &Key, links: Vec<(String, String)>) -> Self {
        Self { id, title: page.t(title).into_owned(), links }
    }
}

impl SiteMapView {
    pub fn new(page: Page, catalogue: &Catalogue) -> Self {
        let barriers = catalogue.barriers.iter();
        let departements = catalogue.departements.iter();
        let collections = catalogue.collections.iter();
        let sections = vec![
            Section::fixed(&page, "t-find", say::SITE_MAP_FIND, &FIND),
            Section::listed(
                &page,
                "t-barriers",
                say::SITE_MAP_BARRIERS,
                barriers.map(|it| (it.label.to_string(), paths::barrier(&it.slug))).collect(),
            ),
            Section::listed(
                &page,
                "t-departements",
                say::SITE_MAP_DEPARTEMENTS,
                departements.map(|it| (it.name.to_string(), paths::departement(it))).collect(),
            ),
            Section::listed(
                &page,
                "t-collections",
                say::SITE_MAP_COLLECTIONS,
                collections.map(|it| (it.title.to_string(), paths::collection(&it.slug))).collect(),
            ),
            Section::fixed(&page, "t-contribute", say::FOOT_CONTRIBUTE, &CONTRIBUTE),
            Section::fixed(&page, "t-about", say::FOOT_SITE, &ABOUT),
        ];
        Self {
            document: Document::new(&page, say::SITE_MAP_TITLE, say::SITE_MAP_LEAD),
            sections,
            page,
        }
    }
}
