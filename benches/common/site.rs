//! A site to ask in process, and how long it takes to answer.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::request::Builder;
use clap::Parser as _;
use http_body_util::BodyExt as _;
use quartiers_emploi::app::App;
use quartiers_emploi::clock::Clock;
use quartiers_emploi::config::{Config, PublicUrl};
use quartiers_emploi::import;
use quartiers_emploi::store::Store;
use tower::ServiceExt as _;

/// The settings of a program started without any.
#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// An answer, and how long it took to its last byte.
pub struct Answer {
    pub took: Duration,
    pub status: StatusCode,
    pub body: Bytes,
}

/// The database at `path`; one is made there from the embedded data if there is none.
pub async fn store(path: &Path) -> anyhow::Result<Store> {
    if path.exists() {
        return Ok(Store::open(path).await?);
    }
    let clock = Clock::system();
    let seeds = import::read(&import::SeedFolder::Embedded, clock.today());
    let seeds = seeds.map_err(|mistakes| anyhow::anyhow!("{} mistakes", mistakes.len()))?;
    let store = Store::open(path).await?;
    store.import_seeds(&seeds, clock.now()).await?;
    Ok(store)
}

pub async fn app(store: Store) -> anyhow::Result<App> {
    let Settings { config } = Settings::parse_from(["bench"]);
    let public_url: PublicUrl =
        "https://annuaire.example".parse().map_err(|_| anyhow::anyhow!("no address"))?;
    Ok(App::new(store, Clock::system(), config, public_url).await?)
}

/// Asks `router` for what `request` asks.
pub async fn ask(router: &Router, request: Builder) -> anyhow::Result<Answer> {
    let request = request.body(Body::empty())?;
    let began = Instant::now();
    let answer = router.clone().oneshot(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    Ok(Answer { took: began.elapsed(), status, body })
}
