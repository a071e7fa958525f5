//! Backup errors as messages for the operator.

use super::{doctor::count, fault};
use crate::{
    i18n::{Arg, Lang, say},
    store::{BackupError, KeyLoss},
};

/// `error` as a message with its remedy.
pub fn of(error: &BackupError) -> anyhow::Error {
    anyhow::Error::msg(words(error))
}

/// Text of [`of`].
pub fn words(error: &BackupError) -> String {
    let about = |key, path: &std::path::Path, detail: &str| {
        let path = path.display().to_string();
        Lang::Fr.ta(key, &[("path", Arg::Text(&path)), ("detail", Arg::Text(detail))])
    };
    match error {
        BackupError::Store(error) => fault::of_store(error).to_string(),
        BackupError::NoDatabase(path) => about(say::BACKUP_NO_DATABASE, path, ""),
        BackupError::NoBackup(path) => about(say::BACKUP_NONE, path, ""),
        BackupError::Manifest { path, detail } => about(say::BACKUP_BAD_MANIFEST, path, detail),
        BackupError::Newer { path, program, .. } => about(say::BACKUP_NEWER, path, program),
        BackupError::Size { path, expected, found } => {
            let path = path.display().to_string();
            Lang::Fr.ta(say::BACKUP_SIZE, &amounts(&path, *found, *expected))
        }
        BackupError::Digest { path, .. } => about(say::BACKUP_DIGEST, path, ""),
        BackupError::Unreadable { path, detail } => about(say::BACKUP_UNREADABLE, path, detail),
        BackupError::Space { path, needed, free } => {
            let path = path.display().to_string();
            let megabytes = |bytes: u64| bytes / 1_048_576;
            Lang::Fr
                .ta(say::BACKUP_SPACE, &amounts(&path, megabytes(*free), megabytes(*needed) + 1))
        }
        BackupError::NoParent(path) => about(say::BACKUP_NO_PARENT, path, ""),
        BackupError::Damaged { path, detail } => about(say::BACKUP_DAMAGED, path, detail),
        BackupError::NotEmpty(path) => about(say::RESTORE_NOT_EMPTY, path, ""),
        BackupError::KeyNeeded(KeyLoss { mails, authenticators }) => {
            let args = [("mails", count(*mails)), ("authenticators", count(*authenticators))];
            Lang::Fr.ta(say::RESTORE_KEY_NEEDED, &args)
        }
        BackupError::NoKey(path) => about(say::RESTORE_NO_KEY, path, ""),
        BackupError::WrongKey(path) => about(say::RESTORE_WRONG_KEY, path, ""),
    }
}

fn amounts(path: &str, found: u64, expected: u64) -> [(&'static str, Arg<'_>); 3] {
    [("path", Arg::Text(path)), ("found", count(found)), ("expected", count(expected))]
}
