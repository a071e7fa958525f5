//! The log: one line an event, with its fields, on standard error.

use std::{any::Any, io, panic};

use tracing::level_filters::LevelFilter;

use crate::config::Log;

/// Starts the log, for the whole program; panics are told there too.
pub fn start(log: Log) {
    let level = match log {
        Log::Debug => LevelFilter::DEBUG,
        Log::Info => LevelFilter::INFO,
        Log::Warn => LevelFilter::WARN,
    };
    let lines = tracing_subscriber::fmt().with_max_level(level).with_target(false);
    // A log that is there already stays: tests start it more than once.
    let _ = lines.with_ansi(false).with_writer(io::stderr).try_init();
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
