//! The region on a sheet: départements as paths, neighbourhoods as marks that don't overlap.

use std::fmt::Write as _;

use crate::domain::{
    neighbourhood::QpvCode,
    outline::{Outline, Ring},
    place::{Departement, DepartementCode, InseeCode},
    published::Published,
};

/// The width of the sheet, in its own units; its height follows from the region.
const WIDTH: f64 = 480.0;
/// Room around the region for marks that were pushed aside.
const MARGIN: f64 = 14.0;
/// A point nearer than this to the line between its neighbours is not drawn, in units.
const TOLERANCE: f64 = 1.1;
/// From the lowest mark of a town to the line its name stands on, in units.
const TOWN_DROP: i32 = 14;
/// The free space between two marks, in units.
const GAP: f64 = 1.0;

/// The region as it is drawn; the unit is that of its `viewBox`.
#[derive(Debug, Default)]
pub struct RegionMap {
    pub width: u32,
    pub height: u32,
    pub departements: Vec<Shape>,
    pub marks: Vec<Mark>,
    pub towns: Vec<Town>,
}

/// The name of a town under its marks: of each département, the one with the most of them.
#[derive(Debug)]
pub struct Town {
    pub insee: InseeCode,
    pub x: i32,
    pub y: i32,
}

/// A département: the `d` of its path, and the middle of its box.
#[derive(Debug)]
pub struct Shape {
    pub code: DepartementCode,
    pub path: String,
    pub x: i32,
    pub y: i32,
}

/// A neighbourhood: the centre of its mark, the half of its side, and how many initiatives that
/// have not ended name it.
#[derive(Debug)]
pub struct Mark {
    pub code: QpvCode,
    pub x: i32,
    pub y: i32,
    pub half: i32,
    pub count: usize,
}

/// From degrees to the sheet: equirectangular, true at the middle latitude of the region.
struct Projection {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
}

impl RegionMap {
    /// The map of `published`; `count` tells how many initiatives name a neighbourhood.
    pub(super) fn new(published: &Published, count: impl Fn(&QpvCode) -> usize) -> Self {
        let points = || published.departements.iter().flat_map(|it| it.outline.points());
        let Some(first) = points().next() else { return Self::default() };
        let grown = points().fold((first, first), |(low, high), [lon, lat]| {
            ([low[0].min(lon), low[1].min(lat)], [high[0].max(lon), high[1].max(lat)])
        });
        let ([west, south], [east, north]) = grown;
        let shrink = f64::midpoint(south, north).to_radians().cos();
        let across = (WIDTH - 2.0 * MARGIN) / (east - west);
        let projection = Projection { west, north, across, down: across / shrink };
        let height = (north - south) * projection.down + 2.0 * MARGIN;
        let marks = marks(published, &projection, count);
        let shapes = published.departements.iter();
        let shapes = shapes.map(|it| projection.shape(it.code.clone(), &it.outline));
        Self {
            width: whole(WIDTH).unsigned_abs(),
            height: whole(height).unsigned_abs(),
            departements: shapes.collect(),
            towns: towns(published, &marks),
            marks,
        }
    }
}

impl Projection {
    fn point(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [(lon - self.west) * self.across + MARGIN, (self.north - lat) * self.down + MARGIN]
    }

    fn shape(&self, code: DepartementCode, outline: &Outline) -> Shape {
        let rings = outline.polygons().iter().flatten();
        let rings: Vec<Ring> =
            rings.map(|ring| ring.iter().map(|point| self.point(*point)).collect()).collect();
        let middle = |axis: fn(&[f64; 2]) -> f64| {
            let along = rings.iter().flatten().map(axis);
            let (low, high) = along.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
            whole(f64::midpoint(low, high))
        };
        let (x, y) = (middle(|point| point[0]), middle(|point| point[1]));
        Shape { code, path: rings.iter().map(|ring| path(ring, TOLERANCE)).collect(), x, y }
    }
}

/// The `d` of a closed ring on a sheet, to the unit, without the points that don't show.
#[must_use]
pub fn path(ring: &[[f64; 2]], tolerance: f64) -> String {
    let mut path = String::new();
    let mut last: Option<(i32, i32)> = None;
    for [x, y] in simplified(ring, tolerance) {
        let (x, y) = (whole(x), whole(y));
        match last {
            None => path = format!("M{x} {y}l"),
            Some((from_x, from_y)) if (from_x, from_y) == (x, y) => continue,
            Some((from_x, from_y)) => {
                let (dx, dy) = (x - from_x, y - from_y);
                let space = if path.ends_with('l') { "" } else { " " };
                let _ = write!(path, "{space}{dx} {dy}");
            }
        }
        last = Some((x, y));
    }
    path.push('z');
    path
}

/// Douglas and Peucker's simplification: the points further than `tolerance` from the line.
fn simplified(line: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let ([from, .., to], true) = (line, line.len() > 2) else { return line.to_vec() };
    let inner = line.iter().enumerate().skip(1).take(line.len() - 2);
    let (at, furthest) = inner
        .map(|(at, point)| (at, distance(*point, *from, *to)))
        .fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    if furthest <= tolerance {
        return vec![*from, *to];
    }
    let (before, after) = (line.get(..=at).unwrap_or(line), line.get(at..).unwrap_or(line));
    let mut kept = simplified(before, tolerance);
    kept.pop();
    kept.extend(simplified(after, tolerance));
    kept
}

/// From `point` to the segment between `from` and `to`.
fn distance([x, y]: [f64; 2], [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx.hypot(dy);
    if length < f64::EPSILON {
        return (x - x1).hypot(y - y1);
    }
    (dy * (x - x1) - dx * (y - y1)).abs() / length
}

/// The marks at their places, then pushed apart, the same way each time.
fn marks(
    published: &Published,
    projection: &Projection,
    count: impl Fn(&QpvCode) -> usize,
) -> Vec<Mark> {
    let mut places: Vec<([f64; 2], f64, QpvCode, usize)> = published
        .neighbourhoods
        .iter()
        .map(|it| {
            let count = count(&it.code);
            let place = projection.point([it.centre.lon(), it.centre.lat()]);
            (place, half(count), it.code.clone(), count)
        })
        .collect();
    for _ in 0..300 {
        if !push_apart(&mut places) {
            break;
        }
    }
    let marks = places.into_iter();
    marks
        .map(|(place, half, code, count)| {
            let [x, y] = place.map(whole);
            Mark { code, x, y, half: whole(half), count }
        })
        .collect()
}

/// Where the name of the first town of each département stands: centred under its marks.
fn towns(published: &Published, marks: &[Mark]) -> Vec<Town> {
    let of = |code: &InseeCode| -> Vec<&Mark> {
        let of_town = published.neighbourhoods.iter().zip(marks);
        let of_town = of_town.filter(|(it, _)| it.communes.first() == Some(code));
        of_town.map(|(_, mark)| mark).collect()
    };
    let first = |departement: &Departement| {
        let towns = published.neighbourhoods.iter();
        let towns = towns.filter(|it| it.departement == departement.code);
        let insee = towns.filter_map(|it| it.communes.first()).max_by_key(|code| of(code).len())?;
        let marks = of(insee);
        let low = marks.iter().map(|mark| mark.x).min()?;
        let high = marks.iter().map(|mark| mark.x).max()?;
        let y = marks.iter().map(|mark| mark.y + mark.half).max()? + TOWN_DROP;
        Some(Town { insee: insee.clone(), x: i32::midpoint(low, high), y })
    };
    published.departements.iter().filter_map(first).collect()
}

/// Half the side of a mark: its area grows with what the neighbourhood offers.
fn half(count: usize) -> f64 {
    let count = f64::from(u16::try_from(count.min(40)).unwrap_or(40));
    (81.0 + 45.0 * count).sqrt().min(24.0)
}

/// Moves each pair of overlapping marks apart by half their overlap; whether any moved.
fn push_apart(places: &mut [([f64; 2], f64, QpvCode, usize)]) -> bool {
    let mut moved = false;
    for second in 1..places.len() {
        let (before, rest) = places.split_at_mut(second);
        let Some((b, half_b, ..)) = rest.first_mut() else { continue };
        for (a, half_a, ..) in before.iter_mut() {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let apart = dx.hypot(dy);
            let wanted = *half_a + *half_b + GAP;
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

/// A coordinate of the sheet to the unit.
fn whole(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "sheets are a few hundred units wide")]
    let whole = value.round() as i32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_a_line_are_not_drawn() {
        let ring = [[0.0, 0.0], [5.0, 0.2], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]];
        assert_eq!(path(&ring, 1.0), "M0 0l10 0 0 10 -10 0 0 -10z");
    }

    #[test]
    fn marks_are_pushed_apart() {
        let code = |text: &str| text.parse::<QpvCode>().unwrap();
        let mut places = vec![
            ([10.0, 10.0], 9.0, code("QN03701I"), 0),
            ([10.0, 10.0], 9.0, code("QN03702M"), 0),
            ([12.0, 11.0], 9.0, code("QN03703M"), 0),
        ];
        while push_apart(&mut places) {}
        for (at, (a, ..)) in places.iter().enumerate() {
            for (b, ..) in places.iter().skip(at + 1) {
                assert!((a[0] - b[0]).hypot(a[1] - b[1]) > 18.9);
            }
        }
    }
}
