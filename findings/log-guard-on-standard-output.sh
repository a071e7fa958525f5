#!/usr/bin/env bash
# Version: tracing-appender 0.2.5 (crates.io).
#
# Behaviour: when the queue of the non-blocking writer is full, because the place that the log
# goes to is slow, dropping `WorkerGuard` gives up after 100 ms and says so, in English, on
# standard output.
#
# Why one would guess otherwise: what a logging library has to say about itself is expected on
# standard error, or nowhere, since standard output is the data of a command-line program. Here
# a line that is no record ends the CSV that the program prints, only on a day of slow logs,
# after the last line of the program's own code.
#
# Seen on standard output (standard error is empty):
#   siret,nom
#   Failed to send shutdown signal to logging worker. Error: Shutdown
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cargo init --quiet --vcs none --name export
cat >> Cargo.toml <<'TOML'
tracing-appender = "=0.2.5"
TOML
cat > src/main.rs <<'RS'
use std::io::{Result, Write};
use std::{thread::sleep, time::Duration};

/// A log that takes a second for each line.
struct Slow;

impl Write for Slow {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        sleep(Duration::from_secs(1));
        Ok(line.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

fn main() -> Result<()> {
    let builder = tracing_appender::non_blocking::NonBlockingBuilder::default();
    let (mut log, _guard) = builder.buffered_lines_limit(1).finish(Slow);
    for _ in 0..3 {
        log.write_all(b"a line of the log\n")?;
        sleep(Duration::from_millis(50));
    }
    println!("siret,nom");
    Ok(())
}
RS
CARGO_TARGET_DIR="$dir/target" cargo build --quiet --jobs 1

timeout 20 target/debug/export > out 2> err
cat out
expected='siret,nom
Failed to send shutdown signal to logging worker. Error: Shutdown'
[ "$(cat out)" = "$expected" ] && [ ! -s err ] || { echo "the guard no longer writes on standard output" >&2; exit 1; }
