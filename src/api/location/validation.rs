//! Validates the parameters of `/api/v1/ou-suis-je`; reports all errors at once.

use axum::http::StatusCode;

use crate::api::problem::ParameterError;
use crate::domain::place::coordinates;
use crate::domain::place::{CoordinateError, Position};
use crate::geocoder;
use crate::i18n::{Key, messages};

const LAT: &str = "lat";
const LON: &str = "lon";
const ADDRESS: &str = "adresse";

/// Parsed request.
#[derive(Debug)]
pub enum LocationRequest {
    Point(Position),
    Address(String),
}

/// Parses a point or an address from the query `given`.
///
/// # Errors
/// Same errors as [`parse_point`]; also 422 for an address that is empty or given twice, 400 for one that is too long
/// or beside other parameters.
pub fn parse_request(
    given: &[(String, String)],
) -> Result<LocationRequest, (StatusCode, Vec<ParameterError>)> {
    let addresses = values(given, ADDRESS);
    let [address] = addresses.as_slice() else {
        if addresses.is_empty() {
            return parse_point(given).map(LocationRequest::Point);
        }
        let error = address_error(&addresses.join(" "), messages::API_POINT_SEVERAL);
        return Err((StatusCode::UNPROCESSABLE_ENTITY, vec![error]));
    };
    let mut errors: Vec<ParameterError> = given
        .iter()
        .filter(|(name, _)| name != ADDRESS)
        .map(|(name, value)| ParameterError::with_message(name, value, messages::API_ADDRESS_ALONE))
        .collect();
    let length = address.trim().chars().count();
    if length == 0 || length > geocoder::MAX_TEXT_CHARS {
        errors.push(address_error(address, messages::API_ADDRESS_LENGTH));
    }
    match length {
        0 => Err((StatusCode::UNPROCESSABLE_ENTITY, errors)),
        _ if errors.is_empty() => Ok(LocationRequest::Address(address.trim().to_owned())),
        _ => Err((StatusCode::BAD_REQUEST, errors)),
    }
}

fn address_error(value: &str, message_key: &Key) -> ParameterError {
    ParameterError::with_message(ADDRESS, value, message_key)
}

/// Parses the point (`lat`, `lon` in degrees WGS84).
///
/// # Errors
/// 422 for an invalid point; 400 for unknown parameters beside a valid one.
fn parse_point(given: &[(String, String)]) -> Result<Position, (StatusCode, Vec<ParameterError>)> {
    let (lat, lon) = (values(given, LAT), values(given, LON));
    let unknown_params = given.iter().filter(|(name, _)| name != LAT && name != LON);
    let unknown_params = unknown_params.map(|(name, value)| {
        ParameterError::with_message(name, value, messages::API_POINT_UNKNOWN_PARAMETER)
    });
    let mut errors: Vec<ParameterError> = unknown_params.collect();
    match coordinates::parse_position(&lat, &lon) {
        Ok(point) if errors.is_empty() => Ok(point),
        Ok(_) => Err((StatusCode::BAD_REQUEST, errors)),
        Err(wrong) => {
            let wrong = [(LAT, &lat, wrong.lat), (LON, &lon, wrong.lon)];
            errors.extend(wrong.into_iter().filter_map(|(name, given, error)| {
                let key = message_key(error?, name);
                Some(ParameterError::with_message(name, &given.join(" "), key))
            }));
            Err((StatusCode::UNPROCESSABLE_ENTITY, errors))
        }
    }
}

fn values<'a>(given: &'a [(String, String)], wanted: &str) -> Vec<&'a str> {
    let wanted = given.iter().filter(|(name, _)| name == wanted);
    wanted.map(|(_, value)| value.as_str()).collect()
}

fn message_key(error: CoordinateError, name: &str) -> &'static Key {
    match error {
        CoordinateError::Missing => messages::API_POINT_MISSING,
        CoordinateError::Several => messages::API_POINT_SEVERAL,
        CoordinateError::Comma => messages::API_POINT_COMMA,
        CoordinateError::NotANumber => messages::API_POINT_NOT_A_NUMBER,
        CoordinateError::Swapped => messages::API_POINT_SWAPPED,
        CoordinateError::Elsewhere if name == LAT => messages::API_POINT_LATITUDE,
        CoordinateError::Elsewhere => messages::API_POINT_LONGITUDE,
    }
}
