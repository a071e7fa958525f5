//! Simplified outlines in map units. A shared border is simplified once, so neighbours neither gap nor overlap.

use std::collections::{BTreeMap, BTreeSet};

use super::projection::Projection;
use super::{Point, UnitPoint, whole};
use crate::domain::place::Outline;

/// Geographic point as a map key: the bits of its coordinates in degrees.
type PointKey = [u64; 2];

/// Maximum times the tolerance is halved for a ring that would keep fewer than three corners.
const MAX_HALVINGS: i32 = 6;

/// Piece of outline between two junctions, or a whole ring that has no junction.
struct Border {
    places: Vec<PointKey>,
    simplified_line: Vec<UnitPoint>,
}

/// Index of a border in a ring, and true if the ring follows it backwards.
type DirectedBorder = (usize, bool);

/// Borders of several outlines, and the rings of each outline as sequences of borders.
struct Borders {
    borders: Vec<Border>,
    rings: Vec<Vec<Vec<DirectedBorder>>>,
}

/// Rings of each of `outlines` in map units, simplified with `tolerance`; each ring is closed.
/// Rings too small to be visible are left out.
pub(super) fn drawn(
    projection: &Projection,
    outlines: &[&Outline],
    tolerance: f64,
) -> Vec<Vec<Vec<UnitPoint>>> {
    let mut all = Borders::new(outlines);
    for border in &mut all.borders {
        border.simplify(projection, tolerance);
    }
    while all.remove_crossing() {}
    all.rings.iter().map(|rings| all.joined_rings(rings)).collect()
}

impl Borders {
    fn new(outlines: &[&Outline]) -> Self {
        let rings = |outline: &Outline| -> Vec<Vec<PointKey>> {
            let rings = outline.polygons().iter().flatten();
            rings.map(|ring| ring.iter().skip(1).map(|it| it.map(f64::to_bits)).collect()).collect()
        };
        let open: Vec<Vec<Vec<PointKey>>> = outlines.iter().map(|it| rings(it)).collect();
        let junctions = junctions(open.iter().flatten());
        let mut known: BTreeMap<Vec<PointKey>, usize> = BTreeMap::new();
        let mut borders = Vec::new();
        let mut side = |mut places: Vec<PointKey>| {
            let back: Vec<PointKey> = places.iter().rev().copied().collect();
            let backwards = back < places;
            if backwards {
                places = back;
            }
            let at = *known.entry(places.clone()).or_insert_with(|| {
                borders.push(Border { places, simplified_line: Vec::new() });
                borders.len() - 1
            });
            (at, backwards)
        };
        let mut sides = |ring: &Vec<PointKey>| {
            split_at_junctions(ring, &junctions).into_iter().map(&mut side).collect()
        };
        let rings = open.iter().map(|rings| rings.iter().map(&mut sides).collect()).collect();
        Self { borders, rings }
    }

    /// Removes the least visible corner of one pair of sides that cross or touch; false if there is none.
    fn remove_crossing(&mut self) -> bool {
        let sides = self.borders.iter().enumerate().flat_map(|(at, border)| {
            let sides = border.simplified_line.windows(2).enumerate();
            sides.filter_map(move |(corner, side)| {
                Some(((at, corner), <Segment>::try_from(side).ok()?))
            })
        });
        let (owners, segments): (Vec<(usize, usize)>, Vec<Segment>) = sides.unzip();
        let least = crossings(&segments).into_iter().find_map(|pair| {
            let sides = pair.into_iter().filter_map(|side| owners.get(side));
            let corners = sides.flat_map(|(at, corner)| [(*at, *corner), (*at, *corner + 1)]);
            let shown = corners.filter_map(|(at, corner)| {
                Some((self.borders.get(at)?.corner_area(corner)?, at, corner))
            });
            shown.min()
        });
        let Some((_, at, corner)) = least else { return false };
        if let Some(border) = self.borders.get_mut(at) {
            border.simplified_line.remove(corner);
            border.simplified_line.dedup();
        }
        true
    }

    fn joined_rings(&self, rings: &[Vec<DirectedBorder>]) -> Vec<Vec<UnitPoint>> {
        rings.iter().filter_map(|ring| self.ring(ring)).collect()
    }

    /// Points of a ring; `None` if fewer than three corners are left.
    fn ring(&self, sides: &[DirectedBorder]) -> Option<Vec<UnitPoint>> {
        let mut points: Vec<UnitPoint> = Vec::new();
        for (at, backwards) in sides {
            let mut side = self.borders.get(*at)?.simplified_line.clone();
            if *backwards {
                side.reverse();
            }
            points.extend(side);
        }
        points.dedup();
        (points.len() > 3).then_some(points)
    }
}

impl Border {
    fn simplify(&mut self, projection: &Projection, tolerance: f64) {
        let project = |place: &PointKey| projection.project(place.map(f64::from_bits));
        let line: Vec<Point> = self.places.iter().map(project).collect();
        let tried = (0..MAX_HALVINGS).map(|times| {
            let simple = simplified(&line, tolerance * 0.5_f64.powi(times));
            let mut drawn: Vec<UnitPoint> = simple.into_iter().map(|it| it.map(whole)).collect();
            drawn.dedup();
            drawn
        });
        let is_closed = line.first() == line.last();
        let mut tried = tried.skip_while(|drawn| is_closed && drawn.len() < 4);
        self.simplified_line = tried.next().unwrap_or_default();
    }

    /// Visibility of the corner `at`: twice the area of the triangle with its neighbours. `None`
    /// for an end, which other borders share, and for the last three corners of a ring.
    fn corner_area(&self, at: usize) -> Option<i64> {
        let is_triangle = self.simplified_line.len() < 5
            && self.simplified_line.first() == self.simplified_line.last();
        let before = at.checked_sub(1).filter(|_| !is_triangle)?;
        let corner = |at: usize| self.simplified_line.get(at).map(|corner| corner.map(i64::from));
        let [a, b, c] = [corner(before)?, corner(at)?, corner(at + 1)?];
        Some(((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).abs())
    }
}

/// Junctions: points with more than two neighbours.
fn junctions<'a>(rings: impl Iterator<Item = &'a Vec<PointKey>>) -> BTreeSet<PointKey> {
    let mut neighbours: BTreeMap<PointKey, BTreeSet<PointKey>> = BTreeMap::new();
    for ring in rings {
        for (place, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            neighbours.entry(*place).or_default().insert(*next);
            neighbours.entry(*next).or_default().insert(*place);
        }
    }
    neighbours.into_iter().filter(|(_, it)| it.len() > 2).map(|(place, _)| place).collect()
}

/// Splits an open ring at its junctions. Without a junction returns one closed border, which starts
/// at the same point whichever ring it comes from.
fn split_at_junctions(ring: &[PointKey], junctions: &BTreeSet<PointKey>) -> Vec<Vec<PointKey>> {
    let parting = ring.iter().position(|place| junctions.contains(place));
    let first = ring.iter().enumerate().min_by_key(|(_, place)| **place).map(|(at, _)| at);
    let mut turned = ring.to_vec();
    turned.rotate_left(parting.or(first).unwrap_or_default());
    turned.extend(turned.first().copied());
    let mut borders = vec![Vec::new()];
    for (at, place) in turned.iter().enumerate() {
        borders.last_mut().into_iter().for_each(|border: &mut Vec<PointKey>| border.push(*place));
        if at > 0 && at + 1 < turned.len() && junctions.contains(place) {
            borders.push(vec![*place]);
        }
    }
    borders
}

/// Side of an outline.
pub(super) type Segment = [UnitPoint; 2];

/// Index pairs of the `segments` that cross, touch or overlap other than at a common end.
pub(super) fn crossings(segments: &[Segment]) -> Vec<[usize; 2]> {
    let mut found = Vec::new();
    for (first, s) in segments.iter().enumerate() {
        for (second, t) in segments.iter().enumerate().skip(first + 1) {
            if boxes_intersect(s, t) && intersect(*s, *t) {
                found.push([first, second]);
            }
        }
    }
    found
}

/// True if the bounding boxes of two segments intersect.
fn boxes_intersect(s: &Segment, t: &Segment) -> bool {
    let is_wide = |axis: fn(&UnitPoint) -> i32| {
        let [(s_low, s_high), (t_low, t_high)] = [s, t].map(|[a, b]| {
            let (a, b) = (axis(a), axis(b));
            (a.min(b), a.max(b))
        });
        s_high < t_low || t_high < s_low
    };
    !is_wide(|point| point[0]) && !is_wide(|point| point[1])
}

fn intersect([a, b]: Segment, [c, d]: Segment) -> bool {
    for ([shared, s], [other, t]) in
        [([a, b], [c, d]), ([a, b], [d, c]), ([b, a], [c, d]), ([b, a], [d, c])]
    {
        if shared == other {
            return cross_product(shared, s, t) == 0 && same_direction(shared, s, t);
        }
    }
    let sides = [
        cross_product(a, b, c),
        cross_product(a, b, d),
        cross_product(c, d, a),
        cross_product(c, d, b),
    ];
    let [of_c, of_d, of_a, of_b] = sides.map(i64::signum);
    if of_c != of_d && of_a != of_b {
        return true;
    }
    sides == [0; 4]
}

/// Cross product of `ab` and `ac`: its sign is the direction of the turn, zero if the points are collinear.
fn cross_product(a: UnitPoint, b: UnitPoint, c: UnitPoint) -> i64 {
    let (ab, ac) = (difference(a, b), difference(a, c));
    ab[0] * ac[1] - ab[1] * ac[0]
}

/// True if `s` and `t` are in the same direction from `from`.
fn same_direction(from: UnitPoint, s: UnitPoint, t: UnitPoint) -> bool {
    let (s, t) = (difference(from, s), difference(from, t));
    s[0] * t[0] + s[1] * t[1] > 0
}

fn difference(a: UnitPoint, b: UnitPoint) -> [i64; 2] {
    [i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1])]
}

/// Ramer–Douglas–Peucker: keeps both ends, and the points farther than `tolerance` from the
/// simplified line. A closed line stays closed.
pub(super) fn simplified(line: &[Point], tolerance: f64) -> Vec<Point> {
    let ([from, inner @ .., to], true) = (line, line.len() > 2) else { return line.to_vec() };
    let far = inner.iter().zip(1..).map(|(point, at)| (at, distance(*point, *from, *to)));
    let furthest = far.fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    if furthest.1 <= tolerance {
        return vec![*from, *to];
    }
    let (before, after) = (line.get(..=furthest.0), line.get(furthest.0..));
    let mut simple = simplified(before.unwrap_or_default(), tolerance);
    simple.pop();
    simple.extend(simplified(after.unwrap_or_default(), tolerance));
    simple
}

/// Distance from `point` to the nearest point of the segment between `from` and `to`.
pub(super) fn distance([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let (px, py) = (x - x1, y - y1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cross_a_touch_and_an_overlap_are_seen_and_a_common_end_is_not() {
        let flat = [[0, 0], [10, 0]];
        let cross = [[5, -5], [5, 5]];
        let touch = [[5, 0], [5, 9]];
        let overlap = [[10, 0], [4, 0]];
        let inside = [[2, 0], [8, 0]];
        for other in [cross, touch, overlap, inside, flat] {
            assert_eq!(crossings(&[flat, other]), [[0, 1]], "{other:?}");
        }
        for other in [[[10, 0], [20, 0]], [[10, 0], [3, 7]], [[11, 0], [20, 0]], [[0, 1], [9, 1]]] {
            assert!(crossings(&[flat, other]).is_empty(), "{other:?}");
        }
    }

    #[test]
    fn points_on_the_line_are_dropped_and_corners_kept() {
        let line = [[0.0, 0.0], [50.0, 0.5], [100.0, 0.0], [100.0, 80.0]];
        assert_eq!(simplified(&line, 1.0), [[0.0, 0.0], [100.0, 0.0], [100.0, 80.0]]);
    }

    #[test]
    fn a_spur_in_line_with_the_ends_but_past_them_is_kept() {
        let line = [[0.0, 0.0], [40.0, 0.0], [10.0, 0.0]];
        assert_eq!(simplified(&line, 1.0), line);
    }

    #[test]
    fn a_closed_line_stays_closed() {
        let ring = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [4.0, 9.1], [0.0, 9.0], [0.0, 0.0]];
        assert_eq!(
            simplified(&ring, 1.0),
            [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]]
        );
    }
}
