//! Metrics for the operator, in the text format of Prometheus (version 0.0.4).

use std::fs;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::health::{self, Health, Status};
use super::problem::Problem;
use crate::app::App;
use crate::edge::CachePolicy;
use crate::request_catalogue::RequestCatalogue;

/// Prefix of the metrics of this program; those of the process have the usual names.
const PREFIX: &str = "quartiers";

/// `GET /metriques`: with the operator's bearer token; 401 without.
pub async fn show(
    State(app): State<App>,
    catalogue: RequestCatalogue,
    headers: HeaderMap,
) -> Response {
    if health::bearer(&headers).is_some_and(|token| health::is_operator(&app, token)) {
        return full(State(app), catalogue).await;
    }
    health::unauthorized(Problem::operator_only(&app))
}

/// `GET /metriques` on the administration address, without a token.
pub async fn full(
    State(app): State<App>,
    RequestCatalogue(catalogue): RequestCatalogue,
) -> Response {
    let health = Health::of(&app, &catalogue).await;
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = prometheus_text::encode(&mut text, &registry(&app, &health));
    let kind = HeaderValue::from_static(prometheus_text::CONTENT_TYPE);
    (CachePolicy::Private, [(header::CONTENT_TYPE, kind)], text).into_response()
}

/// All metrics at this moment.
fn registry(app: &App, health: &Health) -> Registry {
    let mut registry = Registry::default();
    add_process(&mut registry, app);
    let own = registry.sub_registry_with_prefix(PREFIX);
    app.request_metrics.register(own);
    let version = Info::new([("version", health.program.version)]);
    own.register("build", "Version of the program", version);
    add_status(own, health);
    add_catalogue(own, health);
    add_mail(own, health);
    add_erasure_and_backup(own, health);
    registry
}

fn add_status(registry: &mut Registry, health: &Health) {
    let status = match health.status {
        Status::Ok => 0,
        Status::Late => 1,
        Status::Degraded => 2,
    };
    gauge(registry, "status", "0: ok, 1: late, 2: degraded", status);
    let writable = i64::from(health.writable);
    gauge(registry, "writable", "0 if the disk is full or read-only", writable);
    let dropped = u64::try_from(health.log.dropped_lines).unwrap_or(u64::MAX);
    let help = "Lines of the log dropped because nobody read standard error";
    registry.register("log_dropped_lines", help, ConstCounter::new(dropped));
    if let Some(age) = health.replica.as_ref().and_then(|it| it.primary_seen_seconds) {
        let help = "Age of the latest heartbeat of the primary server";
        gauge(registry, "replica_primary_seen_seconds", help, age);
    }
}

fn add_erasure_and_backup(registry: &mut Registry, health: &Health) {
    let due: Vec<_> = health.held.iter().map(|(class, n)| (*class, *n)).collect();
    let help = "Records due for erasure that wait for a confirmation, by class";
    labelled(registry, "purge_held", help, "class", &due);
    if let Some(last) = health.backup.as_ref().and_then(|it| it.last_seconds) {
        gauge(registry, "backup_last_timestamp_seconds", "Time of the newest backup", last);
    }
}

fn add_process(registry: &mut Registry, app: &App) {
    let help = "Start of the program, in seconds since 1970";
    gauge(registry, "process_start_time_seconds", help, app.started_at.as_second());
    if let Some(bytes) = resident_bytes() {
        gauge(registry, "process_resident_memory_bytes", "Resident memory", bytes);
    }
}

fn add_catalogue(registry: &mut Registry, health: &Health) {
    let catalogue = &health.catalogue;
    let version = i64::try_from(catalogue.version).unwrap_or(i64::MAX);
    gauge(registry, "catalogue_version", "Grows with each publication", version);
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let records = [
        ("initiative", count(catalogue.initiatives)),
        ("organisation", count(catalogue.organisations)),
        ("neighbourhood", count(catalogue.neighbourhoods)),
        ("commune", count(catalogue.communes)),
    ];
    labelled(registry, "catalogue_records", "Published records", "noun", &records);
}

/// Mail counts; absent if the database cannot be read.
fn add_mail(registry: &mut Registry, health: &Health) {
    let Some(mail) = &health.mail else { return };
    let waiting = i64::try_from(mail.waiting).unwrap_or(i64::MAX);
    gauge(registry, "mail_waiting", "Mails not sent yet", waiting);
    let oldest = mail.oldest_seconds.unwrap_or_default();
    gauge(registry, "mail_oldest_seconds", "Age of the oldest mail not sent yet", oldest);
    let fault = i64::from(mail.server_fault.is_some());
    gauge(registry, "mail_server_fault", "1 if the mail server accepts nothing", fault);
    let failed: Vec<_> = mail.failed.iter().map(|(purpose, n)| (*purpose, *n)).collect();
    labelled(registry, "mail_failed", "Abandoned mails, by purpose", "purpose", &failed);
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    registry.register(name, help, ConstGauge::new(value));
}

/// Registers a gauge with one value for each value of `label`.
fn labelled(
    registry: &mut Registry,
    name: &str,
    help: &str,
    label: &'static str,
    values: &[(&'static str, u64)],
) {
    let family: Family<[(&'static str, &'static str); 1], Gauge> = Family::default();
    for (value, n) in values {
        let n = i64::try_from(*n).unwrap_or(i64::MAX);
        family.get_or_create(&[(label, *value)]).set(n);
    }
    registry.register(name, help, family);
}

/// Resident memory of this process in bytes; `None` if the system does not report it.
fn resident_bytes() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1_024)
}
