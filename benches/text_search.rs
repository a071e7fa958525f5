//! Text searches of the directory beside a bare full-text server, on one machine in one run:
//! `cargo bench --bench text_search -- [ROWS] [--alone]`, with 10,000 made-up initiatives by default. `--alone` only loads
//! ours, for a profiler.
//!
//! Ours is `GET /initiatives?q=…`: the whole page as served, through every layer, without the response cache. The peer
//! is described in `text_search/peer.rs`. Both serve the 1,000 texts of `text_search/queries.txt` to 32 keep-alive
//! connections over loopback; one thread is the client. The rounds alternate between ours, the peer and ours again, so
//! that each round also compares ours with itself: a difference of that size is noise.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and ranks of a benchmark are small"
)]

#[path = "text_search/client.rs"]
mod client;
#[path = "common/generated_data.rs"]
mod generated_data;
#[path = "text_search/peer.rs"]
mod peer;
#[path = "common/random.rs"]
mod random;
#[path = "common/site.rs"]
mod site;

use std::future::{pending, ready};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::http::HeaderName;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::app::App;
use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::search::{Search, SearchPage};
use quartiers_emploi::edge::{self, EdgeSettings, Hosts, Limits};
use quartiers_emploi::import::SeedFolder;
use quartiers_emploi::paths;
use tikv_jemallocator::Jemalloc;
use tokio::runtime::Runtime;

use client::Client;
use peer::Peer;
use random::Random;

/// As in the release binary.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

const QUERIES: &str = include_str!("text_search/queries.txt");
const DEFAULT_ROWS: usize = 10_000;
const CONNECTIONS: usize = 32;
const ROUNDS: usize = 15;
/// Minimum time of the load of a round.
const LOAD: Duration = Duration::from_secs(1);
/// Repetitions of a request on one connection; their median is its time.
const REPEATS: usize = 5;
/// Number of the longest texts, and their size.
const LONGEST: usize = 20;
const LONGEST_CHARACTERS: usize = 1_000;
const LONGEST_WORDS: usize = 200;

fn main() -> anyhow::Result<()> {
    let rows = std::env::args().find_map(|it| it.parse().ok()).unwrap_or(DEFAULT_ROWS);
    let is_alone = std::env::args().any(|it| it == "--alone");
    let servers = Runtime::new()?;
    let folder = tempfile::tempdir()?;
    let app = servers.block_on(app(folder.path(), rows))?;
    let catalogue = app.catalogue();
    let peer = Peer::build(folder.path().join("peer.db"), &catalogue)?;
    let texts: Vec<&str> = QUERIES.lines().collect();
    let is_empty = |text: &&str| count(&catalogue, text) == 0;
    let empty: Vec<&str> = texts.iter().copied().filter(is_empty).collect();
    let found_by_peer = texts.iter().filter(|text| peer.count(text).is_ok_and(|it| it > 0)).count();
    println!("{} initiatives; {} texts", catalogue.initiatives.len(), texts.len());
    println!("find something: ours {}, peer {found_by_peer}", texts.len() - empty.len());
    let (address, listener) = bind()?;
    let limits = Limits { max_connections_per_address: 0, ..Limits::default() };
    servers.spawn(edge::serve(listener, ours(&app), pending(), limits));
    let ours = Target::new(address, &texts, our_path);
    let (address, listener) = bind()?;
    servers.spawn(serve(listener, peer.router()));
    let peer = Target::new(address, &texts, |text| format!("/?q={}", encoded(text)));
    // The client has this thread, the servers have theirs.
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    client.block_on(async {
        if is_alone {
            return load_alone(&ours).await;
        }
        client_alone(&servers, &ours).await?;
        compare(&ours, &peer).await?;
        single_requests(&ours, &empty, &texts).await
    })
}

/// Server and its 1,000 paths.
struct Target {
    address: SocketAddr,
    paths: Vec<String>,
}

impl Target {
    fn new(address: SocketAddr, texts: &[&str], path: impl Fn(&str) -> String) -> Self {
        Self { address, paths: texts.iter().map(|text| path(text)).collect() }
    }
}

async fn app(folder: &Path, rows: usize) -> anyhow::Result<App> {
    let seeds = folder.join("seeds");
    generated_data::write_seeds(&seeds, rows)?;
    site::app(site::store(&folder.join("directory.db"), &SeedFolder::Disk(seeds)).await?).await
}

/// The site behind the layers of the release binary, without the response cache. Each connection is a visitor of its
/// own, as behind a proxy.
fn ours(app: &App) -> Router {
    let hosts = Hosts::new(app.public_url.clone(), Vec::new()).accepting_loopback(true);
    let settings = EdgeSettings {
        client_address_header: Some(HeaderName::from_static("x-forwarded-for")),
        ..EdgeSettings::new(app.public_url.clone(), hosts)
    };
    edge::apply_middleware(quartiers_emploi::site::router(app.clone()), settings)
}

/// Serves `router` as axum does by itself.
async fn serve(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, router).await?)
}

fn bind() -> anyhow::Result<(SocketAddr, TcpListener)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    Ok((listener.local_addr()?, listener))
}

fn our_path(text: &str) -> String {
    format!("{}?q={}", paths::INITIATIVES, encoded(text))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn count(catalogue: &Catalogue, text: &str) -> usize {
    let search_page = SearchPage { search: Search::of_text(text), number: NonZeroU32::MIN };
    catalogue.search(&search_page).total
}

/// Prints the limit that the client sets: its rate on a page of usual size that costs no work.
async fn client_alone(servers: &Runtime, ours: &Target) -> anyhow::Result<()> {
    let mut client = Client::connect(ours.address, 1).await?;
    let path = ours.paths.first().context("no text")?;
    let page = vec![b'-'; client.bytes(path).await?];
    let (address, listener) = bind()?;
    let bytes = page.len();
    let router = Router::new().fallback(get(move || ready(page.clone())));
    servers.spawn(serve(listener, router));
    let target = Target { address, paths: ours.paths.clone() };
    let Rate { a_second, processor_ms } = Load::warmed_up(&target).await?.run().await?;
    println!(
        "the client alone, {bytes} bytes without work: {a_second:.0} requests/s, {processor_ms:.3} ms of processor each"
    );
    Ok(())
}

/// Load of a server: so many passes over its paths that it takes [`LOAD`] at least.
struct Load<'a> {
    client: Client,
    paths: &'a [String],
    passes: usize,
}

impl<'a> Load<'a> {
    async fn warmed_up(target: &'a Target) -> anyhow::Result<Self> {
        let mut client = Client::connect(target.address, CONNECTIONS).await?;
        let paths = &target.paths;
        client.load(paths, 1).await?;
        let pass = client.load(paths, 1).await?;
        let passes = (LOAD.as_secs_f64() / pass.as_secs_f64()).ceil();
        Ok(Self { client, paths, passes: passes as usize })
    }

    async fn run(&mut self) -> anyhow::Result<Rate> {
        let before = processor_seconds()?;
        let took = self.client.load(self.paths, self.passes).await?;
        let processor = processor_seconds()? - before;
        let requests = (self.paths.len() * self.passes) as f64;
        Ok(Rate {
            a_second: requests / took.as_secs_f64(),
            processor_ms: processor * 1_000.0 / requests,
        })
    }
}

/// Rate of a load.
struct Rate {
    /// Requests a second.
    a_second: f64,
    /// Processor time of a request, of the server and the client: other work on the machine changes it little.
    processor_ms: f64,
}

/// Processor time of this process so far.
fn processor_seconds() -> anyhow::Result<f64> {
    let ticks = std::fs::read_to_string("/proc/self/stat")?;
    let fields = ticks.rsplit_once(')').context("an unknown format")?.1.split_whitespace();
    let ticks = fields.skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / 100.0)
}

async fn load_alone(target: &Target) -> anyhow::Result<()> {
    let mut load = Load::warmed_up(target).await?;
    for _ in 0..ROUNDS {
        let Rate { a_second, processor_ms } = load.run().await?;
        println!("{a_second:.0} requests/s, {processor_ms:.3} ms of processor each");
    }
    Ok(())
}

/// Prints the rates of both servers and their ratio.
async fn compare(ours: &Target, peer: &Target) -> anyhow::Result<()> {
    let [mut ours, mut peer, mut again] =
        [Load::warmed_up(ours).await?, Load::warmed_up(peer).await?, Load::warmed_up(ours).await?];
    let mut rates = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (load, rates) in [&mut ours, &mut peer, &mut again].into_iter().zip(&mut rates) {
            rates.push(load.run().await?);
        }
    }
    let values = |value: fn(&Rate) -> f64| {
        rates.each_ref().map(|rates| rates.iter().map(value).collect::<Vec<f64>>())
    };
    let (a_second, processor) = (values(|it| it.a_second), values(|it| it.processor_ms));
    println!(
        "{ROUNDS} rounds, {CONNECTIONS} connections; medians, and the middle half of the rounds"
    );
    let [ours, peer, again] = &a_second;
    println!("requests/s: ours {:.0}, peer {:.0}", median(ours), median(peer));
    print_ratio("ours / peer", ours, peer);
    print_ratio("ours / ours", again, ours);
    let [ours, peer, _] = &processor;
    println!("processor time: ours {:.3} ms, peer {:.3} ms", median(ours), median(peer));
    print_ratio("peer / ours", peer, ours);
    Ok(())
}

/// Prints the ratio of the medians, and the middle half of the ratios of the rounds.
fn print_ratio(name: &str, over: &[f64], under: &[f64]) {
    let ratios: Vec<f64> = over.iter().zip(under).map(|(over, under)| over / under).collect();
    let [low, high] = [quantile(&ratios, 0.25), quantile(&ratios, 0.75)];
    println!("{name}: {:.2} ({low:.2} to {high:.2})", median(over) / median(under));
}

/// Prints times of single requests on one connection: texts that find nothing, and the longest texts.
async fn single_requests(ours: &Target, empty: &[&str], texts: &[&str]) -> anyhow::Result<()> {
    let mut client = Client::connect(ours.address, 1).await?;
    let all = client.medians(&ours.paths, REPEATS).await?;
    let usual = median(&all);
    println!("one request at a time: p50 {:.2} ms, p99 {:.2} ms", usual, quantile(&all, 0.99));
    let empty: Vec<String> = empty.iter().map(|text| our_path(text)).collect();
    let empty = client.medians(&empty, REPEATS).await?;
    println!(
        "… that find nothing, {}: p50 {:.2} ms, p99 {:.2} ms",
        empty.len(),
        median(&empty),
        quantile(&empty, 0.99)
    );
    let longest: Vec<String> = longest(texts).iter().map(|text| our_path(text)).collect();
    let worst = quantile(&client.medians(&longest, REPEATS).await?, 1.0);
    println!(
        "… of {LONGEST_CHARACTERS} characters or {LONGEST_WORDS} words: at most {worst:.2} ms, {:.1} times the median",
        worst / usual
    );
    Ok(())
}

/// Texts of the greatest size, made of words of `texts`: half of them of long words, half of many.
fn longest(texts: &[&str]) -> Vec<String> {
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut random = Random::new(0x5eed);
    let mut text = |number: usize| {
        let short = |word: &&str| {
            number.is_multiple_of(2) || word.chars().count() < LONGEST_CHARACTERS / LONGEST_WORDS
        };
        let words: Vec<&str> = words.iter().copied().filter(short).collect();
        let text: Vec<&str> = (0..LONGEST_WORDS).map(|_| *random.pick(&words)).collect();
        text.join(" ").chars().take(LONGEST_CHARACTERS).collect()
    };
    (0..LONGEST).map(&mut text).collect()
}

fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = (sorted.len().saturating_sub(1)) as f64 * part;
    sorted.get(at.round() as usize).copied().unwrap_or_default()
}
