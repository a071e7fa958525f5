//! What to choose from when a text means several places, or none as it is spelt.

use askama::Template;

use super::{
    links::{PlaceLink, neighbourhood_link, place_link},
    view::crumbs,
};
use crate::{
    catalogue::{Catalogue, Meant, Place},
    i18n::say,
    web::{Page, parts::Crumb, paths},
};

#[derive(Template)]
#[template(path = "location/choose.html")]
pub struct ChooseView<'a> {
    crumbs: Vec<Crumb>,
    /// What was typed.
    text: &'a str,
    title: String,
    lead: String,
    choices: Vec<PlaceLink>,
    /// All the neighbourhoods, when nothing better is known.
    all: Vec<(&'a str, Vec<PlaceLink>)>,
    page: Page,
}

impl<'a> ChooseView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, text: &'a str, meant: &Meant) -> Self {
        let (title, lead, places) = match meant {
            Meant::One(place) => (say::CHOOSE_SEVERAL, say::CHOOSE_LEAD, vec![place.clone()]),
            Meant::Several(places) => (say::CHOOSE_SEVERAL, say::CHOOSE_LEAD, places.clone()),
            Meant::Within(places) => {
                (say::CHOOSE_WITHIN, say::CHOOSE_WITHIN_LEAD, opened(catalogue, places))
            }
            Meant::Near(places) => (say::CHOOSE_NEAR, say::CHOOSE_NEAR_LEAD, places.clone()),
            Meant::Elsewhere => (say::CHOOSE_ELSEWHERE, say::CHOOSE_ELSEWHERE_LEAD, Vec::new()),
            Meant::Nothing => (say::CHOOSE_NOTHING, say::CHOOSE_NOTHING_LEAD, Vec::new()),
        };
        let link = |place| place_link(&page, catalogue, place);
        Self {
            crumbs: crumbs(&page),
            title: page.t(title).into_owned(),
            lead: page.t(lead).into_owned(),
            choices: places.iter().filter_map(link).collect(),
            all: if places.is_empty() { all(&page, catalogue) } else { Vec::new() },
            text,
            page,
        }
    }
}

/// Towns with the neighbourhoods in them: whoever typed a street lives perhaps in one.
fn opened(catalogue: &Catalogue, places: &[Place]) -> Vec<Place> {
    let mut opened = Vec::new();
    for place in places {
        opened.push(place.clone());
        if let Place::Commune(code) = place {
            let held = catalogue.neighbourhoods_of(code);
            opened.extend(held.map(|it| Place::Neighbourhood(it.code.clone())));
        }
    }
    opened
}

/// Every neighbourhood, by département.
fn all<'a>(page: &Page, catalogue: &'a Catalogue) -> Vec<(&'a str, Vec<PlaceLink>)> {
    let groups = catalogue.departements.iter().map(|departement| {
        let here = catalogue.neighbourhoods.iter();
        let here = here.filter(|it| it.departement == departement.code);
        let links = here.filter_map(|it| neighbourhood_link(page, catalogue, it)).collect();
        (departement.name.as_str(), links)
    });
    groups.collect()
}
