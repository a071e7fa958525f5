//! Search for the most expensive public request, in process, without cache and compression: `cargo bench --bench
//! worst -- [ROUNDS [FOLDER OF A DATABASE]]`; on the embedded seeds by default. Fails when a request takes 30 times
//! as long as the median page, or its response has more than 200 KB.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

#[path = "common/client.rs"]
mod client;
#[path = "common/random.rs"]
mod random;
#[path = "common/requests.rs"]
mod requests;
#[path = "common/site.rs"]
mod site;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::http::Request;
use quartiers_emploi::import::SeedFolder;

use client::{Answer, send};
use random::Random;
use requests::{RandomRequest, Values, record_paths};
use site::{app, store};

const USUAL_ROUNDS: usize = 2_000;
/// The minimum of this number of runs is the time of a request.
const REPEATS: usize = 3;
/// Number of runs before a request counts as too expensive, to exclude other load on the machine.
const CONFIRMING_REPEATS: usize = 30;
/// Maximum cost of a request, as a multiple of the median page.
const MAX_TIMES_MEDIAN: u32 = 30;
const MAX_RESPONSE_BYTES: usize = 200 * 1_024;
/// Number of most expensive requests that are kept, mutated and printed.
const SLOWEST: usize = 10;
/// Maximum length at which a URL is printed.
const SHOWN: usize = 160;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|text| text != "--bench").collect();
    let rounds = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(USUAL_ROUNDS);
    let temporary = tempfile::tempdir()?;
    let folder = arguments.get(1).map_or(temporary.path(), Path::new);
    let app = app(store(&folder.join("directory.db"), &SeedFolder::Embedded).await?).await?;
    let catalogue = app.catalogue();
    let values = Values::of(&catalogue);
    let router = quartiers_emploi::site::router(app);
    let mut plain_pages = Vec::new();
    for target in record_paths(&catalogue) {
        plain_pages.push((measured(&router, &target, REPEATS).await?, target));
    }
    plain_pages.sort_unstable();
    let (Cost { took: median, .. }, _) =
        plain_pages.get(plain_pages.len() / 2).context("no page")?.clone();
    println!("{} plain pages, the median takes {median:.1?}; the dearest:", plain_pages.len());
    for (cost, target) in plain_pages.iter().rev().take(SLOWEST) {
        print_times(median, *cost, target);
    }
    let dearest = most_expensive(&router, &values, rounds).await?;
    println!("the dearest of {rounds} requests, and the longest:");
    for (cost, search) in dearest {
        print_times(median, cost, &search.target());
        plain_pages.push((cost, search.target()));
    }
    too_expensive(&router, median, plain_pages).await
}

/// Measures requests over the limits again; an error if they still exceed them.
async fn too_expensive(
    router: &Router,
    median: Duration,
    found: Vec<(Cost, String)>,
) -> anyhow::Result<ExitCode> {
    let over =
        |cost: Cost| cost.took > median * MAX_TIMES_MEDIAN || cost.bytes > MAX_RESPONSE_BYTES;
    let mut code = ExitCode::SUCCESS;
    for (_, target) in found.into_iter().filter(|(cost, _)| over(*cost)) {
        let cost = measured(router, &target, CONFIRMING_REPEATS).await?;
        if over(cost) {
            println!(
                "TOO EXPENSIVE, over {MAX_TIMES_MEDIAN} × the median or {MAX_RESPONSE_BYTES} bytes:"
            );
            print_times(median, cost, &target);
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// Most expensive requests found, and the one with the longest response: half of the rounds are random, the others
/// mutate one of the most expensive.
async fn most_expensive(
    router: &Router,
    values: &Values,
    rounds: usize,
) -> anyhow::Result<Vec<(Cost, RandomRequest)>> {
    let mut random = Random::new(0x5eed);
    let mut dearest: Vec<(Cost, RandomRequest)> = Vec::new();
    let mut longest: Option<(Cost, RandomRequest)> = None;
    for round in 0..rounds {
        let search = if round < rounds / 2 {
            RandomRequest::generated(values, &mut random)
        } else {
            random.pick(&dearest).1.clone().mutated(values, &mut random)
        };
        let cost = measured(router, &search.target(), REPEATS).await?;
        if longest.as_ref().is_none_or(|(most, _)| cost.bytes > most.bytes) {
            longest = Some((cost, search.clone()));
        }
        dearest.push((cost, search));
        dearest.sort_by_key(|(cost, _)| std::cmp::Reverse(*cost));
        dearest.truncate(SLOWEST);
    }
    dearest.extend(longest);
    Ok(dearest)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    took: Duration,
    bytes: usize,
}

async fn measured(router: &Router, target: &str, repeats: usize) -> anyhow::Result<Cost> {
    let mut cost = Cost { took: Duration::MAX, bytes: 0 };
    for _ in 0..repeats {
        let Answer { took, status, body } = send(router, Request::get(target)).await?;
        anyhow::ensure!(!status.is_server_error(), "{status} at {target}");
        cost = Cost { took: cost.took.min(took), bytes: body.len() };
    }
    Ok(cost)
}

fn print_times(median: Duration, cost: Cost, target: &str) {
    let shown: String = target.chars().take(SHOWN).collect();
    let times = cost.took.as_secs_f64() / median.as_secs_f64();
    println!("{:>10.1?}  {times:>6.1} ×  {:>7} bytes  {shown}", cost.took, cost.bytes);
}
