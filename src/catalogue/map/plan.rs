//! Map of one neighbourhood: outline, surroundings, numbered pins, scale bar.

use super::{
    Whole, borders,
    drawing::Name,
    heart::hearts,
    labels::{Area, Labels},
    path::path,
    sheet::{Bounds, Format, Sheet},
    whole,
};
use crate::{
    catalogue::Catalogue,
    domain::{
        ids::OrganisationId,
        neighbourhood::{Neighbourhood, QpvCode},
        organisation::{Organisation, TieRule},
        place::Position,
    },
};

const FORMAT: Format = Format { width: 640.0, highest: 600.0, margin: 0.0, foot: 44.0 };
/// Minimum ratio of height to width, and margin around the outline as a share of its size.
const FLATTEST: f64 = 0.62;
const AROUND: f64 = 0.11;
/// Margin used instead if it makes another neighbourhood visible.
const FURTHER: f64 = 0.26;
/// Space reserved for the north arrow in the upper right corner, in map units.
const NORTH: i32 = 64;
const NORTH_HIGH: i32 = 92;
/// Simplification tolerance of outlines, in map units.
const TOLERANCE: f64 = 1.6;
/// Radius of a pin, and minimum distance of two pins, in map units.
const PIN: i32 = 24;
const APART: f64 = 52.0;
/// Distances and number of directions tried to move a pin that would cover another.
const ASIDE: [f64; 5] = [0.0, 56.0, 84.0, 112.0, 150.0];
const DIRECTIONS: u8 = 12;
/// Letter height of labels, and maximum length of the scale bar, in map units.
const LETTERS: i32 = 22;
const LONGEST_SCALE: f64 = 190.0;

/// Map of a neighbourhood, north up.
#[derive(Debug)]
pub struct Plan {
    pub width: i32,
    pub height: i32,
    pub path: String,
    /// Other neighbourhoods that are visible.
    pub around: Vec<Quarter>,
    /// Communes whose centre is visible.
    pub communes: Vec<Name>,
    pub pins: Vec<Pin>,
    /// Length of the scale bar in map units; `metres` is the length it stands for.
    pub rule: i32,
    pub metres: u16,
}

/// Another neighbourhood on the map, with its name if there is room for it.
#[derive(Debug)]
pub struct Quarter {
    pub code: QpvCode,
    pub path: String,
    pub name: Option<Name>,
}

/// Pin of an organisation, and its true position if the pin was moved.
#[derive(Debug)]
pub struct Pin {
    pub organisation: OrganisationId,
    pub number: usize,
    pub x: i32,
    pub y: i32,
    pub spot: Option<Spot>,
}

/// Position in map units.
#[derive(Debug)]
pub struct Spot {
    pub x: i32,
    pub y: i32,
}

impl Catalogue {
    /// Draws the map of `it` with a pin for each of `organisations` that has a visible position.
    /// Organisations inside or near the neighbourhood are always visible.
    #[must_use]
    pub fn plan(&self, it: &Neighbourhood, organisations: &[&Organisation]) -> Option<Plan> {
        let places = organisations.iter().filter(|organisation| is_close(organisation, it));
        let places = places.filter_map(|it| it.facts.position.map(degrees));
        let bounds = self.in_sight_of(it, &Bounds::of(it.outline.points().chain(places))?);
        let sheet = Sheet::fitting(&bounds, FORMAT);
        let pins = pins(&sheet, organisations);
        let taken = pins.iter().map(|pin| Area::around([pin.x, pin.y], PIN));
        let taken = taken.chain([north(&sheet)]).collect();
        let foot = whole(FORMAT.foot);
        let mut labels = Labels::new(sheet.width, sheet.height - foot, LETTERS, taken);
        let (path, around) = self.outlines(&sheet, &bounds, it, &mut labels);
        let (rule, metres) = scale(&sheet);
        Some(Plan {
            width: sheet.width,
            height: sheet.height,
            path,
            around,
            communes: self.communes_in(&sheet, &bounds, &mut labels),
            pins,
            rule,
            metres,
        })
    }

    /// Bounds of the map: `close` with a margin, larger if that makes another neighbourhood visible.
    fn in_sight_of(&self, it: &Neighbourhood, close: &Bounds) -> Bounds {
        let further = close.opened(FLATTEST, FURTHER);
        match self.others_in(it, &further).next() {
            Some(_) => further,
            None => close.opened(FLATTEST, AROUND),
        }
    }

    fn others_in(
        &self,
        it: &Neighbourhood,
        bounds: &Bounds,
    ) -> impl Iterator<Item = &Neighbourhood> {
        self.neighbourhoods.iter().filter(|other| {
            other.code != it.code && other.outline.points().any(|point| bounds.holds(point))
        })
    }

    /// Paths of `it` and of the other visible neighbourhoods.
    fn outlines(
        &self,
        sheet: &Sheet,
        bounds: &Bounds,
        it: &Neighbourhood,
        labels: &mut Labels,
    ) -> (String, Vec<Quarter>) {
        let others: Vec<&Neighbourhood> = self.others_in(it, bounds).collect();
        let outlines = std::iter::once(it).chain(others.iter().copied());
        let outlines: Vec<_> = outlines.map(|it| &it.outline).collect();
        let mut drawn = borders::drawn(sheet, &outlines, TOLERANCE).into_iter();
        let own = drawn.next().map(|rings| path(&rings)).unwrap_or_default();
        let quarter = |(other, rings): (&Neighbourhood, Vec<Vec<Whole>>)| {
            let place = labels.at(other.name.as_str(), hearts(sheet, &rings));
            let name = place.map(|[x, y]| Name { text: other.name.to_string(), x, y });
            Quarter { code: other.code.clone(), path: path(&rings), name }
        };
        (own, others.into_iter().zip(drawn).map(quarter).collect())
    }

    fn communes_in(&self, sheet: &Sheet, bounds: &Bounds, labels: &mut Labels) -> Vec<Name> {
        let in_sight = self.communes.iter().filter(|it| bounds.holds(degrees(it.centre)));
        let names = in_sight.filter_map(|it| {
            let place = sheet.at(degrees(it.centre)).map(whole);
            let [x, y] = labels.at(it.name.as_str(), [place])?;
            Some(Name { text: it.name.to_string(), x, y })
        });
        names.collect()
    }
}

const fn north(sheet: &Sheet) -> Area {
    Area { left: sheet.width - NORTH, top: 0, right: sheet.width, bottom: NORTH_HIGH }
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
fn scale(sheet: &Sheet) -> (i32, u16) {
    let lengths = [5_000, 2_000, 1_000, 500, 200, 100, 50, 20];
    let fits = |metres: &u16| sheet.units_in(f64::from(*metres)) <= LONGEST_SCALE;
    let metres = lengths.into_iter().find(fits).unwrap_or(10);
    (whole(sheet.units_in(f64::from(metres))), metres)
}

/// Pins for the visible `organisations`, in their order, moved aside where they would cover another.
fn pins(sheet: &Sheet, organisations: &[&Organisation]) -> Vec<Pin> {
    let mut pins: Vec<Pin> = Vec::new();
    for organisation in organisations {
        let Some(position) = organisation.facts.position else { continue };
        let spot = sheet.at(degrees(position));
        if !sheet.shows(spot.map(whole), PIN / 2) {
            continue;
        }
        let free = |place: &Whole| {
            let apart = |pin: &Pin| f64::from(pin.x - place[0]).hypot(f64::from(pin.y - place[1]));
            let above_scale = place[1] <= sheet.height - whole(FORMAT.foot) - PIN;
            let beside_north = !Area::around(*place, PIN).meets(&north(sheet));
            let room = sheet.shows(*place, PIN) && above_scale && beside_north;
            room && pins.iter().all(|pin| apart(pin) >= APART)
        };
        let around = ASIDE.into_iter().flat_map(|far| (0..DIRECTIONS).map(move |way| (far, way)));
        let places = around.map(|(far, way)| {
            let angle = f64::from(way) * std::f64::consts::TAU / f64::from(DIRECTIONS);
            [spot[0] + far * angle.cos(), spot[1] + far * angle.sin()].map(whole)
        });
        let place = places.into_iter().find(free).unwrap_or(spot.map(whole));
        let [x, y] = spot.map(whole);
        pins.push(Pin {
            organisation: organisation.id,
            number: pins.len() + 1,
            x: place[0],
            y: place[1],
            spot: (place != [x, y]).then_some(Spot { x, y }),
        });
    }
    pins
}
