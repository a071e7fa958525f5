//! Point locator: the neighbourhood that contains a point, and the distances to the nearest others.

use std::{cmp::Ordering, collections::HashMap};

use geo::{
    BoundingRect as _, Coord, CoordinatePosition as _, Distance as _, Geodesic, LineString,
    MultiPolygon, Point, Polygon, Rect, coordinate_position::CoordPos,
};

use super::Catalogue;
use crate::domain::{
    location::{EDGE_METRES, Location, Near, REGION_MARGIN_METRES, Standing},
    neighbourhood::QpvCode,
    outline::{Outline, Ring},
    place::{DepartementCode, Position, whole_metres},
    published::Published,
};

/// Number of nearest neighbourhoods returned.
const NEAREST: usize = 5;
/// Factor that makes a planar distance a safe lower bound, so that exact measurement can be skipped.
const TRUST: f64 = 0.999;
/// WGS84 ellipsoid: semi-major axis in metres, and first eccentricity squared.
const EQUATOR: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_316;

/// Outlines of a catalogue, prepared for point queries.
#[derive(Debug)]
pub(super) struct Ground {
    neighbourhoods: Vec<(QpvCode, Area)>,
    departements: Vec<(DepartementCode, Area)>,
}

#[derive(Debug)]
struct Area {
    shape: MultiPolygon,
    bounds: Rect,
}

/// Neighbourhood with its distance from the queried point.
struct Sight<'a> {
    code: &'a QpvCode,
    /// Metres from the border: positive inside, negative outside.
    depth: f64,
}

/// Local plane around a point, its origin; coordinates in metres. Straight lines stay straight, so
/// the nearest point of a border is found in the plane; its distance is then measured on the
/// ellipsoid.
struct Plane {
    at: Coord,
    across: f64,
    up: f64,
}

impl Catalogue {
    /// Locates `at` by the outlines of 2024. The position is not rounded here.
    #[must_use]
    pub fn locate(&self, at: Position) -> Location {
        self.ground.locate(at)
    }
}

impl Ground {
    pub(super) fn new(published: &Published) -> Self {
        let known = published.neighbourhoods.iter();
        let mut neighbourhoods: Vec<(QpvCode, Area)> =
            known.filter_map(|it| Some((it.code.clone(), Area::new(&it.outline)?))).collect();
        neighbourhoods.sort_by(|(a, _), (b, _)| a.cmp(b));
        let departements = published.departements.iter();
        let departements = departements
            .filter_map(|it| Some((it.code.clone(), Area::new(&it.outline)?)))
            .collect();
        Self { neighbourhoods, departements }
    }

    fn locate(&self, at: Position) -> Location {
        let at = coordinates(at);
        let sights = self.sights(at);
        // Several outlines may contain the point: the one whose border is farthest wins, then the lower code.
        let here =
            sights.iter().min_by(|a, b| b.depth.total_cmp(&a.depth).then(a.code.cmp(b.code)));
        let standing = here.map_or(Standing::Outside, |sight| Standing::at_depth(sight.depth));
        let neighbourhood = match standing {
            Standing::Inside | Standing::Edge => here.map(|sight| sight.code.clone()),
            Standing::Outside => None,
        };
        let others = sights.iter().filter(|sight| Some(sight.code) != neighbourhood.as_ref());
        let near = |sight: &Sight<'_>| Near { code: sight.code.clone(), metres: sight.away() };
        Location {
            standing,
            nearest: others.take(NEAREST).map(near).collect(),
            in_region: self.is_in_region(at),
            neighbourhood,
        }
    }

    /// Neighbourhoods around `at`, nearest first: all that may contain it, and the nearest others.
    fn sights(&self, at: Coord) -> Vec<Sight<'_>> {
        let areas = self.neighbourhoods.iter();
        let mut boxes: Vec<_> =
            areas.map(|(code, area)| (area.at_least(at) * TRUST, code, area)).collect();
        boxes.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let mut sights: Vec<Sight<'_>> = Vec::new();
        for (at_least, code, area) in boxes {
            let enough = sights.get(NEAREST).is_some_and(|furthest| furthest.away() < at_least);
            if enough && at_least > EDGE_METRES {
                break;
            }
            let sight = Sight { code, depth: area.depth(at) };
            let place = sights.partition_point(|it| it.order(&sight).is_lt());
            sights.insert(place, sight);
        }
        sights
    }

    /// Neighbourhoods at most `metres` from `at`, each with the metres to its border; 0 inside.
    pub(super) fn within(&self, at: Position, metres: u32) -> HashMap<QpvCode, u32> {
        let at = coordinates(at);
        let near = self
            .neighbourhoods
            .iter()
            .filter(|(_, area)| area.at_least(at) * TRUST <= metres.into());
        let away =
            near.map(|(code, area)| (code.clone(), whole_metres((-area.depth(at)).max(0.0))));
        away.filter(|(_, away)| *away <= metres).collect()
    }

    /// Département whose outline contains `at`.
    pub(super) fn departement_at(&self, at: Position) -> Option<&DepartementCode> {
        let at = coordinates(at);
        self.departements.iter().find(|(_, area)| area.holds(at)).map(|(code, _)| code)
    }

    fn is_in_region(&self, at: Coord) -> bool {
        let near = |area: &Area| {
            area.at_least(at) * TRUST <= REGION_MARGIN_METRES
                && (area.holds(at) || area.depth(at) >= -REGION_MARGIN_METRES)
        };
        self.departements.iter().any(|(_, area)| near(area))
    }
}

impl Sight<'_> {
    fn away(&self) -> f64 {
        (-self.depth).max(0.0)
    }

    fn order(&self, other: &Self) -> Ordering {
        self.away().total_cmp(&other.away()).then(self.code.cmp(other.code))
    }
}

impl Area {
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
    fn holds(&self, at: Coord) -> bool {
        let (low, high) = (self.bounds.min(), self.bounds.max());
        let across = (low.x..=high.x).contains(&at.x);
        let boxed = across && (low.y..=high.y).contains(&at.y);
        boxed && self.shape.coordinate_position(&at) != CoordPos::Outside
    }

    /// Metres from `at` to the bounding box of the outline: a lower bound of the distance.
    fn at_least(&self, at: Coord) -> f64 {
        let (low, high) = (self.bounds.min(), self.bounds.max());
        let nearest = Coord { x: at.x.clamp(low.x, high.x), y: at.y.clamp(low.y, high.y) };
        let there = self.plane(at).point(nearest);
        there.x.hypot(there.y)
    }

    /// Metres from `at` to the border, on the ellipsoid; negative outside.
    fn depth(&self, at: Coord) -> f64 {
        let metres = Geodesic.distance(Point(at), Point(self.nearest(at)));
        if self.holds(at) { metres } else { -metres }
    }

    /// Point of the border nearest to `at`; borders of holes count.
    fn nearest(&self, at: Coord) -> Coord {
        let plane = self.plane(at);
        let rings =
            self.shape.iter().flat_map(|it| [it.exterior()].into_iter().chain(it.interiors()));
        let points = rings.flat_map(LineString::lines).map(|line| {
            let (start, end) = (plane.point(line.start), plane.point(line.end));
            let part = nearest_part(start, end);
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
        let across = EQUATOR / flat.sqrt() * lat.cos();
        let up = EQUATOR * (1.0 - ECCENTRICITY_SQUARED) / flat.powf(1.5);
        Self { at, across: across.to_radians(), up: up.to_radians() }
    }

    fn point(&self, degrees: Coord) -> Coord {
        Coord { x: (degrees.x - self.at.x) * self.across, y: (degrees.y - self.at.y) * self.up }
    }
}

/// Parameter, 0 to 1, of the point between `start` and `end` that is nearest to the origin.
fn nearest_part(start: Coord, end: Coord) -> f64 {
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
