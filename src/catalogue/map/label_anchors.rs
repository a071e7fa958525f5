//! Label anchors: the points inside an outline that are farthest from its border.

use super::projection::Projection;
use super::simplification::distance;
use super::{Point, UnitPoint, whole};

/// Grid points tried on each axis.
const GRID: i32 = 24;
/// Minimum distance of an anchor from an edge, in map units.
const MIN_DISTANCE: f64 = 9.0;
/// Factor on horizontal distances: a label is wider than high.
const HORIZONTAL_FACTOR: f64 = 0.4;

/// Grid points of `projection` inside `rings`, farthest from any side first.
pub(super) fn label_anchors(projection: &Projection, rings: &[Vec<UnitPoint>]) -> Vec<UnitPoint> {
    let sides: Vec<[Point; 2]> =
        rings.iter().flat_map(|ring| ring.windows(2)).filter_map(side).collect();
    let step = |size: i32, at: i32| f64::from(size) * (f64::from(at) + 0.5) / f64::from(GRID);
    let grid = (0..GRID).flat_map(|row| (0..GRID).map(move |column| (row, column)));
    let places =
        grid.map(|(row, column)| [step(projection.width, column), step(projection.height, row)]);
    let mut label_anchors: Vec<(f64, Point)> = places
        .filter(|place| is_inside(*place, &sides))
        .map(|place| (distance_to_edge(projection, place, &sides), place))
        .filter(|(distance_to_edge, _)| *distance_to_edge >= MIN_DISTANCE)
        .collect();
    label_anchors.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    label_anchors.into_iter().map(|(_, place)| place.map(whole)).collect()
}

fn side(pair: &[UnitPoint]) -> Option<[Point; 2]> {
    let [a, b] = pair else { return None };
    Some([a.map(f64::from), b.map(f64::from)])
}

/// Distance from `place` to the nearest side, or edge of the map.
fn distance_to_edge(projection: &Projection, place: Point, sides: &[[Point; 2]]) -> f64 {
    let flat = |[x, y]: Point| [x * HORIZONTAL_FACTOR, y];
    let [x, y] = place;
    let across = x.min(f64::from(projection.width) - x) * HORIZONTAL_FACTOR;
    let edges = across.min(y).min(f64::from(projection.height) - y);
    let sides = sides.iter().map(|[a, b]| distance(flat(place), flat(*a), flat(*b)));
    sides.fold(edges, f64::min)
}

/// Ray casting: true if a ray from `place` to the right crosses an odd number of sides.
fn is_inside([x, y]: Point, sides: &[[Point; 2]]) -> bool {
    let crossed = sides.iter().filter(|[[ax, ay], [bx, by]]| {
        (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::map::projection::{Bounds, MapFormat};

    #[test]
    fn the_best_anchor_is_in_the_wide_part() {
        let bounds = Bounds { west: 0.0, south: 47.0, east: 1.0, north: 47.5 };
        let format = MapFormat { width: 400.0, max_height: 400.0, margin: 0.0, bottom_margin: 0.0 };
        let projection = Projection::fit(&bounds, format);
        let hammer = vec![
            [0, 0],
            [100, 0],
            [100, 90],
            [300, 90],
            [300, 100],
            [100, 100],
            [100, 200],
            [0, 200],
            [0, 0],
        ];

        let label_anchors = label_anchors(&projection, &[hammer]);

        let [x, y] = label_anchors.first().copied().unwrap();
        assert!((30..=70).contains(&x) && (40..=160).contains(&y), "{x} {y}");
        assert!(label_anchors.iter().all(|[x, _]| *x < 100));
    }
}
