//! Logging: one line an event, with its fields, on standard error.

use std::{any::Any, io, panic};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    filter::Targets, fmt, layer::SubscriberExt as _, registry, util::SubscriberInitExt as _,
};

use crate::config::Log;

/// Crates that log each failed browser response: those are visitors' errors, and logged here anyway.
const SILENT: [&str; 2] = ["webauthn_rs", "webauthn_rs_core"];

/// Installs the global subscriber and a panic hook that logs panics.
pub fn start(log: Log) {
    let level = match log {
        Log::Debug => LevelFilter::DEBUG,
        Log::Info => LevelFilter::INFO,
        Log::Warn => LevelFilter::WARN,
    };
    let lines = fmt::layer().with_target(false).with_ansi(false).with_writer(io::stderr);
    let silent = SILENT.map(|name| (name, LevelFilter::OFF));
    let told = Targets::new().with_default(level).with_targets(silent);
    // Tests call this more than once: an installed subscriber stays.
    let _ = registry().with(lines).with(told).try_init();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = message(panic.payload());
        tracing::error!(place, "panicked at {place}: {message}");
    }));
}

fn message(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
