//! Backup section of `doctor`, and the restore test of the newest backup.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::{Finding, Report, count};
use crate::cli::{error, moment};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::operations::is_late;
use crate::i18n::{Arg, messages};
use crate::store::{Backup, BackupError, BackupFolder};

impl<W: Write> Report<'_, W> {
    /// Reports the newest backup; if `drill`, restores it into a temporary folder as a test.
    pub(super) async fn backups(
        &mut self,
        config: &Config,
        clock: &Clock,
        drill: bool,
    ) -> io::Result<()> {
        self.title(messages::DOCTOR_BACKUP)?;
        let Some(folder) = config.backup.as_ref().map(BackupFolder::new) else {
            return if drill {
                self.line(Finding::Failed, messages::DOCTOR_DRILL_UNSET, &[])
            } else {
                self.line(Finding::Warning, messages::DOCTOR_BACKUP_UNSET, &[])
            };
        };
        match newest(&folder) {
            Ok((newest, all)) => self.newest(clock, &newest, all)?,
            Err(error) => {
                let error = error::words(&error);
                let args = [("error", Arg::Text(&error))];
                return self.line(Finding::Failed, messages::DOCTOR_BACKUP_BROKEN, &args);
            }
        }
        if drill { self.drill(&folder, clock).await } else { Ok(()) }
    }

    fn newest(&mut self, clock: &Clock, newest: &Backup, all: usize) -> io::Result<()> {
        let made_at = newest.manifest.made_at;
        let at = moment(clock, made_at);
        let args = [("at", Arg::Text(&at)), ("n", Arg::Count(all))];
        self.line(Finding::Passed, messages::DOCTOR_BACKUP_LAST, &args)?;
        if is_late(made_at, clock.now()) {
            self.line(Finding::Warning, messages::DOCTOR_BACKUP_LATE, &[])?;
        }
        Ok(())
    }

    async fn drill(&mut self, folder: &BackupFolder, clock: &Clock) -> io::Result<()> {
        let began = Instant::now();
        match folder.drill(clock.now()).await {
            Ok(drill) => {
                let (at, took) = (moment(clock, drill.manifest.made_at), seconds(began.elapsed()));
                let args = [
                    ("at", Arg::Text(&at)),
                    ("seconds", Arg::Text(&took)),
                    ("initiatives", Arg::Count(drill.initiatives)),
                    ("organisations", Arg::Count(drill.organisations)),
                    ("proposals", count(drill.manifest.rows_of("proposals"))),
                ];
                self.line(Finding::Passed, messages::DOCTOR_DRILL_DONE, &args)
            }
            Err(error) => {
                let error = error::words(&error);
                let args = [("error", Arg::Text(&error))];
                self.line(Finding::Failed, messages::DOCTOR_DRILL_FAILED, &args)
            }
        }
    }
}

/// Newest backup of `folder`, and the number of backups.
fn newest(folder: &BackupFolder) -> Result<(Backup, usize), BackupError> {
    Ok((folder.newest()?, folder.list()?.len()))
}

/// `took` in seconds with a decimal comma: `0,42`.
pub fn seconds(took: Duration) -> String {
    format!("{:.2}", took.as_secs_f64()).replace('.', ",")
}
