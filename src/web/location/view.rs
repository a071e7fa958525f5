//! Search form of the page, empty or with validation errors.

use askama::Template;

use super::query::{Degrees, pointed};
use crate::{
    domain::coordinates::{self, CoordinateMistake, CoordinateMistakes},
    i18n::say,
    web::{Page, parts::Crumb, paths},
};

#[derive(Template)]
#[template(path = "location/index.html")]
pub struct LocationView {
    canonical: String,
    crumbs: Vec<Crumb>,
    /// Example texts with their URL.
    examples: Vec<(&'static str, String)>,
    lat: Field,
    lon: Field,
    mistaken: bool,
    /// URL of the point with latitude and longitude swapped, if they were typed in the wrong order.
    swapped: Option<String>,
    page: Page,
}

/// Coordinate as typed, with its validation error.
struct Field {
    typed: String,
    mistake: Option<String>,
}

impl LocationView {
    pub fn new(page: Page, typed: Degrees, mistakes: CoordinateMistakes) -> Self {
        let swapped = (mistakes.lat == Some(CoordinateMistake::Swapped))
            .then(|| coordinates::position(&[pointed(&typed.lon)], &[pointed(&typed.lat)]).ok());
        let swapped = swapped.flatten();
        let field = |typed, mistake: Option<CoordinateMistake>, swapped| {
            let mistake = mistake.map(|it| said(&page, it, swapped));
            Field { typed, mistake }
        };
        let examples = ["Tours Sanitas", "Gibjoncs", "45100"];
        Self {
            canonical: page.absolute(paths::LOCATION),
            crumbs: crumbs(&page),
            examples: examples.map(|text| (text, paths::located(text))).to_vec(),
            lat: field(typed.lat, mistakes.lat, say::MISTAKE_LAT_SWAPPED),
            lon: field(typed.lon, mistakes.lon, say::MISTAKE_LON_SWAPPED),
            swapped: swapped.map(paths::point),
            mistaken: mistakes != CoordinateMistakes::default(),
            page,
        }
    }
}

/// « Accueil, Où suis-je ? »
pub fn crumbs(page: &Page) -> Vec<Crumb> {
    vec![Crumb::to(page.t(say::CRUMB_HOME), paths::HOME), Crumb::here(page.t(say::LOCATION_TITLE))]
}

fn said(page: &Page, mistake: CoordinateMistake, swapped: &crate::i18n::Key) -> String {
    let key = match mistake {
        CoordinateMistake::Missing => say::MISTAKE_DEGREES_MISSING,
        CoordinateMistake::Several | CoordinateMistake::Comma | CoordinateMistake::NotANumber => {
            say::MISTAKE_DEGREES_NOT_A_NUMBER
        }
        CoordinateMistake::Swapped => swapped,
        CoordinateMistake::Elsewhere => say::MISTAKE_DEGREES_ABSURD,
    };
    page.t(key).into_owned()
}
