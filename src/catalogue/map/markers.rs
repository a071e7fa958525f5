//! Spreads markers so that none overlap.

use super::Point;

/// Minimum space between two markers, in map units.
const GAP: f64 = 1.0;
/// 12 pixels of a map that is 328 pixels wide, as on a phone of 360 pixels.
const WIDEST_REACH: f64 = 18.0;
/// Maximum iterations.
const MAX_ROUNDS: usize = 300;

/// Half of the side of a marker; its area grows linearly with the count, up to a maximum.
pub(super) fn half_side(count: usize) -> f64 {
    let count = f64::from(u16::try_from(count.min(40)).unwrap_or(40));
    (81.0 + 45.0 * count).sqrt().min(24.0)
}

/// The radius of the disc that answers to a finger around each of round marks: 24 pixels across on a phone where
/// nothing is near, never over a part of another mark, never less than the mark.
pub(super) fn reaches(marks: &[(Point, f64)]) -> Vec<f64> {
    let free = |at: usize, place: &Point| {
        let others = marks.iter().enumerate().filter(|(other, _)| *other != at);
        let distances =
            others.map(|(_, (it, half))| (it[0] - place[0]).hypot(it[1] - place[1]) - half);
        distances.fold(WIDEST_REACH, f64::min)
    };
    let each = marks.iter().enumerate();
    each.map(|(at, (place, half))| free(at, place).max(*half)).collect()
}

/// Moves markers (centre, radius) until none overlap. Deterministic.
pub(super) fn spread_markers(markers: &mut [(Point, f64)]) {
    for _ in 0..MAX_ROUNDS {
        if !push_apart(markers) {
            return;
        }
    }
}

/// Moves each overlapping pair apart by half of its overlap; returns true if any moved.
fn push_apart(markers: &mut [(Point, f64)]) -> bool {
    let mut moved = false;
    for second in 1..markers.len() {
        let (before, rest) = markers.split_at_mut(second);
        let Some((b, radius_b)) = rest.first_mut() else { continue };
        for (a, radius_a) in before.iter_mut() {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let apart = dx.hypot(dy);
            let wanted = *radius_a + *radius_b + GAP;
            if apart >= wanted - 0.05 {
                continue;
            }
            let (ux, uy) = if apart < 0.01 { (1.0, 0.0) } else { (dx / apart, dy / apart) };
            let step = (wanted - apart) / 2.0;
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

    #[test]
    fn a_mark_answers_around_it_where_no_other_is() {
        let marks =
            [([0.0, 0.0], 9.0), ([19.0, 0.0], 9.0), ([19.0, 22.0], 9.0), ([200.0, 0.0], 24.0)];
        assert_eq!(reaches(&marks), [10.0, 10.0, 13.0, 24.0]);
        assert_eq!(reaches(&[([5.0, 5.0], 9.0)]), [WIDEST_REACH]);
    }

    #[test]
    fn marks_are_pushed_apart() {
        let mut markers = vec![([10.0, 10.0], 9.0), ([10.0, 10.0], 9.0), ([12.0, 11.0], 9.0)];
        spread_markers(&mut markers);
        for (at, (a, _)) in markers.iter().enumerate() {
            for (b, _) in markers.iter().skip(at + 1) {
                assert!((a[0] - b[0]).hypot(a[1] - b[1]) > 18.9);
            }
        }
    }
}
