//! Map of départements: areas, markers sized by count, names of towns.

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

/// Simplification tolerance of outlines, in map units.
const TOLERANCE: f64 = 1.1;
/// Letter height of the names of towns, in map units.
const LETTERS: i32 = 16;
/// Letter height of the names of départements, in map units.
const SMALL_LETTERS: i32 = 14;

/// Map of départements; the unit is that of its SVG `viewBox`.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub width: i32,
    pub height: i32,
    pub lands: Vec<Land>,
    pub marks: Vec<Mark>,
    pub towns: Vec<Name>,
}

/// Département: the `d` of its SVG path, and its name if there is room for it.
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

/// Label, with the middle of its baseline.
#[derive(Debug, Clone)]
pub struct Name {
    pub text: String,
    pub x: i32,
    pub y: i32,
}

/// Neighbourhood projected on the map, and its town.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub code: QpvCode,
    pub place: Point,
    pub town: Option<(InseeCode, String)>,
}

/// Département projected on the map, with the anchors for its label in its visible part.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    code: DepartementCode,
    name: String,
    path: String,
    hearts: Vec<Whole>,
}

/// Margin, in map units, within which an outline that only touches the frame counts as not visible.
const UNSEEN_BORDER: i32 = 2;

/// Départements visible on `sheet`; a link outside the frame would take the focus with nothing drawn.
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

/// True if part of the area inside `rings` is in the frame of `sheet`.
fn is_seen(sheet: &Sheet, rings: &[Vec<Whole>]) -> bool {
    let corner = |[x, y]: Whole| Coord { x: f64::from(x), y: f64::from(y) };
    let far = [sheet.width - UNSEEN_BORDER, sheet.height - UNSEEN_BORDER];
    let frame = Rect::new(corner([UNSEEN_BORDER; 2]), corner(far));
    rings.iter().any(|ring| {
        let ring: LineString = ring.iter().copied().map(corner).collect();
        frame.intersects(&Polygon::new(ring, Vec::new()))
    })
}

/// Assembles a map of this size with the labels there is room for: towns of at least `least`
/// markers, then départements.
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

/// Town of a neighbourhood: the first of its communes.
pub(super) fn town(communes: &[Commune], codes: &[InseeCode]) -> Option<(InseeCode, String)> {
    let first = communes.iter().find(|it| Some(&it.insee) == codes.first())?;
    Some((first.insee.clone(), first.name.to_string()))
}

/// Markers for `spots`, moved apart so that none overlap; `scale` multiplies their size.
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

/// Labels of the towns that find a free place beside their markers; towns with most markers first.
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
