//! Validates the parameters of `/api/v1/ou-suis-je`; reports all errors at once.

use axum::http::StatusCode;

use crate::{
    api::problem::Mistake,
    domain::{
        coordinates::{self, CoordinateMistake},
        place::Position,
    },
    geocoder,
    i18n::{Key, Lang, say},
};

const LAT: &str = "lat";
const LON: &str = "lon";
const ADDRESS: &str = "adresse";

/// Parsed request.
#[derive(Debug)]
pub enum Asked {
    Point(Position),
    Address(String),
}

/// Parses a point or an address from the query `given`.
///
/// # Errors
/// As [`point_in`]; also 422 for an address that is empty, too long, given twice or beside other parameters.
pub fn asked_in(given: &[(String, String)]) -> Result<Asked, (StatusCode, Vec<Mistake>)> {
    let addresses = values(given, ADDRESS);
    let [address] = addresses.as_slice() else {
        if addresses.is_empty() {
            return point_in(given).map(Asked::Point);
        }
        let mistake = address_mistake(&addresses.join(" "), say::API_POINT_SEVERAL);
        return Err((StatusCode::UNPROCESSABLE_ENTITY, vec![mistake]));
    };
    let mut mistakes: Vec<Mistake> = given
        .iter()
        .filter(|(name, _)| name != ADDRESS)
        .map(|(name, value)| {
            Mistake::new(name, value, Lang::Fr.t(say::API_ADDRESS_ALONE).into_owned())
        })
        .collect();
    let length = address.trim().chars().count();
    if length == 0 || length > geocoder::LONGEST {
        mistakes.push(address_mistake(address, say::API_ADDRESS_LENGTH));
    }
    if mistakes.is_empty() {
        Ok(Asked::Address(address.trim().to_owned()))
    } else {
        Err((StatusCode::UNPROCESSABLE_ENTITY, mistakes))
    }
}

fn address_mistake(value: &str, said: &Key) -> Mistake {
    Mistake::new(ADDRESS, value, Lang::Fr.t(said).into_owned())
}

/// Parses the point (`lat`, `lon` in degrees WGS84).
///
/// # Errors
/// 422 for an invalid point; 400 for unknown parameters beside a valid one.
fn point_in(given: &[(String, String)]) -> Result<Position, (StatusCode, Vec<Mistake>)> {
    let (lat, lon) = (values(given, LAT), values(given, LON));
    let strange = given.iter().filter(|(name, _)| name != LAT && name != LON);
    let strange = strange.map(|(name, value)| {
        Mistake::new(name, value, Lang::Fr.t(say::API_POINT_UNKNOWN_PARAMETER).into_owned())
    });
    let mut mistakes: Vec<Mistake> = strange.collect();
    match coordinates::position(&lat, &lon) {
        Ok(point) if mistakes.is_empty() => Ok(point),
        Ok(_) => Err((StatusCode::BAD_REQUEST, mistakes)),
        Err(wrong) => {
            let wrong = [(LAT, &lat, wrong.lat), (LON, &lon, wrong.lon)];
            mistakes.extend(wrong.into_iter().filter_map(|(name, given, mistake)| {
                let detail = Lang::Fr.t(said(mistake?, name)).into_owned();
                Some(Mistake::new(name, &given.join(" "), detail))
            }));
            Err((StatusCode::UNPROCESSABLE_ENTITY, mistakes))
        }
    }
}

fn values<'a>(given: &'a [(String, String)], wanted: &str) -> Vec<&'a str> {
    let wanted = given.iter().filter(|(name, _)| name == wanted);
    wanted.map(|(_, value)| value.as_str()).collect()
}

fn said(mistake: CoordinateMistake, name: &str) -> &'static Key {
    match mistake {
        CoordinateMistake::Missing => say::API_POINT_MISSING,
        CoordinateMistake::Several => say::API_POINT_SEVERAL,
        CoordinateMistake::Comma => say::API_POINT_COMMA,
        CoordinateMistake::NotANumber => say::API_POINT_NOT_A_NUMBER,
        CoordinateMistake::Swapped => say::API_POINT_SWAPPED,
        CoordinateMistake::Elsewhere if name == LAT => say::API_POINT_LATITUDE,
        CoordinateMistake::Elsewhere => say::API_POINT_LONGITUDE,
    }
}
