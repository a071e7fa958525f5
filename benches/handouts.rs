//! Time to make what is handed over: lists to print, booklets, pocket packs and pictures of links, in process, without
//! compression: `cargo bench --bench handouts`.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

#[path = "common/client.rs"]
mod client;
#[path = "common/site.rs"]
mod site;

use std::time::Duration;

use axum::Router;
use axum::http::Request;
use quartiers_emploi::import::SeedFolder;
use quartiers_emploi::paths;

use client::{Answer, send};
use site::{app, store};

const ROUNDS: usize = 40;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let temporary = tempfile::tempdir()?;
    let store = store(&temporary.path().join("directory.db"), &SeedFolder::Embedded).await?;
    let app = app(store).await?;
    let catalogue = app.catalogue();
    // Without the edge, and so without its cache.
    let router = quartiers_emploi::site::router(app.clone());
    let router = &router;
    let one = |path: &str| vec![path.to_owned()];
    measure("list of 200 initiatives", router, &one(paths::PRINTED_INITIATIVES)).await?;
    measure("list of 200 organisations", router, &one(paths::PRINTED_ORGANISATIONS)).await?;
    measure("booklet of 200 initiatives", router, &one(paths::BOOKLET)).await?;
    let neighbourhoods = || catalogue.neighbourhoods.iter();
    let packs: Vec<String> = neighbourhoods().take(4).map(|it| paths::pocket(&it.slug)).collect();
    measure("pocket packs", router, &packs).await?;
    let pictures = neighbourhoods().take(20).map(|it| paths::neighbourhood_preview(&it.slug));
    measure("pictures of neighbourhoods", router, &pictures.collect::<Vec<_>>()).await?;
    let some = catalogue.initiatives.iter().step_by(catalogue.initiatives.len().div_ceil(40));
    let pictures = some.map(|it| paths::initiative_preview(&it.facts.slug));
    measure("pictures of initiatives", router, &pictures.collect::<Vec<_>>()).await
}

/// Requests each of `addresses` in turn, several times, and prints the times and the largest body.
async fn measure(what: &str, router: &Router, addresses: &[String]) -> anyhow::Result<()> {
    let mut times: Vec<Duration> = Vec::new();
    let mut largest = 0;
    for _ in 0..ROUNDS {
        for address in addresses {
            let Answer { took, status, body } = send(router, Request::get(address)).await?;
            anyhow::ensure!(status.is_success() && !body.is_empty(), "{status} at {address}");
            largest = largest.max(body.len());
            times.push(took);
        }
    }
    times.sort_unstable();
    let at = |part: usize| {
        times.get((times.len() * part / 100).min(times.len() - 1)).copied().unwrap_or_default()
    };
    let (p50, p99, worst) = (at(50), at(99), at(100));
    println!("{what}: p50 {p50:.1?}  p99 {p99:.1?}  max {worst:.1?}  largest {largest} bytes");
    Ok(())
}
