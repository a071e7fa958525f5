//! Keeps the catalogue true: to the store, which commands may change beside the server, and to
//! the day, which states depend on.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::app::App;

/// How long a publication may take to be seen.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks every second, for ever; a failure is logged and looked at again.
pub async fn follow(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    loop {
        ticks.tick().await;
        match app.is_behind().await {
            Ok(false) => told.well(),
            Ok(true) => renew(&app).await,
            Err(error) => told.failure("store unreadable", &error),
        }
    }
}

async fn renew(app: &App) {
    match app.refresh().await {
        Ok(()) => {
            let version = app.catalogue().version();
            tracing::info!(catalogue.version = version, "catalogue {version} in force");
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "catalogue not built");
        }
    }
}
