//! Notes every minute that it is so late, and says when the clock is not to be believed or the disk has no room.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::told::Told;
use crate::{app::App, domain::heartbeat::ClockState, telemetry};

const PERIOD: Duration = Duration::from_mins(1);

/// Beats for ever; a failure is logged, and tried again.
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
            Err(error) => told.failure("heartbeat not written", &error),
        }
    }
}

fn note_room(has_room: bool) {
    if has_room {
        tracing::info!("there is room on the disk again: what is sent is saved");
    } else {
        tracing::error!("too little room on the disk, or it is read-only: nothing is saved");
    }
}

fn note(state: ClockState) {
    match state {
        ClockState::Sound => tracing::info!("the clock is right again: what is over is erased"),
        ClockState::Behind => {
            tracing::error!("the clock is earlier than what was seen already: nothing is erased");
        }
        ClockState::Ahead => {
            tracing::error!(
                "the clock is over 36 h later than what was seen last: nothing is erased until \
                 `purge --confirm` says that it is right"
            );
        }
    }
}
