//! Radius search: a circle around a point.

use crate::domain::place::Position;
use crate::domain::search::ParamValue;

/// Smallest radius of a search, in metres; the largest is [`MAX_RADIUS_METRES`].
pub const MIN_RADIUS_METRES: u32 = 500;
pub const MAX_RADIUS_METRES: u32 = 50_000;
/// Default radius, in metres.
pub const DEFAULT_RADIUS_METRES: u32 = 5_000;
/// Radii offered by pages, in metres.
pub const RADII: [u32; 7] =
    [MIN_RADIUS_METRES, 1_000, 2_000, DEFAULT_RADIUS_METRES, 10_000, 20_000, MAX_RADIUS_METRES];

/// Circle around a point rounded to four decimals of a degree, about 10 metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchCircle {
    /// Ten-thousandths of a degree WGS84.
    lat: i32,
    lon: i32,
    metres: u32,
    /// Sorts results by distance; otherwise they keep the default order.
    pub nearest_first: bool,
}

/// Radius outside [`MIN_RADIUS_METRES`] to [`MAX_RADIUS_METRES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a radius of {MIN_RADIUS_METRES} to {MAX_RADIUS_METRES} metres")]
pub struct RadiusError;

impl SearchCircle {
    /// # Errors
    /// Refuses a radius under [`MIN_RADIUS_METRES`] or over [`MAX_RADIUS_METRES`].
    pub fn new(at: Position, metres: u32) -> Result<Self, RadiusError> {
        let whole = |degrees: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a position is 520,000 at most")]
            let whole = (degrees * 10_000.0).round() as i32;
            whole
        };
        if !(MIN_RADIUS_METRES..=MAX_RADIUS_METRES).contains(&metres) {
            return Err(RadiusError);
        }
        Ok(Self { lat: whole(at.lat()), lon: whole(at.lon()), metres, nearest_first: false })
    }

    /// Centre of the circle.
    #[must_use]
    pub fn centre(self) -> Position {
        let degrees = |whole: i32| f64::from(whole) / 10_000.0;
        Position::new(degrees(self.lat), degrees(self.lon)).expect("built from a valid position")
    }

    #[must_use]
    pub const fn metres(self) -> u32 {
        self.metres
    }

    /// Copy of this circle with the given sort order.
    #[must_use]
    pub const fn with_nearest_first(self, nearest_first: bool) -> Self {
        Self { nearest_first, ..self }
    }

    /// Query parameters of the circle: `lat`, `lon`, `rayon`, and `tri` if results are sorted by distance.
    #[must_use]
    pub fn params(self) -> Vec<ParamValue> {
        let at = self.centre();
        let mut params = vec![
            ParamValue::new("lat", format!("{:.4}", at.lat())),
            ParamValue::new("lon", format!("{:.4}", at.lon())),
            ParamValue::new("rayon", self.metres.to_string()),
        ];
        params.extend(self.nearest_first.then(|| ParamValue::new("tri", "distance")));
        params
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_radius_has_limits() {
        let at = Position::new(47.3936, 0.6942).unwrap();
        for (metres, sound) in [(499, false), (500, true), (50_000, true), (50_001, false)] {
            assert_eq!(SearchCircle::new(at, metres).is_ok(), sound, "{metres}");
        }
    }

    proptest! {
        #[test]
        fn params_round_trip(lat in 41.0..52.0_f64, lon in -6.0..10.0_f64) {
            let around = SearchCircle::new(Position::new(lat, lon).unwrap(), DEFAULT_RADIUS_METRES).unwrap();
            let spelled = around.params();
            let degrees = |at: usize| spelled[at].value.parse::<f64>().unwrap();
            let again = Position::new(degrees(0), degrees(1)).unwrap();
            prop_assert_eq!(SearchCircle::new(again, DEFAULT_RADIUS_METRES).unwrap(), around);
            prop_assert!(again.metres_to(Position::new(lat, lon).unwrap()) < 8.0);
        }
    }
}
