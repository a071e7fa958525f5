//! Health endpoint: a one-word status for the public, the full report for the operator.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
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
enum Status {
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
struct Health {
    /// Public status, or worse: old mail of any purpose, pending confirmations and failed backups count here.
    status: Status,
    catalogue: Counts,
    /// Absent if the database cannot be read.
    mail: Option<Outbox>,
    /// `sound`, or the reason why erasure is suspended: `behind`, `ahead`. Absent if the database cannot be read.
    clock: Option<&'static str>,
    /// Number of records due for erasure that need `purge --confirm`, by retention class.
    held: BTreeMap<&'static str, u64>,
    /// False if the disk is full or read-only.
    writable: bool,
    /// Hourly backups; absent if no folder is set or the job has not run yet.
    backup: Option<Backups>,
    log: LogHealth,
    program: Program,
}

/// The log: lines dropped since the start, because nobody read standard error.
#[derive(Serialize)]
struct LogHealth {
    dropped_lines: usize,
}

/// State of the hourly backups.
#[derive(Serialize)]
struct Backups {
    /// Time of the newest backup, UTC.
    last: Option<String>,
    /// Error of the last attempt.
    error: Option<String>,
}

/// Outbox: counts and error codes, no recipients.
#[derive(Serialize)]
struct Outbox {
    waiting: u64,
    /// Age of the oldest unsent mail, in seconds.
    oldest_seconds: Option<i64>,
    /// Number of abandoned mails, by purpose.
    failed: BTreeMap<&'static str, u64>,
    /// Fault of the mail server as a whole; absent while it accepts mail.
    server_fault: Option<ServerFaultResource>,
}

/// Fault of the mail server: its short status, and the duration in seconds.
#[derive(Serialize)]
struct ServerFaultResource {
    status: String,
    seconds: i64,
}

/// Record counts of the current catalogue.
#[derive(Serialize)]
struct Counts {
    version: u64,
    /// Date in France for which states are computed.
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
        Some(_) => {
            let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
            (CachePolicy::Private, challenge, Problem::wrong_token(&app)).into_response()
        }
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

/// Bearer token of the request.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| token.trim_ascii())
}

/// Compares the tokens by their signatures, in constant time.
fn is_operator(app: &App, token: &[u8]) -> bool {
    let labelled = |token: &[u8]| [b"operator token\0".as_slice(), token].concat();
    let vault = app.store.server_key();
    app.config.operator_token.as_ref().is_some_and(|expected| {
        let signature = vault.sign(&labelled(expected.reveal().as_bytes()));
        vault.verify_signature(&labelled(token), &signature)
    })
}

/// Public status, and the clock state if the database can be read. Runs the same queries whatever they return.
async fn public_status(app: &App) -> (Status, Option<ClockState>) {
    let now = app.clock.now();
    let clock = app.store.clock_state(now).await.ok();
    let sound = clock.is_some_and(ClockState::is_sound);
    let status = if !sound || !app.store.has_disk_space() {
        Status::Degraded
    } else if app.is_mail_late(now) {
        Status::Late
    } else {
        Status::Ok
    };
    (status, clock)
}

impl Health {
    async fn of(app: &App, catalogue: &Catalogue) -> Self {
        let now = app.clock.now();
        let (public, clock) = public_status(app).await;
        let mail = app.store.outbox_health().await.ok();
        let held = held(app, clock).await.unwrap_or_default();
        let backup = app.backup_state();
        let backed_up = backup.as_ref().is_none_or(|state| state.is_healthy(now));
        let status = public.max(operator_status(mail.as_ref(), &held, now));
        Self {
            status: if backed_up { status } else { Status::Degraded },
            catalogue: Counts::of(catalogue),
            mail: mail.map(|outbox| Outbox::of(&outbox, now)),
            clock: clock.map(|state| match state {
                ClockState::Sound => "sound",
                ClockState::Behind => "behind",
                ClockState::Ahead => "ahead",
            }),
            held,
            writable: app.store.has_disk_space(),
            backup: backup.as_deref().map(Backups::of),
            log: LogHealth { dropped_lines: logging::dropped_lines() },
            program: Program { version: env!("CARGO_PKG_VERSION") },
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
