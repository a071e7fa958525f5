//! Errors of the store and of backups, as messages for the operator.

use std::iter;
use std::path::Path;

use super::doctor::count;
use crate::domain::operations::SlugConflict;
use crate::i18n::{Arg, Lang, messages};
use crate::store::{self, BackupError, DiskSpace, KeyLoss, Loss, LossReport, RecordType};

/// `error` as a message, with its remedy if there is one.
pub fn store_fault(error: &store::Error) -> anyhow::Error {
    let text = |key, path: &dyn std::fmt::Display, detail: &str| {
        let path = path.to_string();
        Lang::Fr.message_with(key, &[("path", Arg::Text(&path)), ("detail", Arg::Text(detail))])
    };
    let words = match error {
        store::Error::File { path, source } => {
            text(messages::STORE_FILE, &path.display(), &source.to_string())
        }
        store::Error::InUse(path) => text(messages::STORE_IN_USE, &path.display(), ""),
        store::Error::NotOurs(path) => text(messages::STORE_NOT_OURS, &path.display(), ""),
        store::Error::Damaged { path, found } => {
            text(messages::STORE_DAMAGED, &path.display(), found)
        }
        store::Error::OldSqlite(version) => text(messages::STORE_OLD_SQLITE, version, ""),
        store::Error::SlugConflict(taken) => {
            taken.iter().map(slug_conflict).collect::<Vec<_>>().join("\n")
        }
        store::Error::NoSpace(folder) => disk_full(folder),
        store::Error::Lost { path, loss } => lost(path, *loss),
        store::Error::NewerSchema(path) => text(messages::STORE_NEWER_SCHEMA, &path.display(), ""),
        store::Error::OlderSchema(path) => text(messages::STORE_OLDER_SCHEMA, &path.display(), ""),
        store::Error::NotReadable(path) => text(messages::STORE_NOT_READABLE, &path.display(), ""),
        store::Error::Database(source) if error.is_unwritable() => {
            text(messages::STORE_NOT_WRITABLE, &"", &source.to_string())
        }
        store::Error::Database(source) => text(messages::STORE_DATABASE, &"", &source.to_string()),
    };
    anyhow::Error::msg(words)
}

/// Message for a lost key or database: the cause, the consequences and the remedy.
fn lost(path: &Path, loss: Loss) -> String {
    let (wrong, cost) = match loss {
        Loss::KeyMissing => (messages::STORE_LOST_KEY_MISSING, messages::STORE_LOST_KEY_COST),
        Loss::KeyUnusable => (messages::STORE_LOST_KEY_UNUSABLE, messages::STORE_LOST_KEY_COST),
        Loss::KeyOther => (messages::STORE_LOST_KEY_OTHER, messages::STORE_LOST_KEY_COST),
        Loss::Database => (messages::STORE_LOST_DATABASE, messages::STORE_LOST_DATABASE_COST),
    };
    let path = path.display().to_string();
    let wrong = Lang::Fr.message_with(wrong, &[("path", Arg::Text(&path))]);
    format!("{wrong} {} {}", Lang::Fr.message(cost), Lang::Fr.message(messages::STORE_LOST_ANYWAY))
}

/// Consequences of an accepted loss, one line each.
pub fn loss_lines(lost: &LossReport) -> Vec<String> {
    let LossReport { loss, mails, authenticators, members } = *lost;
    let first = match loss {
        Loss::KeyMissing | Loss::KeyUnusable => messages::LOSS_NEW_KEY,
        Loss::KeyOther => messages::LOSS_OTHER_KEY,
        Loss::Database => messages::LOSS_NEW_DATABASE,
    };
    let counts = [
        (mails, messages::LOSS_MAILS),
        (authenticators, messages::LOSS_AUTHENTICATORS),
        (members, messages::LOSS_MEMBERS),
    ];
    let counts = counts.into_iter().filter(|(n, _)| *n > 0);
    let counts = counts.map(|(n, key)| Lang::Fr.message_count(key, n));
    iter::once(Lang::Fr.message(first).into_owned()).chain(counts).collect()
}

fn disk_full(folder: &Path) -> String {
    let megabytes = |bytes: u64| usize::try_from(bytes / 1_048_576).unwrap_or(usize::MAX);
    let path = folder.display().to_string();
    let args =
        |space: DiskSpace| [("path", Arg::Text(&path)), ("n", Arg::Count(megabytes(space.free)))];
    match DiskSpace::at(folder) {
        Some(space) if !space.read_only => {
            Lang::Fr.message_with(messages::STORE_DISK_FULL, &args(space))
        }
        _ => Lang::Fr.message_with(messages::STORE_READ_ONLY, &[("path", Arg::Text(&path))]),
    }
}

/// Message for a slug of a seed record that a record of the site already uses.
pub fn slug_conflict(taken: &SlugConflict) -> String {
    let key = match taken.noun {
        RecordType::Organisation => messages::SEED_IMPORT_CONFLICT_ORGANISATION,
        RecordType::Initiative
        | RecordType::Departement
        | RecordType::Commune
        | RecordType::Neighbourhood
        | RecordType::Figure
        | RecordType::Barrier
        | RecordType::Audience
        | RecordType::Kind
        | RecordType::Synonym
        | RecordType::Collection
        | RecordType::LeftOut
        | RecordType::Source
        | RecordType::Intercommunality
        | RecordType::FormerCommune
        | RecordType::KindBarrier
        | RecordType::NationalNumber
        | RecordType::Scheme => messages::SEED_IMPORT_CONFLICT_INITIATIVE,
    };
    let args = [
        ("wanted", Arg::Text(taken.wanted.as_str())),
        ("slug", Arg::Text(taken.slug.as_str())),
        ("kept", Arg::Text(taken.existing.as_str())),
        ("name", Arg::Text(taken.name.as_str())),
    ];
    Lang::Fr.message_with(key, &args)
}

/// `error` as a message with its remedy.
pub fn of(error: &BackupError) -> anyhow::Error {
    anyhow::Error::msg(words(error))
}

/// Text of [`of`].
pub fn words(error: &BackupError) -> String {
    let about = |key, path: &Path, detail: &str| {
        let path = path.display().to_string();
        Lang::Fr.message_with(key, &[("path", Arg::Text(&path)), ("detail", Arg::Text(detail))])
    };
    match error {
        BackupError::Store(error) => store_fault(error).to_string(),
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
