//! Maps: projection, simplified outlines, placement of markers and labels.

mod area_map;
mod inset;
mod labels;
mod neighbourhood;
mod neighbourhood_markers;
mod outlines;
mod projection;
#[cfg(test)]
mod tests;

pub(super) use self::area_map::DepartementMaps;
pub use self::area_map::{AreaMap, DepartementArea, RegionMap};
pub use self::inset::{MapFrame, MapInset};
pub use self::neighbourhood::{NeighbourhoodArea, NeighbourhoodMap, OrganisationMarker};
pub use self::neighbourhood_markers::{MapLabel, NeighbourhoodMarker};

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
