//! Parsing of a latitude and a longitude as typed, with a validation error for each.

use super::Position;

/// Validation error of a latitude or a longitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoordinateError {
    Missing,
    /// Given more than once.
    Several,
    /// A number with a decimal comma: `47,39`.
    Comma,
    NotANumber,
    /// Outside metropolitan France.
    Elsewhere,
    /// Latitude and longitude are swapped.
    Swapped,
}

/// Validation errors of a point; at least one is set, except in the default value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoordinateErrors {
    pub lat: Option<CoordinateError>,
    pub lon: Option<CoordinateError>,
}

/// Parses a point from all values given for `lat` and for `lon`, which must be one each: degrees WGS84 with a decimal
/// point.
///
/// # Errors
/// Returns the validation error of each.
pub fn parse_position<T: AsRef<str>>(lat: &[T], lon: &[T]) -> Result<Position, CoordinateErrors> {
    let (lat, lon) = (number(lat), number(lon));
    match (lat, lon) {
        (Ok(lat), Ok(lon)) => Position::new(lat, lon).map_err(|_| misplaced(lat, lon)),
        (lat, lon) => Err(CoordinateErrors {
            lat: lat.map_or_else(Some, elsewhere_as_latitude),
            lon: lon.map_or_else(Some, elsewhere_as_longitude),
        }),
    }
}

fn misplaced(lat: f64, lon: f64) -> CoordinateErrors {
    if Position::new(lon, lat).is_ok() {
        let swapped = Some(CoordinateError::Swapped);
        CoordinateErrors { lat: swapped, lon: swapped }
    } else {
        CoordinateErrors { lat: elsewhere_as_latitude(lat), lon: elsewhere_as_longitude(lon) }
    }
}

fn elsewhere_as_latitude(lat: f64) -> Option<CoordinateError> {
    (!Position::LATITUDES.contains(&lat)).then_some(CoordinateError::Elsewhere)
}

fn elsewhere_as_longitude(lon: f64) -> Option<CoordinateError> {
    (!Position::LONGITUDES.contains(&lon)).then_some(CoordinateError::Elsewhere)
}

fn number<T: AsRef<str>>(given: &[T]) -> Result<f64, CoordinateError> {
    match given {
        [] => Err(CoordinateError::Missing),
        [text] if text.as_ref().trim().is_empty() => Err(CoordinateError::Missing),
        [text] => plain_number(text.as_ref().trim()),
        _ => Err(CoordinateError::Several),
    }
}

/// Parses digits, sign and decimal point: no exponent, no `inf`, no `NaN`.
fn plain_number(text: &str) -> Result<f64, CoordinateError> {
    let plain = |text: &str| -> Option<f64> {
        let known = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+');
        if text.bytes().all(known) { text.parse().ok() } else { None }
    };
    let with_point = || plain(&text.replacen(',', ".", 1));
    plain(text).ok_or_else(|| match with_point() {
        Some(_) => CoordinateError::Comma,
        None => CoordinateError::NotANumber,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CoordinateError::*;
    use super::*;

    /// Errors of a point written as `lat` and `lon`.
    #[track_caller]
    fn wrong(lat: &[&str], lon: &[&str]) -> [Option<CoordinateError>; 2] {
        let errors = parse_position(lat, lon).unwrap_err();
        [errors.lat, errors.lon]
    }

    #[test]
    fn a_point_is_two_plain_numbers() {
        let tours = Position::new(47.39, 0.69).unwrap();
        assert_eq!(parse_position(&["47.39"], &["0.69"]), Ok(tours));
        assert_eq!(parse_position(&[" 47.390 "], &["+.69"]), Ok(tours));
    }

    #[test]
    fn latitude_and_longitude_have_their_own_errors() {
        assert_eq!(wrong(&[], &[" "]), [Some(Missing), Some(Missing)]);
        assert_eq!(wrong(&["47.39", "47.39"], &["0.69"]), [Some(Several), None]);
        assert_eq!(wrong(&["47,39"], &["x,1"]), [Some(Comma), Some(NotANumber)]);
        assert_eq!(wrong(&["90"], &["0,69"]), [Some(Elsewhere), Some(Comma)]);
        assert_eq!(wrong(&["-47.39"], &["0.69"]), [Some(Elsewhere), None]);
        assert_eq!(wrong(&["91"], &["181"]), [Some(Elsewhere), Some(Elsewhere)]);
    }

    #[test]
    fn only_plain_decimal_numbers_are_accepted() {
        for text in
            ["NaN", "inf", "-inf", "1e1", "0x2F", "47.39.1", "--47", "١", "47°", ".", "47,3,9"]
        {
            assert_eq!(wrong(&[text], &["0.69"]), [Some(NotANumber), None], "{text}");
        }
        assert_eq!(wrong(&["9".repeat(400).as_str()], &["0.69"]), [Some(Elsewhere), None]);
    }

    #[test]
    fn swapped_coordinates_are_detected() {
        assert_eq!(wrong(&["0.69"], &["47.39"]), [Some(Swapped), Some(Swapped)]);
        assert_eq!(wrong(&["47.39"], &["47.39"]), [None, Some(Elsewhere)]);
    }

    proptest! {
        #[test]
        fn a_point_parses_or_has_an_error(lat in "\\PC{0,9}", lon in any::<f64>()) {
            let lon = lon.to_string();
            if let Err(errors) = parse_position(&[&lat], &[&lon]) {
                prop_assert!(errors.lat.is_some() || errors.lon.is_some());
            }
        }

        #[test]
        fn any_point_of_france_is_read_back(lat in 41.0..=52.0, lon in -6.0..=10.0) {
            let point = Position::new(lat, lon).unwrap();
            prop_assert_eq!(parse_position(&[lat.to_string()], &[lon.to_string()]), Ok(point));
        }
    }
}
