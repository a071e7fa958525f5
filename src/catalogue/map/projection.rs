//! Projection of a geographic area to map units, and SVG paths in them.

use std::fmt::Write as _;

use super::{Point, UnitPoint, whole};

/// Metres in a degree of latitude, at the latitude of the region.
const METRES_PER_DEGREE: f64 = 111_190.0;

/// Bounding box in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// Equirectangular projection from degrees to map units, north up, true at the middle latitude.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    pub width: i32,
    pub height: i32,
    left: f64,
    top: f64,
    /// Map units in a degree of longitude; `down` is the same for latitude.
    units_per_lon: f64,
    units_per_lat: f64,
}

/// Maximum size of a map and its margins, in map units.
#[derive(Debug, Clone, Copy)]
pub(super) struct MapFormat {
    pub width: f64,
    pub max_height: f64,
    pub margin: f64,
    /// Space below the map for a scale bar.
    pub bottom_margin: f64,
}

impl Bounds {
    /// Bounding box of `points` (longitude, latitude); `None` without a point.
    pub(super) fn around_points(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Self> {
        let mut points = points.into_iter();
        let [lon, lat] = points.next()?;
        let one = Self { west: lon, south: lat, east: lon, north: lat };
        Some(points.fold(one, Self::with))
    }

    #[must_use]
    pub(super) const fn with(self, [lon, lat]: [f64; 2]) -> Self {
        Self {
            west: self.west.min(lon),
            south: self.south.min(lat),
            east: self.east.max(lon),
            north: self.north.max(lat),
        }
    }

    pub(super) fn contains(&self, [lon, lat]: [f64; 2]) -> bool {
        (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat)
    }

    /// Ratio of a degree of longitude to a degree of latitude, at the middle latitude.
    fn lon_ratio(&self) -> f64 {
        f64::midpoint(self.south, self.north).to_radians().cos()
    }

    /// Enlarged to a ratio of sides of at least `flattest`, then by `share` of its size on each side.
    #[must_use]
    pub(super) fn enlarged(self, flattest: f64, share: f64) -> Self {
        let shrink = self.lon_ratio();
        let (width, height) = ((self.east - self.west) * shrink, self.north - self.south);
        let (wide, high) = (width.max(height * flattest), height.max(width * flattest));
        let right = ((wide - width) / 2.0 + wide * share) / shrink;
        let up = (high - height) / 2.0 + high * share;
        Self {
            west: self.west - right,
            east: self.east + right,
            south: self.south - up,
            north: self.north + up,
        }
    }
}

impl Projection {
    /// Largest projection of `bounds` that `format` allows.
    pub(super) fn fit(bounds: &Bounds, format: MapFormat) -> Self {
        let MapFormat { width: wide, max_height: highest, margin, bottom_margin: foot } = format;
        let shrink = bounds.lon_ratio();
        let width = ((bounds.east - bounds.west) * shrink).max(f64::EPSILON);
        let height = (bounds.north - bounds.south).max(f64::EPSILON);
        let down = ((wide - 2.0 * margin) / width).min((highest - 2.0 * margin - foot) / height);
        Self {
            width: whole(wide),
            height: whole(height * down + 2.0 * margin + foot),
            left: bounds.west - (wide / down - width) / 2.0 / shrink,
            top: bounds.north + margin / down,
            units_per_lon: down * shrink,
            units_per_lat: down,
        }
    }

    pub(super) fn project(&self, [lon, lat]: [f64; 2]) -> Point {
        [(lon - self.left) * self.units_per_lon, (self.top - lat) * self.units_per_lat]
    }

    pub(super) fn units_in(&self, metres: f64) -> f64 {
        metres * self.units_per_lat / METRES_PER_DEGREE
    }

    /// True if `place` is on the map, at least `margin` from its edges.
    pub(super) const fn contains(&self, [x, y]: UnitPoint, margin: i32) -> bool {
        margin <= x && x <= self.width - margin && margin <= y && y <= self.height - margin
    }
}

/// SVG path data `d` of closed rings, in relative coordinates.
pub(super) fn path(rings: &[Vec<UnitPoint>]) -> String {
    let mut path = String::new();
    for ring in rings {
        let [first, rest @ .., _] = ring.as_slice() else { continue };
        let _ = write!(path, "M{} {}l", first[0], first[1]);
        let mut last = *first;
        for point in rest {
            for (axis, before) in point.iter().zip(last) {
                step(&mut path, axis - before);
            }
            last = *point;
        }
        path.push('z');
    }
    path
}

/// Writes a number, separated from the one before it where needed.
fn step(path: &mut String, by: i32) {
    let space = if by < 0 || path.ends_with('l') { "" } else { " " };
    let _ = write!(path, "{space}{by}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_of_degrees_is_drawn_narrower_than_high() {
        let bounds = Bounds::around_points([[0.70, 47.38], [0.71, 47.39]]).unwrap();
        let format =
            MapFormat { width: 640.0, max_height: 560.0, margin: 30.0, bottom_margin: 0.0 };

        let projection = Projection::fit(&bounds, format);
        let ([left, top], [right, bottom]) =
            (projection.project([0.70, 47.39]), projection.project([0.71, 47.38]));

        assert!((bottom - top - 500.0).abs() < 0.01);
        assert!(((right - left) / (bottom - top) - 47.385_f64.to_radians().cos()).abs() < 1e-6);
        assert!((left + right - 640.0).abs() < 0.01, "in the middle");
        assert_eq!(projection.height, 560);
    }

    #[test]
    fn narrow_bounds_are_enlarged_on_both_sides() {
        let bounds = Bounds { west: 0.0, east: 1.0, south: 47.0, north: 47.1 };
        let opened = bounds.enlarged(0.5, 0.0);
        let shrink = 47.05_f64.to_radians().cos();
        assert!((opened.north - opened.south - 0.5 * shrink).abs() < 1e-9);
        assert!((opened.east - opened.west - 1.0).abs() < 1e-9);
        assert!(opened.contains([0.5, 47.05]) && !bounds.contains([0.5, 47.2]));
    }

    #[test]
    fn a_ring_is_closed_by_its_last_letter() {
        let ring = vec![[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
        assert_eq!(path(&[ring.clone(), ring]), "M0 0l10 0 0 10-10 0zM0 0l10 0 0 10-10 0z");
    }
}
