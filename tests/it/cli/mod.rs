//! Output of the subcommands.

mod account;
mod check_data;
mod doctor;
mod import;
mod mail;
mod purge;
mod serve;
mod settings;

use clap::Parser as _;
use quartiers_emploi::clock::Clock;
use quartiers_emploi::config::Config;
use tempfile::TempDir;

use crate::fixtures::noon;

#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// Configuration of a program with its database in `folder`.
fn settings(folder: &TempDir) -> Config {
    let path = folder.path().to_str().expect("a UTF-8 path");
    Settings::parse_from(["test", "--data", path]).config
}

fn clock() -> Clock {
    Clock::stopped_at(noon())
}

/// Line of `text` that begins with `name`, white space collapsed.
#[track_caller]
fn line(text: &str, name: &str) -> String {
    let line = text.lines().find(|line| line.trim_start().starts_with(name));
    let line = line.unwrap_or_else(|| panic!("no line {name:?} in:\n{text}"));
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
