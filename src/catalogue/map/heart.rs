//! Label anchors: the points inside an outline that are farthest from its border.

use super::{Point, Whole, sheet::Sheet, simplify::distance, whole};

/// Grid points tried on each axis.
const GRID: i32 = 24;
/// Minimum distance of an anchor from an edge, in map units.
const LEAST: f64 = 9.0;
/// Factor on horizontal distances: a label is wider than high.
const FLAT: f64 = 0.4;

/// Grid points of `sheet` inside `rings`, farthest from any side first.
pub(super) fn hearts(sheet: &Sheet, rings: &[Vec<Whole>]) -> Vec<Whole> {
    let sides: Vec<[Point; 2]> =
        rings.iter().flat_map(|ring| ring.windows(2)).filter_map(side).collect();
    let step = |size: i32, at: i32| f64::from(size) * (f64::from(at) + 0.5) / f64::from(GRID);
    let grid = (0..GRID).flat_map(|row| (0..GRID).map(move |column| (row, column)));
    let places = grid.map(|(row, column)| [step(sheet.width, column), step(sheet.height, row)]);
    let mut hearts: Vec<(f64, Point)> = places
        .filter(|place| is_inside(*place, &sides))
        .map(|place| (room(sheet, place, &sides), place))
        .filter(|(room, _)| *room >= LEAST)
        .collect();
    hearts.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    hearts.into_iter().map(|(_, place)| place.map(whole)).collect()
}

fn side(pair: &[Whole]) -> Option<[Point; 2]> {
    let [a, b] = pair else { return None };
    Some([a.map(f64::from), b.map(f64::from)])
}

/// Distance from `place` to the nearest side, or edge of the map.
fn room(sheet: &Sheet, place: Point, sides: &[[Point; 2]]) -> f64 {
    let flat = |[x, y]: Point| [x * FLAT, y];
    let [x, y] = place;
    let across = x.min(f64::from(sheet.width) - x) * FLAT;
    let edges = across.min(y).min(f64::from(sheet.height) - y);
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
    use crate::catalogue::map::sheet::{Bounds, Format};

    #[test]
    fn the_most_room_is_in_the_wide_part() {
        let bounds = Bounds { west: 0.0, south: 47.0, east: 1.0, north: 47.5 };
        let format = Format { width: 400.0, highest: 400.0, margin: 0.0, foot: 0.0 };
        let sheet = Sheet::fitting(&bounds, format);
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

        let hearts = hearts(&sheet, &[hammer]);

        let [x, y] = hearts.first().copied().unwrap();
        assert!((30..=70).contains(&x) && (40..=160).contains(&y), "{x} {y}");
        assert!(hearts.iter().all(|[x, _]| *x < 100));
    }
}
