//! Forms posted to the release binary over loopback: `cargo build --release && cargo bench --bench forms`. || Each
//! client has its own draft and saves a step of it repeatedly: one durable write (`synchronous=FULL`) per response.
//! First at the full speed of eight clients; then twenty a second beside continuous searches. The rate limits allow
//! some 16,000 saves per site, so the first part uses several sites, each on a folder of its own.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::time::{interval, sleep};

const CLIENTS: usize = 8;
/// Full speed: number of sites, and the duration for each. The rate limits stop it above 8,000 posts a second.
const BURSTS: u32 = 5;
const BURST: Duration = Duration::from_secs(2);
const POSTS_PER_SECOND: u64 = 20;
const STEADY: Duration = Duration::from_secs(30);
const SEARCHERS: usize = 4;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut times = Vec::new();
    for _ in 0..BURSTS {
        let folder = tempfile::tempdir()?;
        let (site, drafts) = with_drafts(folder.path()).await?;
        times.extend(burst(&site, &drafts).await?);
    }
    let rate = times.len() as u64 / (BURST * BURSTS).as_secs();
    println!("{CLIENTS} clients: {rate} durable posts/s, {}", format_times(times));
    let folder = tempfile::tempdir()?;
    let (site, drafts) = with_drafts(folder.path()).await?;
    steady(&site, &drafts).await
}

/// A new site on an empty folder, and one draft for each client.
async fn with_drafts(folder: &Path) -> anyhow::Result<(Site, Vec<String>)> {
    let site = Site::start(folder).await?;
    let mut drafts = Vec::new();
    for _ in 0..CLIENTS {
        drafts.push(site.draft().await?);
    }
    Ok((site, drafts))
}

/// Posts at full speed; returns the time of each.
async fn burst(site: &Site, drafts: &[String]) -> anyhow::Result<Vec<Duration>> {
    let end = Instant::now() + BURST;
    let clients = drafts.iter().cloned().map(|draft| {
        let site = site.clone();
        tokio::spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                times.push(site.save(&draft, times.len()).await?);
            }
            anyhow::Ok(times)
        })
    });
    let mut times = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        times.extend(client.await??);
    }
    Ok(times)
}

/// Posts at a steady rate beside searches.
async fn steady(site: &Site, drafts: &[String]) -> anyhow::Result<()> {
    let (done, searches) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    for at in 0..SEARCHERS {
        let (site, done, searches) = (site.clone(), Arc::clone(&done), Arc::clone(&searches));
        tokio::spawn(async move {
            let mut number = at;
            while !done.load(Ordering::Relaxed) {
                // A new URL each time, so that the response cache never hits.
                let path = format!("/initiatives?q=permis&page={}", number % 9_000 + 1);
                if site.send(Request::get(site.url(&path)), String::new()).await.is_ok() {
                    searches.fetch_add(1, Ordering::Relaxed);
                }
                number += SEARCHERS;
            }
        });
    }
    let mut ticks = interval(Duration::from_millis(1_000 / POSTS_PER_SECOND));
    let end = Instant::now() + STEADY;
    let mut posts = Vec::new();
    while Instant::now() < end {
        ticks.tick().await;
        let at = posts.len();
        let draft = drafts.get(at % CLIENTS).cloned().unwrap_or_default();
        let site = site.clone();
        posts.push(tokio::spawn(async move { site.save(&draft, at).await }));
    }
    let mut times = Vec::new();
    for post in posts {
        times.push(post.await??);
    }
    done.store(true, Ordering::Relaxed);
    let rate = searches.load(Ordering::Relaxed) as u64 / STEADY.as_secs();
    println!("{POSTS_PER_SECOND} posts/s beside {rate} searches/s: {}", format_times(times));
    Ok(())
}

/// Formats the median and the 99th percentile of `times`.
fn format_times(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    format!("p50 {:.1?}, p99 {:.1?}, of {}", at(50), at(99), times.len())
}

/// Form data of a valid first step.
fn step(title: &str) -> String {
    let summary = "Un+texte+d%27essai+assez+long+pour+compter.+".repeat(8);
    format!("titre={title}&resume={summary}&activite=permanente&horaires=le+mardi")
}

/// The running program and an HTTP client for it.
#[derive(Clone)]
struct Site {
    address: SocketAddr,
    client: Client<HttpConnector, Full<Bytes>>,
    _program: Arc<Program>,
}

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Site {
    async fn start(folder: &Path) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/release/quartiers-emploi");
        let program = Command::new(binary)
            .args(["serve", "--log", "warn", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .stdout(Stdio::null())
            .spawn()
            .context("no release binary: cargo build --release")?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        let site = Self { address, client, _program: Arc::new(Program(program)) };
        for _ in 0..400 {
            if site.send(Request::get(site.url("/healthz")), String::new()).await.is_ok() {
                return Ok(site);
            }
            sleep(Duration::from_millis(25)).await;
        }
        anyhow::bail!("no answer from the program")
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Creates a draft; returns the path of its first step.
    async fn draft(&self) -> anyhow::Result<String> {
        let (_, _, page) = self.send(Request::get(self.url("/proposer")), String::new()).await?;
        let form_token = page.split(r#"name="timbre" value=""#).nth(1).context("a form token")?;
        let form_token = form_token.split('"').next().unwrap_or_default();
        let body = format!("timbre={form_token}&{}", step("Essai+de+charge"));
        let (_, location, _) = self.post("/proposer", body).await?;
        let draft = location.rsplit_once('/').context("an address")?.0;
        Ok(format!("{draft}/quoi"))
    }

    /// Saves a step of a draft; returns the response time.
    async fn save(&self, draft: &str, number: usize) -> anyhow::Result<Duration> {
        let body = step(&format!("Essai+de+charge+{number}"));
        let began = Instant::now();
        let (status, ..) = self.post(draft, body).await?;
        anyhow::ensure!(status == StatusCode::SEE_OTHER, "answered {status}");
        Ok(began.elapsed())
    }

    async fn post(&self, path: &str, body: String) -> anyhow::Result<(StatusCode, String, String)> {
        let request = Request::post(self.url(path))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body).await
    }

    /// Status, `Location` and body of the response.
    async fn send(
        &self,
        request: hyper::http::request::Builder,
        body: String,
    ) -> anyhow::Result<(StatusCode, String, String)> {
        let request = request.body(Full::new(Bytes::from(body)))?;
        let (parts, body) = self.client.request(request).await?.into_parts();
        let body = String::from_utf8(body.collect().await?.to_bytes().to_vec())?;
        let location = parts.headers.get(header::LOCATION).and_then(|it| it.to_str().ok());
        Ok((parts.status, location.unwrap_or_default().to_owned(), body))
    }
}
