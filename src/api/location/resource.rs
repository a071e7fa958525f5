//! Where a point is, as the API tells it.

use serde::Serialize;

use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        location::{EDGE_METRES, Location, Near, Standing},
        neighbourhood::{List, Neighbourhood, QpvCode},
        place::whole_metres,
    },
    geocoder::Candidate,
    i18n::{Arg, Lang, say},
    paths,
};

#[derive(Debug, Serialize)]
pub struct LocationResource {
    position: &'static str,
    /// What was looked at, when an address was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    /// The one it is in, or on the edge of.
    neighbourhood: Option<Place>,
    /// The nearest others, the nearest first.
    nearest: Vec<NearPlace>,
    /// In the region or next to it; this directory knows no other neighbourhoods.
    in_region: bool,
    /// The year of the list of neighbourhoods.
    list: i16,
    /// How near the border, on either side, a point is on the edge.
    edge_m: u32,
    /// What to do, where the answer alone doesn't say it.
    advice: Option<String>,
    /// How far the answer can be trusted.
    limits: String,
    licence: &'static str,
}

/// An address as the geocoder understood it.
#[derive(Debug, Serialize)]
struct Address {
    label: String,
    /// How sure the geocoder is, from 0 to 1.
    score: f64,
}

#[derive(Debug, Serialize)]
struct Place {
    code: String,
    name: String,
    /// The page of the neighbourhood, for people.
    url: String,
}

#[derive(Debug, Serialize)]
struct NearPlace {
    #[serde(flatten)]
    place: Place,
    /// To the border, as the crow flies.
    distance_m: u32,
}

impl LocationResource {
    pub fn new(app: &App, catalogue: &Catalogue, location: &Location) -> Self {
        let place = |code: &QpvCode| Some(Place::new(app, catalogue.neighbourhood(code)?));
        let near = |near: &Near| {
            Some(NearPlace { place: place(&near.code)?, distance_m: whole_metres(near.metres) })
        };
        Self {
            position: position(location.standing),
            address: None,
            advice: advice(location),
            neighbourhood: location.neighbourhood.as_ref().and_then(place),
            nearest: location.nearest.iter().filter_map(near).collect(),
            in_region: location.in_region,
            list: List::Of2024.year(),
            edge_m: whole_metres(EDGE_METRES),
            limits: Lang::Fr.t(say::API_LOCATION_LIMITS).into_owned(),
            licence: "Licence Ouverte 2.0",
        }
    }
}

impl LocationResource {
    /// The same, of the address that `candidate` is.
    #[must_use]
    pub fn found_at(self, candidate: Option<Candidate>) -> Self {
        let address = candidate.map(|it| Address { label: it.label.to_string(), score: it.score });
        Self { address, ..self }
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

const fn position(standing: Standing) -> &'static str {
    match standing {
        Standing::Inside => "inside",
        Standing::Edge => "edge",
        Standing::Outside => "outside",
    }
}

fn advice(location: &Location) -> Option<String> {
    match location.standing {
        Standing::Inside => None,
        Standing::Edge => {
            let metres = EDGE_METRES.to_string();
            let args = [("metres", Arg::Text(metres.as_str()))];
            Some(Lang::Fr.ta(say::API_LOCATION_EDGE, &args))
        }
        Standing::Outside => {
            (!location.in_region).then(|| Lang::Fr.t(say::API_LOCATION_ELSEWHERE).into_owned())
        }
    }
}
