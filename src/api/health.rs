//! Health: one word for the public, the full report for the operator.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;

use super::problem::Problem;
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        backup::BackupState,
        delivery::{LATE, OutboxHealth},
        erasure::Due,
        heartbeat::ClockState,
    },
    edge::CachePolicy,
    store, telemetry,
};

/// How the site is. Pages are served either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    /// Something waits longer than it should.
    Late,
    /// Something is not done at all.
    Degraded,
}

/// What the public reads. Nothing that a stranger can cause changes it: neither drafts in number, nor a mail that an
/// address does not take, nor a mail that only a known address gets.
#[derive(Serialize)]
struct PublicHealth {
    status: Status,
}

/// What the operator reads.
#[derive(Serialize)]
struct Health {
    /// That of the public, or worse: old mails of any kind and held erasures count here.
    status: Status,
    catalogue: Counts,
    /// None when the store cannot be read.
    mail: Option<Outbox>,
    /// `sound`, or why nothing is erased: `behind`, `ahead`; none when the store cannot be read.
    clock: Option<&'static str>,
    /// What waits for `purge --confirm`, and how much of it there is.
    held: BTreeMap<&'static str, u64>,
    /// Whether there is room on the disk to save anything.
    writable: bool,
    /// The hourly backups, where a folder is set and the job has looked.
    backup: Option<Backups>,
    log: LogHealth,
    program: Program,
}

/// The log: lines dropped since the start, because nobody read standard error.
#[derive(Serialize)]
struct LogHealth {
    dropped_lines: usize,
}

/// How the hourly backups are.
#[derive(Serialize)]
struct Backups {
    /// The moment of the newest, UTC.
    last: Option<String>,
    /// Why the last attempt failed.
    error: Option<String>,
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

/// `GET /healthz`: one word; everything to whoever shows the operator's token.
pub async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    match bearer(&headers) {
        None => {
            let (status, _) = public_status(&app).await;
            answer(PublicHealth { status })
        }
        Some(token) if is_operator(&app, token) => full(State(app)).await,
        Some(_) => {
            let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
            (CachePolicy::Private, challenge, Problem::wrong_token(&app)).into_response()
        }
    }
}

/// `GET /healthz` on the administration address: everything.
pub async fn full(State(app): State<App>) -> Response {
    answer(Health::of(&app).await)
}

fn answer(body: impl Serialize) -> Response {
    (CachePolicy::Private, Json(body)).into_response()
}

/// The token of a request, if it carries one.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| token.trim_ascii())
}

/// Compares signatures, which takes the same time wherever two tokens differ.
fn is_operator(app: &App, token: &[u8]) -> bool {
    let labelled = |token: &[u8]| [b"operator token\0".as_slice(), token].concat();
    let vault = app.store.vault();
    app.config.operator_token.as_ref().is_some_and(|expected| {
        let signature = vault.sign(&labelled(expected.reveal().as_bytes()));
        vault.is_signed(&labelled(token), &signature)
    })
}

/// The status of the public, and the state of the clock if the store can be read. The same queries each time, whatever
/// they find.
async fn public_status(app: &App) -> (Status, Option<ClockState>) {
    let now = app.clock.now();
    let clock = app.store.clock_state(now).await.ok();
    let sound = clock.is_some_and(ClockState::is_sound);
    let status = if !sound || !app.store.has_room() {
        Status::Degraded
    } else if app.is_mail_late(now) {
        Status::Late
    } else {
        Status::Ok
    };
    (status, clock)
}

impl Health {
    async fn of(app: &App) -> Self {
        let now = app.clock.now();
        let (public, clock) = public_status(app).await;
        let mail = app.store.outbox_health().await.ok();
        let held = held(app, clock).await.unwrap_or_default();
        let backup = app.backup_state();
        let backed_up = backup.as_ref().is_none_or(|state| state.is_well(now));
        let status = public.max(operator_status(mail.as_ref(), &held, now));
        Self {
            status: if backed_up { status } else { Status::Degraded },
            catalogue: Counts::of(&app.catalogue()),
            mail: mail.map(|outbox| Outbox::of(&outbox, now)),
            clock: clock.map(|state| match state {
                ClockState::Sound => "sound",
                ClockState::Behind => "behind",
                ClockState::Ahead => "ahead",
            }),
            held,
            writable: app.store.has_room(),
            backup: backup.as_deref().map(Backups::of),
            log: LogHealth { dropped_lines: telemetry::dropped_lines() },
            program: Program { version: env!("CARGO_PKG_VERSION") },
        }
    }
}

/// What only the operator may know.
fn operator_status(
    mail: Option<&OutboxHealth>,
    held: &BTreeMap<&'static str, u64>,
    now: Timestamp,
) -> Status {
    let Some(mail) = mail else { return Status::Degraded };
    if !held.is_empty() || mail.fault.is_some() {
        return Status::Degraded;
    }
    let late = mail.oldest.is_some_and(|oldest| now.duration_since(oldest) >= LATE);
    if late { Status::Late } else { Status::Ok }
}

/// What waits for an operator's word; nothing is counted unless the last pass has held something back.
async fn held(app: &App, clock: Option<ClockState>) -> store::Result<BTreeMap<&'static str, u64>> {
    if !app.has_held() || !clock.is_some_and(ClockState::is_sound) {
        return Ok(BTreeMap::new());
    }
    let due = app.store.list_due(app.clock.now()).await?.into_iter();
    Ok(due.filter(Due::is_held).map(|due| (due.what.as_str(), due.due)).collect())
}

impl Backups {
    fn of(state: &BackupState) -> Self {
        let last = state.last.map(|last| format!("{last:.0}"));
        Self { last, error: state.error.clone() }
    }
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
