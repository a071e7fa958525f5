//! Site map: every kind of page of the site, as links in plain lists.

use askama::Template;

use super::document::Document;
use crate::catalogue::Catalogue;
use crate::i18n::{Key, messages};
use crate::web::components::Link;
use crate::web::{Page, paths};

/// Pages to search or browse.
const FIND: [(&str, &Key); 11] = [
    (paths::INITIATIVES, messages::FOOT_SEARCH),
    (paths::MAP, messages::MAP_LINK),
    (paths::LOCATION, messages::FOOT_LOCATION),
    (paths::NEIGHBOURHOODS, messages::HOME_LIST_ALL),
    (paths::ORGANISATIONS, messages::HOME_ACTORS_LINK),
    (paths::BARRIERS, messages::BARRIERS_TITLE),
    (paths::EMPLOYERS, messages::EMPLOYERS_TITLE),
    (paths::SCHEMES, messages::SCHEMES_TITLE),
    (paths::ASSOCIATIONS, messages::ASSOCIATIONS_TITLE),
    (paths::COVERAGE, messages::COVERAGE_PAGE_TITLE),
    (paths::SHORTLIST, messages::SHORTLIST_TITLE),
];
/// Pages to contribute.
const CONTRIBUTE: [(&str, &Key); 4] = [
    (paths::PROPOSE, messages::FOOT_PROPOSE),
    (paths::RULES, messages::RULES_TITLE),
    (paths::FOLLOW, messages::FOOT_FOLLOW),
    (paths::SIGN_IN, messages::SIGN_IN_TITLE),
];
const ABOUT: [(&str, &Key); 6] = [
    (paths::ABOUT, messages::FOOT_ABOUT_LINK),
    (paths::SOURCES, messages::FOOT_SOURCES),
    (paths::RANKING, messages::RANKING_HEADING),
    (paths::ACCESSIBILITY, messages::FOOT_ACCESSIBILITY),
    (paths::LEGAL, messages::FOOT_LEGAL),
    (paths::PRIVACY, messages::FOOT_PRIVACY),
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
    links: Vec<Link>,
}

impl Section {
    fn fixed(page: &Page, id: &'static str, title: &Key, links: &[(&str, &Key)]) -> Self {
        let links = links.iter().map(|(href, label)| Link::new(page.t(label), *href));
        Self::listed(page, id, title, links.collect())
    }

    fn listed(page: &Page, id: &'static str, title: &Key, links: Vec<Link>) -> Self {
        Self { id, title: page.t(title).into_owned(), links }
    }
}

impl SiteMapView {
    pub fn new(page: Page, catalogue: &Catalogue) -> Self {
        let barriers = catalogue.barriers.iter();
        let departements = catalogue.departements.iter();
        let collections = catalogue.collections.iter();
        let sections = vec![
            Section::fixed(&page, "t-find", messages::SITE_MAP_FIND, &FIND),
            Section::listed(
                &page,
                "t-barriers",
                messages::SITE_MAP_BARRIERS,
                barriers.map(|it| Link::new(it.label.as_str(), paths::barrier(&it.slug))).collect(),
            ),
            Section::listed(
                &page,
                "t-departements",
                messages::SITE_MAP_DEPARTEMENTS,
                departements
                    .map(|it| Link::new(it.name.as_str(), paths::departement(it)))
                    .collect(),
            ),
            Section::listed(
                &page,
                "t-collections",
                messages::SITE_MAP_COLLECTIONS,
                collections
                    .map(|it| Link::new(it.title.as_str(), paths::collection(&it.slug)))
                    .collect(),
            ),
            Section::fixed(&page, "t-contribute", messages::FOOT_CONTRIBUTE, &CONTRIBUTE),
            Section::fixed(&page, "t-about", messages::FOOT_SITE, &ABOUT),
        ];
        Self {
            document: Document::new(&page, messages::SITE_MAP_TITLE, messages::SITE_MAP_LEAD),
            sections,
            page,
        }
    }
}
