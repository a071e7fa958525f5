//! `doctor`: checks the settings, the database, the mail, the backups and the system.

pub(super) mod drill;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;

use super::{mail, purge};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::operations::{ALARM_AFTER, PurgeCount};
use crate::i18n::{Arg, Key, Lang, messages};
use crate::mail::Mailer;
use crate::store::{
    DiskSpace, Error, FULL_DISK, Health, check_key, key_path, newest_migration, open_to_others,
};

/// Minimum limit of open files: each connection takes one, up to 8,000, plus those of the database.
const MIN_OPEN_FILES: u64 = 8_200;
const MEGABYTE: u64 = 1024 * 1024;

/// Arguments of `doctor`. Doc comments are help texts, in French.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Doctor {
    /// Restaure à part la dernière sauvegarde du dossier --backup, pour voir si elle sert
    #[arg(long)]
    pub drill: bool,
}

/// Result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    Passed,
    /// Works, but needs attention.
    Warning,
    Failed,
}

/// Writes the findings; `broken` is set once one is an error.
pub(super) struct Report<'a, W> {
    out: &'a mut W,
    broken: bool,
}

/// Runs and prints every check; the exit code is 1 if one is an error.
pub async fn run(
    doctor: &Doctor,
    config: &Config,
    clock: &Clock,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let mut report = Report { out, broken: false };
    report.settings(config)?;
    report.mailer(config)?;
    report.database(&config.database(), clock.now()).await?;
    report.backups(config, clock, doctor.drill).await?;
    report.system(config)?;
    Ok(report.exit_code())
}

/// Prints the settings and their faults only; the exit code is 1 if one is an error.
pub fn check_config(config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut report = Report { out, broken: false };
    report.settings(config)?;
    report.mailer(config)?;
    Ok(report.exit_code())
}

impl<W: Write> Report<'_, W> {
    fn exit_code(&self) -> ExitCode {
        if self.broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    pub(super) fn title(&mut self, key: &Key) -> io::Result<()> {
        writeln!(self.out, "{}", Lang::Fr.message(key))
    }

    pub(super) fn line(
        &mut self,
        finding: Finding,
        key: &Key,
        args: &[(&'static str, Arg<'_>)],
    ) -> io::Result<()> {
        self.broken |= finding == Finding::Failed;
        let word = Lang::Fr.message(match finding {
            Finding::Passed => messages::DOCTOR_FINE,
            Finding::Warning => messages::DOCTOR_LOOK,
            Finding::Failed => messages::DOCTOR_BROKEN,
        });
        writeln!(self.out, "  {word:<7} {}", Lang::Fr.message_with(key, args))
    }

    fn settings(&mut self, config: &Config) -> io::Result<()> {
        self.title(messages::DOCTOR_SETTINGS)?;
        let unset = Lang::Fr.message(messages::DOCTOR_UNSET);
        for (flag, value) in config.effective_values() {
            let value = value.as_deref().unwrap_or(&unset);
            writeln!(self.out, "          {flag:<20} {value}")?;
        }
        let missing = [
            (config.operator.name.is_none(), messages::DOCTOR_NO_OPERATOR),
            (config.operator.contact.is_none(), messages::DOCTOR_NO_CONTACT),
            (config.security_contact.is_none(), messages::DOCTOR_NO_SECURITY_CONTACT),
        ];
        for (_, key) in missing.into_iter().filter(|(missing, _)| *missing) {
            self.line(Finding::Warning, key, &[])?;
        }
        if config.lacks_client_address() {
            self.line(Finding::Warning, messages::DOCTOR_NO_CLIENT_ADDRESS, &[])?;
        }
        match &config.public_url {
            None => self.line(Finding::Warning, messages::DOCTOR_NO_PUBLIC_URL, &[]),
            Some(url) if url.is_secure() != config.hsts => {
                self.line(Finding::Warning, messages::DOCTOR_HSTS, &[])
            }
            Some(url) if !url.keeps_cookies() => {
                self.line(Finding::Warning, messages::DOCTOR_NO_SIGN_IN, &[])
            }
            Some(_) => Ok(()),
        }
    }

    async fn database(&mut self, path: &Path, now: Timestamp) -> io::Result<()> {
        self.title(messages::DOCTOR_DATABASE)?;
        let shown = path.display().to_string();
        let shown = ("path", Arg::Text(&shown));
        if !path.exists() && !key_path(path).exists() {
            return self.line(Finding::Warning, messages::DOCTOR_NO_DATABASE, &[shown]);
        }
        self.permissions(path)?;
        match check_key(path).await {
            Ok(applied) if applied < newest_migration() => {
                return self.line(Finding::Warning, messages::DOCTOR_OLDER_SCHEMA, &[shown]);
            }
            Ok(_) => self.line(Finding::Passed, messages::DOCTOR_KEY, &[])?,
            Err(error @ (Error::Lost { .. } | Error::NewerSchema(_))) => {
                let error = super::error::store_fault(&error).to_string();
                return self.line(
                    Finding::Failed,
                    messages::DOCTOR_LOST,
                    &[("error", Arg::Text(&error))],
                );
            }
            Err(error) => return self.unreadable(&error, path),
        }
        match Health::of(path, now).await {
            Ok(health) => {
                self.health(&health)?;
                self.outbox(&health, now)?;
                self.erasure(&health)
            }
            Err(error) => self.unreadable(&error, path),
        }
    }

    fn unreadable(&mut self, error: &Error, path: &Path) -> io::Result<()> {
        let error = super::error::store_fault(error).to_string();
        let path = path.display().to_string();
        let args = [("path", Arg::Text(&path)), ("error", Arg::Text(&error))];
        self.line(Finding::Failed, messages::DOCTOR_UNREADABLE, &args)
    }

    fn permissions(&mut self, path: &Path) -> io::Result<()> {
        for open in open_to_others(path) {
            let open = open.display().to_string();
            self.line(Finding::Warning, messages::DOCTOR_OPEN, &[("path", Arg::Text(&open))])?;
        }
        Ok(())
    }

    fn health(&mut self, health: &Health) -> io::Result<()> {
        let sound = |sound: bool| if sound { Finding::Passed } else { Finding::Failed };
        self.line(
            Finding::Passed,
            messages::DOCTOR_SQLITE,
            &[("version", Arg::Text(&health.sqlite))],
        )?;
        let integrity = [("found", Arg::Text(&health.integrity))];
        self.line(sound(health.integrity == "ok"), messages::DOCTOR_INTEGRITY, &integrity)?;
        let dangling = [("n", count(health.dangling))];
        self.line(sound(health.dangling == 0), messages::DOCTOR_DANGLING, &dangling)?;
        let counts = [
            ("version", count(health.catalogue)),
            ("initiatives", count(health.initiatives)),
            ("organisations", count(health.organisations)),
            ("neighbourhoods", count(health.neighbourhoods)),
        ];
        let filled = if health.initiatives > 0 { Finding::Passed } else { Finding::Warning };
        self.line(filled, messages::DOCTOR_COUNTS, &counts)
    }

    fn mailer(&mut self, config: &Config) -> io::Result<()> {
        self.title(messages::DOCTOR_MAIL)?;
        if let Err(error) = Mailer::new(config, &config.public_url(mail::default_address(config))) {
            let error = format!("{error:#}");
            let args = [("error", Arg::Text(&error))];
            return self.line(Finding::Failed, messages::DOCTOR_MAIL_SETTINGS, &args);
        }
        if config.mail.smtp.is_some() {
            return Ok(());
        }
        let path = config.mail_folder().display().to_string();
        self.line(Finding::Warning, messages::DOCTOR_MAIL_FILES, &[("path", Arg::Text(&path))])
    }

    fn outbox(&mut self, health: &Health, now: Timestamp) -> io::Result<()> {
        let outbox = &health.outbox;
        let age = outbox.oldest.map(|oldest| now.duration_since(oldest)).unwrap_or_default();
        let minutes = u64::try_from(age.as_mins()).unwrap_or_default();
        let finding = if age < ALARM_AFTER { Finding::Passed } else { Finding::Warning };
        let args = [("n", count(outbox.waiting)), ("minutes", count(minutes))];
        self.line(finding, messages::DOCTOR_MAIL_WAITING, &args)?;
        if let Some(fault) = &outbox.fault {
            let minutes = now.duration_since(fault.since).as_mins();
            let minutes = count(u64::try_from(minutes).unwrap_or_default());
            let args = [("status", Arg::Text(&fault.status)), ("minutes", minutes)];
            self.line(Finding::Failed, messages::DOCTOR_MAIL_SERVER_FAULT, &args)?;
        }
        for (purpose, n) in &outbox.failed {
            let purpose = Lang::Fr.message(mail::purpose(*purpose));
            let args = [("n", count(*n)), ("purpose", Arg::Text(&purpose))];
            self.line(Finding::Warning, messages::DOCTOR_MAIL_FAILED, &args)?;
        }
        Ok(())
    }

    fn erasure(&mut self, health: &Health) -> io::Result<()> {
        let sound = health.clock.is_sound();
        let finding = if sound { Finding::Passed } else { Finding::Warning };
        self.line(finding, purge::clock_message(health.clock), &[])?;
        for PurgeCount { class: what, due, all } in
            health.due.iter().filter(|due| sound && due.needs_confirmation())
        {
            let what = Lang::Fr.message(purge::name(*what));
            let args = [("what", Arg::Text(&what)), ("n", count(*due)), ("all", count(*all))];
            self.line(Finding::Warning, messages::DOCTOR_PURGE_UNCONFIRMED, &args)?;
        }
        Ok(())
    }

    fn system(&mut self, config: &Config) -> io::Result<()> {
        self.title(messages::DOCTOR_SYSTEM)?;
        let space = DiskSpace::at(&config.data);
        if space.is_some_and(|space| space.read_only) {
            let path = config.data.display().to_string();
            let args = [("path", Arg::Text(&path))];
            self.line(Finding::Failed, messages::DOCTOR_READ_ONLY, &args)?;
        }
        let megabytes = space.map(|space| space.free / MEGABYTE);
        let least = u64::from(config.least_free).max(FULL_DISK / MEGABYTE);
        let measured = [
            (megabytes, least, messages::DOCTOR_SPACE),
            (open_files(), MIN_OPEN_FILES, messages::DOCTOR_FILES),
        ];
        for (found, least, key) in measured {
            let Some(found) = found else {
                self.line(Finding::Warning, messages::DOCTOR_UNKNOWN, &[])?;
                continue;
            };
            let finding = if found >= least { Finding::Passed } else { Finding::Warning };
            self.line(finding, key, &[("n", count(found)), ("least", count(least))])?;
        }
        Ok(())
    }
}

pub(super) fn count(count: u64) -> Arg<'static> {
    Arg::Count(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Limit of open files of this process, from `/proc` (Linux).
fn open_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    match line.split_whitespace().next()? {
        "unlimited" => Some(u64::MAX),
        number => number.parse().ok(),
    }
}
