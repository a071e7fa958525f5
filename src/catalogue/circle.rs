//! From the parameters of a link to a circle around a point.

use crate::domain::{
    around::{Around, FURTHEST, NEAREST, USUAL},
    coordinates,
    search::SearchParams,
};

type Unknown = Vec<(&'static str, String)>;

/// The circle that `lat`, `lon`, `rayon` and `tri` draw. A radius that is too small or too large
/// becomes the nearest that will do; what means nothing, or has no point to be about, is noted.
pub(super) fn circle(params: &SearchParams, unknown: &mut Unknown) -> Option<Around> {
    let given = |values: &[String]| values.iter().find(|value| !value.is_empty()).cloned();
    let (lat, lon) = (given(&params.lat), given(&params.lon));
    let (radius, order) = (given(&params.rayon), given(&params.tri));
    let Ok(at) = coordinates::position(lat.as_slice(), lon.as_slice()) else {
        let values = [("lat", lat), ("lon", lon), ("rayon", radius), ("tri", order)];
        unknown.extend(values.into_iter().filter_map(|(name, value)| Some((name, value?))));
        return None;
    };
    let metres = radius.map_or(USUAL, |text| metres(text, unknown));
    let mut around = Around::new(at, metres).ok()?;
    match order.as_deref() {
        None => {}
        Some("distance") => around.nearest_first = true,
        Some(other) => unknown.push(("tri", other.to_owned())),
    }
    Some(around)
}

fn metres(text: String, unknown: &mut Unknown) -> u32 {
    let metres = text.parse::<u32>().ok();
    let kept = metres.map_or(USUAL, |metres| metres.clamp(NEAREST, FURTHEST));
    if metres != Some(kept) {
        unknown.push(("rayon", text));
    }
    kept
}
