//! A site in process.

use std::path::Path;

use clap::Parser as _;
use quartiers_emploi::app::App;
use quartiers_emploi::clock::Clock;
use quartiers_emploi::config::{Config, PublicUrl};
use quartiers_emploi::import::{self, SeedFolder};
use quartiers_emploi::store::Store;

/// The settings of a program started without any.
#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// The database at `path`; one is made there from `seeds` if there is none.
pub async fn store(path: &Path, seeds: &SeedFolder) -> anyhow::Result<Store> {
    if path.exists() {
        return Ok(Store::open(path).await?);
    }
    let clock = Clock::system();
    let seeds = import::read(seeds, clock.today());
    let seeds = seeds.map_err(|errors| anyhow::anyhow!("{} mistakes", errors.len()))?;
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
