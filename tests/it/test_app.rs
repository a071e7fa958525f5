//! Test fixture: a site of its own over a database of its own.

use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Builder;
use axum::http::response::Parts;
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser as _;
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use scraper::{Html, Selector};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use crate::browser::form;
use crate::fixtures::copy_database;

use quartiers_emploi::app::App;
use quartiers_emploi::clock::Clock;
use quartiers_emploi::config::{Config, PublicUrl};
use quartiers_emploi::domain::directory::Seeds;
use quartiers_emploi::store::Store;
use quartiers_emploi::{import, site};

/// Time at which the clock of every test is stopped.
const NOW: &str = "2026-11-24T09:00:00Z";

const PUBLIC_URL: &str = "https://annuaire.example";
const DATABASE: &str = "test.db";
const KEY: &str = "secret.key";

fn clock() -> Clock {
    Clock::stopped_at(NOW.parse().expect("a valid timestamp"))
}

/// Configuration of a program started without any setting.
#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

pub struct TestApp {
    router: Router,
    pub app: App,
    pub folder: TempDir,
}

impl TestApp {
    /// A site whose database is imported from `seeds`.
    pub async fn with_seeds(seeds: &Seeds) -> Self {
        Self::with_settings(seeds, &[]).await
    }

    /// A site on `seeds` with these command-line settings.
    pub async fn with_settings(seeds: &Seeds, settings: &[&str]) -> Self {
        Self::open(seeds, settings, PUBLIC_URL).await
    }

    /// A site on `seeds` with this public URL.
    pub async fn with_public_url(public_url: &str, seeds: &Seeds) -> Self {
        Self::open(seeds, &[], public_url).await
    }

    /// Folder that holds the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn open(seeds: &Seeds, settings: &[&str], public_url: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let store = Store::open(&folder.path().join(DATABASE)).await.expect("a new database");
        store.import_seeds(seeds, clock().now()).await.expect("the seeds are imported");
        Self::serve(folder, store, settings, public_url).await
    }

    async fn serve(folder: TempDir, store: Store, settings: &[&str], public_url: &str) -> Self {
        let clock = clock();
        let data = folder.path().to_str().expect("a UTF-8 path");
        let line = ["test", "--data", data];
        let Settings { config } = Settings::parse_from(line.iter().chain(settings));
        let public_url: PublicUrl = public_url.parse().expect("a valid address");
        let app = App::new(store, clock, config, public_url).await.expect("the catalogue is built");
        Self { router: site::router(app.clone()), app, folder }
    }

    /// A site on the seeds of the program.
    pub async fn with_real_seeds() -> Self {
        Self::with_real_seeds_and_settings(&[]).await
    }

    /// A site on the seeds of the program, with these command-line settings.
    pub async fn with_real_seeds_and_settings(settings: &[&str]) -> Self {
        let seeds =
            import::read(&import::SeedFolder::Embedded, clock().today()).expect("valid seeds");
        Self::with_settings(&seeds, settings).await
    }

    /// A site on a copy of `folder`, which another one has left by [`Self::copy_folder`].
    pub async fn on_copy_of(folder: &Path) -> Self {
        let copy = TempDir::new().expect("a temporary folder");
        for file in [DATABASE, KEY] {
            fs::copy(folder.join(file), copy.path().join(file)).expect("a copy");
        }
        let store = Store::open(&copy.path().join(DATABASE)).await.expect("the database");
        Self::serve(copy, store, &[], PUBLIC_URL).await
    }

    /// A read-only replica on the database of this site, whose forms lead to the server at `primary`.
    pub async fn replica(&self, primary: &str) -> Self {
        let store = Store::open_replica(&self.database()).await.expect("the database");
        let folder = TempDir::new().expect("a temporary folder");
        let Self { router, app, folder } = Self::serve(folder, store, &[], PUBLIC_URL).await;
        drop(router);
        let app = app.replica_of(primary.parse().expect("a valid address"));
        Self { router: site::router(app.clone()), app, folder }
    }

    /// Folder with a copy of the database and of its key.
    pub async fn copy_folder(&self) -> TempDir {
        let copy = TempDir::new().expect("a temporary folder");
        fs::copy(self.folder().join(KEY), copy.path().join(KEY)).expect("a copy of the key");
        copy_database(self, &copy.path().join(DATABASE)).await;
        copy
    }

    /// Sets the clock to `moment` and rebuilds the catalogue; fails unless it had become outdated.
    pub async fn advance_to(&mut self, moment: &str) {
        self.app.clock = Clock::stopped_at(moment.parse().expect("a valid timestamp"));
        assert!(self.app.is_outdated().await.expect("a catalogue version"), "the day has changed");
        self.app.refresh().await.expect("the catalogue is built");
    }

    /// Sets the clock to `moment`, earlier or later, without rebuilding the catalogue.
    pub fn set_clock(&mut self, moment: &str) {
        self.app.clock = self.app.clock.moved_to(moment.parse().expect("a valid timestamp"));
        self.router = site::router(self.app.clone());
    }

    pub async fn get(&self, path: &str) -> TestPage {
        self.send_builder(Request::get(path)).await
    }

    /// Headers and body of a picture.
    pub async fn get_picture(&self, path: &str) -> (Parts, Vec<u8>) {
        let request = Request::get(path).body(Body::empty()).expect("a valid request");
        let response = self.router.clone().oneshot(request).await.expect("a response");
        let (parts, body) = response.into_parts();
        (parts, body.collect().await.expect("a complete body").to_bytes().to_vec())
    }

    /// Full health report, as the administration port serves it.
    pub async fn health(&self) -> TestPage {
        let request = Request::get("/healthz").body(Body::empty()).expect("a valid request");
        TestPage::of(complete_response(site::admin_router(self.app.clone()), request).await)
    }

    /// Sends a request with a method other than GET.
    pub async fn request_with_method(&self, method: &str, path: &str) -> TestPage {
        self.send_builder(Request::builder().method(method).uri(path)).await
    }

    /// Submits a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> TestPage {
        self.post_from("", path, fields).await
    }

    /// Submits a form with `address` in `X-Forwarded-For`; without the header if it is empty.
    pub async fn post_from(&self, address: &str, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let mut request = form(path, fields);
        if !address.is_empty() {
            request.headers_mut().insert("x-forwarded-for", address.parse().expect("a header"));
        }
        self.send(request).await
    }

    /// Advances the clock by `seconds`.
    pub fn advance_seconds(&mut self, seconds: i64) {
        let now = self.app.clock.now() + SignedDuration::from_secs(seconds);
        self.app.clock = self.app.clock.moved_to(now);
        self.router = site::router(self.app.clone());
    }

    async fn send_builder(&self, request: Builder) -> TestPage {
        self.send(request.body(Body::empty()).expect("a valid request")).await
    }

    /// Path of the database file.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join(DATABASE)
    }

    /// The same site with a router rebuilt for the current clock of `app`.
    pub fn with_current_clock(self) -> Self {
        Self { router: site::router(self.app.clone()), ..self }
    }

    /// Sends `request`.
    pub async fn send(&self, request: Request<Body>) -> TestPage {
        TestPage::of(complete_response(self.router.clone(), request).await)
    }

    /// Sends `request` in a separate task.
    pub fn spawn_request(&self, request: Request<Body>) -> JoinHandle<(Parts, String)> {
        tokio::spawn(complete_response(self.router.clone(), request))
    }
}

async fn complete_response(router: Router, request: Request<Body>) -> (Parts, String) {
    let response = router.oneshot(request).await.expect("a response");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a complete body").to_bytes();
    let is_picture = parts.headers.get(CONTENT_TYPE).is_some_and(|it| it == "image/png");
    let text = if is_picture { String::new() } else { text(body.to_vec()) };
    (parts, text)
}

fn text(body: Vec<u8>) -> String {
    String::from_utf8(body).expect("UTF-8")
}

/// A response, whose HTML is read through CSS selectors.
pub struct TestPage {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    html: Html,
}

impl TestPage {
    pub fn of((parts, body): (Parts, String)) -> Self {
        let html = Html::parse_document(&body);
        Self { status: parts.status, headers: parts.headers, html, body }
    }

    #[track_caller]
    pub fn assert_status(self, expected: u16) -> Self {
        assert_eq!(self.status.as_u16(), expected, "{}", self.body);
        self
    }

    /// Body parsed as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }

    /// Value of a header; empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Target of a redirect; fails unless the status is 303.
    #[track_caller]
    pub fn redirect_target(&self) -> String {
        assert_eq!(self.status.as_u16(), 303, "{}", self.body);
        self.header("location").to_owned()
    }

    /// Text of every element that matches `selector`, with white space collapsed.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a valid CSS selector");
        let fold = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.html.select(&selector).map(|element| fold(element.text().collect())).collect()
    }

    /// Text of the first element that matches `selector`.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no {selector}: {}", self.body))
    }

    /// Attribute `name` of every element that matches `selector`.
    #[track_caller]
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a valid CSS selector");
        self.html.select(&selector).filter_map(|it| it.attr(name).map(str::to_owned)).collect()
    }

    /// Attribute `name` of the first element that matches `selector`.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        self.attrs(selector, name).into_iter().next().expect("an element with that attribute")
    }
}
