//! Command line: one file a subcommand. Each prints to a given writer, so that tests can read the output.

pub mod account;
pub mod backup;
pub mod check_data;
pub mod doctor;
mod error;
pub mod import;
pub mod mail;
pub mod purge;
pub mod restore;
mod serve;
mod table;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use jiff::Timestamp;

use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::logging;
use crate::store::{Store, key_path};

/// Quartiers vers l’emploi : l’annuaire des initiatives pour l’emploi dans les quartiers prioritaires
#[derive(Debug, Parser)]
#[command(name = "quartiers-emploi", version, disable_help_subcommand = true)]
#[command(subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sert le site ; c’est aussi ce qui est fait sans commande
    Serve(serve::Serve),
    /// Met en place un dossier de données
    Import(import::Import),
    /// Dit ce qui est dans l’annuaire, et ce qui manque
    CheckData,
    /// Montre et relance les courriels
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Montre ce dont le temps est fini, et l’efface si c’est confirmé
    Purge(purge::Purge),
    /// Sauvegarde la base de données, même pendant que le serveur tourne
    Backup(backup::Backup),
    /// Remet une sauvegarde en place dans un dossier de données vide
    Restore(restore::Restore),
    /// Vérifie les réglages, la base de données et le système
    Doctor(doctor::Doctor),
    /// Invite, montre ou retire les personnes qui relisent les propositions
    #[command(subcommand)]
    Account(account::Account),
}

impl Default for Command {
    fn default() -> Self {
        Self::Serve(serve::Serve::default())
    }
}

/// The command line, for man pages and shell completions.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Entry point: parses the command line and runs the command.
#[must_use]
pub fn main() -> ExitCode {
    let Cli { command, config } = Cli::parse();
    let _log = logging::start(config.log, config.log_format);
    match run(&command.unwrap_or_default(), config) {
        Ok(code) => code,
        Err(error) => {
            // Error and causes on one line, for an operator.
            let text = Lang::Fr
                .message_with(messages::CLI_ERROR, &[("what", Arg::Text(&format!("{error:#}")))]);
            // Nothing is left to report to if standard error is closed.
            let _ = writeln!(io::stderr(), "{text}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, config: Config) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Runtime::new()?;
    let mut out = io::stdout();
    let clock = Clock::system();
    runtime.block_on(async {
        match command {
            Command::Serve(serve) => serve::run(serve, config, &mut out).await,
            Command::Import(import) => import::run(import, &config, &clock, &mut out).await,
            Command::CheckData => check_data::run(&config, &clock, &mut out).await,
            Command::Mail(mail) => mail::run(mail, &config, &clock, &mut out).await,
            Command::Purge(purge) => purge::run(purge, &config, &clock, &mut out).await,
            Command::Backup(backup) => backup::run(backup, &config, &clock, &mut out).await,
            Command::Restore(restore) => restore::run(restore, &config, &clock, &mut out).await,
            Command::Doctor(doctor) => doctor::run(doctor, &config, &clock, &mut out).await,
            Command::Account(command) => account::run(command, &config, &clock, &mut out).await,
        }
    })
}

/// Opens the database of `config`. If there is none, prints `absent` and creates nothing. A key file without a
/// database is reported as a loss by `Store::open`, not as a new site.
async fn open_existing(
    config: &Config,
    absent: &Key,
    out: &mut dyn io::Write,
) -> anyhow::Result<Option<Store>> {
    let database = config.database();
    if !database.exists() && !key_path(&database).exists() {
        let path = database.display().to_string();
        writeln!(out, "{}", Lang::Fr.message_with(absent, &[("path", Arg::Text(&path))]))?;
        return Ok(None);
    }
    Store::open(&database).await.map(Some).map_err(|error| error::store_fault(&error))
}

/// `at` in French local time: `24/11/2026 10:00`.
fn moment(clock: &Clock, at: Timestamp) -> String {
    clock.in_france(at).strftime("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Cli {
        Cli::try_parse_from(line.split(' ')).unwrap()
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn settings_stand_before_or_after_the_command() {
        for line in
            ["x --listen 0.0.0.0:80 serve", "x serve --listen 0.0.0.0:80", "x --listen 0.0.0.0:80"]
        {
            assert_eq!(parsed(line).config.listen.to_string(), "0.0.0.0:80", "{line}");
        }
    }
}
