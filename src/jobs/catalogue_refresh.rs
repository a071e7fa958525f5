//! Catalogue refresh worker: follows the store, which commands may change, and the date, on which states depend.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::FailureLog;
use crate::app::App;

/// Poll interval: maximum delay until a publication is visible.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Poll interval of a replica, which comes after that of the program that replicates (one second).
const REPLICA_POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Runs the worker; a failure is logged and retried.
pub async fn refresh_catalogue(app: App) {
    let mut ticks =
        interval(if app.primary.is_some() { REPLICA_POLL_INTERVAL } else { POLL_INTERVAL });
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failures = FailureLog::default();
    loop {
        ticks.tick().await;
        match app.is_outdated().await {
            Ok(false) => failures.resolved(),
            Ok(true) => refresh(&app).await,
            Err(error) => failures.failed("could not read the store", &error),
        }
    }
}

async fn refresh(app: &App) {
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
