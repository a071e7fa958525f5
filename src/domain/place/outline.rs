//! Outlines of départements and neighbourhoods.

use std::fmt;
use std::str::FromStr;

use geojson::{Geometry, GeometryValue, PolygonType};

/// A closed ring of points, longitude then latitude, in degrees WGS84.
pub type Ring = Vec<[f64; 2]>;

/// One or more polygons, each an outer ring followed by its holes. Reads and writes a GeoJSON
/// geometry (RFC 7946) of type `Polygon` or `MultiPolygon`.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    polygons: Vec<Vec<Ring>>,
}

/// Text or geometry that is not a valid outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a GeoJSON polygon with closed rings of at least four points")]
pub struct OutlineError;

impl Outline {
    /// # Errors
    /// Refuses an outline without a polygon, and a ring that is open or has under four points.
    pub fn new(polygons: Vec<Vec<Ring>>) -> Result<Self, OutlineError> {
        let closed = |ring: &Ring| ring.len() >= 4 && ring.first() == ring.last();
        let sound = !polygons.is_empty()
            && polygons.iter().all(|rings| !rings.is_empty() && rings.iter().all(closed));
        if sound { Ok(Self { polygons }) } else { Err(OutlineError) }
    }

    /// The polygons, each an outer ring followed by its holes.
    #[must_use]
    pub fn polygons(&self) -> &[Vec<Ring>] {
        &self.polygons
    }

    /// Every point of every ring, longitude then latitude.
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> {
        self.polygons.iter().flatten().flatten().copied()
    }
}

impl TryFrom<&Geometry> for Outline {
    type Error = OutlineError;

    fn try_from(geometry: &Geometry) -> Result<Self, OutlineError> {
        match &geometry.value {
            GeometryValue::Polygon { coordinates } => Self::new(vec![rings(coordinates)?]),
            GeometryValue::MultiPolygon { coordinates } => {
                Self::new(coordinates.iter().map(rings).collect::<Result<_, _>>()?)
            }
            GeometryValue::Point { .. }
            | GeometryValue::MultiPoint { .. }
            | GeometryValue::LineString { .. }
            | GeometryValue::MultiLineString { .. }
            | GeometryValue::GeometryCollection { .. } => Err(OutlineError),
        }
    }
}

impl FromStr for Outline {
    type Err = OutlineError;

    fn from_str(text: &str) -> Result<Self, OutlineError> {
        let geometry: Geometry = text.parse().map_err(|_| OutlineError)?;
        Self::try_from(&geometry)
    }
}

impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = match self.polygons.as_slice() {
            [only] => GeometryValue::new_polygon(only.clone()),
            several => GeometryValue::new_multi_polygon(several.to_vec()),
        };
        Geometry::new(value).fmt(f)
    }
}

fn rings(polygon: &PolygonType) -> Result<Vec<Ring>, OutlineError> {
    let point = |position: &geojson::Position| match position.as_slice() {
        [lon, lat, ..] => Ok([*lon, *lat]),
        _ => Err(OutlineError),
    };
    polygon.iter().map(|ring| ring.iter().map(point).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str =
        r#"{"type":"Polygon","coordinates":[[[0.0,47.0],[1.0,47.0],[1.0,48.0],[0.0,47.0]]]}"#;

    #[test]
    fn an_outline_reads_what_it_writes() {
        let outline: Outline = SQUARE.parse().unwrap();
        assert_eq!(outline.to_string().parse::<Outline>().unwrap(), outline);
        assert_eq!(outline.points().count(), 4);
    }

    #[test]
    fn an_open_ring_is_refused() {
        let open = r#"{"type":"Polygon","coordinates":[[[0,47],[1,47],[1,48],[0,48]]]}"#;
        assert_eq!(open.parse::<Outline>(), Err(OutlineError));
        assert_eq!("{}".parse::<Outline>(), Err(OutlineError));
    }
}
