//! One file a subcommand; each prints to a writer it is given, so that tests can read it.

pub mod account;
pub mod backup;
mod backup_fault;
pub mod check_data;
pub mod doctor;
mod drill;
mod fault;
pub mod import;
pub mod mail;
pub mod purge;
pub mod restore;
mod serve;
mod table;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use jiff::Timestamp;

use crate::{
    clock::Clock,
    config::Config,
    i18n::{Arg, Key, Lang, say},
    store::{Store, key_path},
    telemetry,
};

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

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    let Cli { command, config } = Cli::parse();
    let _log = telemetry::start(config.log);
    match run(&command.unwrap_or_default(), config) {
        Ok(code) => code,
        Err(error) => {
            // Causes from the outside in, on one line: an operator reads it, not a programmer.
            let text = Lang::Fr.ta(say::CLI_ERROR, &[("what", Arg::Text(&format!("{error:#}")))]);
            // With standard error closed there is nobody left to tell.
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

/// The store of `config`; where there is none yet, `absent` is said and none is made. A key without its database is a
/// loss, not a beginning.
async fn existing(
    config: &Config,
    absent: &Key,
    out: &mut dyn io::Write,
) -> anyhow::Result<Option<Store>> {
    let database = config.database();
    if !database.exists() && !key_path(&database).exists() {
        let path = database.display().to_string();
        writeln!(out, "{}", Lang::Fr.ta(absent, &[("path", Arg::Text(&path))]))?;
        return Ok(None);
    }
    Store::open(&database).await.map(Some).map_err(|error| fault::of_store(&error))
}

/// `at` as an operator reads it, in France: `24/11/2026 10:00`.
fn moment(clock: &Clock, at: Timestamp) -> String {
    clock.in_france(at).strftime("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

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
