//! Map of one neighbourhood: outline, surroundings, numbered pins, scale bar.

use super::labels::{Labels, Rectangle, label_anchors};
use super::neighbourhood_markers::MapLabel;
use super::projection::{Bounds, MapFormat, Projection, path};
use super::{UnitPoint, outlines, whole};
use crate::catalogue::Catalogue;
use crate::domain::directory::{Organisation, OrganisationId, TieRule};
use crate::domain::place::{Neighbourhood, Position, QpvCode};

const FORMAT: MapFormat =
    MapFormat { width: 640.0, max_height: 600.0, margin: 0.0, bottom_margin: 44.0 };
/// Minimum ratio of height to width, and margin around the outline as a share of its size.
const MIN_RATIO: f64 = 0.62;
const MARGIN: f64 = 0.11;
/// Margin used instead if it makes another neighbourhood visible.
const WIDE_MARGIN: f64 = 0.26;
/// Space reserved for the north arrow in the upper right corner, in map units.
const NORTH_WIDTH: i32 = 64;
const NORTH_HEIGHT: i32 = 92;
/// Simplification tolerance of outlines, in map units.
const TOLERANCE: f64 = 1.6;
/// Radius of a pin, and minimum distance of two pins, in map units.
const MARKER_RADIUS: i32 = 24;
const MIN_MARKER_DISTANCE: f64 = 52.0;
/// Distances and number of directions tried to move a pin that would cover another.
const MARKER_OFFSETS: [f64; 5] = [0.0, 56.0, 84.0, 112.0, 150.0];
const OFFSET_DIRECTIONS: u8 = 12;
/// Letter height of labels, and maximum length of the scale bar, in map units.
const LETTER_HEIGHT: i32 = 22;
const MAX_SCALE_BAR: f64 = 190.0;

/// Map of a neighbourhood, north up.
#[derive(Debug)]
pub struct NeighbourhoodMap {
    pub width: i32,
    pub height: i32,
    pub path: String,
    /// Other neighbourhoods that are visible.
    pub neighbours: Vec<NeighbourhoodArea>,
    /// Communes whose centre is visible.
    pub communes: Vec<MapLabel>,
    pub organisation_markers: Vec<OrganisationMarker>,
    /// Length of the scale bar in map units; `metres` is the length it stands for.
    pub scale_bar: i32,
    pub scale_metres: u16,
}

/// Another neighbourhood on the map, with its name if there is room for it.
#[derive(Debug)]
pub struct NeighbourhoodArea {
    pub code: QpvCode,
    pub path: String,
    pub name: Option<MapLabel>,
}

/// Pin of an organisation, and its true position if the pin was moved.
#[derive(Debug)]
pub struct OrganisationMarker {
    pub organisation: OrganisationId,
    pub number: usize,
    pub x: i32,
    pub y: i32,
    pub leader_end: Option<LeaderEnd>,
}

/// Position in map units.
#[derive(Debug)]
pub struct LeaderEnd {
    pub x: i32,
    pub y: i32,
}

impl Catalogue {
    /// Draws the map of `it` with a pin for each of `organisations` that has a visible position.
    /// Organisations inside or near the neighbourhood are always visible.
    #[must_use]
    pub fn neighbourhood_map(
        &self,
        it: &Neighbourhood,
        organisations: &[&Organisation],
    ) -> Option<NeighbourhoodMap> {
        let places = organisations.iter().filter(|organisation| is_close(organisation, it));
        let places = places.filter_map(|it| it.facts.reception_position().map(degrees));
        let bounds =
            self.visible_bounds(it, &Bounds::around_points(it.outline.points().chain(places))?);
        let projection = Projection::fit(&bounds, FORMAT);
        let organisation_markers = organisation_markers(&projection, organisations);
        let taken =
            organisation_markers.iter().map(|pin| Rectangle::around([pin.x, pin.y], MARKER_RADIUS));
        let taken = taken.chain([north(&projection)]).collect();
        let foot = whole(FORMAT.bottom_margin);
        let mut labels =
            Labels::new(projection.width, projection.height - foot, LETTER_HEIGHT, taken);
        let (path, around) = self.outlines(&projection, &bounds, it, &mut labels);
        let (rule, metres) = scale(&projection);
        Some(NeighbourhoodMap {
            width: projection.width,
            height: projection.height,
            path,
            neighbours: around,
            communes: self.communes_in(&projection, &bounds, &mut labels),
            organisation_markers,
            scale_bar: rule,
            scale_metres: metres,
        })
    }

    /// Bounds of the map: `close` with a margin, larger if that makes another neighbourhood visible.
    fn visible_bounds(&self, it: &Neighbourhood, close: &Bounds) -> Bounds {
        let further = close.enlarged(MIN_RATIO, WIDE_MARGIN);
        match self.other_neighbourhoods_in(it, &further).next() {
            Some(_) => further,
            None => close.enlarged(MIN_RATIO, MARGIN),
        }
    }

    fn other_neighbourhoods_in(
        &self,
        it: &Neighbourhood,
        bounds: &Bounds,
    ) -> impl Iterator<Item = &Neighbourhood> {
        self.neighbourhoods.iter().filter(|other| {
            other.code != it.code && other.outline.points().any(|point| bounds.contains(point))
        })
    }

    /// Paths of `it` and of the other visible neighbourhoods.
    fn outlines(
        &self,
        projection: &Projection,
        bounds: &Bounds,
        it: &Neighbourhood,
        labels: &mut Labels,
    ) -> (String, Vec<NeighbourhoodArea>) {
        let others: Vec<&Neighbourhood> = self.other_neighbourhoods_in(it, bounds).collect();
        let outlines = std::iter::once(it).chain(others.iter().copied());
        let outlines: Vec<_> = outlines.map(|it| &it.outline).collect();
        let mut drawn = outlines::drawn(projection, &outlines, TOLERANCE).into_iter();
        let own = drawn.next().map(|rings| path(&rings)).unwrap_or_default();
        let quadrant = |(other, rings): (&Neighbourhood, Vec<Vec<UnitPoint>>)| {
            let place = labels.place_on(other.name.as_str(), label_anchors(projection, &rings));
            let name = place.map(|[x, y]| MapLabel { text: other.name.to_string(), x, y });
            NeighbourhoodArea { code: other.code.clone(), path: path(&rings), name }
        };
        (own, others.into_iter().zip(drawn).map(quadrant).collect())
    }

    fn communes_in(
        &self,
        projection: &Projection,
        bounds: &Bounds,
        labels: &mut Labels,
    ) -> Vec<MapLabel> {
        let in_sight = self.communes.iter().filter(|it| bounds.contains(degrees(it.centre)));
        let names = in_sight.filter_map(|it| {
            let place = projection.project(degrees(it.centre)).map(whole);
            let [x, y] = labels.place_on(it.name.as_str(), [place])?;
            Some(MapLabel { text: it.name.to_string(), x, y })
        });
        names.collect()
    }
}

const fn north(projection: &Projection) -> Rectangle {
    Rectangle {
        left: projection.width - NORTH_WIDTH,
        top: 0,
        right: projection.width,
        bottom: NORTH_HEIGHT,
    }
}

const fn degrees(position: Position) -> [f64; 2] {
    [position.lon(), position.lat()]
}

/// True if the organisation is inside `it` or near, and not only named after it.
fn is_close(organisation: &Organisation, it: &Neighbourhood) -> bool {
    let mut ties = organisation.facts.ties.iter().filter(|tie| tie.neighbourhood == it.code);
    ties.any(|tie| match tie.rule {
        TieRule::Inside | TieRule::Near => true,
        TieRule::Named => false,
    })
}

/// Longest round length that fits the scale bar: map units, metres.
fn scale(projection: &Projection) -> (i32, u16) {
    let lengths = [5_000, 2_000, 1_000, 500, 200, 100, 50, 20];
    let fits = |metres: &u16| projection.units_in(f64::from(*metres)) <= MAX_SCALE_BAR;
    let metres = lengths.into_iter().find(fits).unwrap_or(10);
    (whole(projection.units_in(f64::from(metres))), metres)
}

/// Pins for the visible `organisations`, in their order, moved aside where they would cover another.
fn organisation_markers(
    projection: &Projection,
    organisations: &[&Organisation],
) -> Vec<OrganisationMarker> {
    let mut organisation_markers: Vec<OrganisationMarker> = Vec::new();
    for organisation in organisations {
        let Some(position) = organisation.facts.reception_position() else { continue };
        let position = projection.project(degrees(position));
        if !projection.contains(position.map(whole), MARKER_RADIUS / 2) {
            continue;
        }
        let free = |place: &UnitPoint| {
            let distance = |pin: &OrganisationMarker| {
                f64::from(pin.x - place[0]).hypot(f64::from(pin.y - place[1]))
            };
            let above_scale =
                place[1] <= projection.height - whole(FORMAT.bottom_margin) - MARKER_RADIUS;
            let beside_north =
                !Rectangle::around(*place, MARKER_RADIUS).intersects(&north(projection));
            let room = projection.contains(*place, MARKER_RADIUS) && above_scale && beside_north;
            room && organisation_markers.iter().all(|pin| distance(pin) >= MIN_MARKER_DISTANCE)
        };
        let around = MARKER_OFFSETS
            .into_iter()
            .flat_map(|far| (0..OFFSET_DIRECTIONS).map(move |way| (far, way)));
        let places = around.map(|(far, way)| {
            let angle = f64::from(way) * std::f64::consts::TAU / f64::from(OFFSET_DIRECTIONS);
            [position[0] + far * angle.cos(), position[1] + far * angle.sin()].map(whole)
        });
        let place = places.into_iter().find(free).unwrap_or(position.map(whole));
        let [x, y] = position.map(whole);
        organisation_markers.push(OrganisationMarker {
            organisation: organisation.id,
            number: organisation_markers.len() + 1,
            x: place[0],
            y: place[1],
            leader_end: (place != [x, y]).then_some(LeaderEnd { x, y }),
        });
    }
    organisation_markers
}
