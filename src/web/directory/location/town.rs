//! Page of a town: its neighbourhoods, or the nearest ones if it has none.

use askama::Template;

use super::links::{NearbyContact, near_links, nearby_contacts, neighbourhood_link};
use crate::catalogue::Catalogue;
use crate::domain::place::Commune;
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, Link, PlaceLink, town_links};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/town.html")]
pub struct TownView<'a> {
    name: &'a str,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    overline: String,
    lead: String,
    places_title: String,
    places: Vec<PlaceLink>,
    links: Vec<Link>,
    nearby_contacts: Vec<NearbyContact<'a>>,
    page: Page,
}

impl<'a> TownView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, town: &'a Commune) -> Self {
        let name = town.name.as_str();
        let held: Vec<PlaceLink> = catalogue
            .neighbourhoods_of(&town.insee)
            .filter_map(|it| neighbourhood_link(&page, catalogue, it))
            .collect();
        let place = page.lang.in_commune(name);
        let args = [("n", Arg::Count(held.len())), ("place", Arg::Text(place.as_str()))];
        let (title, places) = if held.is_empty() {
            let near = catalogue.locate(town.centre).nearest;
            (messages::TOWN_NEAREST, near_links(&page, catalogue, &near))
        } else {
            (messages::TOWN_NEIGHBOURHOODS, held)
        };
        let departement = catalogue.departement(&town.departement);
        Self {
            description: page.ta(messages::TOWN_DESCRIPTION, &args),
            canonical: page.absolute_url(&paths::town(&town.insee)),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(messages::LOCATION_TITLE), paths::LOCATION),
                Crumb::here(name),
            ],
            overline: departement.map_or_else(String::new, |it| it.name.to_string()),
            lead: page.ta(messages::TOWN_LEAD, &args),
            places_title: page.ta(title, &args),
            places,
            links: town_links(&page, catalogue, town),
            nearby_contacts: nearby_contacts(&page, catalogue, town.centre),
            name,
            page,
        }
    }
}
