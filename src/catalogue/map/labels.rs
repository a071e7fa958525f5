//! Placement of labels and markers, so that nothing covers anything else.

use super::outlines::distance;
use super::projection::Projection;
use super::{Point, UnitPoint, whole};

/// Rectangle in map units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rectangle {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// Occupied rectangles of a map, and the letter size.
#[derive(Debug)]
pub(super) struct Labels {
    occupied: Vec<Rectangle>,
    width: i32,
    height: i32,
    size: i32,
}

impl Rectangle {
    pub(super) const fn around([x, y]: UnitPoint, half: i32) -> Self {
        Self { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    /// Smallest rectangle that contains both.
    #[must_use]
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Free space between two rectangles, horizontal or vertical, whichever is larger.
    fn gap(&self, other: &Self) -> i32 {
        let across = (other.left - self.right).max(self.left - other.right);
        across.max((other.top - self.bottom).max(self.top - other.bottom))
    }

    pub(super) const fn intersects(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Labels {
    /// Label placer for a map of this size, with letters of `size`, that avoids the rectangles `taken`.
    pub(super) const fn new(width: i32, height: i32, size: i32, taken: Vec<Rectangle>) -> Self {
        Self { occupied: taken, width, height, size }
    }

    /// Changes the letter size; occupied rectangles stay.
    pub(super) fn with_letters(self, size: i32) -> Self {
        Self { size, ..self }
    }

    /// Estimated half width of `name`, rounded up.
    fn half_width(&self, name: &str) -> i32 {
        i32::try_from(name.chars().count()).unwrap_or(i32::MAX / 1_000) * self.size / 3
    }

    /// Finds a free place for `name` around `things`, nearer to them than to any of `others`.
    /// Returns the middle of its baseline.
    pub(super) fn place_beside(
        &mut self,
        name: &str,
        things: &[Rectangle],
        others: &[Rectangle],
    ) -> Option<UnitPoint> {
        let all = things.iter().copied().reduce(Rectangle::union)?;
        let around = || std::iter::once(all).chain(things.iter().copied());
        let close = around().flat_map(|thing| self.around(name, thing));
        let places: Vec<UnitPoint> =
            close.chain(around().flat_map(|thing| self.aside(thing))).collect();
        let belongs = |place: &&UnitPoint| {
            let area = self.area(name, **place);
            let gap = |things: &[Rectangle]| things.iter().map(|it| it.gap(&area)).min();
            let own = gap(things).unwrap_or(i32::MAX);
            own <= self.size && gap(others).is_none_or(|other| own < other)
        };
        let places: Vec<UnitPoint> = places.iter().filter(belongs).copied().collect();
        places.into_iter().find(|place| self.try_occupy(name, *place))
    }

    fn around(&self, name: &str, thing: Rectangle) -> [UnitPoint; 8] {
        let x = i32::midpoint(thing.left, thing.right);
        let y = i32::midpoint(thing.top, thing.bottom);
        let (half, size) = (self.half_width(name), self.size);
        let middle = y + size / 3;
        let (below, above) = (thing.bottom + size, thing.top - size * 2 / 5);
        let (right, left) = (thing.right + half + size / 4, thing.left - half - size / 4);
        [
            [x, below],
            [x, above],
            [right, middle],
            [left, middle],
            [right, below - size / 2],
            [left, below - size / 2],
            [right, above + size / 2],
            [left, above + size / 2],
        ]
    }

    /// Places above and below `thing`, a letter to either side: they fit where a neighbour is close.
    fn aside(&self, thing: Rectangle) -> [UnitPoint; 4] {
        let x = i32::midpoint(thing.left, thing.right);
        let (below, above) = (thing.bottom + self.size, thing.top - self.size * 2 / 5);
        [
            [x + self.size, above],
            [x - self.size, above],
            [x + self.size, below],
            [x - self.size, below],
        ]
    }

    /// Finds the first of `places` with room for `name` centred on it. Returns the middle of its baseline.
    pub(super) fn place_on(
        &mut self,
        name: &str,
        places: impl IntoIterator<Item = UnitPoint>,
    ) -> Option<UnitPoint> {
        let down = self.size / 3;
        let mut lines = places.into_iter().map(|[x, y]| [x, y + down]);
        lines.find(|place| self.try_occupy(name, *place))
    }

    /// Rectangle that `name` covers at `place`.
    fn area(&self, name: &str, [x, y]: UnitPoint) -> Rectangle {
        let half = self.half_width(name);
        let (top, bottom) = (y - self.size * 4 / 5, y + self.size / 4);
        Rectangle { left: x - half, right: x + half, top, bottom }
    }

    /// Occupies the rectangle of `name` at `place` if it is free; returns true if it was.
    fn try_occupy(&mut self, name: &str, place: UnitPoint) -> bool {
        let area = self.area(name, place);
        let inside = area.left >= 0
            && area.top >= 0
            && area.right <= self.width
            && area.bottom <= self.height;
        let free = inside && !self.occupied.iter().any(|taken| taken.intersects(&area));
        if free {
            self.occupied.push(area);
        }
        free
    }
}

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

/// Minimum space between two markers, in map units.
const GAP: f64 = 1.0;

/// 12 pixels of a map that is 328 pixels wide, as on a phone of 360 pixels.
const MAX_HIT_RADIUS: f64 = 18.0;

/// Maximum iterations.
const MAX_ROUNDS: usize = 300;

/// Half of the side of a marker; its area grows linearly with the count, up to a maximum.
pub(super) fn half_side(count: usize) -> f64 {
    let count = f64::from(u16::try_from(count.min(40)).unwrap_or(40));
    (81.0 + 45.0 * count).sqrt().min(24.0)
}

/// Radius of the touch target of each marker: 24 CSS px across on a phone, less where targets would overlap another
/// marker, never less than the marker.
pub(super) fn hit_radii(marks: &[(Point, f64)]) -> Vec<f64> {
    let free = |at: usize, place: &Point| {
        let others = marks.iter().enumerate().filter(|(other, _)| *other != at);
        let distances =
            others.map(|(_, (it, half))| (it[0] - place[0]).hypot(it[1] - place[1]) - half);
        distances.fold(MAX_HIT_RADIUS, f64::min)
    };
    let each = marks.iter().enumerate();
    each.map(|(at, (place, half))| free(at, place).max(*half)).collect()
}

/// Moves markers (centre, radius) until none overlap. Deterministic.
pub(super) fn spread_markers(markers: &mut [(Point, f64)]) {
    for _ in 0..MAX_ROUNDS {
        if !separate(markers) {
            return;
        }
    }
}

/// Moves each overlapping pair apart by half of its overlap; returns true if any moved.
fn separate(markers: &mut [(Point, f64)]) -> bool {
    let mut moved = false;
    for second in 1..markers.len() {
        let (before, rest) = markers.split_at_mut(second);
        let Some((b, radius_b)) = rest.first_mut() else { continue };
        for (a, radius_a) in before.iter_mut() {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let distance = dx.hypot(dy);
            let wanted = *radius_a + *radius_b + GAP;
            if distance >= wanted - 0.05 {
                continue;
            }
            let (ux, uy) =
                if distance < 0.01 { (1.0, 0.0) } else { (dx / distance, dy / distance) };
            let step = (wanted - distance) / 2.0;
            *a = [a[0] - ux * step, a[1] - uy * step];
            *b = [b[0] + ux * step, b[1] + uy * step];
            moved = true;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::map::projection::{Bounds, MapFormat};

    #[test]
    fn a_second_name_goes_where_the_first_is_not() {
        let thing = Rectangle::around([100, 100], 10);
        let mut labels = Labels::new(200, 200, 15, vec![thing]);

        assert_eq!(labels.place_beside("Tours", &[thing], &[]), Some([100, 125]));
        assert_eq!(labels.place_beside("Joué", &[thing], &[]), Some([100, 84]));
    }

    #[test]
    fn a_name_is_not_written_where_it_would_name_another() {
        let [mine, other] = [Rectangle::around([100, 100], 10), Rectangle::around([100, 124], 10)];
        let mut labels = Labels::new(200, 200, 15, vec![mine, other]);

        assert_eq!(labels.place_beside("Tours", &[mine], &[other]), Some([100, 84]));
        assert_eq!(labels.place_beside("La Riche", &[mine], &[mine]), None);
    }

    #[test]
    fn a_name_stands_a_letter_aside_where_neighbours_are_close() {
        let mine = Rectangle::around([100, 100], 10);
        let left = Rectangle { left: 40, top: 40, right: 86, bottom: 160 };
        let right = Rectangle { left: 130, top: 92, right: 160, bottom: 160 };
        let mut labels = Labels::new(200, 200, 15, vec![mine, left, right]);

        assert_eq!(labels.place_beside("Tours", &[mine], &[left, right]), Some([115, 84]));
    }

    #[test]
    fn a_name_that_would_leave_the_map_is_not_written() {
        let mut labels = Labels::new(40, 40, 15, Vec::new());
        assert_eq!(labels.place_on("Saint-Pierre-des-Corps", [[20, 20]]), None);
    }

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

    #[test]
    fn a_mark_answers_around_it_where_no_other_is() {
        let marks =
            [([0.0, 0.0], 9.0), ([19.0, 0.0], 9.0), ([19.0, 22.0], 9.0), ([200.0, 0.0], 24.0)];
        assert_eq!(hit_radii(&marks), [10.0, 10.0, 13.0, 24.0]);
        assert_eq!(hit_radii(&[([5.0, 5.0], 9.0)]), [MAX_HIT_RADIUS]);
    }

    #[test]
    fn markers_are_separated() {
        let mut markers = vec![([10.0, 10.0], 9.0), ([10.0, 10.0], 9.0), ([12.0, 11.0], 9.0)];
        spread_markers(&mut markers);
        for (at, (a, _)) in markers.iter().enumerate() {
            for (b, _) in markers.iter().skip(at + 1) {
                assert!((a[0] - b[0]).hypot(a[1] - b[1]) > 18.9);
            }
        }
    }
}
