//! `backup`: copies the database, even while the server runs.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;

use super::doctor::count;
use super::error;
use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::{Arg, Lang, messages};
use crate::store::BackupFolder;

/// Arguments of `backup`. Doc comments are help texts, in French.
#[derive(Debug, Clone, clap::Args)]
pub struct Backup {
    /// Dossier des sauvegardes ; sans lui, celui du réglage --backup
    #[arg(value_name = "DOSSIER")]
    pub to: Option<PathBuf>,
}

/// Makes a backup and prints its path and size.
pub async fn run(
    backup: &Backup,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let folder = backup.to.as_ref().or(config.backup.as_ref());
    let folder =
        folder.ok_or_else(|| anyhow!(Lang::Fr.message(messages::BACKUP_NO_FOLDER).into_owned()))?;
    let folder = BackupFolder::new(folder);
    let made = folder.create(&config.database(), clock.now(), config.least_free()).await;
    let made = made.map_err(|error| error::of(&error))?;
    let path = made.path.display().to_string();
    writeln!(
        out,
        "{}",
        Lang::Fr.message_with(messages::BACKUP_MADE, &[("path", Arg::Text(&path))])
    )?;
    let content = [
        ("initiatives", count(made.manifest.rows_of("initiatives"))),
        ("proposals", count(made.manifest.rows_of("proposals"))),
        ("size", count(made.manifest.bytes.div_ceil(1024))),
    ];
    writeln!(out, "{}", Lang::Fr.message_with(messages::BACKUP_CONTENT, &content))?;
    writeln!(out, "{}", Lang::Fr.message(messages::BACKUP_KEY_SEPARATE))?;
    Ok(ExitCode::SUCCESS)
}
