//! A neighbourhood drawn on the page: its outline, numbered places, a scale.

use std::fmt::Write as _;

use crate::domain::{
    outline::{Outline, Ring},
    place::Position,
};

/// The drawing is this wide, and at most this high, in units.
const WIDTH: f64 = 640.0;
const HIGHEST: f64 = 560.0;
/// Room around the outline: a pin on its edge must fit; the scale stands below.
const MARGIN: f64 = 30.0;
const FOOT: f64 = 40.0;
/// What is nearer to the line than this is not seen.
const TOLERANCE: f64 = 1.6;
/// Two pins whose centres are nearer than this would hide each other.
const APART: f64 = 44.0;
/// Metres in a degree of latitude.
const DEGREE: f64 = 111_195.0;

/// A drawing of a neighbourhood, north at the top.
#[derive(Debug)]
pub struct Plan {
    pub height: f64,
    pub path: String,
    pub pins: Vec<Pin>,
    /// The length of the scale, in units and in metres.
    pub rule: f64,
    pub metres: u16,
}

/// The place of the organisation that has this number in the list.
#[derive(Debug)]
pub struct Pin {
    pub number: usize,
    pub x: f64,
    pub y: f64,
}

/// From degrees to units.
struct Projection {
    left: f64,
    top: f64,
    /// Units in a degree of longitude and of latitude.
    across: f64,
    down: f64,
}

impl Plan {
    pub fn new(outline: &Outline, places: &[(usize, Position)]) -> Self {
        let (projection, height) = Projection::fitting(outline);
        let rings = outline.polygons().iter().flatten();
        let path = rings.map(|ring| projection.path(ring)).collect();
        let per_metre = projection.down / DEGREE;
        let metres = [1_000, 500, 200, 100]
            .into_iter()
            .find(|metres| f64::from(*metres) * per_metre <= 180.0)
            .unwrap_or(50);
        let rule = (f64::from(metres) * per_metre).round();
        Self { height, path, pins: projection.pins(places, height), rule, metres }
    }
}

impl Projection {
    /// The one that makes `outline` as large as the drawing allows, and the height it takes.
    fn fitting(outline: &Outline) -> (Self, f64) {
        let (mut west, mut east) = (f64::MAX, f64::MIN);
        let (mut south, mut north) = (f64::MAX, f64::MIN);
        for [lon, lat] in outline.points() {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let shrunk = f64::midpoint(south, north).to_radians().cos();
        let (width, height) = ((east - west) * shrunk, north - south);
        let down = ((WIDTH - 2.0 * MARGIN) / width).min((HIGHEST - 2.0 * MARGIN - FOOT) / height);
        let left = west - (WIDTH / down - width) / 2.0 / shrunk;
        let top = north + MARGIN / down;
        let projection = Self { left, top, across: down * shrunk, down };
        (projection, (height * down + 2.0 * MARGIN + FOOT).round())
    }

    fn at(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [(lon - self.left) * self.across, (self.top - lat) * self.down]
    }

    /// `ring` as a closed path of steps from corner to corner, in whole units.
    fn path(&self, ring: &Ring) -> String {
        let points: Vec<[f64; 2]> = ring.iter().map(|point| self.at(*point)).collect();
        let mut path = String::new();
        let mut last = [0.0, 0.0];
        for (at, point) in simplified(&points).into_iter().enumerate() {
            let point = point.map(f64::round);
            // Adding zero turns the "-0" of a rounded number into "0".
            let step = [point[0] - last[0] + 0.0, point[1] - last[1] + 0.0];
            if at == 0 {
                let _ = write!(path, "M{} {}l", point[0], point[1]);
            } else if step != [0.0, 0.0] {
                let _ = write!(path, "{} {} ", step[0], step[1]);
            }
            last = point;
        }
        format!("{}z", path.trim_end())
    }

    /// The pins of `places`, moved aside where they would hide one another.
    fn pins(&self, places: &[(usize, Position)], height: f64) -> Vec<Pin> {
        let mut pins: Vec<Pin> = Vec::new();
        for (number, position) in places {
            let [x, y] = self.at([position.lon(), position.lat()]);
            let free = |x: f64, y: f64, pins: &[Pin]| {
                pins.iter().all(|pin| (pin.x - x).hypot(pin.y - y) >= APART)
            };
            let steps = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0].map(|step| step * APART);
            let tries = steps.iter().flat_map(|down| steps.iter().map(move |right| (right, down)));
            let inside = |x: f64, y: f64| {
                (MARGIN..=WIDTH - MARGIN).contains(&x) && (MARGIN..=height - FOOT).contains(&y)
            };
            let (x, y) = tries
                .map(|(right, down)| ((x + right).round(), (y + down).round()))
                .find(|(x, y)| inside(*x, *y) && free(*x, *y, &pins))
                .unwrap_or((x.round(), y.round()));
            pins.push(Pin { number: *number, x, y });
        }
        pins
    }
}

/// `points` without those that the line hardly misses (Douglas and Peucker).
fn simplified(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let far = points.iter().enumerate().map(|(at, point)| (at, distance(*point, *first, *last)));
    let farthest = far.max_by(|a, b| a.1.total_cmp(&b.1));
    match farthest {
        Some((at, distance)) if distance > TOLERANCE => {
            let mut kept = simplified(points.get(..=at).unwrap_or_default());
            kept.pop();
            kept.extend(simplified(points.get(at..).unwrap_or_default()));
            kept
        }
        _ => vec![*first, *last],
    }
}

/// From `point` to the straight line between `a` and `b`.
fn distance(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (px, py) = (point[0] - a[0], point[1] - a[1]);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Outline {
        let ring = vec![[0.70, 47.38], [0.71, 47.38], [0.71, 47.39], [0.70, 47.39], [0.70, 47.38]];
        Outline::new(vec![vec![ring]]).unwrap()
    }

    #[test]
    fn a_square_on_the_ground_is_narrower_in_degrees_than_it_is_high() {
        let plan = Plan::new(&square(), &[]);
        let steps: Vec<&str> = plan.path.split('l').nth(1).unwrap().split(' ').collect();
        let (right, up): (f64, f64) = (steps[0].parse().unwrap(), steps[3].parse().unwrap());
        assert!((right / -up - 47.385_f64.to_radians().cos()).abs() < 0.01, "{}", plan.path);
    }

    #[test]
    fn points_on_the_line_are_dropped_and_corners_kept() {
        let line = [[0.0, 0.0], [50.0, 0.5], [100.0, 0.0], [100.0, 80.0]];
        assert_eq!(simplified(&line), [[0.0, 0.0], [100.0, 0.0], [100.0, 80.0]]);
    }

    #[test]
    fn two_places_at_one_address_stay_both_visible() {
        let place = Position::new(47.385, 0.705).unwrap();
        let plan = Plan::new(&square(), &[(1, place), (2, place)]);
        let [first, second] = plan.pins.as_slice() else { panic!("two pins") };
        assert!((first.x - second.x).hypot(first.y - second.y) >= APART);
    }
}
