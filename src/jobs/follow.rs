//! Catalogue refresh worker: follows the store, which commands may change, and the date, on which states depend.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::app::App;

/// Poll interval: maximum delay until a publication is visible.
const PERIOD: Duration = Duration::from_secs(1);

/// Runs the worker; a failure is logged and retried.
pub async fn follow(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    loop {
        ticks.tick().await;
        match app.is_behind().await {
            Ok(false) => told.well(),
            Ok(true) => renew(&app).await,
            Err(error) => told.failure("could not read the store", &error),
        }
    }
}

async fn renew(app: &App) {
    match app.refresh().await {
        Ok(()) => {
            let version = app.catalogue().version();
            tracing::info!(catalogue.version = version, "catalogue {version} loaded");
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "catalogue build failed");
        }
    }
}
