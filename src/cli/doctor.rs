//! Looks at the settings, the database and the system, and says what to see to.

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::{Command, ExitCode},
};

use crate::{
    config::Config,
    i18n::{Arg, Key, Lang, say},
    store::Health,
};

/// Under this much the database soon cannot write.
const LEAST_FREE: u64 = 200 * 1024 * 1024;
/// Each connection is an open file; the server holds up to 8,000 of them.
const LEAST_FILES: u64 = 8_200;

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finding {
    Fine,
    /// Works, but deserves a look.
    Look,
    Broken,
}

/// Writes what is found, and remembers whether something is broken.
struct Report<'a, W> {
    out: &'a mut W,
    broken: bool,
}

/// Prints every check; fails if something is broken.
pub async fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut report = Report { out, broken: false };
    report.settings(config)?;
    report.database(&config.database()).await?;
    report.system(config)?;
    Ok(if report.broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl<W: Write> Report<'_, W> {
    fn title(&mut self, key: &Key) -> io::Result<()> {
        writeln!(self.out, "{}", Lang::Fr.t(key))
    }

    fn line(
        &mut self,
        finding: Finding,
        key: &Key,
        args: &[(&'static str, Arg<'_>)],
    ) -> io::Result<()> {
        self.broken |= finding == Finding::Broken;
        let word = Lang::Fr.t(match finding {
            Finding::Fine => say::DOCTOR_FINE,
            Finding::Look => say::DOCTOR_LOOK,
            Finding::Broken => say::DOCTOR_BROKEN,
        });
        writeln!(self.out, "  {word:<7} {}", Lang::Fr.ta(key, args))
    }

    fn settings(&mut self, config: &Config) -> io::Result<()> {
        self.title(say::DOCTOR_SETTINGS)?;
        let unset = Lang::Fr.t(say::DOCTOR_UNSET);
        for (flag, value) in config.in_force() {
            let value = value.as_deref().unwrap_or(&unset);
            writeln!(self.out, "          {flag:<20} {value}")?;
        }
        if config.operator.name.is_none() || config.operator.contact.is_none() {
            self.line(Finding::Look, say::DOCTOR_NO_OPERATOR, &[])?;
        }
        match &config.public_url {
            None => self.line(Finding::Look, say::DOCTOR_NO_PUBLIC_URL, &[]),
            Some(url) if url.is_secure() != config.hsts => {
                self.line(Finding::Look, say::DOCTOR_HSTS, &[])
            }
            Some(url) if !url.is_secure() && !url.host().is_loopback() => {
                self.line(Finding::Look, say::DOCTOR_NO_SIGN_IN, &[])
            }
            Some(_) => Ok(()),
        }
    }

    async fn database(&mut self, path: &Path) -> io::Result<()> {
        self.title(say::DOCTOR_DATABASE)?;
        let shown = path.display().to_string();
        if !path.exists() {
            return self.line(
                Finding::Look,
                say::DOCTOR_NO_DATABASE,
                &[("path", Arg::Text(&shown))],
            );
        }
        match Health::of(path).await {
            Ok(health) => self.health(&health),
            Err(error) => {
                let error = super::fault::of_store(&error).to_string();
                let args = [("path", Arg::Text(&shown)), ("error", Arg::Text(&error))];
                self.line(Finding::Broken, say::DOCTOR_UNREADABLE, &args)
            }
        }
    }

    fn health(&mut self, health: &Health) -> io::Result<()> {
        let sound = |sound: bool| if sound { Finding::Fine } else { Finding::Broken };
        let count = |count: u64| Arg::Count(usize::try_from(count).unwrap_or(usize::MAX));
        self.line(Finding::Fine, say::DOCTOR_SQLITE, &[("version", Arg::Text(&health.sqlite))])?;
        let integrity = [("found", Arg::Text(&health.integrity))];
        self.line(sound(health.integrity == "ok"), say::DOCTOR_INTEGRITY, &integrity)?;
        let dangling = [("n", count(health.dangling))];
        self.line(sound(health.dangling == 0), say::DOCTOR_DANGLING, &dangling)?;
        let counts = [
            ("version", count(health.catalogue)),
            ("initiatives", count(health.initiatives)),
            ("organisations", count(health.organisations)),
            ("neighbourhoods", count(health.neighbourhoods)),
        ];
        let filled = if health.initiatives > 0 { Finding::Fine } else { Finding::Look };
        self.line(filled, say::DOCTOR_COUNTS, &counts)
    }

    fn system(&mut self, config: &Config) -> io::Result<()> {
        self.title(say::DOCTOR_SYSTEM)?;
        let measured = [
            (
                free_space(&config.data).map(|free| free / 1_048_576),
                LEAST_FREE / 1_048_576,
                say::DOCTOR_SPACE,
            ),
            (open_files(), LEAST_FILES, say::DOCTOR_FILES),
        ];
        for (found, least, key) in measured {
            let Some(found) = found else {
                self.line(Finding::Look, say::DOCTOR_UNKNOWN, &[])?;
                continue;
            };
            let count = |count: u64| Arg::Count(usize::try_from(count).unwrap_or(usize::MAX));
            let finding = if found >= least { Finding::Fine } else { Finding::Look };
            self.line(finding, key, &[("n", count(found)), ("least", count(least))])?;
        }
        Ok(())
    }
}

/// Bytes free for us where `folder` is or will be. The standard library does not know, `df` does.
fn free_space(folder: &Path) -> Option<u64> {
    let folder = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    let output = Command::new("df").args(["-Pk", "--"]).arg(folder).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let kilobytes: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes.saturating_mul(1024))
}

/// How many files this program may open, as Linux tells.
fn open_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    match line.split_whitespace().next()? {
        "unlimited" => Some(u64::MAX),
        number => number.parse().ok(),
    }
}
