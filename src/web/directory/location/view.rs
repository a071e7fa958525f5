//! Search form of the page, empty or with validation errors.

use askama::Template;

use super::query::{TypedCoordinates, with_decimal_point};
use crate::domain::place::coordinates;
use crate::domain::place::{CoordinateError, CoordinateErrors};
use crate::i18n::messages;
use crate::web::components::Crumb;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/index.html")]
pub struct LocationView {
    canonical: String,
    crumbs: Vec<Crumb>,
    /// Example texts with their URL.
    examples: Vec<(&'static str, String)>,
    lat: CoordinateField,
    lon: CoordinateField,
    invalid: bool,
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
        let field = |typed, mistake: Option<CoordinateError>, swapped| {
            let mistake = mistake.map(|it| error_text(&page, it, swapped));
            CoordinateField { typed, error: mistake }
        };
        let examples = ["Tours Sanitas", "Gibjoncs", "45100"];
        Self {
            canonical: page.absolute_url(paths::LOCATION),
            crumbs: crumbs(&page),
            examples: examples.map(|text| (text, paths::location_of_text(text))).to_vec(),
            lat: field(typed.lat, errors.lat, messages::MISTAKE_LAT_SWAPPED),
            lon: field(typed.lon, errors.lon, messages::MISTAKE_LON_SWAPPED),
            swapped: swapped.map(paths::location_of_point),
            invalid: errors != CoordinateErrors::default(),
            page,
        }
    }
}

/// « Accueil, Où suis-je ? »
pub fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
        Crumb::here(page.t(messages::LOCATION_TITLE)),
    ]
}

fn error_text(page: &Page, mistake: CoordinateError, swapped: &crate::i18n::Key) -> String {
    let key = match mistake {
        CoordinateError::Missing => messages::MISTAKE_DEGREES_MISSING,
        CoordinateError::Several | CoordinateError::Comma | CoordinateError::NotANumber => {
            messages::MISTAKE_DEGREES_NOT_A_NUMBER
        }
        CoordinateError::Swapped => swapped,
        CoordinateError::Elsewhere => messages::MISTAKE_DEGREES_ABSURD,
    };
    page.t(key).into_owned()
}
