//! Simplification of the real outlines: common borders are shared, nothing crosses.

use std::collections::BTreeSet;

use super::outlines::{Segment, crossings};
use super::projection::{Bounds, MapFormat, Projection};
use super::{UnitPoint, outlines};
use crate::domain::place::Outline;

const TOLERANCES: [f64; 4] = [0.5, 1.1, 3.0, 8.0];

fn features(file: &str) -> Vec<Outline> {
    let collection: geojson::FeatureCollection = file.parse().unwrap();
    let outline = |it: &geojson::Feature| Outline::try_from(it.geometry.as_ref().unwrap()).unwrap();
    collection.features.iter().map(outline).collect()
}

fn departements() -> Vec<Outline> {
    features(include_str!("../../../seeds/departements.geojson"))
}

fn projection_of<'a>(outlines: impl IntoIterator<Item = &'a Outline>, width: f64) -> Projection {
    let bounds = Bounds::around_points(outlines.into_iter().flat_map(Outline::points)).unwrap();
    let format = MapFormat { width, max_height: f64::MAX, margin: 14.0, bottom_margin: 0.0 };
    Projection::fit(&bounds, format)
}

/// Sides of rings, each once whatever its direction.
fn sides(rings: &[Vec<UnitPoint>]) -> BTreeSet<Segment> {
    let sides = rings.iter().flat_map(|ring| ring.windows(2));
    sides.map(|pair| [pair[0].min(pair[1]), pair[0].max(pair[1])]).collect()
}

#[test]
fn neighbours_share_every_point_of_their_border() {
    let outlines = departements();
    let projection = projection_of(&outlines, 480.0);
    for tolerance in TOLERANCES {
        let drawn = outlines::drawn(&projection, &outlines.iter().collect::<Vec<_>>(), tolerance);
        let drawn: Vec<_> = drawn.iter().map(|rings| sides(rings)).collect();
        // The region is of one piece: 18 touches 36, 41 and 45; 28 touches 41 and 45…
        let touching = [(0, 2), (0, 4), (0, 5), (1, 4), (1, 5), (2, 3), (2, 4), (3, 4), (4, 5)];
        for (a, b) in touching {
            assert!(drawn[a].intersection(&drawn[b]).count() > 0, "{a} and {b} at {tolerance}");
        }
        // Each side belongs to one outline or is shared by two, and no two sides meet otherwise.
        let all: BTreeSet<Segment> = drawn.iter().flatten().copied().collect();
        let all: Vec<Segment> = all.into_iter().collect();
        assert!(crossings(&all).is_empty(), "at {tolerance}");
    }
}

#[test]
fn no_neighbourhood_crosses_itself_once_simplified() {
    for outline in features(include_str!("../../../seeds/neighbourhoods.geojson")) {
        let projection = projection_of([&outline], 640.0);
        for tolerance in TOLERANCES {
            let drawn = outlines::drawn(&projection, &[&outline], tolerance);
            let sides: Vec<Segment> = drawn.iter().flat_map(|it| sides(it)).collect();
            assert!(sides.len() > 2, "{sides:?} at {tolerance}");
            let met: Vec<_> =
                crossings(&sides).into_iter().map(|pair| pair.map(|at| sides[at])).collect();
            assert!(met.is_empty(), "{met:?} at {tolerance}");
        }
    }
}

#[test]
fn the_same_outlines_give_the_same_map() {
    let ring = |from: usize| {
        let corners = [[0.0, 47.0], [1.0, 47.0], [1.0, 48.0], [0.0, 48.0]];
        let mut ring: Vec<[f64; 2]> = corners.iter().cycle().skip(from).take(5).copied().collect();
        if from > 1 {
            ring.reverse();
        }
        Outline::new(vec![vec![ring]]).unwrap()
    };
    let outlines = [ring(0), ring(3)];
    let drawn =
        outlines::drawn(&projection_of(&outlines, 480.0), &[&outlines[0], &outlines[1]], 1.0);
    assert_eq!(sides(&drawn[0]), sides(&drawn[1]));
    assert_eq!(sides(&drawn[0]).len(), 4);
}
