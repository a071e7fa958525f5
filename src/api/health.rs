//! Is the program up, and what does it hold?

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{delivery::OutboxHealth, erasure::Due, heartbeat::ClockState},
    edge::CachePolicy,
    store,
};

#[derive(Serialize)]
struct Health {
    /// `ok`, or `degraded` when an operator has to see to something. Pages are served either way.
    status: &'static str,
    catalogue: Counts,
    /// None when the store cannot be read.
    mail: Option<Outbox>,
    /// `sound`, or why nothing is erased: `behind`, `ahead`; none when the store cannot be read.
    clock: Option<&'static str>,
    /// What waits for `purge --confirm`, and how much of it there is.
    held: BTreeMap<&'static str, u64>,
    /// Whether there is room on the disk to save anything.
    writable: bool,
    program: Program,
}

/// What waits to be sent: numbers and reasons, never whom it is for.
#[derive(Serialize)]
struct Outbox {
    waiting: u64,
    /// How long the oldest mail has waited, in seconds.
    oldest_seconds: Option<i64>,
    /// How many were given up, by what they were for.
    failed: BTreeMap<&'static str, u64>,
    /// Why the mail server takes no mail at all; none while it does.
    server_fault: Option<ServerFaultResource>,
}

/// A mail server that takes no mail: a few signs of its answer, and for how many seconds that lasts.
#[derive(Serialize)]
struct ServerFaultResource {
    status: String,
    seconds: i64,
}

/// How many of each the catalogue in force holds.
#[derive(Serialize)]
struct Counts {
    version: u64,
    /// The day that states are told for.
    day: String,
    initiatives: usize,
    organisations: usize,
    neighbourhoods: usize,
    communes: usize,
}

#[derive(Serialize)]
struct Program {
    version: &'static str,
}

/// `GET /healthz`
pub async fn show(State(app): State<App>) -> Response {
    (CachePolicy::Private, Json(Health::of(&app).await)).into_response()
}

impl Health {
    async fn of(app: &App) -> Self {
        let now = app.clock.now();
        let outbox = app.store.outbox_health().await.ok();
        let clock = app.store.clock_state(now).await.ok();
        let held = held(app, clock).await.unwrap_or_default();
        let writable = app.store.has_room();
        let sound = clock.is_some_and(ClockState::is_sound);
        let mailing = outbox.as_ref().is_some_and(|outbox| outbox.fault.is_none());
        let well = mailing && sound && held.is_empty() && writable;
        Self {
            status: if well { "ok" } else { "degraded" },
            catalogue: Counts::of(&app.catalogue()),
            mail: outbox.map(|outbox| Outbox::of(&outbox, now)),
            clock: clock.map(|state| match state {
                ClockState::Sound => "sound",
                ClockState::Behind => "behind",
                ClockState::Ahead => "ahead",
            }),
            held,
            writable,
            program: Program { version: env!("CARGO_PKG_VERSION") },
        }
    }
}

/// What waits for an operator's word; nothing is counted unless the last pass has held something back.
async fn held(app: &App, clock: Option<ClockState>) -> store::Result<BTreeMap<&'static str, u64>> {
    if !app.has_held() || !clock.is_some_and(ClockState::is_sound) {
        return Ok(BTreeMap::new());
    }
    let due = app.store.list_due(app.clock.now()).await?.into_iter();
    Ok(due.filter(Due::is_held).map(|due| (due.what.as_str(), due.due)).collect())
}

impl Outbox {
    fn of(outbox: &OutboxHealth, now: Timestamp) -> Self {
        Self {
            waiting: outbox.waiting,
            oldest_seconds: outbox.oldest.map(|oldest| now.duration_since(oldest).as_secs().max(0)),
            failed: outbox.failed.iter().map(|(purpose, n)| (purpose.as_str(), *n)).collect(),
            server_fault: outbox.fault.as_ref().map(|fault| ServerFaultResource {
                status: fault.status.clone(),
                seconds: now.duration_since(fault.since).as_secs().max(0),
            }),
        }
    }
}

impl Counts {
    fn of(catalogue: &Catalogue) -> Self {
        Self {
            version: catalogue.version(),
            day: catalogue.today().to_string(),
            initiatives: catalogue.initiatives.len(),
            organisations: catalogue.organisations.len(),
            neighbourhoods: catalogue.neighbourhoods.len(),
            communes: catalogue.communes.len(),
        }
    }
}
