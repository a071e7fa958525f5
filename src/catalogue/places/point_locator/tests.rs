//! Synthetic outlines with holes, several parts and overlaps, which the real data lacks.

use proptest::prelude::*;

use super::*;

/// Degrees in a metre at the latitude of Tours.
const NORTH: f64 = 1.0 / 111_180.0;
const EAST: f64 = 1.0 / 75_500.0;

/// Position at the given metres east and north of a point of Tours.
fn at(east: f64, north: f64) -> Position {
    Position::new(47.39 + north * NORTH, 0.69 + east * EAST).unwrap()
}

/// Closed ring through these points, in metres.
fn ring(points: &[(f64, f64)]) -> Ring {
    let closed = points.iter().chain(points.first());
    closed.map(|(east, north)| at(*east, *north)).map(|it| [it.lon(), it.lat()]).collect()
}

/// Square with the given lower left corner, in metres.
fn square(east: f64, north: f64, side: f64) -> Ring {
    let (right, top) = (east + side, north + side);
    ring(&[(east, north), (right, north), (right, top), (east, top)])
}

fn ground(outlines: &[(&str, Vec<Vec<Ring>>)]) -> PointLocator {
    let area =
        |polygons: &Vec<Vec<Ring>>| PreparedOutline::new(&Outline::new(polygons.clone()).unwrap());
    let areas = outlines.iter();
    let mut neighbourhoods: Vec<(QpvCode, PreparedOutline)> =
        areas.map(|(code, it)| (code.parse().unwrap(), area(it).unwrap())).collect();
    neighbourhoods.sort_by(|(a, _), (b, _)| a.cmp(b));
    let around = area(&vec![vec![square(-2_000.0, -2_000.0, 6_000.0)]]).unwrap();
    let departements = vec![("37".parse().unwrap(), around)];
    PointLocator { neighbourhoods, departements }
}

/// Standing of a point and the code of its neighbourhood, empty if it is in none.
fn standing_and_code(ground: &PointLocator, east: f64, north: f64) -> (EdgePosition, String) {
    let found = ground.locate(at(east, north));
    (found.edge_position, found.neighbourhood.map(|code| code.to_string()).unwrap_or_default())
}

#[test]
fn a_hole_is_outside_and_its_border_is_an_edge() {
    let rings = vec![square(0.0, 0.0, 1_000.0), square(300.0, 300.0, 400.0)];
    let ground = ground(&[("QN03701I", vec![rings])]);
    assert_eq!(
        standing_and_code(&ground, 150.0, 500.0),
        (EdgePosition::Inside, "QN03701I".to_owned())
    );
    assert_eq!(standing_and_code(&ground, 500.0, 500.0), (EdgePosition::Outside, String::new()));
    for east in [260.0, 340.0, 660.0, 740.0] {
        assert_eq!(
            standing_and_code(&ground, east, 500.0),
            (EdgePosition::Edge, "QN03701I".to_owned()),
            "{east}"
        );
    }
    let metres = ground.locate(at(500.0, 500.0)).nearest[0].metres;
    assert!((metres - 200.0).abs() < 1.0, "{metres}");
}

#[test]
fn every_part_of_an_outline_counts() {
    let parts = vec![vec![square(0.0, 0.0, 200.0)], vec![square(800.0, 0.0, 200.0)]];
    let ground = ground(&[("QN03701I", parts)]);
    assert_eq!(
        standing_and_code(&ground, 100.0, 100.0),
        (EdgePosition::Inside, "QN03701I".to_owned())
    );
    assert_eq!(
        standing_and_code(&ground, 900.0, 100.0),
        (EdgePosition::Inside, "QN03701I".to_owned())
    );
    assert_eq!(standing_and_code(&ground, 500.0, 100.0), (EdgePosition::Outside, String::new()));
}

#[test]
fn the_adjacent_outline_with_the_point_wins() {
    let west = vec![vec![square(0.0, 0.0, 500.0)]];
    let east = vec![vec![square(500.0, 0.0, 500.0)]];
    let ground = ground(&[("QN03702M", west), ("QN03701I", east)]);
    assert_eq!(
        standing_and_code(&ground, 480.0, 250.0),
        (EdgePosition::Edge, "QN03702M".to_owned())
    );
    assert_eq!(
        standing_and_code(&ground, 520.0, 250.0),
        (EdgePosition::Edge, "QN03701I".to_owned())
    );
    let nearest = ground.locate(at(480.0, 250.0)).nearest;
    assert_eq!(nearest.len(), 1);
    assert!((nearest[0].metres - 20.0).abs() < 0.1, "{nearest:?}");
}

#[test]
fn the_deeper_overlapping_outline_wins_and_the_other_is_at_zero_metres() {
    let west = vec![vec![square(0.0, 0.0, 500.0)]];
    let east = vec![vec![square(300.0, 0.0, 500.0)]];
    let ground = ground(&[("QN03701I", west), ("QN03702M", east)]);
    assert_eq!(
        standing_and_code(&ground, 430.0, 250.0),
        (EdgePosition::Inside, "QN03702M".to_owned())
    );
    assert_eq!(
        standing_and_code(&ground, 370.0, 250.0),
        (EdgePosition::Inside, "QN03701I".to_owned())
    );
    let nearest = ground.locate(at(370.0, 250.0)).nearest;
    assert_eq!((nearest.len(), nearest[0].metres), (1, 0.0));
}

#[test]
fn the_first_code_of_equal_outlines_wins() {
    let outline = vec![vec![square(0.0, 0.0, 500.0)]];
    let ground = ground(&[("QN03702M", outline.clone()), ("QN03701I", outline)]);
    for (east, north) in [(250.0, 250.0), (0.0, 250.0), (-20.0, 100.0)] {
        assert_eq!(standing_and_code(&ground, east, north).1, "QN03701I", "{east} {north}");
    }
    let codes = |east, north| -> Vec<String> {
        ground.locate(at(east, north)).nearest.iter().map(|it| it.code.to_string()).collect()
    };
    assert_eq!(codes(250.0, 250.0), ["QN03702M"]);
    assert_eq!(codes(900.0, 250.0), ["QN03701I", "QN03702M"]);
}

#[test]
fn at_most_five_others_are_named_the_nearest_first() {
    let outline = |nth: u8| vec![vec![square(f64::from(nth) * 400.0, 0.0, 200.0)]];
    let codes: Vec<String> = (1..=8).map(|nth| format!("QN0370{nth}I")).collect();
    let outlines: Vec<_> =
        codes.iter().zip(1..).map(|(code, nth)| (code.as_str(), outline(nth))).collect();
    let ground = ground(&outlines);
    let named = |east| -> Vec<String> {
        ground.locate(at(east, 100.0)).nearest.iter().map(|it| it.code.to_string()).collect()
    };
    assert_eq!(named(0.0), ["QN03701I", "QN03702I", "QN03703I", "QN03704I", "QN03705I"]);
    assert_eq!(named(500.0), ["QN03702I", "QN03703I", "QN03704I", "QN03705I", "QN03706I"]);
}

#[test]
fn the_region_ends_five_kilometres_out_of_its_outline() {
    let ground = ground(&[("QN03701I", vec![vec![square(0.0, 0.0, 500.0)]])]);
    for (east, known) in [(0.0, true), (8_950.0, true), (9_050.0, false), (-7_050.0, false)] {
        assert_eq!(ground.locate(at(east, 0.0)).in_region, known, "{east}");
    }
}

#[test]
fn a_point_is_outside_of_an_empty_locator() {
    let nothing = PointLocator { neighbourhoods: Vec::new(), departements: Vec::new() };
    let found = nothing.locate(at(0.0, 0.0));
    assert_eq!((found.edge_position, found.neighbourhood), (EdgePosition::Outside, None));
    assert!(found.nearest.is_empty() && !found.in_region);
}

/// Corners, in metres, of an outline that is star-shaped about its middle.
fn corners() -> impl Strategy<Value = Vec<(f64, f64)>> {
    proptest::collection::vec(200.0..900.0_f64, 8..60).prop_map(|lengths| {
        let count = f64::from(u16::try_from(lengths.len()).unwrap());
        let turn = |(nth, length): (u16, f64)| {
            let (sin, cos) = (f64::from(nth) / count * std::f64::consts::TAU).sin_cos();
            (length * cos, length * sin)
        };
        (0..).zip(lengths).map(turn).collect()
    })
}

proptest! {
    #[test]
    fn a_point_of_the_outline_moved_inward_is_inside_and_outward_is_not(
        corners in corners(), nth in any::<prop::sample::Index>(), part in 0.0..0.99_f64,
    ) {
        let ground = ground(&[("QN03701I", vec![vec![ring(&corners)]])]);
        let area = &ground.neighbourhoods[0].1;
        let nth = nth.index(corners.len());
        let ((x1, y1), (x2, y2)) = (corners[nth], corners[(nth + 1) % corners.len()]);
        let (x, y) = (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part);

        let depth = |moved: f64| area.signed_distance(coordinates(at(x * moved, y * moved)));

        prop_assert!(depth(0.999) > 0.0 && depth(1.001) < 0.0);
        prop_assert!(depth(1.0).abs() < 0.001);
        prop_assert_eq!(EdgePosition::from_depth(depth(0.001)), EdgePosition::Inside);
        let far = ground.locate(at(x * 6.0, y * 6.0));
        prop_assert_eq!(far.edge_position, EdgePosition::Outside);
        prop_assert!(far.nearest[0].metres > 50.0);
    }

    #[test]
    fn a_step_of_some_metres_changes_the_depth_by_no_more(
        corners in corners(), east in -1500.0..1500.0_f64, north in -1500.0..1500.0_f64,
        step in 0.0..100.0_f64, turn in 0.0..std::f64::consts::TAU,
    ) {
        let ground = ground(&[("QN03701I", vec![vec![ring(&corners)]])]);
        let area = &ground.neighbourhoods[0].1;
        let (from, to) = (at(east, north), at(east + step * turn.cos(), north + step * turn.sin()));
        let changed = area.signed_distance(coordinates(from)) - area.signed_distance(coordinates(to));
        prop_assert!(changed.abs() <= from.metres_to(to) + 0.01, "{changed}");
    }
}
