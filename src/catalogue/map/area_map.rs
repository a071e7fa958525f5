//! Maps of the region and of a département: areas, markers sized by count, names of towns.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use geo::{Coord, Intersects as _, LineString, Polygon, Rect};

use super::inset::{MapInset, ProjectedInset, ProjectedPlaces};
use super::labels::{Labels, Rectangle, label_anchors};
use super::neighbourhood_markers::{
    MapLabel, NeighbourhoodMarker, TOWN_LETTER_HEIGHT, area, markers, towns,
};
use super::projection::{Bounds, MapFormat, Projection, path};
use super::{UnitPoint, outlines};
use crate::catalogue::Catalogue;
use crate::domain::directory::Snapshot;
use crate::domain::place::{Departement, DepartementCode, QpvCode};

/// Simplification tolerance of outlines, in map units.
const TOLERANCE: f64 = 1.1;

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
    /// Parts drawn larger beside the map; their neighbourhoods have no marker on it.
    pub insets: Vec<MapInset>,
}

/// Département: the `d` of its SVG path, and its name if there is room for it.
#[derive(Debug, Clone)]
pub struct DepartementArea {
    pub code: DepartementCode,
    pub path: String,
    pub name: Option<MapLabel>,
}

/// Département projected on the map, with the anchors for its label in its visible part.
#[derive(Debug, Clone)]
struct ProjectedDepartement {
    code: DepartementCode,
    name: String,
    path: String,
    label_anchors: Vec<UnitPoint>,
}

/// Margin, in map units, within which an outline that only touches the frame counts as not visible.
const FRAME_MARGIN: i32 = 2;

/// Départements visible on `projection`; a link outside the frame would take the focus with nothing drawn.
fn project_departements(
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

/// Assembles a map of this size, with a marker of size `count` times `scale` for each neighbourhood, and the labels there
/// is room for: towns of the insets, towns of at least `least` markers, then départements.
fn assemble(
    [width, height]: UnitPoint,
    project_departements: &[ProjectedDepartement],
    places: &ProjectedPlaces,
    scale: f64,
    count: impl Fn(&QpvCode) -> usize,
    least: usize,
) -> AreaMap {
    let markers = markers(&places.positions, scale, &count);
    let frames: Vec<Rectangle> = places.insets.iter().map(|it| it.frame).collect();
    let taken = markers.iter().map(area).chain(frames).collect();
    let mut labels = Labels::new(width, height, TOWN_LETTER_HEIGHT, taken);
    let mut names = inset_names(&mut labels, &places.insets, &markers);
    names.extend(towns(&mut labels, &places.positions, &markers, least));
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
        towns: names,
        insets: places.insets.iter().map(|it| it.render(&count)).collect(),
    }
}

/// Names of the towns of `insets`, each beside its frame.
fn inset_names(
    labels: &mut Labels,
    insets: &[ProjectedInset],
    markers: &[NeighbourhoodMarker],
) -> Vec<MapLabel> {
    let others: Vec<Rectangle> = markers.iter().map(area).collect();
    let name = |it: &ProjectedInset| {
        let [x, y] = labels.place_beside(&it.town, &[it.frame], &others)?;
        Some(MapLabel { text: it.town.clone(), x, y })
    };
    insets.iter().filter_map(name).collect()
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
    places: ProjectedPlaces,
}

impl RegionMap {
    pub(in crate::catalogue) fn new(published: &Snapshot) -> Self {
        let points = published.departements.iter().flat_map(|it| it.outline.points());
        let Some(bounds) = Bounds::around_points(points) else { return Self::default() };
        let projection = Projection::fit(&bounds, REGION);
        let neighbourhoods = published.neighbourhoods.iter();
        Self {
            width: projection.width,
            height: projection.height,
            project_departements: project_departements(&projection, &published.departements),
            places: ProjectedPlaces::new(&projection, neighbourhoods, &published.communes),
        }
    }

    /// Map of the region, with a marker of size `count` for each neighbourhood.
    #[must_use]
    pub fn render(&self, count: impl Fn(&QpvCode) -> usize) -> AreaMap {
        let size = [self.width, self.height];
        let (departements, places) = (&self.project_departements, &self.places);
        assemble(size, departements, places, 1.0, count, MIN_NEIGHBOURHOODS)
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
        let places = ProjectedPlaces::new(&projection, here, &self.communes);
        let count = |code: &QpvCode| self.serving_count(code);
        let project_departements = project_departements(&projection, &self.departements);
        let size = [projection.width, projection.height];
        Some(assemble(size, &project_departements, &places, MARKER_SCALE, count, 1))
    }
}
