//! Search form of the page, and the page of a town.

use std::borrow::Cow;

use askama::Template;

use super::links::{NearbyContact, near_links, nearby_contacts, neighbourhood_link};
use super::query::{TypedCoordinates, with_decimal_point};
use crate::catalogue::{Catalogue, NeedPlace, TownContent};
use crate::domain::directory::Barrier;
use crate::domain::place::{Commune, CoordinateError, CoordinateErrors, coordinates};
use crate::i18n::{Arg, messages};
use crate::paths::NeedOfPlace;
use crate::web::components::{Crumb, Link, PlaceLink, breadcrumb, town_links};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/index.html")]
pub struct LocationView {
    canonical: String,
    crumbs: Vec<Crumb>,
    /// Example texts with their URL.
    examples: Vec<Link>,
    lat: CoordinateField,
    lon: CoordinateField,
    invalid: bool,
    /// Error of the place box; empty if there is none.
    box_error: Cow<'static, str>,
    /// Slugs of the barrier and of the audience for which the place is looked up; empty if there is none.
    barrier: String,
    audience: String,
    /// URL of the point with latitude and longitude swapped, if they were typed in the wrong order.
    swapped: Option<String>,
    page: Page,
}

/// Coordinate as typed, with its validation error.
struct CoordinateField {
    typed: String,
    error: Option<String>,
}

impl LocationView {
    pub fn new(page: Page, typed: TypedCoordinates, errors: CoordinateErrors) -> Self {
        let swapped = (errors.lat == Some(CoordinateError::Swapped)).then(|| {
            coordinates::parse_position(
                &[with_decimal_point(&typed.lon)],
                &[with_decimal_point(&typed.lat)],
            )
            .ok()
        });
        let swapped = swapped.flatten();
        let field = |typed, error: Option<CoordinateError>, swapped| {
            let error = error.map(|it| error_text(&page, it, swapped));
            CoordinateField { typed, error }
        };
        let examples = ["Tours Sanitas", "Gibjoncs", "45100"];
        Self {
            canonical: page.absolute_url(paths::LOCATION),
            crumbs: crumbs(&page),
            examples: examples.map(|text| Link::new(text, paths::location_of_text(text))).into(),
            lat: field(typed.lat, errors.lat, messages::LOCATION_ERROR_LAT_SWAPPED),
            lon: field(typed.lon, errors.lon, messages::LOCATION_ERROR_LON_SWAPPED),
            swapped: swapped.map(paths::location_of_point),
            invalid: errors != CoordinateErrors::default(),
            box_error: Cow::Borrowed(""),
            barrier: String::new(),
            audience: String::new(),
            page,
        }
    }

    /// Page with an empty place box, for `need`.
    pub fn of_need(page: Page, need: NeedOfPlace<'_>) -> Self {
        let view = Self::new(page, TypedCoordinates::default(), CoordinateErrors::default());
        let barrier = need.barrier.map_or_else(String::new, |it| it.slug.to_string());
        let audience = need.audience.map_or_else(String::new, |it| it.slug.to_string());
        Self { barrier, audience, ..view }
    }

    /// Page of a place box that was sent without a text, for `need`.
    pub fn without_text(page: Page, need: NeedOfPlace<'_>) -> Self {
        let box_error = page.t(messages::PLACE_BOX_EMPTY);
        Self { box_error, ..Self::of_need(page, need) }
    }
}

/// « Accueil, Où suis-je ? »
pub fn crumbs(page: &Page) -> Vec<Crumb> {
    breadcrumb(page, [], page.t(messages::LOCATION_TITLE))
}

fn error_text(page: &Page, error: CoordinateError, swapped: &crate::i18n::Key) -> String {
    let key = match error {
        CoordinateError::Missing => messages::LOCATION_ERROR_MISSING,
        CoordinateError::Several | CoordinateError::Comma | CoordinateError::NotANumber => {
            messages::LOCATION_ERROR_NOT_A_NUMBER
        }
        CoordinateError::Swapped => swapped,
        CoordinateError::Elsewhere => messages::LOCATION_ERROR_ABSURD,
    };
    page.t(key).into_owned()
}

#[derive(Template)]
#[template(path = "directory/location/town.html")]
pub struct TownView<'a> {
    name: &'a str,
    description: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    overline: String,
    lead: String,
    /// Former communes that are a part of it.
    former: Option<String>,
    places_title: String,
    places: Vec<PlaceLink>,
    links: Vec<Link>,
    needs: Vec<TownNeed<'a>>,
    nearby_contacts: Vec<NearbyContact<'a>>,
    page: Page,
}

/// Needs desk of the town for a barrier.
struct TownNeed<'a> {
    barrier: &'a Barrier,
    href: String,
}

impl<'a> TownView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &TownContent<'a>) -> Self {
        let town = content.offers.town;
        let name = town.name.as_str();
        let held = content.neighbourhoods.iter();
        let held: Vec<PlaceLink> =
            held.filter_map(|it| neighbourhood_link(&page, catalogue, it)).collect();
        let place = page.lang.in_commune(name);
        let args = [("n", Arg::Count(held.len())), ("place", Arg::Text(place.as_str()))];
        let (title, places) = if held.is_empty() {
            (messages::TOWN_NEAREST, near_links(&page, catalogue, &content.nearest))
        } else {
            (messages::TOWN_NEIGHBOURHOODS, held)
        };
        let departement = catalogue.departement(&town.departement);
        Self {
            description: page.ta(messages::TOWN_DESCRIPTION, &args),
            canonical: page.absolute_url(&paths::town(town)),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::LOCATION_TITLE), paths::LOCATION)],
                name,
            ),
            overline: departement.map_or_else(String::new, |it| it.name.to_string()),
            lead: page.ta(messages::TOWN_LEAD, &args),
            former: former(&page, catalogue, town),
            places_title: page.ta(title, &args),
            places,
            links: town_links(&page, catalogue, &content.offers),
            needs: needs(catalogue, town),
            nearby_contacts: nearby_contacts(&page, catalogue, &content.contacts),
            name,
            page,
        }
    }
}

/// « Cette commune réunit aussi : Contres. »
fn former(page: &Page, catalogue: &Catalogue, town: &Commune) -> Option<String> {
    let names = catalogue.former_communes_of(&town.insee);
    (!names.is_empty()).then(|| page.tv(messages::TOWN_FORMER, &names.join(", ")))
}

fn needs<'a>(catalogue: &'a Catalogue, town: &Commune) -> Vec<TownNeed<'a>> {
    let need = |barrier: &'a Barrier| TownNeed {
        barrier,
        href: paths::need(NeedPlace::Commune(town), &barrier.slug),
    };
    catalogue.barriers.iter().map(need).collect()
}
