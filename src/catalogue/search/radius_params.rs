//! Parses the parameters `lat`, `lon`, `rayon` and `tri` into a circle around a point.

use crate::domain::place::coordinates;
use crate::domain::search::{
    DEFAULT_RADIUS_METRES, MAX_RADIUS_METRES, MIN_RADIUS_METRES, SearchCircle, SearchParams,
};

type UnknownValues = Vec<(&'static str, String)>;

/// Returns the circle that the parameters describe, or `None` without a valid point. A radius out
/// of range is clamped; each invalid value, and each value that needs a point when there is none,
/// is added to `unknown`.
pub(super) fn parse_radius(
    params: &SearchParams,
    unknown: &mut UnknownValues,
) -> Option<SearchCircle> {
    let all = |values: &[String]| -> Vec<String> {
        values.iter().filter(|value| !value.is_empty()).cloned().collect()
    };
    let (lat, lon) = (all(&params.lat), all(&params.lon));
    let given = |values: &[String]| all(values).into_iter().next();
    let (radius, order) = (given(&params.rayon), given(&params.tri));
    let Ok(at) = coordinates::parse_position(&lat, &lon) else {
        unknown.extend(lat.into_iter().map(|value| ("lat", value)));
        unknown.extend(lon.into_iter().map(|value| ("lon", value)));
        unknown.extend(radius.map(|value| ("rayon", value)));
        unknown.extend(order.map(|value| ("tri", value)));
        return None;
    };
    let metres = radius.map_or(DEFAULT_RADIUS_METRES, |text| metres(text, unknown));
    let mut around = SearchCircle::new(at, metres).ok()?;
    match order.as_deref() {
        None => {}
        Some("distance") => around.nearest_first = true,
        Some(other) => unknown.push(("tri", other.to_owned())),
    }
    Some(around)
}

fn metres(text: String, unknown: &mut UnknownValues) -> u32 {
    let metres = text.parse::<u32>().ok();
    let kept = metres
        .map_or(DEFAULT_RADIUS_METRES, |metres| metres.clamp(MIN_RADIUS_METRES, MAX_RADIUS_METRES));
    if metres != Some(kept) {
        unknown.push(("rayon", text));
    }
    kept
}
