//! Point location checked on random points against a brute-force reference implementation.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::place::{EdgePosition, Outline, Position, QpvCode};

use crate::test_app::TestApp;

static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { TestApp::with_real_seeds().await.app.catalogue() })
});

/// A point at most one kilometre from a random vertex of an outline.
fn point_near_outline() -> impl Strategy<Value = Position> {
    let index = any::<prop::sample::Index>;
    let step = -1.0..1.0_f64;
    (index(), index(), step.clone(), step, 1.0..3.0_f64).prop_map(
        |(nth, corner, north, east, zoom)| {
            let outline = &nth.get(&CATALOGUE.neighbourhoods).outline;
            let corners: Vec<_> = outline.points().collect();
            let [lon, lat] = *corner.get(&corners);
            // Exponential distribution: points near the border are more frequent.
            let degrees = 0.01 / 10.0_f64.powf(zoom - 1.0);
            Position::new(lat + north * degrees, lon + east * degrees).unwrap()
        },
    )
}

/// Distance in metres to the border, negative outside; brute force over all sides, on a local plane.
fn brute_force_depth(outline: &Outline, at: Position) -> f64 {
    let (north, east) = (111_180.0, 111_320.0 * at.lat().to_radians().cos() * 1.0018);
    let flat = |[lon, lat]: [f64; 2]| ((lon - at.lon()) * east, (lat - at.lat()) * north);
    let (mut nearest, mut inside) = (f64::MAX, false);
    for ring in outline.polygons().iter().flatten() {
        for pair in ring.windows(2) {
            let ((x1, y1), (x2, y2)) = (flat(pair[0]), flat(pair[1]));
            let (dx, dy) = (x2 - x1, y2 - y1);
            let part = (-(x1 * dx + y1 * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            nearest = nearest.min((x1 + dx * part).hypot(y1 + dy * part));
            // Even-odd rule: counts the sides that a ray to the east crosses.
            let crosses = (y1 > 0.0) != (y2 > 0.0) && x1 - y1 * dx / dy > 0.0;
            inside ^= crosses;
        }
    }
    if inside { nearest } else { -nearest }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn point_location_agrees_with_brute_force(at in point_near_outline()) {
        let found = CATALOGUE.locate(at);
        let depths = CATALOGUE.neighbourhoods.iter().map(|it| (brute_force_depth(&it.outline, at), &it.code));
        let mut depths: Vec<(f64, &QpvCode)> = depths.collect();
        depths.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let (deepest, code) = depths[0];
        // The local plane is off by at most half a metre at this distance.
        prop_assume!((deepest.abs() - 50.0).abs() > 0.5);
        let expected = if deepest > 50.0 {
            (EdgePosition::Inside, Some(code))
        } else if deepest > -50.0 {
            (EdgePosition::Edge, Some(code))
        } else {
            (EdgePosition::Outside, None)
        };
        prop_assert_eq!((found.edge_position, found.neighbourhood.as_ref()), expected);
        prop_assert!(found.in_region);
        let others: Vec<f64> =
            depths.iter().filter(|(_, code)| Some(*code) != expected.1).map(|(it, _)| -it).collect();
        let nearest = &found.nearest[0];
        prop_assert!((nearest.metres - others[0]).abs() < 1.0 + others[0] * 0.01);
    }
}
