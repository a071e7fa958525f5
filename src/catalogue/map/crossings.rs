//! Detection of segments that cross.

use super::UnitPoint;

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
    let apart = |axis: fn(&UnitPoint) -> i32| {
        let [(s_low, s_high), (t_low, t_high)] = [s, t].map(|[a, b]| {
            let (a, b) = (axis(a), axis(b));
            (a.min(b), a.max(b))
        });
        s_high < t_low || t_high < s_low
    };
    !apart(|point| point[0]) && !apart(|point| point[1])
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
}
