//! Backup errors as messages for the operator.

use super::doctor::count;
use super::store_error;
use crate::i18n::{Arg, Lang, messages};
use crate::store::{BackupError, KeyLoss};

/// `error` as a message with its remedy.
pub fn of(error: &BackupError) -> anyhow::Error {
    anyhow::Error::msg(words(error))
}

/// Text of [`of`].
pub fn words(error: &BackupError) -> String {
    let about = |key, path: &std::path::Path, detail: &str| {
        let path = path.display().to_string();
        Lang::Fr.message_with(key, &[("path", Arg::Text(&path)), ("detail", Arg::Text(detail))])
    };
    match error {
        BackupError::Store(error) => store_error::store_fault(error).to_string(),
        BackupError::NoDatabase(path) => about(messages::BACKUP_NO_DATABASE, path, ""),
        BackupError::NoBackup(path) => about(messages::BACKUP_NONE, path, ""),
        BackupError::Manifest { path, detail } => {
            about(messages::BACKUP_BAD_MANIFEST, path, detail)
        }
        BackupError::Newer { path, program, .. } => about(messages::BACKUP_NEWER, path, program),
        BackupError::Size { path, expected, found } => {
            let path = path.display().to_string();
            Lang::Fr.message_with(messages::BACKUP_SIZE, &amounts(&path, *found, *expected))
        }
        BackupError::Digest { path, .. } => about(messages::BACKUP_DIGEST, path, ""),
        BackupError::Unreadable { path, detail } => {
            about(messages::BACKUP_UNREADABLE, path, detail)
        }
        BackupError::DiskSpace { path, needed, free } => {
            let path = path.display().to_string();
            let megabytes = |bytes: u64| bytes / 1_048_576;
            Lang::Fr.message_with(
                messages::BACKUP_SPACE,
                &amounts(&path, megabytes(*free), megabytes(*needed) + 1),
            )
        }
        BackupError::NoParent(path) => about(messages::BACKUP_NO_PARENT, path, ""),
        BackupError::Damaged { path, detail } => about(messages::BACKUP_DAMAGED, path, detail),
        BackupError::NotEmpty(path) => about(messages::RESTORE_NOT_EMPTY, path, ""),
        BackupError::KeyNeeded(KeyLoss { mails, authenticators }) => {
            let args = [("mails", count(*mails)), ("authenticators", count(*authenticators))];
            Lang::Fr.message_with(messages::RESTORE_KEY_NEEDED, &args)
        }
        BackupError::NoKey(path) => about(messages::RESTORE_NO_KEY, path, ""),
        BackupError::WrongKey(path) => about(messages::RESTORE_WRONG_KEY, path, ""),
    }
}

fn amounts(path: &str, found: u64, expected: u64) -> [(&'static str, Arg<'_>); 3] {
    [("path", Arg::Text(path)), ("found", count(found)), ("expected", count(expected))]
}
