//! Neighbourhoods on a map of départements: markers sized by count, names of their towns.

use std::collections::BTreeMap;

use super::labels::{Labels, Rectangle, half_side, hit_radii, spread_markers};
use super::{Point, whole};
use crate::domain::place::{Commune, InseeCode, QpvCode};

/// Letter height of the names of towns, in map units.
pub(super) const TOWN_LETTER_HEIGHT: i32 = 16;

/// A neighbourhood: the centre of its mark, the half of its side, the radius that answers to a finger, what it counts.
#[derive(Debug, Clone)]
pub struct NeighbourhoodMarker {
    pub code: QpvCode,
    pub x: i32,
    pub y: i32,
    pub half: i32,
    pub hit_radius: i32,
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

/// Town of a neighbourhood: the first of its communes.
pub(super) fn town(communes: &[Commune], codes: &[InseeCode]) -> Option<(InseeCode, String)> {
    let first = communes.iter().find(|it| Some(&it.insee) == codes.first())?;
    Some((first.insee.clone(), first.name.to_string()))
}

/// Markers for `positions`, moved apart so that none overlap; `scale` multiplies their size.
pub(super) fn markers(
    positions: &[ProjectedNeighbourhood],
    scale: f64,
    count: impl Fn(&QpvCode) -> usize,
) -> Vec<NeighbourhoodMarker> {
    let counts: Vec<usize> = positions.iter().map(|it| count(&it.code)).collect();
    let sized = positions.iter().zip(&counts);
    let mut places: Vec<(Point, f64)> =
        sized.map(|(it, count)| (it.place, half_side(*count) * scale)).collect();
    spread_markers(&mut places);
    let hit_radii = hit_radii(&places);
    let spread_out = positions.iter().zip(counts).zip(places.into_iter().zip(hit_radii));
    spread_out
        .map(|((it, count), ((place, half), hit_radius))| {
            let [x, y] = place.map(whole);
            NeighbourhoodMarker {
                code: it.code.clone(),
                x,
                y,
                half: whole(half),
                hit_radius: whole(hit_radius),
                count,
            }
        })
        .collect()
}

/// Labels of the towns that find a free place beside their markers; towns with most markers first.
pub(super) fn towns(
    labels: &mut Labels,
    positions: &[ProjectedNeighbourhood],
    markers: &[NeighbourhoodMarker],
    least: usize,
) -> Vec<MapLabel> {
    let mut towns: BTreeMap<&InseeCode, (&str, Vec<&NeighbourhoodMarker>)> = BTreeMap::new();
    for (position, mark) in positions.iter().zip(markers) {
        if let Some((insee, name)) = &position.town {
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

pub(super) const fn area(mark: &NeighbourhoodMarker) -> Rectangle {
    Rectangle::around([mark.x, mark.y], mark.half)
}
