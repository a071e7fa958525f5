//! Clock and disk worker: every minute records the time as a high-water mark; logs a suspicious clock or a full disk.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::{app::App, domain::heartbeat::ClockState, telemetry};

const PERIOD: Duration = Duration::from_mins(1);

/// Runs the worker; a failure is logged and retried.
pub async fn beat(app: App) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    let mut known = ClockState::Sound;
    let mut known_room = true;
    let mut known_dropped = 0;
    loop {
        ticks.tick().await;
        let room = app.store.has_room();
        if room != known_room {
            note_room(room);
            known_room = room;
        }
        let dropped = telemetry::dropped_lines();
        if dropped > known_dropped {
            let lines = dropped - known_dropped;
            tracing::warn!(
                lines,
                "{lines} lines of the log were dropped: nobody read standard error"
            );
            known_dropped = dropped;
        }
        match app.store.beat(app.clock.now()).await {
            Ok(state) => {
                told.well();
                if state != known {
                    note(state);
                    known = state;
                }
            }
            Err(error) => told.failure("could not record the time", &error),
        }
    }
}

fn note_room(has_room: bool) {
    if has_room {
        tracing::info!("the disk has free space again: writes are accepted");
    } else {
        tracing::error!("the disk is full or read-only: writes are refused");
    }
}

fn note(state: ClockState) {
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
