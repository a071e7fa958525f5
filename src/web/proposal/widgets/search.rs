//! Search made in a step of the form: for a place, or for an organisation.

use crate::app::App;
use crate::catalogue::{Catalogue, Place, PlaceResolution};
use crate::domain::place::{EdgePosition, InseeCode, QpvCode};
use crate::domain::proposal::{Field, FormData, names_commune};
use crate::i18n::{Arg, Key, messages};
use crate::web::Page;

/// Maximum number of neighbourhoods offered.
const MAX_OFFERED: usize = 8;

/// Search made in a step, and its result.
#[derive(Debug, Default)]
pub struct StepSearch {
    /// Search texts as typed: for places, for organisations.
    pub place: String,
    pub carrier: String,
    /// Message about the place search, if there was one.
    pub message: Option<&'static Key>,
    /// Neighbourhood to tick: the only match.
    pub ticked: Option<QpvCode>,
    /// Commune to fill in if the field is empty.
    pub commune: Option<InseeCode>,
    /// Neighbourhoods to choose from.
    pub offered: Vec<QpvCode>,
}

impl StepSearch {
    /// Searches for the place called `text`; asks the geocoder if it is not the name of a place.
    pub async fn place(app: &App, catalogue: &Catalogue, text: &str) -> Self {
        let typed = Self { place: text.to_owned(), ..Self::default() };
        match catalogue.place_resolution(text) {
            PlaceResolution::Single(place) => typed.single_place(catalogue, &place),
            PlaceResolution::Several(places) => {
                typed.with_places(catalogue, &places, messages::PROPOSE_FOUND_OFFERED)
            }
            PlaceResolution::Contradiction { places, .. } => {
                typed.with_places(catalogue, &places, messages::PROPOSE_FOUND_CONTRADICTION)
            }
            PlaceResolution::Outside { .. } => {
                typed.with_message(messages::PROPOSE_FOUND_ELSEWHERE)
            }
            near @ (PlaceResolution::Partial(_)
            | PlaceResolution::Similar(_)
            | PlaceResolution::OtherRegion
            | PlaceResolution::Unknown) => typed.geocode(app, catalogue, near).await,
        }
    }

    fn with_message(self, message: &'static Key) -> Self {
        Self { message: Some(message), ..self }
    }

    fn single_place(self, catalogue: &Catalogue, place: &Place) -> Self {
        match place {
            Place::Neighbourhood(code) => Self { ticked: Some(code.clone()), ..self }
                .with_message(messages::PROPOSE_FOUND_TICKED),
            Place::Commune(code) => {
                let here = catalogue.neighbourhoods_of(code).map(|it| it.code.clone());
                Self { commune: Some(code.clone()), offered: here.collect(), ..self }
                    .with_message(messages::PROPOSE_FOUND_COMMUNE)
            }
            Place::Departement(_) => self.with_message(messages::PROPOSE_FOUND_NOTHING),
        }
    }

    fn with_places(self, catalogue: &Catalogue, places: &[Place], message: &'static Key) -> Self {
        let mut offered: Vec<QpvCode> = Vec::new();
        for place in places {
            match place {
                Place::Neighbourhood(code) => offered.push(code.clone()),
                Place::Commune(code) => {
                    offered.extend(catalogue.neighbourhoods_of(code).map(|it| it.code.clone()));
                }
                Place::Departement(_) => {}
            }
        }
        offered.sort();
        offered.dedup();
        offered.truncate(MAX_OFFERED);
        let message = if offered.is_empty() { messages::PROPOSE_FOUND_NOTHING } else { message };
        Self { offered, ..self }.with_message(message)
    }

    /// Asks the geocoder, if one is configured; otherwise uses the place names in the text.
    async fn geocode(self, app: &App, catalogue: &Catalogue, resolution: PlaceResolution) -> Self {
        if let Some(geocoder) = &app.geocoder {
            match geocoder.find(&self.place).await {
                Ok(found) => {
                    if let Some(best) = found.first() {
                        let location = catalogue.locate(best.position);
                        return self.at_location(location);
                    }
                }
                Err(_) => return self.with_message(messages::PROPOSE_FOUND_FAILED),
            }
        }
        match resolution {
            PlaceResolution::Partial(places) | PlaceResolution::Similar(places) => {
                self.with_places(catalogue, &places, messages::PROPOSE_FOUND_OFFERED)
            }
            PlaceResolution::OtherRegion => self.with_message(messages::PROPOSE_FOUND_ELSEWHERE),
            PlaceResolution::Single(_)
            | PlaceResolution::Several(_)
            | PlaceResolution::Contradiction { .. }
            | PlaceResolution::Outside { .. }
            | PlaceResolution::Unknown => self.with_message(messages::PROPOSE_FOUND_NOTHING),
        }
    }

    fn at_location(self, location: crate::domain::place::Location) -> Self {
        let nearest = location.nearest.into_iter().map(|near| near.code);
        match (location.in_region, location.edge_position, location.neighbourhood) {
            (false, ..) => self.with_message(messages::PROPOSE_FOUND_ELSEWHERE),
            (true, EdgePosition::Inside, Some(code)) => {
                Self { ticked: Some(code), ..self }.with_message(messages::PROPOSE_FOUND_TICKED)
            }
            (true, EdgePosition::Edge, Some(code)) => {
                Self { offered: vec![code], ..self }.with_message(messages::PROPOSE_FOUND_EDGE)
            }
            (true, ..) => Self { offered: nearest.take(3).collect(), ..self }
                .with_message(messages::PROPOSE_FOUND_OUTSIDE),
        }
    }

    /// Message about the search. A commune found is filled in only if the field was empty.
    pub fn message_text(
        &self,
        page: &Page,
        catalogue: &Catalogue,
        entry: &FormData,
    ) -> Option<String> {
        let message = self.message?;
        let Some(commune) = self.commune.as_ref().and_then(|code| catalogue.commune(code)) else {
            let ticked = self.ticked.as_ref().and_then(|code| catalogue.neighbourhood(code));
            return Some(page.tv(message, ticked.map_or("", |it| it.name.as_str())));
        };
        let args = [
            ("name", Arg::Text(commune.name.as_str())),
            ("typed", Arg::Text(entry.get(Field::Commune))),
            ("n", Arg::Count(self.offered.len())),
        ];
        let written = names_commune(entry, catalogue, &commune.insee);
        Some(page.ta(if written { message } else { messages::PROPOSE_FOUND_COMMUNE_NOT }, &args))
    }

    /// Writes certain results into `entry`: the neighbourhood to tick, the commune if empty.
    pub fn write(&self, catalogue: &Catalogue, entry: &mut FormData) {
        if let Some(code) = &self.ticked {
            let code = code.to_string();
            if !entry.has(Field::Neighbourhoods, &code) {
                let mut all = entry.all(Field::Neighbourhoods).to_vec();
                all.push(code);
                entry.set(Field::Neighbourhoods, all);
            }
        }
        let commune = self.commune.as_ref().and_then(|code| catalogue.commune(code));
        if let Some(commune) = commune.filter(|_| entry.get(Field::Commune).is_empty()) {
            entry.set(Field::Commune, [commune.name.as_str()]);
        }
    }
}
