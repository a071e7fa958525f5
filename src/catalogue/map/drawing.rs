//! A drawing of départements: their land, marks sized by what neighbourhoods offer, towns.

use std::collections::BTreeMap;

use geo::{Coord, Intersects as _, LineString, Polygon, Rect};

use super::{
    Point, Whole, borders,
    heart::hearts,
    labels::{Area, Labels},
    marks::{half, reaches, spread},
    path::path,
    sheet::Sheet,
    whole,
};
use crate::domain::{
    neighbourhood::QpvCode,
    place::{Commune, Departement, DepartementCode, InseeCode},
};

/// A point nearer than this to the line between its neighbours is not drawn, in units.
const TOLERANCE: f64 = 1.1;
/// How high the letters of a town are, in units.
const LETTERS: i32 = 16;
/// And those of a département.
const SMALL_LETTERS: i32 = 14;

/// What a map of départements shows; the unit is that of its `viewBox`.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub width: i32,
    pub height: i32,
    pub lands: Vec<Land>,
    pub marks: Vec<Mark>,
    pub towns: Vec<Name>,
}

/// A département: the `d` of its path; its name stands where there is room for it.
#[derive(Debug, Clone)]
pub struct Land {
    pub code: DepartementCode,
    pub path: String,
    pub name: Option<Name>,
}

/// A neighbourhood: the centre of its mark, the half of its side, the radius that answers to a finger, what it counts.
#[derive(Debug, Clone)]
pub struct Mark {
    pub code: QpvCode,
    pub x: i32,
    pub y: i32,
    pub half: i32,
    pub reach: i32,
    pub count: usize,
}

/// The name of a town: the middle of its base line.
#[derive(Debug, Clone)]
pub struct Name {
    pub text: String,
    pub x: i32,
    pub y: i32,
}

/// A neighbourhood on a sheet, and the town it is in.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub code: QpvCode,
    pub place: Point,
    pub town: Option<(InseeCode, String)>,
}

/// A département on a sheet, and where there is room in what is seen of it.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    code: DepartementCode,
    name: String,
    path: String,
    hearts: Vec<Whole>,
}

/// Frame of a map, without the width of a line on each side: an outline that only touches the border is not seen.
const UNSEEN_BORDER: i32 = 2;

/// The départements that are seen on `sheet`: a link to one outside the frame would take the focus where nothing is drawn.
pub(super) fn grounds(sheet: &Sheet, departements: &[Departement]) -> Vec<Ground> {
    let outlines: Vec<_> = departements.iter().map(|it| &it.outline).collect();
    let drawn = borders::drawn(sheet, &outlines, TOLERANCE);
    let seen = departements.iter().zip(drawn).filter(|(_, rings)| is_seen(sheet, rings));
    let grounds = seen.map(|(it, rings)| Ground {
        code: it.code.clone(),
        name: it.name.to_string(),
        path: path(&rings),
        hearts: hearts(sheet, &rings),
    });
    grounds.collect()
}

/// True if a part of the area inside `rings` is in the frame of `sheet`.
fn is_seen(sheet: &Sheet, rings: &[Vec<Whole>]) -> bool {
    let corner = |[x, y]: Whole| Coord { x: f64::from(x), y: f64::from(y) };
    let far = [sheet.width - UNSEEN_BORDER, sheet.height - UNSEEN_BORDER];
    let frame = Rect::new(corner([UNSEEN_BORDER; 2]), corner(far));
    rings.iter().any(|ring| {
        let ring: LineString = ring.iter().copied().map(corner).collect();
        frame.intersects(&Polygon::new(ring, Vec::new()))
    })
}

/// A sheet of this size with its `grounds` and `marks`, and the names there is room for: those of
/// towns of `least` marks or more, then those of départements.
pub(super) fn drawing(
    [width, height]: Whole,
    grounds: &[Ground],
    spots: &[Spot],
    marks: Vec<Mark>,
    least: usize,
) -> Drawing {
    let taken = marks.iter().map(area).collect();
    let mut labels = Labels::new(width, height, LETTERS, taken);
    let towns = towns(&mut labels, spots, &marks, least);
    let mut labels = labels.with_letters(SMALL_LETTERS);
    let land = |ground: &Ground| {
        let place = labels.at(&ground.name, ground.hearts.iter().copied());
        let name = place.map(|[x, y]| Name { text: ground.name.clone(), x, y });
        Land { code: ground.code.clone(), path: ground.path.clone(), name }
    };
    Drawing { width, height, lands: grounds.iter().map(land).collect(), marks, towns }
}

/// The town of a neighbourhood: the first of its communes.
pub(super) fn town(communes: &[Commune], codes: &[InseeCode]) -> Option<(InseeCode, String)> {
    let first = communes.iter().find(|it| Some(&it.insee) == codes.first())?;
    Some((first.insee.clone(), first.name.to_string()))
}

/// The marks of `spots` at their places, then pushed apart; `scale` is how large they are.
pub(super) fn marks(spots: &[Spot], scale: f64, count: impl Fn(&QpvCode) -> usize) -> Vec<Mark> {
    let counts: Vec<usize> = spots.iter().map(|it| count(&it.code)).collect();
    let sized = spots.iter().zip(&counts);
    let mut places: Vec<(Point, f64)> =
        sized.map(|(it, count)| (it.place, half(*count) * scale)).collect();
    spread(&mut places);
    let reaches = reaches(&places);
    let spread_out = spots.iter().zip(counts).zip(places.into_iter().zip(reaches));
    spread_out
        .map(|((it, count), ((place, half), reach))| {
            let [x, y] = place.map(whole);
            Mark { code: it.code.clone(), x, y, half: whole(half), reach: whole(reach), count }
        })
        .collect()
}

/// The names of as many towns as find a place beside their marks, those of many marks first.
fn towns(labels: &mut Labels, spots: &[Spot], marks: &[Mark], least: usize) -> Vec<Name> {
    let mut towns: BTreeMap<&InseeCode, (&str, Vec<&Mark>)> = BTreeMap::new();
    for (spot, mark) in spots.iter().zip(marks) {
        if let Some((insee, name)) = &spot.town {
            towns.entry(insee).or_insert((name, Vec::new())).1.push(mark);
        }
    }
    let mut towns: Vec<(&str, Vec<&Mark>)> = towns.into_values().collect();
    towns.retain(|(_, marks)| marks.len() >= least);
    towns.sort_by_key(|(_, marks)| std::cmp::Reverse(marks.len()));
    let name = |(text, own): (&str, Vec<&Mark>)| {
        let others = marks.iter().filter(|mark| !own.iter().any(|it| it.code == mark.code));
        let others: Vec<Area> = others.map(area).collect();
        let own: Vec<Area> = own.into_iter().map(area).collect();
        let [x, y] = labels.beside(text, &own, &others)?;
        Some(Name { text: text.to_owned(), x, y })
    };
    towns.into_iter().filter_map(name).collect()
}

const fn area(mark: &Mark) -> Area {
    Area::around([mark.x, mark.y], mark.half)
}
