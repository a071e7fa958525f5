//! Looks for the public request that costs most, in process, without cache and compression:
//! `cargo bench --bench worst -- [ROUNDS [FOLDER OF A DATABASE]]`; on the embedded data without one.
#![expect(clippy::print_stdout, reason = "a program that measures and prints")]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/requests.rs"]
mod requests;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use axum::{Router, body::Body, http::Request};
use clap::Parser as _;
use http_body_util::BodyExt as _;
use quartiers_emploi::{
    app::App,
    clock::Clock,
    config::{Config, PublicUrl},
    import, site,
    store::Store,
};
use tower::ServiceExt as _;

use dice::Dice;
use requests::{Asked, Values, plain};

const USUAL_ROUNDS: usize = 2_000;
/// A time is the least of so many.
const REPEATS: usize = 3;
/// The most expensive requests kept, changed and printed.
const KEPT: usize = 10;
/// What is printed of a long address.
const SHOWN: usize = 160;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|text| text != "--bench").collect();
    let rounds = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(USUAL_ROUNDS);
    let temporary = tempfile::tempdir()?;
    let store = match arguments.get(1) {
        Some(folder) => Store::open(&Path::new(folder).join("directory.db")).await?,
        None => planted(temporary.path()).await?,
    };
    let app = app(store).await?;
    let catalogue = app.catalogue();
    let router = site::router(app.clone());
    let mut plain_pages = Vec::new();
    for target in plain(&catalogue) {
        plain_pages.push((measured(&router, &target).await?, target));
    }
    plain_pages.sort_unstable();
    let (Cost { took: median, .. }, _) =
        plain_pages.get(plain_pages.len() / 2).context("no page")?.clone();
    println!("{} plain pages, the median takes {median:.1?}; the dearest:", plain_pages.len());
    for (cost, target) in plain_pages.iter().rev().take(KEPT) {
        tell(median, *cost, target);
    }
    let values = Values::of(&catalogue);
    let dearest = climbed(&router, &values, rounds).await?;
    println!("the dearest of {rounds} requests:");
    for (cost, asked) in &dearest {
        tell(median, *cost, &asked.target());
    }
    Ok(())
}

/// The dearest requests found: half of the rounds by chance, the others by changing one of the dearest.
async fn climbed(
    router: &Router,
    values: &Values,
    rounds: usize,
) -> anyhow::Result<Vec<(Cost, Asked)>> {
    let mut dice = Dice::new(0x5eed);
    let mut dearest: Vec<(Cost, Asked)> = Vec::new();
    for round in 0..rounds {
        let asked = if round < rounds / 2 {
            Asked::by_chance(values, &mut dice)
        } else {
            dice.pick(&dearest).1.clone().changed(values, &mut dice)
        };
        let cost = measured(router, &asked.target()).await?;
        dearest.push((cost, asked));
        dearest.sort_by_key(|(cost, _)| std::cmp::Reverse(*cost));
        dearest.truncate(KEPT);
    }
    Ok(dearest)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    took: Duration,
    bytes: usize,
}

async fn measured(router: &Router, target: &str) -> anyhow::Result<Cost> {
    let mut cost = Cost { took: Duration::MAX, bytes: 0 };
    for _ in 0..REPEATS {
        let request = Request::get(target).body(Body::empty())?;
        let began = Instant::now();
        let answer = router.clone().oneshot(request).await?;
        let body = answer.into_body().collect().await?.to_bytes();
        cost.took = cost.took.min(began.elapsed());
        cost.bytes = body.len();
    }
    Ok(cost)
}

fn tell(median: Duration, cost: Cost, target: &str) {
    let shown: String = target.chars().take(SHOWN).collect();
    let times = cost.took.as_secs_f64() / median.as_secs_f64();
    println!("{:>10.1?}  {times:>6.1} ×  {:>7} bytes  {shown}", cost.took, cost.bytes);
}

async fn planted(folder: &Path) -> anyhow::Result<Store> {
    let clock = Clock::system();
    let seeds = import::read(&import::Folder::Embedded, clock.today());
    let seeds = seeds.map_err(|mistakes| anyhow::anyhow!("{} mistakes", mistakes.len()))?;
    let store = Store::open(&folder.join("directory.db")).await?;
    store.plant(&seeds, clock.now()).await?;
    Ok(store)
}

/// The settings of a program started without any.
#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

async fn app(store: Store) -> anyhow::Result<App> {
    let Settings { config } = Settings::parse_from(["bench"]);
    let public_url: PublicUrl =
        "https://annuaire.example".parse().map_err(|_| anyhow::anyhow!("no address"))?;
    Ok(App::new(store, Clock::system(), config, public_url).await?)
}
