//! Query of the page: parses a text, coordinates or a town.

use crate::domain::place::coordinates;
use crate::domain::place::{CoordinateErrors, InseeCode, Position};
use crate::domain::search::MAX_PLACE_CHARS;

/// Maximum characters of a coordinate that is shown again.
const MAX_COORDINATE_CHARS: usize = 30;

/// Parsed query.
#[derive(Debug)]
pub enum LocationQuery {
    /// Nothing was sent yet.
    Empty(NeedParams),
    /// The place box was sent without a text.
    MissingText(NeedParams),
    /// Place or address.
    Text(String, NeedParams),
    /// Town, from links of the site.
    Town(InseeCode),
    Point(Position),
    Invalid(TypedCoordinates, CoordinateErrors),
}

/// Need for which a place is looked up: slugs of a barrier and of an audience, as received.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct NeedParams {
    pub barrier: String,
    pub audience: String,
}

#[derive(Debug, Default)]
pub struct TypedCoordinates {
    pub lat: String,
    pub lon: String,
}

impl LocationQuery {
    /// Precedence: coordinates, text, town. Of a repeated parameter the first non-empty value counts.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let pair = pairs.iter().find(|(it, value)| it == name && !value.trim().is_empty());
            pair.map_or("", |(_, value)| value.trim())
        };
        let (lat, lon) = (value("lat"), value("lon"));
        if !lat.is_empty() || !lon.is_empty() {
            return point(lat, lon);
        }
        let need = NeedParams { barrier: value("frein").into(), audience: value("public").into() };
        let was_sent = || pairs.iter().any(|(name, _)| name == "adresse");
        match (value("adresse"), value("commune").parse()) {
            ("", Ok(code)) => Self::Town(code),
            ("", Err(_)) if was_sent() => Self::MissingText(need),
            ("", Err(_)) => Self::Empty(need),
            (text, _) => Self::Text(text.chars().take(MAX_PLACE_CHARS).collect(), need),
        }
    }
}

/// Replaces the decimal comma by a point.
pub fn with_decimal_point(degrees: &str) -> String {
    degrees.replace(',', ".")
}

fn point(lat: &str, lon: &str) -> LocationQuery {
    coordinates::parse_position(&[with_decimal_point(lat)], &[with_decimal_point(lon)]).map_or_else(
        |errors| {
            let truncated = |text: &str| text.chars().take(MAX_COORDINATE_CHARS).collect();
            LocationQuery::Invalid(
                TypedCoordinates { lat: truncated(lat), lon: truncated(lon) },
                errors,
            )
        },
        LocationQuery::Point,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::CoordinateError;

    fn read(query: &[(&str, &str)]) -> LocationQuery {
        let pairs = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        LocationQuery::read(&pairs.collect::<Vec<_>>())
    }

    fn errors(lat: &str, lon: &str) -> (Option<CoordinateError>, Option<CoordinateError>) {
        match read(&[("lat", lat), ("lon", lon)]) {
            LocationQuery::Invalid(_, errors) => (errors.lat, errors.lon),
            LocationQuery::Point(_)
            | LocationQuery::Empty(_)
            | LocationQuery::MissingText(_)
            | LocationQuery::Text(..)
            | LocationQuery::Town(_) => (None, None),
        }
    }

    #[test]
    fn each_coordinate_has_its_own_error() {
        assert_eq!(errors("47,39", "0.69"), (None, None));
        assert_eq!(errors("47.39", ""), (None, Some(CoordinateError::Missing)));
        assert_eq!(errors("ici", "0.69"), (Some(CoordinateError::NotANumber), None));
        assert_eq!(
            errors("NaN", "inf"),
            (Some(CoordinateError::NotANumber), Some(CoordinateError::NotANumber))
        );
        assert_eq!(
            errors("0.69", "47.39"),
            (Some(CoordinateError::Swapped), Some(CoordinateError::Swapped))
        );
        assert_eq!(
            errors("91", "200"),
            (Some(CoordinateError::Elsewhere), Some(CoordinateError::Elsewhere))
        );
    }

    #[test]
    fn coordinates_come_before_a_text_and_a_text_before_a_town() {
        let all = [("commune", "37261"), ("adresse", " Tours "), ("lat", "47.39"), ("lon", "0.69")];
        assert!(matches!(read(&all), LocationQuery::Point(_)));
        assert!(
            matches!(read(&all[..2]), LocationQuery::Text(text, need) if text == "Tours" && need == NeedParams::default())
        );
        assert!(matches!(read(&all[..1]), LocationQuery::Town(_)));
        assert!(matches!(
            read(&[("adresse", "  "), ("lat", "")]),
            LocationQuery::MissingText(need) if need == NeedParams::default()
        ));
        let missing = read(&[("frein", "mobilite"), ("adresse", "")]);
        assert!(matches!(missing, LocationQuery::MissingText(need) if need.barrier == "mobilite"));
        assert!(matches!(read(&[("lat", "")]), LocationQuery::Empty(_)));
    }
}
