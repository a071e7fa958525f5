//! Choice among places, if a text means several or is misspelt.

use askama::Template;

use super::{
    links::{neighbourhood_link, place_link},
    view::crumbs,
};
use crate::{
    catalogue::{Catalogue, Meant, Place},
    domain::search::Search,
    geocoder::Candidate,
    i18n::say,
    web::{
        Page,
        parts::{Crumb, PlaceLink},
        paths,
    },
};

#[derive(Template)]
#[template(path = "location/choose.html")]
pub struct ChooseView<'a> {
    crumbs: Vec<Crumb>,
    text: &'a str,
    title: String,
    lead: String,
    choices: Vec<PlaceLink>,
    /// Street addresses found for the text: label, URL of the point.
    addresses: Vec<(&'a str, String)>,
    /// Label and URL of the text search, in case the text is not a place.
    words: (String, String),
    /// Reason why no street address was found, if the text may contain one.
    notice: Option<String>,
    /// All neighbourhoods by département, if there is no better choice.
    all: Vec<(&'a str, Vec<PlaceLink>)>,
    page: Page,
}

/// Result of the geocoder.
#[derive(Debug)]
pub enum Addresses {
    /// No geocoder is configured, or the text names a place.
    NotAsked,
    Found(Vec<Candidate>),
    None,
    Failed,
}

impl<'a> ChooseView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        text: &'a str,
        meant: &Meant,
        addresses: &'a Addresses,
    ) -> Self {
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
        let (title, lead) = match addresses {
            Addresses::Found(_) => (say::CHOOSE_ADDRESS, say::CHOOSE_ADDRESS_LEAD),
            Addresses::NotAsked | Addresses::None | Addresses::Failed => (title, lead),
        };
        Self {
            crumbs: crumbs(&page),
            title: page.t(title).into_owned(),
            lead: page.t(lead).into_owned(),
            choices: places.iter().filter_map(link).collect(),
            words: (
                page.tv(say::CHOOSE_WORDS, text),
                paths::search(catalogue, &Search { text: text.to_owned(), ..Search::default() }, 1),
            ),
            notice: notice(&page, meant, addresses),
            addresses: found(addresses),
            all: if places.is_empty() { all(&page, catalogue) } else { Vec::new() },
            text,
            page,
        }
    }
}

/// Notice about street addresses, if the text is more than a known name.
fn notice(page: &Page, meant: &Meant, addresses: &Addresses) -> Option<String> {
    let within = matches!(meant, Meant::Within(_));
    let key = match addresses {
        Addresses::NotAsked if within => say::CHOOSE_NO_STREETS,
        Addresses::NotAsked | Addresses::Found(_) => return None,
        Addresses::None => say::CHOOSE_NO_ADDRESS,
        Addresses::Failed => say::CHOOSE_STREETS_FAILED,
    };
    Some(page.t(key).into_owned())
}

fn found(addresses: &Addresses) -> Vec<(&str, String)> {
    let found = match addresses {
        Addresses::Found(found) => found.as_slice(),
        Addresses::NotAsked | Addresses::None | Addresses::Failed => &[],
    };
    let link = |it: &'_ Candidate| paths::point(it.position);
    found.iter().map(|it| (it.label.as_str(), link(it))).collect()
}

/// Adds to each town its neighbourhoods: a street may be in one of them.
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

/// All neighbourhoods, by département.
fn all<'a>(page: &Page, catalogue: &'a Catalogue) -> Vec<(&'a str, Vec<PlaceLink>)> {
    let groups = catalogue.departements.iter().map(|departement| {
        let here = catalogue.neighbourhoods_in(&departement.code);
        let links = here.filter_map(|it| neighbourhood_link(page, catalogue, it)).collect();
        (departement.name.as_str(), links)
    });
    groups.collect()
}
