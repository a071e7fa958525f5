//! The log: one line an event, with its fields, on standard error, as text or JSON.

use std::any::Any;
use std::io::{self, Write as _};
use std::sync::OnceLock;
use std::{mem, panic};

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{fmt, registry};

use crate::config::{LogFormat, LogLevel};

/// Crates that log each invalid answer of a browser. Those are errors of visitors, and this program logs them itself.
const MUTED_CRATES: [&str; 2] = ["webauthn_rs", "webauthn_rs_core"];

/// Lines that wait while the reader of standard error is slow, some 2 MB; more are dropped and counted.
const MAX_WAITING_LINES: usize = 8 * 1024;

static DROPPED_LINES: OnceLock<ErrorCounter> = OnceLock::new();

/// The thread that writes the log. Dropping it waits at most one second for the last lines to be written.
#[derive(Debug)]
#[must_use = "the log ends when this is dropped"]
pub struct LogWriter {
    queue: NonBlocking,
    worker: Option<WorkerGuard>,
}

impl Drop for LogWriter {
    fn drop(&mut self) {
        // With a full queue, a dropped `WorkerGuard` prints on standard output and panics if that is closed
        // (tracing-appender 0.2.5): an empty line tells whether there is room.
        let counter = self.queue.error_counter();
        let before = counter.dropped_lines();
        let _ = self.queue.write(b"");
        if counter.dropped_lines() > before {
            mem::forget(self.worker.take());
        }
    }
}

/// Lines of the log dropped since the start, because nobody read standard error.
#[must_use]
pub fn dropped_lines() -> usize {
    DROPPED_LINES.get().map_or(0, ErrorCounter::dropped_lines)
}

/// Starts the log for the whole program; panics are logged too. Lines are written by a thread of their own: a reader of
/// standard error that stops never blocks a request.
pub fn start(level: LogLevel, format: LogFormat) -> LogWriter {
    let level = match level {
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Warn => LevelFilter::WARN,
    };
    let (queue, worker) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(MAX_WAITING_LINES)
        .thread_name("log")
        .finish(io::BufWriter::new(io::stderr()));
    DROPPED_LINES.get_or_init(|| queue.error_counter());
    let lines = fmt::layer().with_target(false).with_ansi(false).with_writer(queue.clone());
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let silent = MUTED_CRATES.map(|name| (name, LevelFilter::OFF));
    let filter = Targets::new().with_default(level).with_targets(silent);
    // The first subscriber stays: tests start the log more than once.
    let _ = registry().with(lines).with(filter).try_init();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = message(panic.payload());
        tracing::error!(place, "panicked at {place}: {message}");
    }));
    LogWriter { queue, worker: Some(worker) }
}

fn message(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
