//! API representation of a location.

use serde::Serialize;

use crate::api::places::PlaceResource;
use crate::app::App;
use crate::catalogue::{self, Catalogue, PlaceResolution};
use crate::domain::place::{
    EDGE_METRES, EdgePosition, Location, NearbyNeighbourhood, Neighbourhood, QpvCode, QpvList,
    whole_metres,
};
use crate::geocoder::Candidate;
use crate::i18n::{Arg, Lang, messages};
use crate::paths;

#[derive(Debug, Serialize)]
pub struct LocationResource {
    /// Position relative to the neighbourhood; absent if the name of a town was given.
    position: Option<&'static str>,
    /// Meaning of the text, and the places that it may be, if the request had one and no address was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<PlaceResource>,
    /// Address that was geocoded, if the request had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    /// Neighbourhood that contains the point, or whose border is within `edge_m`.
    neighbourhood: Option<Place>,
    /// Nearest other neighbourhoods, by distance.
    nearest: Vec<NearestPlace>,
    /// True in the region or next to it; the directory has no neighbourhoods elsewhere.
    in_region: bool,
    /// Year of the official list of neighbourhoods.
    list: i16,
    /// Width of the border zone, in metres on either side.
    edge_m: u32,
    /// Advice, absent inside a neighbourhood.
    advice: Option<String>,
    /// Limits of the answer's precision.
    limits: String,
    licence: &'static str,
}

/// Address returned by the geocoder.
#[derive(Debug, Serialize)]
struct Address {
    label: String,
    /// Confidence of the geocoder, 0 to 1.
    score: f64,
}

#[derive(Debug, Serialize)]
struct Place {
    code: String,
    name: String,
    /// URL of the HTML page.
    url: String,
}

#[derive(Debug, Serialize)]
struct NearestPlace {
    #[serde(flatten)]
    place: Place,
    /// Straight-line distance to the border, in metres.
    distance_m: u32,
}

impl LocationResource {
    pub fn new(app: &App, catalogue: &Catalogue, location: &Location) -> Self {
        let place = |code: &QpvCode| Some(Place::new(app, catalogue.neighbourhood(code)?));
        let near = |near: &NearbyNeighbourhood| {
            Some(NearestPlace { place: place(&near.code)?, distance_m: whole_metres(near.metres) })
        };
        Self {
            position: Some(position(location.edge_position)),
            meaning: None,
            places: Vec::new(),
            address: None,
            advice: advice(location),
            neighbourhood: location.neighbourhood.as_ref().and_then(place),
            nearest: location.nearest.iter().filter_map(near).collect(),
            in_region: location.in_region,
            list: QpvList::Of2024.year(),
            edge_m: whole_metres(EDGE_METRES),
            limits: Lang::Fr.message(messages::API_LOCATION_LIMITS).into_owned(),
            licence: "Licence Ouverte 2.0",
        }
    }
}

impl LocationResource {
    /// Adds the geocoded address.
    #[must_use]
    pub fn with_address(self, it: &Candidate) -> Self {
        let address = Some(Address { label: it.label.to_string(), score: it.score });
        Self { address, ..self }
    }

    /// Places that the typed `text` names; a neighbourhood that it certainly means has its position.
    pub fn of_names(
        app: &App,
        catalogue: &Catalogue,
        text: &str,
        resolution: &PlaceResolution,
    ) -> Self {
        let neighbourhood = match (resolution, resolution.certain()) {
            (PlaceResolution::Single(_), Some(catalogue::Place::Neighbourhood(code))) => {
                catalogue.neighbourhood(code)
            }
            _ => None,
        };
        let in_region = !resolution.choices().is_empty();
        let location = Location {
            edge_position: EdgePosition::Inside,
            neighbourhood: neighbourhood.map(|it| it.code.clone()),
            nearest: Vec::new(),
            in_region,
        };
        let place = |place| PlaceResource::new(app, catalogue, place, text);
        let elsewhere = || Lang::Fr.message(messages::API_LOCATION_ELSEWHERE).into_owned();
        Self {
            position: neighbourhood.map(|_| position(EdgePosition::Inside)),
            meaning: Some(meaning(resolution)),
            places: resolution.choices().iter().filter_map(place).collect(),
            advice: (!in_region).then(elsewhere),
            ..Self::new(app, catalogue, &location)
        }
    }
}

const fn meaning(resolution: &PlaceResolution) -> &'static str {
    match resolution {
        PlaceResolution::Single(_) => "place",
        PlaceResolution::Several(_) => "several",
        PlaceResolution::Partial(_) => "part",
        PlaceResolution::Similar(_) => "similar",
        PlaceResolution::Contradiction { .. } => "contradiction",
        PlaceResolution::Outside { .. } | PlaceResolution::OtherRegion => "outside",
        PlaceResolution::Unknown => "unknown",
    }
}

impl Place {
    fn new(app: &App, neighbourhood: &Neighbourhood) -> Self {
        Self {
            code: neighbourhood.code.to_string(),
            name: neighbourhood.name.to_string(),
            url: format!("{}{}", app.public_url, paths::neighbourhood(&neighbourhood.slug)),
        }
    }
}

const fn position(standing: EdgePosition) -> &'static str {
    match standing {
        EdgePosition::Inside => "inside",
        EdgePosition::Edge => "edge",
        EdgePosition::Outside => "outside",
    }
}

fn advice(location: &Location) -> Option<String> {
    match location.edge_position {
        EdgePosition::Inside => None,
        EdgePosition::Edge => {
            let metres = EDGE_METRES.to_string();
            let args = [("metres", Arg::Text(metres.as_str()))];
            Some(Lang::Fr.message_with(messages::API_LOCATION_EDGE, &args))
        }
        EdgePosition::Outside => (!location.in_region)
            .then(|| Lang::Fr.message(messages::API_LOCATION_ELSEWHERE).into_owned()),
    }
}
