//! Maps: projection, simplified outlines, placement of markers and labels.

mod area_map;
mod borders;
mod crossings;
mod label_anchors;
mod labels;
mod markers;
mod neighbourhood;
mod path;
mod projection;
mod region;
mod simplification;
#[cfg(test)]
mod tests;

pub use self::area_map::{AreaMap, DepartementArea, MapLabel, NeighbourhoodMarker};
pub use self::neighbourhood::{NeighbourhoodArea, NeighbourhoodMap, OrganisationMarker};
pub(super) use self::region::DepartementMaps;
pub use self::region::RegionMap;

/// Point in map units, from the upper left corner: right, down.
type Point = [f64; 2];

/// Point rounded to whole map units.
type UnitPoint = [i32; 2];

/// Rounds to a whole map unit.
fn whole(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "maps measure a few thousand units")]
    let whole = value.round() as i32;
    whole
}
