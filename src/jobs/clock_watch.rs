//! Clock and disk worker: every minute records the time as a high-water mark; logs a suspicious clock or a full disk.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::FailureLog;
use crate::app::App;
use crate::domain::time::ClockState;
use crate::logging;

const PERIOD: Duration = Duration::from_mins(1);

/// Runs the worker; a failure is logged and retried.
pub async fn run(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failures = FailureLog::default();
    let mut known = ClockState::Sound;
    let mut had_room = true;
    let mut last_dropped = 0;
    loop {
        ticks.tick().await;
        let room = app.store.has_disk_space();
        if room != had_room {
            log_disk_state(room);
            had_room = room;
        }
        let dropped = logging::dropped_lines();
        if dropped > last_dropped {
            let lines = dropped - last_dropped;
            tracing::warn!(
                lines,
                "{lines} lines of the log were dropped: nobody read standard error"
            );
            last_dropped = dropped;
        }
        match app.store.tick(app.clock.now()).await {
            Ok(state) => {
                failures.resolved();
                if state != known {
                    log_clock_state(state);
                    known = state;
                }
            }
            Err(error) => failures.failed("could not record the time", &error),
        }
    }
}

fn log_disk_state(has_disk_space: bool) {
    if has_disk_space {
        tracing::info!("the disk has free space again: writes are accepted");
    } else {
        tracing::error!("the disk is full or read-only: writes are refused");
    }
}

fn log_clock_state(state: ClockState) {
    match state {
        ClockState::Sound => tracing::info!("the clock is sound again: erasure resumes"),
        ClockState::Behind => {
            tracing::error!("the clock is behind the latest time recorded: erasure suspended");
        }
        ClockState::Ahead => {
            tracing::error!(
                "the clock is over 36 h ahead of the latest time recorded: erasure is suspended until \
                 `purge --confirm`"
            );
        }
    }
}
