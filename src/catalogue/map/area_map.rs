//! Maps of the region and of a département: areas, markers sized by count, names of towns.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use geo::{Coord, Intersects as _, LineString, Polygon, Rect};

use super::labels::{Labels, Rectangle, half_side, label_anchors, reaches, spread_markers};
use super::projection::{Bounds, MapFormat, Projection, path};
use super::{Point, UnitPoint, outlines, whole};
use crate::catalogue::Catalogue;
use crate::domain::directory::Snapshot;
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
    let drawn = outlines::drawn(projection, &outlines, TOLERANCE);
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

/// Format of the map of the region: fixed width in map units, free height.
const REGION: MapFormat =
    MapFormat { width: 480.0, max_height: f64::MAX, margin: 14.0, bottom_margin: 0.0 };

/// Format of the map of a département, with a margin that shows its neighbours.
const DEPARTEMENT: MapFormat =
    MapFormat { width: 480.0, max_height: 520.0, margin: 26.0, bottom_margin: 0.0 };

/// Factor on the size of markers on the map of a département.
const MARKER_SCALE: f64 = 1.6;

/// Minimum neighbourhoods of a town for its name to be on the map of the region.
const MIN_NEIGHBOURHOODS: usize = 2;

/// Fixed part of the maps of the region: areas, and positions of neighbourhoods.
#[derive(Debug, Default)]
pub struct RegionMap {
    width: i32,
    height: i32,
    project_departements: Vec<ProjectedDepartement>,
    spots: Vec<ProjectedNeighbourhood>,
}

impl RegionMap {
    pub(in crate::catalogue) fn new(published: &Snapshot) -> Self {
        let points = published.departements.iter().flat_map(|it| it.outline.points());
        let Some(bounds) = Bounds::around_points(points) else { return Self::default() };
        let projection = Projection::fit(&bounds, REGION);
        let spots = published.neighbourhoods.iter().map(|it| ProjectedNeighbourhood {
            code: it.code.clone(),
            place: projection.project([it.centre.lon(), it.centre.lat()]),
            town: town(&published.communes, &it.communes),
        });
        Self {
            width: projection.width,
            height: projection.height,
            project_departements: project_departements(&projection, &published.departements),
            spots: spots.collect(),
        }
    }

    /// Map of the region, with a marker of size `count` for each neighbourhood.
    #[must_use]
    pub fn render(&self, count: impl Fn(&QpvCode) -> usize) -> AreaMap {
        let markers = markers(&self.spots, 1.0, count);
        assemble(
            [self.width, self.height],
            &self.project_departements,
            &self.spots,
            markers,
            MIN_NEIGHBOURHOODS,
        )
    }
}

/// Cached maps of the départements. Drawn on first use, since that takes a hundred times as long as
/// the rest of a page.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct DepartementMaps(
    BTreeMap<DepartementCode, OnceLock<Option<AreaMap>>>,
);

impl DepartementMaps {
    pub(in crate::catalogue) fn new(departements: &[Departement]) -> Self {
        Self(departements.iter().map(|it| (it.code.clone(), OnceLock::new())).collect())
    }

    /// True if the map of `departement` is drawn already.
    pub(in crate::catalogue) fn is_cached(&self, departement: &Departement) -> bool {
        self.0.get(&departement.code).is_some_and(|map| map.get().is_some())
    }
}

impl Catalogue {
    /// Map of `departement` with its surroundings; markers count initiatives that have not ended.
    /// `None` without an outline.
    #[must_use]
    pub fn departement_map(&self, departement: &Departement) -> Option<AreaMap> {
        let map = self.departement_maps.0.get(&departement.code)?;
        map.get_or_init(|| self.draw_departement(departement)).clone()
    }

    fn draw_departement(&self, departement: &Departement) -> Option<AreaMap> {
        let bounds = Bounds::around_points(departement.outline.points())?;
        let projection = Projection::fit(&bounds, DEPARTEMENT);
        let here = self.neighbourhoods_in(&departement.code);
        let spots = here.map(|it| ProjectedNeighbourhood {
            code: it.code.clone(),
            place: projection.project([it.centre.lon(), it.centre.lat()]),
            town: town(&self.communes, &it.communes),
        });
        let spots: Vec<ProjectedNeighbourhood> = spots.collect();
        let markers = markers(&spots, MARKER_SCALE, |code| self.named_count(code));
        let project_departements = project_departements(&projection, &self.departements);
        Some(assemble(
            [projection.width, projection.height],
            &project_departements,
            &spots,
            markers,
            1,
        ))
    }
}
