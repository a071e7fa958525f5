//! SVG path data.

use std::fmt::Write as _;

use super::UnitPoint;

/// SVG path data `d` of closed rings, in relative coordinates.
pub(super) fn path(rings: &[Vec<UnitPoint>]) -> String {
    let mut path = String::new();
    for ring in rings {
        let [first, rest @ .., _] = ring.as_slice() else { continue };
        let _ = write!(path, "M{} {}l", first[0], first[1]);
        let mut last = *first;
        for point in rest {
            for (axis, before) in point.iter().zip(last) {
                step(&mut path, axis - before);
            }
            last = *point;
        }
        path.push('z');
    }
    path
}

/// Writes a number, separated from the one before it where needed.
fn step(path: &mut String, by: i32) {
    let space = if by < 0 || path.ends_with('l') { "" } else { " " };
    let _ = write!(path, "{space}{by}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_closed_by_its_last_letter() {
        let ring = vec![[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
        assert_eq!(path(&[ring.clone(), ring]), "M0 0l10 0 0 10-10 0zM0 0l10 0 0 10-10 0z");
    }
}
