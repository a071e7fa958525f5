//! The sheet a map is drawn on: which part of the ground it shows, and how large.

use super::{Point, Whole, whole};

/// Metres in a degree of latitude, at the latitude of the region.
const DEGREE: f64 = 111_190.0;

/// A part of the ground, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// From degrees to a sheet, north at its top: equirectangular, true at the middle latitude.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub width: i32,
    pub height: i32,
    left: f64,
    top: f64,
    /// Units in a degree of longitude and of latitude.
    across: f64,
    down: f64,
}

/// How large a sheet may be, and the room it keeps around what it shows, in units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub width: f64,
    pub highest: f64,
    pub margin: f64,
    /// Room below, for a scale.
    pub foot: f64,
}

impl Bounds {
    /// What holds all of `points`, longitude then latitude; none when there is none.
    pub(super) fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Self> {
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

    pub(super) fn holds(&self, [lon, lat]: [f64; 2]) -> bool {
        (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat)
    }

    /// How much narrower a degree of longitude is than one of latitude.
    fn shrink(&self) -> f64 {
        f64::midpoint(self.south, self.north).to_radians().cos()
    }

    /// The same with as much ground around it that it is at least `flattest` as high as wide and
    /// wide as high, then `share` of its size more on each side.
    #[must_use]
    pub(super) fn opened(self, flattest: f64, share: f64) -> Self {
        let shrink = self.shrink();
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

impl Sheet {
    /// The one that shows `bounds` as large as `format` allows.
    pub(super) fn fitting(bounds: &Bounds, format: Format) -> Self {
        let Format { width: wide, highest, margin, foot } = format;
        let shrink = bounds.shrink();
        let width = ((bounds.east - bounds.west) * shrink).max(f64::EPSILON);
        let height = (bounds.north - bounds.south).max(f64::EPSILON);
        let down = ((wide - 2.0 * margin) / width).min((highest - 2.0 * margin - foot) / height);
        Self {
            width: whole(wide),
            height: whole(height * down + 2.0 * margin + foot),
            left: bounds.west - (wide / down - width) / 2.0 / shrink,
            top: bounds.north + margin / down,
            across: down * shrink,
            down,
        }
    }

    pub(super) fn at(&self, [lon, lat]: [f64; 2]) -> Point {
        [(lon - self.left) * self.across, (self.top - lat) * self.down]
    }

    pub(super) fn units_in(&self, metres: f64) -> f64 {
        metres * self.down / DEGREE
    }

    /// Whether `place` is on the sheet, `margin` from its edges.
    pub(super) const fn shows(&self, [x, y]: Whole, margin: i32) -> bool {
        margin <= x && x <= self.width - margin && margin <= y && y <= self.height - margin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_of_degrees_is_drawn_narrower_than_high() {
        let bounds = Bounds::of([[0.70, 47.38], [0.71, 47.39]]).unwrap();
        let format = Format { width: 640.0, highest: 560.0, margin: 30.0, foot: 0.0 };

        let sheet = Sheet::fitting(&bounds, format);
        let ([left, top], [right, bottom]) = (sheet.at([0.70, 47.39]), sheet.at([0.71, 47.38]));

        assert!((bottom - top - 500.0).abs() < 0.01);
        assert!(((right - left) / (bottom - top) - 47.385_f64.to_radians().cos()).abs() < 1e-6);
        assert!((left + right - 640.0).abs() < 0.01, "in the middle");
        assert_eq!(sheet.height, 560);
    }

    #[test]
    fn a_narrow_ground_is_opened_on_both_sides() {
        let bounds = Bounds { west: 0.0, east: 1.0, south: 47.0, north: 47.1 };
        let opened = bounds.opened(0.5, 0.0);
        let shrink = 47.05_f64.to_radians().cos();
        assert!((opened.north - opened.south - 0.5 * shrink).abs() < 1e-9);
        assert!((opened.east - opened.west - 1.0).abs() < 1e-9);
        assert!(opened.holds([0.5, 47.05]) && !bounds.holds([0.5, 47.2]));
    }
}
