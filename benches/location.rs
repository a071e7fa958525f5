//! Time to locate a point, in process, on the embedded seeds: `cargo bench --bench location`.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

#[path = "common/client.rs"]
mod client;
#[expect(dead_code, reason = "this benchmark needs no names")]
#[path = "common/random.rs"]
mod random;
#[path = "common/site.rs"]
mod site;

use std::hint::black_box;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::Request;
use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::place::Position;
use quartiers_emploi::import::SeedFolder;
use quartiers_emploi::paths;

use client::{Answer, send};
use random::Random;
use site::{app, store};

const POINTS: usize = 20_000;
const REQUESTS: usize = 4_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let app = app(store(&folder.path().join("directory.db"), &SeedFolder::Embedded).await?).await?;
    let catalogue = app.catalogue();
    let corners = catalogue.neighbourhoods.iter().map(|it| it.outline.points().count());
    println!("{} outlines, {} points", catalogue.neighbourhoods.len(), corners.sum::<usize>());
    let (beside, random_points) = (points_near_borders(&catalogue)?, random_points()?);
    for (what, points) in [("beside a border", &beside), ("anywhere around", &random_points)] {
        located(
            &format!("inside, edge or outside of all, and the nearest, {what}"),
            &catalogue,
            points,
        );
    }
    let router = quartiers_emploi::site::router(app.clone());
    for (what, points) in [("beside a border", &beside), ("anywhere around", &random_points)] {
        answered(&format!("{}, {what}", paths::API_LOCATION), &router, points).await?;
    }
    Ok(())
}

/// Points within a few hundred metres of a neighbourhood border: the most expensive to locate.
fn points_near_borders(catalogue: &Catalogue) -> anyhow::Result<Vec<Position>> {
    let mut random = Random::new(0x5eed);
    let corners: Vec<[f64; 2]> =
        catalogue.neighbourhoods.iter().flat_map(|it| it.outline.points()).collect();
    let point = |_| {
        let [lon, lat] = *random.pick(&corners);
        Position::new(lat + 0.002 * part(&mut random), lon + 0.003 * part(&mut random))
    };
    Ok((0..POINTS).map(point).collect::<Result<_, _>>()?)
}

/// Random points of the region and its surroundings.
fn random_points() -> anyhow::Result<Vec<Position>> {
    let mut random = Random::new(0x5eed);
    let point = |_| Position::new(47.6 + 1.6 * part(&mut random), 1.6 + 1.8 * part(&mut random));
    Ok((0..POINTS).map(point).collect::<Result<_, _>>()?)
}

/// Random number from -1 to 1.
fn part(random: &mut Random) -> f64 {
    let drawn = u32::try_from(random.below(2_000_001)).unwrap_or_default();
    f64::from(drawn) / 1_000_000.0 - 1.0
}

fn located(what: &str, catalogue: &Catalogue, points: &[Position]) {
    let place = |point: &Position| {
        let began = Instant::now();
        black_box(catalogue.locate(black_box(*point)));
        began.elapsed()
    };
    print_times(what, points.iter().map(place).collect());
}

async fn answered(what: &str, router: &Router, points: &[Position]) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for point in points.iter().take(REQUESTS) {
        let address = paths::api_location(&point.lat().to_string(), &point.lon().to_string());
        let Answer { took, status, body } = send(router, Request::get(address)).await?;
        times.push(took);
        anyhow::ensure!(status.is_success() && !body.is_empty(), "{status}");
    }
    print_times(what, times);
    Ok(())
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| {
        let place = (times.len() * part / 100).min(times.len() - 1);
        times.get(place).copied().unwrap_or_default()
    };
    println!("{what}: p50 {:.1?}  p99 {:.1?}  max {:.1?}", at(50), at(99), at(100));
}
