//! Map of départements: areas, markers sized by count, names of towns.

use std::collections::BTreeMap;

use geo::{Coord, Intersects as _, LineString, Polygon, Rect};

use super::label_anchors::label_anchors;
use super::labels::{Labels, Rectangle};
use super::markers::{half_side, reaches, spread_markers};
use super::path::path;
use super::projection::Projection;
use super::{Point, UnitPoint, borders, whole};
use crate::domain::place::{Commune, Departement, DepartementCode, InseeCode, QpvCode};

/// Simplification tolerance of outlines, in map units.
const TOLERANCE: f64 = 1.1;
/// Letter height of the names of towns, in map units.
const TOWN_LETTER_HEIGHT: i32 = 16;
/// Letter height of the names of départements, in map units.
const DEPARTEMENT_LETTER_HEIGHT: i32 = 14;

/// Map of départements; the unit is that of its SVG `viewBox`.
#[derive(Debug, Clone)]
pub struct AreaMap {
    pub width: i32,
    pub height: i32,
    pub departements: Vec<DepartementArea>,
    pub markers: Vec<NeighbourhoodMarker>,
    pub towns: Vec<MapLabel>,
}

/// Département: the `d` of its SVG path, and its name if there is room for it.
#[derive(Debug, Clone)]
pub struct DepartementArea {
    pub code: DepartementCode,
    pub path: String,
    pub name: Option<MapLabel>,
}

/// A neighbourhood: the centre of its mark, the half of its side, the radius that answers to a finger, what it counts.
#[derive(Debug, Clone)]
pub struct NeighbourhoodMarker {
    pub code: QpvCode,
    pub x: i32,
    pub y: i32,
    pub half: i32,
    pub reach: i32,
    pub count: usize,
}

/// Label, with the middle of its baseline.
#[derive(Debug, Clone)]
pub struct MapLabel {
    pub text: String,
    pub x: i32,
    pub y: i32,
}

/// Neighbourhood projected on the map, and its town.
#[derive(Debug, Clone)]
pub(super) struct ProjectedNeighbourhood {
    pub code: QpvCode,
    pub place: Point,
    pub town: Option<(InseeCode, String)>,
}

/// Département projected on the map, with the anchors for its label in its visible part.
#[derive(Debug, Clone)]
pub(super) struct ProjectedDepartement {
    code: DepartementCode,
    name: String,
    path: String,
    label_anchors: Vec<UnitPoint>,
}

/// Margin, in map units, within which an outline that only touches the frame counts as not visible.
const FRAME_MARGIN: i32 = 2;

/// Départements visible on `projection`; a link outside the frame would take the focus with nothing drawn.
pub(super) fn project_departements(
    projection: &Projection,
    departements: &[Departement],
) -> Vec<ProjectedDepartement> {
    let outlines: Vec<_> = departements.iter().map(|it| &it.outline).collect();
    let drawn = borders::drawn(projection, &outlines, TOLERANCE);
    let seen = departements.iter().zip(drawn).filter(|(_, rings)| is_visible(projection, rings));
    let project_departements = seen.map(|(it, rings)| ProjectedDepartement {
        code: it.code.clone(),
        name: it.name.to_string(),
        path: path(&rings),
        label_anchors: label_anchors(projection, &rings),
    });
    project_departements.collect()
}

/// True if part of the area inside `rings` is in the frame of `projection`.
fn is_visible(projection: &Projection, rings: &[Vec<UnitPoint>]) -> bool {
    let corner = |[x, y]: UnitPoint| Coord { x: f64::from(x), y: f64::from(y) };
    let far = [projection.width - FRAME_MARGIN, projection.height - FRAME_MARGIN];
    let frame = Rect::new(corner([FRAME_MARGIN; 2]), corner(far));
    rings.iter().any(|ring| {
        let ring: LineString = ring.iter().copied().map(corner).collect();
        frame.intersects(&Polygon::new(ring, Vec::new()))
    })
}

/// Assembles a map of this size with the labels there is room for: towns of at least `least`
/// markers, then départements.
pub(super) fn assemble(
    [width, height]: UnitPoint,
    project_departements: &[ProjectedDepartement],
    spots: &[ProjectedNeighbourhood],
    markers: Vec<NeighbourhoodMarker>,
    least: usize,
) -> AreaMap {
    let taken = markers.iter().map(area).collect();
    let mut labels = Labels::new(width, height, TOWN_LETTER_HEIGHT, taken);
    let towns = towns(&mut labels, spots, &markers, least);
    let mut labels = labels.with_letters(DEPARTEMENT_LETTER_HEIGHT);
    let land = |ground: &ProjectedDepartement| {
        let place = labels.place_on(&ground.name, ground.label_anchors.iter().copied());
        let name = place.map(|[x, y]| MapLabel { text: ground.name.clone(), x, y });
        DepartementArea { code: ground.code.clone(), path: ground.path.clone(), name }
    };
    AreaMap {
        width,
        height,
        departements: project_departements.iter().map(land).collect(),
        markers,
        towns,
    }
}

/// Town of a neighbourhood: the first of its communes.
pub(super) fn town(communes: &[Commune], codes: &[InseeCode]) -> Option<(InseeCode, String)> {
    let first = communes.iter().find(|it| Some(&it.insee) == codes.first())?;
    Some((first.insee.clone(), first.name.to_string()))
}

/// Markers for `spots`, moved apart so that none overlap; `scale` multiplies their size.
pub(super) fn markers(
    spots: &[ProjectedNeighbourhood],
    scale: f64,
    count: impl Fn(&QpvCode) -> usize,
) -> Vec<NeighbourhoodMarker> {
    let counts: Vec<usize> = spots.iter().map(|it| count(&it.code)).collect();
    let sized = spots.iter().zip(&counts);
    let mut places: Vec<(Point, f64)> =
        sized.map(|(it, count)| (it.place, half_side(*count) * scale)).collect();
    spread_markers(&mut places);
    let reaches = reaches(&places);
    let spread_out = spots.iter().zip(counts).zip(places.into_iter().zip(reaches));
    spread_out
        .map(|((it, count), ((place, half), reach))| {
            let [x, y] = place.map(whole);
            NeighbourhoodMarker {
                code: it.code.clone(),
                x,
                y,
                half: whole(half),
                reach: whole(reach),
                count,
            }
        })
        .collect()
}

/// Labels of the towns that find a free place beside their markers; towns with most markers first.
fn towns(
    labels: &mut Labels,
    spots: &[ProjectedNeighbourhood],
    markers: &[NeighbourhoodMarker],
    least: usize,
) -> Vec<MapLabel> {
    let mut towns: BTreeMap<&InseeCode, (&str, Vec<&NeighbourhoodMarker>)> = BTreeMap::new();
    for (spot, mark) in spots.iter().zip(markers) {
        if let Some((insee, name)) = &spot.town {
            towns.entry(insee).or_insert((name, Vec::new())).1.push(mark);
        }
    }
    let mut towns: Vec<(&str, Vec<&NeighbourhoodMarker>)> = towns.into_values().collect();
    towns.retain(|(_, markers)| markers.len() >= least);
    towns.sort_by_key(|(_, markers)| std::cmp::Reverse(markers.len()));
    let name = |(text, own): (&str, Vec<&NeighbourhoodMarker>)| {
        let others = markers.iter().filter(|mark| !own.iter().any(|it| it.code == mark.code));
        let others: Vec<Rectangle> = others.map(area).collect();
        let own: Vec<Rectangle> = own.into_iter().map(area).collect();
        let [x, y] = labels.place_beside(text, &own, &others)?;
        Some(MapLabel { text: text.to_owned(), x, y })
    };
    towns.into_iter().filter_map(name).collect()
}

const fn area(mark: &NeighbourhoodMarker) -> Rectangle {
    Rectangle::around([mark.x, mark.y], mark.half)
}
