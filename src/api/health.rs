//! Health endpoint: a one-word status for the public, the full report for the operator.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::problem::Problem;
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::operations::{ALARM_AFTER, BackupState, OutboxHealth, PurgeCount};
use crate::domain::time::ClockState;
use crate::edge::CachePolicy;
use crate::request_catalogue::RequestCatalogue;
use crate::{logging, store};

/// Status of the site. Pages are served whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Ok,
    /// Mail is delayed.
    Late,
    /// A function is down: writes, erasure, mail or backups.
    Degraded,
}

/// Public report. A stranger cannot change it: it depends neither on the number of drafts, nor on mail that one
/// recipient refuses, nor on mail sent only to known addresses.
#[derive(Serialize)]
struct PublicHealth {
    status: Status,
}

/// Report for the operator.
#[derive(Serialize)]
pub(super) struct Health {
    /// Public status, or worse: old mail of any purpose, pending confirmations and failed backups count here.
    pub status: Status,
    pub catalogue: Counts,
    /// Absent if the database cannot be read.
    pub mail: Option<Outbox>,
    /// `sound`, or the reason why erasure is suspended: `behind`, `ahead`. Absent if the database cannot be read.
    clock: Option<&'static str>,
    /// Number of records due for erasure that need `purge --confirm`, by retention class.
    pub held: BTreeMap<&'static str, u64>,
    /// False if the disk is full or read-only.
    pub writable: bool,
    /// Hourly backups; absent if no folder is set or the job has not run yet.
    pub backup: Option<Backups>,
    /// Absent on a primary server.
    pub replica: Option<ReplicaHealth>,
    pub log: LogHealth,
    pub program: Program,
}

/// The log: lines dropped since the start, because nobody read standard error.
#[derive(Serialize)]
pub(super) struct LogHealth {
    pub dropped_lines: usize,
}

/// A read-only replica: the age of the latest heartbeat of the primary server in the replicated database, in seconds.
/// There is one heartbeat a minute.
#[derive(Serialize)]
pub(super) struct ReplicaHealth {
    pub primary_seen_seconds: Option<i64>,
}

/// Age of the latest heartbeat of the primary server after which a replica is late.
const REPLICA_LATE_AFTER: SignedDuration = SignedDuration::from_mins(3);

/// State of the hourly backups.
#[derive(Serialize)]
pub(super) struct Backups {
    /// Time of the newest backup, UTC.
    last: Option<String>,
    /// The same, in seconds since 1970.
    #[serde(skip)]
    pub last_seconds: Option<i64>,
    /// Error of the last attempt.
    error: Option<String>,
}

/// Outbox: counts and error codes, no recipients.
#[derive(Serialize)]
pub(super) struct Outbox {
    pub waiting: u64,
    /// Age of the oldest unsent mail, in seconds.
    pub oldest_seconds: Option<i64>,
    /// Number of abandoned mails, by purpose.
    pub failed: BTreeMap<&'static str, u64>,
    /// Fault of the mail server as a whole; absent while it accepts mail.
    pub server_fault: Option<ServerFaultResource>,
}

/// Fault of the mail server: its short status, and the duration in seconds.
#[derive(Serialize)]
pub(super) struct ServerFaultResource {
    status: String,
    seconds: i64,
}

/// Record counts of the current catalogue.
#[derive(Serialize)]
pub(super) struct Counts {
    pub version: u64,
    /// Date in France for which states are computed.
    day: String,
    pub initiatives: usize,
    pub organisations: usize,
    pub neighbourhoods: usize,
    pub communes: usize,
}

#[derive(Serialize)]
pub(super) struct Program {
    pub version: &'static str,
}

/// `GET /healthz`: the public status; the full report with the operator's bearer token; 401 with another token.
pub async fn show(
    State(app): State<App>,
    catalogue: RequestCatalogue,
    headers: HeaderMap,
) -> Response {
    match bearer(&headers) {
        None => {
            let (status, _) = public_status(&app).await;
            answer(PublicHealth { status })
        }
        Some(token) if is_operator(&app, token) => full(State(app), catalogue).await,
        Some(_) => unauthorized(Problem::wrong_token(&app)),
    }
}

/// `GET /healthz` on the administration address: the full report, without a token.
pub async fn full(
    State(app): State<App>,
    RequestCatalogue(catalogue): RequestCatalogue,
) -> Response {
    answer(Health::of(&app, &catalogue).await)
}

fn answer(body: impl Serialize) -> Response {
    (CachePolicy::Private, Json(body)).into_response()
}

/// `problem` with the challenge for the operator's token.
pub(super) fn unauthorized(problem: Problem) -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
    (CachePolicy::Private, challenge, problem).into_response()
}

/// Bearer token of the request.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| token.trim_ascii())
}

/// Compares the tokens by their signatures, in constant time.
pub(super) fn is_operator(app: &App, token: &[u8]) -> bool {
    let labelled = |token: &[u8]| [b"operator token\0".as_slice(), token].concat();
    let server_key = app.store.server_key();
    app.config.operator_token.as_ref().is_some_and(|expected| {
        let signature = server_key.sign(&labelled(expected.reveal().as_bytes()));
        server_key.verify_signature(&labelled(token), &signature)
    })
}

/// Public status, and the clock state if the database can be read. Runs the same queries whatever they return.
async fn public_status(app: &App) -> (Status, Option<ClockState>) {
    let now = app.clock.now();
    let clock = app.store.clock_state(now).await.ok();
    let sound = clock.is_some_and(ClockState::is_sound);
    let status = if !sound || !is_writable(app) {
        Status::Degraded
    } else if app.is_mail_late(now) || is_behind(app, now) {
        Status::Late
    } else {
        Status::Ok
    };
    (status, clock)
}

/// True if posts are accepted as far as the disk is concerned. A replica writes nothing.
fn is_writable(app: &App) -> bool {
    app.primary.is_some() || app.store.has_disk_space()
}

/// True on a replica that has received no heartbeat of the primary server lately.
fn is_behind(app: &App, now: Timestamp) -> bool {
    let seen = app.store.last_heartbeat().map(|at| now.duration_since(at));
    app.primary.is_some() && seen.is_none_or(|age| age >= REPLICA_LATE_AFTER)
}

impl Health {
    /// Report of a replica: the mails, erasures and backups in its database are the work of the primary server.
    async fn of_replica(app: &App, catalogue: &Catalogue) -> Self {
        let (status, clock) = public_status(app).await;
        let seen =
            app.store.last_heartbeat().map(|at| app.clock.now().duration_since(at).as_secs());
        let replica = Some(ReplicaHealth { primary_seen_seconds: seen });
        Self { replica, ..Self::new(app, catalogue, status, clock) }
    }

    fn new(app: &App, catalogue: &Catalogue, status: Status, clock: Option<ClockState>) -> Self {
        Self {
            status,
            catalogue: Counts::of(catalogue),
            mail: None,
            clock: clock.map(|state| match state {
                ClockState::Sound => "sound",
                ClockState::Behind => "behind",
                ClockState::Ahead => "ahead",
            }),
            held: BTreeMap::new(),
            writable: is_writable(app),
            backup: None,
            replica: None,
            log: LogHealth { dropped_lines: logging::dropped_lines() },
            program: Program { version: env!("CARGO_PKG_VERSION") },
        }
    }

    pub async fn of(app: &App, catalogue: &Catalogue) -> Self {
        if app.primary.is_some() {
            return Self::of_replica(app, catalogue).await;
        }
        let now = app.clock.now();
        let (public, clock) = public_status(app).await;
        let mail = app.store.outbox_health().await.ok();
        let held = held(app, clock).await.unwrap_or_default();
        let backup = app.backup_state();
        let backed_up = backup.as_ref().is_none_or(|state| state.is_healthy(now));
        let status = public.max(operator_status(mail.as_ref(), &held, now));
        let status = if backed_up { status } else { Status::Degraded };
        Self {
            mail: mail.map(|outbox| Outbox::of(&outbox, now)),
            held,
            backup: backup.as_deref().map(Backups::of),
            ..Self::new(app, catalogue, status, clock)
        }
    }
}

/// Status of what only the operator sees: records that await confirmation, a fault of the mail server, the age of the
/// outbox.
fn operator_status(
    mail: Option<&OutboxHealth>,
    held: &BTreeMap<&'static str, u64>,
    now: Timestamp,
) -> Status {
    let Some(mail) = mail else { return Status::Degraded };
    if !held.is_empty() || mail.fault.is_some() {
        return Status::Degraded;
    }
    let late = mail.oldest.is_some_and(|oldest| now.duration_since(oldest) >= ALARM_AFTER);
    if late { Status::Late } else { Status::Ok }
}

/// Records that need the operator's confirmation. Counted only if the last retention pass left some and the clock is
/// sound.
async fn held(app: &App, clock: Option<ClockState>) -> store::Result<BTreeMap<&'static str, u64>> {
    if !app.purge_needs_confirmation() || !clock.is_some_and(ClockState::is_sound) {
        return Ok(BTreeMap::new());
    }
    let due = app.store.list_due(app.clock.now()).await?.into_iter();
    Ok(due
        .filter(PurgeCount::needs_confirmation)
        .map(|due| (due.class.as_str(), due.due))
        .collect())
}

impl Backups {
    fn of(state: &BackupState) -> Self {
        let last = state.last.map(|last| format!("{last:.0}"));
        let last_seconds = state.last.map(Timestamp::as_second);
        Self { last, last_seconds, error: state.error.clone() }
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
