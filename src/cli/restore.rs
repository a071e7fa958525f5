//! `restore`: restores a backup into an empty data folder.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use super::doctor::count;
use super::doctor::drill::seconds;
use super::{error, moment};
use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::{Arg, Lang, messages};
use crate::store::{self, KeyChoice, KeyLoss, Restored};

/// Arguments of `restore`. Doc comments are help texts, in French.
#[derive(Debug, Clone, clap::Args)]
pub struct Restore {
    /// Dossier des sauvegardes, dont la dernière est prise, ou l’une de ces sauvegardes
    #[arg(value_name = "SAUVEGARDE")]
    pub from: PathBuf,

    /// Copie de « secret.key », la clé du serveur
    #[arg(long, value_name = "FICHIER", conflicts_with = "accept_loss")]
    pub key: Option<PathBuf>,

    /// Restaure sans la clé : ce qu’elle protège est perdu
    #[arg(long)]
    pub accept_loss: bool,
}

impl Restore {
    fn key(&self) -> KeyChoice {
        match &self.key {
            Some(file) => KeyChoice::File(file.clone()),
            None if self.accept_loss => KeyChoice::AcceptLoss {
                reason: Lang::Fr.message(messages::OUTBOX_UNREADABLE).into_owned(),
            },
            None => KeyChoice::Undecided,
        }
    }
}

/// Restores, and prints what was restored and what was lost.
pub async fn run(
    restore: &Restore,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    let restored = store::restore(&restore.from, &config.data, &restore.key(), clock.now()).await;
    let restored = restored.map_err(|error| error::of(&error))?;
    print(&restored, config, clock, out)?;
    let took = seconds(began.elapsed());
    writeln!(
        out,
        "{}",
        Lang::Fr.message_with(messages::RESTORE_TOOK, &[("seconds", Arg::Text(&took))])
    )?;
    Ok(ExitCode::SUCCESS)
}

fn print(
    restored: &Restored,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let manifest = &restored.manifest;
    let (at, path) = (moment(clock, manifest.made_at), config.data.display().to_string());
    let done = [("at", Arg::Text(&at)), ("path", Arg::Text(&path))];
    writeln!(out, "{}", Lang::Fr.message_with(messages::RESTORE_DONE, &done))?;
    let counts = ["initiatives", "proposals", "accounts"];
    let counts = counts.map(|table| (table, count(manifest.rows_of(table))));
    writeln!(out, "{}", Lang::Fr.message_with(messages::RESTORE_COUNTS, &counts))?;
    match restored.unreadable {
        None => writeln!(out, "{}", Lang::Fr.message(messages::RESTORE_NO_LIST))?,
        Some(unreadable) => {
            writeln!(
                out,
                "{}",
                Lang::Fr.message_count(messages::RESTORE_ERASED, number(restored.erased))
            )?;
            if unreadable > 0 {
                writeln!(
                    out,
                    "{}",
                    Lang::Fr.message_count(messages::RESTORE_UNREADABLE_LINES, unreadable)
                )?;
            }
        }
    }
    writeln!(out, "{}", Lang::Fr.message(messages::RESTORE_SIGNED_OUT))?;
    writeln!(out, "{}", Lang::Fr.message(messages::RESTORE_CHECK_ROLES))?;
    restored.loss.map_or(Ok(()), |loss| print_loss(loss, out))
}

fn print_loss(loss: KeyLoss, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", Lang::Fr.message(messages::RESTORE_LOST))?;
    writeln!(out, "{}", Lang::Fr.message_count(messages::RESTORE_LOST_MAILS, number(loss.mails)))?;
    let authenticators = number(loss.authenticators);
    writeln!(
        out,
        "{}",
        Lang::Fr.message_count(messages::RESTORE_LOST_AUTHENTICATORS, authenticators)
    )?;
    Ok(())
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
