//! Reference points on the real outlines, located by another library (golden test).

use quartiers_emploi::domain::place::{EDGE_METRES, EdgePosition, Location, Position};

use crate::test_app::TestApp;

/// Written by `tests/golden/points.py` (shapely and PROJ), which documents the columns.
const TABLE: &str = include_str!("../golden/points.csv");
/// Largest distance in metres by which rounding to four decimals moves a point.
const MAX_ROUNDING_M: f64 = 7.0;

#[derive(serde::Deserialize)]
struct Row {
    about: String,
    kind: String,
    lat: f64,
    lon: f64,
    position: String,
    neighbourhood: String,
    /// Depth inside the outline in metres; negative outside.
    depth_m: f64,
    in_region: String,
    /// Nearest neighbourhoods as `CODE:METRES`, separated by spaces: `QN01802M:4081.5`.
    nearest: String,
}

#[tokio::test]
async fn every_gold_point_is_where_another_library_says() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let mut wrong = Vec::new();
    for row in rows() {
        let found = catalogue.locate(Position::new(row.lat, row.lon).expect("a valid point"));
        let same = table_columns(&found)
            == (&row.position, &row.neighbourhood, row.in_region == "True")
            && have_same_distances(&found, &row);
        if !same {
            wrong.push(format!("{} {}: {found:?}", row.about, row.kind));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_outline_has_its_points() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let rows = rows();
    assert_eq!(catalogue.neighbourhoods.len(), 57);
    for neighbourhood in &catalogue.neighbourhoods {
        for kind in ["inside", "outside", "10 m inside", "10 m outside"] {
            let about = |row: &&Row| row.about == neighbourhood.code.as_str() && row.kind == kind;
            assert!(rows.iter().any(|row| about(&row)), "{kind} of {}", neighbourhood.code);
        }
    }
}

#[tokio::test]
async fn rounding_changes_the_answer_only_near_the_end_of_the_edge() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    for row in rows() {
        let exact = Position::new(row.lat, row.lon).expect("a valid point");
        let rounded = exact.rounded();
        assert!(exact.metres_to(rounded) < MAX_ROUNDING_M, "{} {}", row.about, row.kind);
        if (row.depth_m.abs() - EDGE_METRES).abs() > MAX_ROUNDING_M {
            let found = catalogue.locate(rounded);
            assert_eq!(table_columns(&found).0, row.position, "{} {}", row.about, row.kind);
        }
    }
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    reader.deserialize().map(|row| row.expect("a CSV row")).collect()
}

/// The columns that the table also has, read from `location`.
fn table_columns(location: &Location) -> (&str, &str, bool) {
    let position = match location.edge_position {
        EdgePosition::Inside => "inside",
        EdgePosition::Edge => "edge",
        EdgePosition::Outside => "outside",
    };
    let code = location.neighbourhood.as_ref().map_or("", |code| code.as_str());
    (position, code, location.in_region)
}

/// True if the nearest neighbourhoods are the same, in the same order, within one metre.
fn have_same_distances(location: &Location, row: &Row) -> bool {
    let expected = row.nearest.split(' ').map(|near| near.split_once(':').expect("CODE:METRES"));
    let expected: Vec<(&str, f64)> =
        expected.map(|(code, metres)| (code, metres.parse().expect("metres"))).collect();
    let found = location.nearest.iter().map(|near| (near.code.as_str(), near.metres));
    let near = |((found, metres), (code, expected)): ((&str, f64), (&str, f64))| {
        found == code && (metres - expected).abs() < 1.0
    };
    expected.len() == location.nearest.len() && found.zip(expected).all(near)
}
