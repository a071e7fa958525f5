//! Maps: from degrees to a sheet, borders simplified once, marks and names that don't collide.

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

/// A place on a sheet, in its units, from its upper left corner: rightwards, then downwards.
type Point = [f64; 2];

/// A place on a sheet, to the unit.
type Whole = [i32; 2];

/// A place of a sheet to the unit.
fn whole(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "what is drawn is a few thousand units")]
    let whole = value.round() as i32;
    whole
}
