//! Maps: projection, simplified outlines, placement of markers and labels.

mod borders;
mod crossings;
mod drawing;
mod heart;
mod labels;
mod marks;
mod path;
mod plan;
mod region;
mod sheet;
mod simplify;
#[cfg(test)]
mod tests;

pub(super) use self::region::DepartementMaps;
pub use self::{
    drawing::{Drawing, Land, Mark, Name},
    plan::{Pin, Plan, Quarter},
    region::RegionMap,
};

/// Point in map units, from the upper left corner: right, down.
type Point = [f64; 2];

/// Point rounded to whole map units.
type Whole = [i32; 2];

/// Rounds to a whole map unit.
fn whole(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "maps measure a few thousand units")]
    let whole = value.round() as i32;
    whole
}
