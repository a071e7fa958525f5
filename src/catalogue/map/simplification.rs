//! Line simplification.

use super::Point;

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
    let mut kept = simplified(before.unwrap_or_default(), tolerance);
    kept.pop();
    kept.extend(simplified(after.unwrap_or_default(), tolerance));
    kept
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
