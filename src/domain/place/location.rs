//! Location of a point: inside a neighbourhood, outside, or on the edge of one; description of a place.

use super::neighbourhood::QpvCode;

/// Distance from the border, in metres on either side, within which a point is « on the edge »: an address is known
/// to some ten metres, outlines run along the middle of streets, and only an authority can decide.
pub const EDGE_METRES: f64 = 50.0;

/// Distance outside the region's simplified outline, in metres, within which a point still counts as in the region.
pub const REGION_MARGIN_METRES: f64 = 5_000.0;

/// Position of a point relative to its most relevant neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgePosition {
    Inside,
    /// Within [`EDGE_METRES`] of the border, on either side.
    Edge,
    Outside,
}

/// Result of locating a point in the outlines of 2024. A help for orientation, not a legal proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    pub edge_position: EdgePosition,
    /// Neighbourhood that it is in, or on the edge of.
    pub neighbourhood: Option<QpvCode>,
    /// Other neighbourhoods, nearest first.
    pub nearest: Vec<NearbyNeighbourhood>,
    /// In one of the six départements, or at most [`REGION_MARGIN_METRES`] away.
    pub in_region: bool,
}

/// Neighbourhood near a point.
#[derive(Debug, Clone, PartialEq)]
pub struct NearbyNeighbourhood {
    pub code: QpvCode,
    /// Distance to its border in metres; 0 if outlines overlap and the point is inside this one too.
    pub metres: f64,
}

impl EdgePosition {
    /// Standing of a point `metres` inside the border; negative if outside.
    #[must_use]
    pub fn from_depth(metres: f64) -> Self {
        if metres > EDGE_METRES {
            Self::Inside
        } else if metres >= -EDGE_METRES {
            Self::Edge
        } else {
            Self::Outside
        }
    }
}

/// Place with the details that distinguish it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceDescription {
    pub name: String,
    pub kind: PlaceKind,
    /// Names of its communes; empty if it is not inside one.
    pub towns: String,
    pub departement: String,
    /// Number of neighbourhoods in it.
    pub neighbourhoods: usize,
}

/// Kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    Neighbourhood,
    Commune,
    Departement,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_as_wide_on_both_sides() {
        for (metres, standing) in [
            (50.01, EdgePosition::Inside),
            (50.0, EdgePosition::Edge),
            (0.0, EdgePosition::Edge),
            (-50.0, EdgePosition::Edge),
            (-50.01, EdgePosition::Outside),
        ] {
            assert_eq!(EdgePosition::from_depth(metres), standing, "{metres}");
        }
    }
}
