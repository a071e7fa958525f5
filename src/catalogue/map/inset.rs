//! Insets of maps: an intercommunality with many neighbourhoods is drawn larger beside the map.

use std::collections::BTreeMap;

use super::labels::{Labels, Rectangle};
use super::neighbourhood_markers::{
    MapLabel, NeighbourhoodMarker, ProjectedNeighbourhood, TOWN_LETTER_HEIGHT, area, markers, town,
    towns,
};
use super::projection::{Bounds, MapFormat, Projection};
use super::{Point, UnitPoint, whole};
use crate::domain::place::{Commune, Neighbourhood, QpvCode};

/// Minimum neighbourhoods of an intercommunality for an inset.
const MIN_NEIGHBOURHOODS: usize = 8;

/// Format of an inset; its margin has room for markers and for the names of towns.
const INSET: MapFormat =
    MapFormat { width: 480.0, max_height: 380.0, margin: 56.0, bottom_margin: 0.0 };

/// Factor on the size of markers in an inset.
const MARKER_SCALE: f64 = 1.3;

/// Minimum space between a marker and the frame, in units of the inset.
const MARKER_EDGE: i32 = 4;

/// Space between the outermost neighbourhood and the frame, in map units.
const FRAME_SPACE: f64 = 9.0;

/// Part of a map that is drawn larger beside it.
#[derive(Debug, Clone)]
pub struct MapInset {
    /// Town with most of its neighbourhoods.
    pub town: String,
    /// Frame on the map, in the units of the map.
    pub frame: MapFrame,
    pub width: i32,
    pub height: i32,
    pub markers: Vec<NeighbourhoodMarker>,
    pub towns: Vec<MapLabel>,
}

/// Rectangle on a map, in its units.
#[derive(Debug, Clone)]
pub struct MapFrame {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// Inset without its counts: its frame on the map, and its neighbourhoods on a projection of their own.
#[derive(Debug, Clone)]
pub(super) struct ProjectedInset {
    pub town: String,
    pub frame: Rectangle,
    size: UnitPoint,
    positions: Vec<ProjectedNeighbourhood>,
}

/// Neighbourhoods of a map: those drawn on it, and those of its insets.
#[derive(Debug, Default)]
pub(super) struct ProjectedPlaces {
    pub positions: Vec<ProjectedNeighbourhood>,
    pub insets: Vec<ProjectedInset>,
}

impl ProjectedPlaces {
    /// Projects `neighbourhoods`; those of an intercommunality with many are in an inset.
    pub(super) fn new<'a>(
        projection: &Projection,
        neighbourhoods: impl Iterator<Item = &'a Neighbourhood>,
        communes: &[Commune],
    ) -> Self {
        let mut groups: BTreeMap<&str, Vec<&Neighbourhood>> = BTreeMap::new();
        for it in neighbourhoods {
            groups.entry(it.epci.as_str()).or_default().push(it);
        }
        let mut places = Self::default();
        for group in groups.into_values() {
            match ProjectedInset::new(projection, &group, communes) {
                Some(inset) => places.insets.push(inset),
                None => places.positions.extend(positions(projection, &group, communes)),
            }
        }
        places
    }
}

impl ProjectedInset {
    /// Inset of `group`; `None` if it has few neighbourhoods.
    fn new(
        projection: &Projection,
        group: &[&Neighbourhood],
        communes: &[Commune],
    ) -> Option<Self> {
        if group.len() < MIN_NEIGHBOURHOODS {
            return None;
        }
        let bounds = Bounds::around_points(group.iter().map(|it| point(it)))?;
        let own = Projection::fit(&bounds, INSET);
        let positions = positions(&own, group, communes);
        let [left, top] = projection.project([bounds.west, bounds.north]);
        let [right, bottom] = projection.project([bounds.east, bounds.south]);
        Some(Self {
            town: main_town(&positions)?,
            frame: Rectangle {
                left: whole(left - FRAME_SPACE),
                top: whole(top - FRAME_SPACE),
                right: whole(right + FRAME_SPACE),
                bottom: whole(bottom + FRAME_SPACE),
            },
            size: [own.width, own.height],
            positions,
        })
    }

    /// Inset with a marker of size `count` for each neighbourhood.
    pub(super) fn render(&self, count: impl Fn(&QpvCode) -> usize) -> MapInset {
        let Rectangle { left, top, right, bottom } = self.frame;
        let mut markers = markers(&self.positions, MARKER_SCALE, count);
        let [width, height] = self.size;
        let height = fit_height(&mut markers, height);
        let taken = markers.iter().map(area).collect();
        let mut labels = Labels::new(width, height, TOWN_LETTER_HEIGHT, taken);
        MapInset {
            town: self.town.clone(),
            frame: MapFrame { x: left, y: top, width: right - left, height: bottom - top },
            width,
            height,
            towns: towns(&mut labels, &self.positions, &markers, 1),
            markers,
        }
    }
}

/// Moves `markers` down if some stand above the frame; returns the height that holds them all, at least `height`.
fn fit_height(markers: &mut [NeighbourhoodMarker], height: i32) -> i32 {
    let above = markers.iter().map(|it| it.half + MARKER_EDGE - it.y).max().unwrap_or(0).max(0);
    for it in markers.iter_mut() {
        it.y += above;
    }
    let bottom = markers.iter().map(|it| it.y + it.half + MARKER_EDGE).max();
    bottom.map_or(height, |bottom| bottom.max(height))
}

fn positions(
    projection: &Projection,
    neighbourhoods: &[&Neighbourhood],
    communes: &[Commune],
) -> Vec<ProjectedNeighbourhood> {
    let position = |it: &&Neighbourhood| ProjectedNeighbourhood {
        code: it.code.clone(),
        place: projection.project(point(it)),
        town: town(communes, &it.communes),
    };
    neighbourhoods.iter().map(position).collect()
}

fn point(it: &Neighbourhood) -> Point {
    [it.centre.lon(), it.centre.lat()]
}

/// Town with most of the neighbourhoods.
fn main_town(positions: &[ProjectedNeighbourhood]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in positions.iter().filter_map(|it| it.town.as_ref()) {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_above_the_frame_move_down_and_the_frame_holds_them_all() {
        let marker = |y| NeighbourhoodMarker {
            code: "QN03709M".parse().unwrap(),
            x: 0,
            y,
            half: 20,
            hit_radius: 20,
            count: 1,
        };
        let mut markers = [marker(-10), marker(300)];

        let height = fit_height(&mut markers, 310);

        assert_eq!(markers.map(|it| it.y), [24, 334]);
        assert_eq!(height, 358);
    }
}
