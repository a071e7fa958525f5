//! Point locator: the neighbourhood that contains a point, and the distances to the nearest others.

use std::cmp::Ordering;
use std::collections::HashMap;

use geo::coordinate_position::CoordPos;
use geo::{
    BoundingRect as _, Coord, CoordinatePosition as _, Distance as _, Geodesic, LineString,
    MultiPolygon, Point, Polygon, Rect,
};

use crate::catalogue::Catalogue;
use crate::domain::directory::Snapshot;
use crate::domain::place::{
    DepartementCode, EDGE_METRES, EdgePosition, Location, NearbyNeighbourhood, Outline, Position,
    QpvCode, REGION_MARGIN_METRES, Ring, whole_metres,
};

/// Number of nearest neighbourhoods returned.
const MAX_NEAREST: usize = 5;
/// Factor that makes a planar distance a safe lower bound, so that exact measurement can be skipped.
const LOWER_BOUND_FACTOR: f64 = 0.999;
/// WGS84 ellipsoid: semi-major axis in metres, and first eccentricity squared.
const SEMI_MAJOR_AXIS: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_316;

/// Outlines of a catalogue, prepared for point queries.
#[derive(Debug)]
pub struct PointLocator {
    neighbourhoods: Vec<(QpvCode, PreparedOutline)>,
    departements: Vec<(DepartementCode, PreparedOutline)>,
}

#[derive(Debug)]
struct PreparedOutline {
    shape: MultiPolygon,
    bounds: Rect,
}

/// Neighbourhood with its distance from the queried point.
struct MeasuredNeighbourhood<'a> {
    code: &'a QpvCode,
    /// Metres from the border: positive inside, negative outside.
    signed_distance: f64,
}

/// Local plane around a point, its origin; coordinates in metres. Straight lines stay straight, so
/// the nearest point of a border is found in the plane; its distance is then measured on the
/// ellipsoid.
struct Plane {
    at: Coord,
    metres_per_lon: f64,
    metres_per_lat: f64,
}

impl Catalogue {
    /// Locates `at` by the outlines of 2024. The position is not rounded here.
    #[must_use]
    pub fn locate(&self, at: Position) -> Location {
        self.point_locator.locate(at)
    }
}

impl PointLocator {
    pub fn new(published: &Snapshot) -> Self {
        let known = published.neighbourhoods.iter();
        let mut neighbourhoods: Vec<(QpvCode, PreparedOutline)> = known
            .filter_map(|it| Some((it.code.clone(), PreparedOutline::new(&it.outline)?)))
            .collect();
        neighbourhoods.sort_by(|(a, _), (b, _)| a.cmp(b));
        let departements = published.departements.iter();
        let departements = departements
            .filter_map(|it| Some((it.code.clone(), PreparedOutline::new(&it.outline)?)))
            .collect();
        Self { neighbourhoods, departements }
    }

    fn locate(&self, at: Position) -> Location {
        let at = coordinates(at);
        let sights = self.by_distance(at);
        // Several outlines may contain the point: the one whose border is farthest wins, then the lower code.
        let here = sights.iter().min_by(|a, b| {
            b.signed_distance.total_cmp(&a.signed_distance).then(a.code.cmp(b.code))
        });
        let standing = here
            .map_or(EdgePosition::Outside, |sight| EdgePosition::from_depth(sight.signed_distance));
        let neighbourhood = match standing {
            EdgePosition::Inside | EdgePosition::Edge => here.map(|sight| sight.code.clone()),
            EdgePosition::Outside => None,
        };
        let others = sights.iter().filter(|sight| Some(sight.code) != neighbourhood.as_ref());
        let near = |sight: &MeasuredNeighbourhood<'_>| NearbyNeighbourhood {
            code: sight.code.clone(),
            metres: sight.distance(),
        };
        Location {
            edge_position: standing,
            nearest: others.take(MAX_NEAREST).map(near).collect(),
            in_region: self.is_in_region(at),
            neighbourhood,
        }
    }

    /// Neighbourhoods around `at`, nearest first: all that may contain it, and the nearest others.
    fn by_distance(&self, at: Coord) -> Vec<MeasuredNeighbourhood<'_>> {
        let areas = self.neighbourhoods.iter();
        let mut boxes: Vec<_> = areas
            .map(|(code, area)| (area.min_distance(at) * LOWER_BOUND_FACTOR, code, area))
            .collect();
        boxes.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let mut sights: Vec<MeasuredNeighbourhood<'_>> = Vec::new();
        for (at_least, code, area) in boxes {
            let enough =
                sights.get(MAX_NEAREST).is_some_and(|furthest| furthest.distance() < at_least);
            if enough && at_least > EDGE_METRES {
                break;
            }
            let sight = MeasuredNeighbourhood { code, signed_distance: area.signed_distance(at) };
            let place = sights.partition_point(|it| it.order(&sight).is_lt());
            sights.insert(place, sight);
        }
        sights
    }

    /// Neighbourhoods at most `metres` from `at`, each with the metres to its border; 0 inside.
    pub fn neighbourhoods_within(&self, at: Position, metres: u32) -> HashMap<QpvCode, u32> {
        let at = coordinates(at);
        let near = self
            .neighbourhoods
            .iter()
            .filter(|(_, area)| area.min_distance(at) * LOWER_BOUND_FACTOR <= metres.into());
        let away = near
            .map(|(code, area)| (code.clone(), whole_metres((-area.signed_distance(at)).max(0.0))));
        away.filter(|(_, away)| *away <= metres).collect()
    }

    /// Département whose outline contains `at`.
    pub fn departement_at(&self, at: Position) -> Option<&DepartementCode> {
        let at = coordinates(at);
        self.departements.iter().find(|(_, area)| area.contains(at)).map(|(code, _)| code)
    }

    fn is_in_region(&self, at: Coord) -> bool {
        let near = |area: &PreparedOutline| {
            area.min_distance(at) * LOWER_BOUND_FACTOR <= REGION_MARGIN_METRES
                && (area.contains(at) || area.signed_distance(at) >= -REGION_MARGIN_METRES)
        };
        self.departements.iter().any(|(_, area)| near(area))
    }
}

impl MeasuredNeighbourhood<'_> {
    fn distance(&self) -> f64 {
        (-self.signed_distance).max(0.0)
    }

    fn order(&self, other: &Self) -> Ordering {
        self.distance().total_cmp(&other.distance()).then(self.code.cmp(other.code))
    }
}

impl PreparedOutline {
    fn new(outline: &Outline) -> Option<Self> {
        let line = |ring: &Ring| ring.iter().map(|[lon, lat]| (*lon, *lat)).collect::<LineString>();
        let polygon = |rings: &Vec<Ring>| {
            let mut lines = rings.iter().map(line);
            Some(Polygon::new(lines.next()?, lines.collect()))
        };
        let shape = MultiPolygon::new(outline.polygons().iter().filter_map(polygon).collect());
        let bounds = shape.bounding_rect()?;
        Some(Self { shape, bounds })
    }

    /// True if `at` is inside the outline or on its border.
    fn contains(&self, at: Coord) -> bool {
        let (low, high) = (self.bounds.min(), self.bounds.max());
        let across = (low.x..=high.x).contains(&at.x);
        let boxed = across && (low.y..=high.y).contains(&at.y);
        boxed && self.shape.coordinate_position(&at) != CoordPos::Outside
    }

    /// Metres from `at` to the bounding box of the outline: a lower bound of the distance.
    fn min_distance(&self, at: Coord) -> f64 {
        let (low, high) = (self.bounds.min(), self.bounds.max());
        let nearest = Coord { x: at.x.clamp(low.x, high.x), y: at.y.clamp(low.y, high.y) };
        let there = self.plane(at).point(nearest);
        there.x.hypot(there.y)
    }

    /// Metres from `at` to the border, on the ellipsoid; negative outside.
    fn signed_distance(&self, at: Coord) -> f64 {
        let metres = Geodesic.distance(Point(at), Point(self.nearest(at)));
        if self.contains(at) { metres } else { -metres }
    }

    /// Point of the border nearest to `at`; borders of holes count.
    fn nearest(&self, at: Coord) -> Coord {
        let plane = self.plane(at);
        let rings =
            self.shape.iter().flat_map(|it| [it.exterior()].into_iter().chain(it.interiors()));
        let points = rings.flat_map(LineString::lines).map(|line| {
            let (start, end) = (plane.point(line.start), plane.point(line.end));
            let part = nearest_fraction(start, end);
            let there = start + (end - start) * part;
            (there.x.hypot(there.y), line.start + (line.end - line.start) * part)
        });
        points.fold((f64::INFINITY, at), |best, next| if next.0 < best.0 { next } else { best }).1
    }

    /// Plane at the mean latitude of `at` and the outline, which keeps the error of both small.
    fn plane(&self, at: Coord) -> Plane {
        Plane::new(at, f64::midpoint(at.y, self.bounds.center().y))
    }
}

impl Plane {
    fn new(at: Coord, lat: f64) -> Self {
        let lat = lat.to_radians();
        let flat = 1.0 - ECCENTRICITY_SQUARED * lat.sin().powi(2);
        let across = SEMI_MAJOR_AXIS / flat.sqrt() * lat.cos();
        let up = SEMI_MAJOR_AXIS * (1.0 - ECCENTRICITY_SQUARED) / flat.powf(1.5);
        Self { at, metres_per_lon: across.to_radians(), metres_per_lat: up.to_radians() }
    }

    fn point(&self, degrees: Coord) -> Coord {
        Coord {
            x: (degrees.x - self.at.x) * self.metres_per_lon,
            y: (degrees.y - self.at.y) * self.metres_per_lat,
        }
    }
}

/// Parameter, 0 to 1, of the point between `start` and `end` that is nearest to the origin.
fn nearest_fraction(start: Coord, end: Coord) -> f64 {
    let along = end - start;
    let square = along.x * along.x + along.y * along.y;
    if square > 0.0 {
        (-(start.x * along.x + start.y * along.y) / square).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn coordinates(at: Position) -> Coord {
    Coord { x: at.lon(), y: at.lat() }
}

#[cfg(test)]
mod tests;
