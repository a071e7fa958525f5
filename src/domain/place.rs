//! Where things are: départements, communes, positions.

use super::{
    outline::Outline,
    text::{Line, TextError, text},
};

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
    /// # Errors
    /// Refuses a point outside 41° to 52° north and 6° west to 10° east.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionError> {
        let inside = (41.0..=52.0).contains(&lat) && (-6.0..=10.0).contains(&lon);
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
    if text.len() == 5 && clean { Ok(()) } else { Err(TextError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_degrees_are_refused() {
        assert!(Position::new(47.39, 0.69).is_ok());
        assert_eq!(Position::new(0.69, 47.39), Err(PositionError));
        assert_eq!(Position::new(f64::NAN, 0.69), Err(PositionError));
    }
}
