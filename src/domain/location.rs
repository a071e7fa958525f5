//! Inside a neighbourhood, outside, or on the edge of one.

use super::neighbourhood::QpvCode;

/// How near its border, on either side, a point is « on the edge »: an address is known to some
/// ten metres, outlines run along the middle of streets, and only an authority can say.
pub const EDGE_METRES: f64 = 50.0;

/// How far out of the region a point still counts as in it: its outline is a simplified one.
pub const REGION_MARGIN_METRES: f64 = 5_000.0;

/// Where a point is, seen from the neighbourhood that it has most to do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Inside,
    /// Within [`EDGE_METRES`] of the border, on either side.
    Edge,
    Outside,
}

/// What the outlines of 2024 say of a point. A help to find one's way, not a legal proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    pub standing: Standing,
    /// The one it is in, or on the edge of.
    pub neighbourhood: Option<QpvCode>,
    /// The nearest others, the nearest first.
    pub nearest: Vec<Near>,
    /// In one of the six départements, or at most [`REGION_MARGIN_METRES`] away.
    pub in_region: bool,
}

/// A neighbourhood beside a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    pub code: QpvCode,
    /// To the nearest point of its border; 0 where outlines overlap and the point is in this too.
    pub metres: f64,
}

impl Standing {
    /// The standing of a point so many metres within the border, negative when out of it.
    #[must_use]
    pub fn at_depth(metres: f64) -> Self {
        if metres > EDGE_METRES {
            Self::Inside
        } else if metres >= -EDGE_METRES {
            Self::Edge
        } else {
            Self::Outside
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_as_wide_on_both_sides() {
        for (metres, standing) in [
            (50.01, Standing::Inside),
            (50.0, Standing::Edge),
            (0.0, Standing::Edge),
            (-50.0, Standing::Edge),
            (-50.01, Standing::Outside),
        ] {
            assert_eq!(Standing::at_depth(metres), standing, "{metres}");
        }
    }
}
