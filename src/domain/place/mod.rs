//! Places: départements, intercommunalities, communes, positions.

pub mod coordinates;
mod intercommunality;
mod location;
mod neighbourhood;
mod outline;

pub use coordinates::{CoordinateError, CoordinateErrors};
pub use intercommunality::{
    FormerCommune, FormerCommuneKind, Intercommunality, IntercommunalityKind, Siren,
};
pub use location::{
    EDGE_METRES, EdgePosition, Location, NearbyNeighbourhood, PlaceDescription, PlaceKind,
    REGION_MARGIN_METRES,
};
pub use neighbourhood::{
    Figure, FigureScope, Neighbourhood, OutlineChange, Population, QpvCode, QpvList,
};
pub use outline::{Outline, Ring};

use std::ops::RangeInclusive;

use geo::{Distance as _, Geodesic, Point};

use super::text::{Line, TextError, text};

text! {
    /// The code of a département in the official geographic code of INSEE: `18`, `2A`, `974`.
    DepartementCode, departement_code
}
text! {
    /// The code of a commune in the official geographic code of INSEE: five characters.
    InseeCode, insee_code
}
text! {
    /// A postcode: five digits.
    Postcode, postcode
}

impl Postcode {
    pub const DIGITS: usize = 5;
}

/// A point, in degrees WGS84, inside or beside metropolitan France.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

/// A point that can't be in metropolitan France; often latitude and longitude swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a point of metropolitan France, in degrees WGS84")]
pub struct PositionError;

impl Position {
    pub const LATITUDES: RangeInclusive<f64> = 41.0..=52.0;
    pub const LONGITUDES: RangeInclusive<f64> = -6.0..=10.0;

    /// # Errors
    /// Refuses a point outside 41° to 52° north and 6° west to 10° east.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionError> {
        let inside = Self::LATITUDES.contains(&lat) && Self::LONGITUDES.contains(&lon);
        if inside { Ok(Self { lat, lon }) } else { Err(PositionError) }
    }

    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Point rounded to four decimals, about ten metres: enough for orientation, too little to identify a house. It
    /// moves by seven metres at most.
    #[must_use]
    pub fn rounded(self) -> Self {
        let round = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
        Self { lat: round(self.lat), lon: round(self.lon) }
    }

    /// Geodesic distance to `other`, in metres, on the WGS84 ellipsoid.
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        Geodesic.distance(Point::new(self.lon, self.lat), Point::new(other.lon, other.lat))
    }
}

/// Distance rounded to whole metres, for display.
#[must_use]
pub fn whole_metres(metres: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = metres.round().clamp(0.0, 50_000_000.0) as u32;
    whole
}

/// A département of the region.
#[derive(Debug, Clone, PartialEq)]
pub struct Departement {
    pub code: DepartementCode,
    pub name: Line,
    pub outline: Outline,
}

/// A commune of the region.
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    pub insee: InseeCode,
    pub name: Line,
    pub postcodes: Vec<Postcode>,
    pub departement: DepartementCode,
    pub centre: Position,
}

fn departement_code(text: &str) -> Result<(), TextError> {
    let sized = matches!(text.len(), 2 | 3);
    let clean = text.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B');
    if sized && clean { Ok(()) } else { Err(TextError::Malformed) }
}

fn insee_code(text: &str) -> Result<(), TextError> {
    let clean = text.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B');
    if text.len() == 5 && clean { Ok(()) } else { Err(TextError::Malformed) }
}

fn postcode(text: &str) -> Result<(), TextError> {
    let clean = text.bytes().all(|b| b.is_ascii_digit());
    if text.len() == Postcode::DIGITS && clean { Ok(()) } else { Err(TextError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Degrees = (f64, f64);

    /// Two points and the metres between them, from PROJ (`pyproj.Geod`) on WGS84.
    const KNOWN: [(Degrees, Degrees, f64); 4] = [
        ((47.3941, 0.6848), (47.0810, 2.3988), 134_364.915_2),
        ((46.3, 0.05), (48.95, 3.13), 374_638.573_6),
        ((47.39, 0.69), (47.3901, 0.6901), 13.439_1),
        ((47.39, 0.69), (47.39, 0.69), 0.0),
    ];

    #[test]
    fn swapped_degrees_are_refused() {
        assert!(Position::new(47.39, 0.69).is_ok());
        assert_eq!(Position::new(0.69, 47.39), Err(PositionError));
        assert_eq!(Position::new(f64::NAN, 0.69), Err(PositionError));
    }

    #[test]
    fn a_rounded_point_has_four_decimals() {
        let point = Position::new(47.392_849_9, 0.688_97).unwrap();
        assert_eq!(point.rounded(), Position::new(47.392_8, 0.689).unwrap());
        assert_eq!(point.rounded().rounded(), point.rounded());
    }

    #[test]
    fn distances_are_those_of_the_ellipsoid() {
        let at = |lat, lon| Position::new(lat, lon).unwrap();
        for (from, to, metres) in KNOWN {
            let (from, to) = (at(from.0, from.1), at(to.0, to.1));
            assert!((from.metres_to(to) - metres).abs() < 0.001, "{}", from.metres_to(to));
            assert!((to.metres_to(from) - metres).abs() < 0.001, "{}", to.metres_to(from));
        }
    }
}
