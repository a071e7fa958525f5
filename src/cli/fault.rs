//! Store errors as messages for the operator.

use std::{iter, path::Path};

use crate::{
    i18n::{Arg, Lang, say},
    store::{self, Loss, Losses, Noun, Space, Taken},
};

/// `error` as a message, with its remedy if there is one.
pub fn of_store(error: &store::Error) -> anyhow::Error {
    let text = |key, path: &dyn std::fmt::Display, detail: &str| {
        let path = path.to_string();
        Lang::Fr.ta(key, &[("path", Arg::Text(&path)), ("detail", Arg::Text(detail))])
    };
    let words = match error {
        store::Error::File { path, source } => {
            text(say::STORE_FILE, &path.display(), &source.to_string())
        }
        store::Error::InUse(path) => text(say::STORE_IN_USE, &path.display(), ""),
        store::Error::NotOurs(path) => text(say::STORE_NOT_OURS, &path.display(), ""),
        store::Error::Damaged { path, found } => text(say::STORE_DAMAGED, &path.display(), found),
        store::Error::OldSqlite(version) => text(say::STORE_OLD_SQLITE, version, ""),
        store::Error::Taken(taken) => {
            taken.iter().map(taken_address).collect::<Vec<_>>().join("\n")
        }
        store::Error::NoRoom(folder) => no_room(folder),
        store::Error::Lost { path, loss } => lost(path, *loss),
        store::Error::NewerSchema(path) => text(say::STORE_NEWER_SCHEMA, &path.display(), ""),
        store::Error::NotReadable(path) => text(say::STORE_NOT_READABLE, &path.display(), ""),
        store::Error::Database(source) if error.is_about_room() => {
            text(say::STORE_NOT_WRITABLE, &"", &source.to_string())
        }
        store::Error::Database(source) => text(say::STORE_DATABASE, &"", &source.to_string()),
    };
    anyhow::Error::msg(words)
}

/// Message for a lost key or database: the cause, the consequences and the remedy.
fn lost(path: &Path, loss: Loss) -> String {
    let (wrong, cost) = match loss {
        Loss::KeyMissing => (say::STORE_LOST_KEY_MISSING, say::STORE_LOST_KEY_COST),
        Loss::KeyUnusable => (say::STORE_LOST_KEY_UNUSABLE, say::STORE_LOST_KEY_COST),
        Loss::KeyOther => (say::STORE_LOST_KEY_OTHER, say::STORE_LOST_KEY_COST),
        Loss::Database => (say::STORE_LOST_DATABASE, say::STORE_LOST_DATABASE_COST),
    };
    let path = path.display().to_string();
    let wrong = Lang::Fr.ta(wrong, &[("path", Arg::Text(&path))]);
    format!("{wrong} {} {}", Lang::Fr.t(cost), Lang::Fr.t(say::STORE_LOST_ANYWAY))
}

/// Consequences of an accepted loss, one line each.
pub fn accepted(lost: &Losses) -> Vec<String> {
    let Losses { loss, mails, authenticators, members } = *lost;
    let first = match loss {
        Loss::KeyMissing | Loss::KeyUnusable => say::LOSS_NEW_KEY,
        Loss::KeyOther => say::LOSS_OTHER_KEY,
        Loss::Database => say::LOSS_NEW_DATABASE,
    };
    let counts = [
        (mails, say::LOSS_MAILS),
        (authenticators, say::LOSS_AUTHENTICATORS),
        (members, say::LOSS_MEMBERS),
    ];
    let counts = counts.into_iter().filter(|(n, _)| *n > 0);
    let counts = counts.map(|(n, key)| Lang::Fr.tn(key, n));
    iter::once(Lang::Fr.t(first).into_owned()).chain(counts).collect()
}

fn no_room(folder: &Path) -> String {
    let megabytes = |bytes: u64| usize::try_from(bytes / 1_048_576).unwrap_or(usize::MAX);
    let path = folder.display().to_string();
    let args =
        |space: Space| [("path", Arg::Text(&path)), ("n", Arg::Count(megabytes(space.free)))];
    match Space::at(folder) {
        Some(space) if !space.read_only => Lang::Fr.ta(say::STORE_NO_ROOM, &args(space)),
        _ => Lang::Fr.ta(say::STORE_READ_ONLY, &[("path", Arg::Text(&path))]),
    }
}

/// Message for a slug of a seed record that a record of the site already uses.
pub fn taken_address(taken: &Taken) -> String {
    let key = match taken.noun {
        Noun::Organisation => say::PLANT_TAKEN_ORGANISATION,
        Noun::Initiative
        | Noun::Departement
        | Noun::Commune
        | Noun::Neighbourhood
        | Noun::Figure
        | Noun::Barrier
        | Noun::Audience
        | Noun::Kind
        | Noun::Synonym
        | Noun::Collection
        | Noun::LeftOut
        | Noun::Source => say::PLANT_TAKEN_INITIATIVE,
    };
    let args = [
        ("wanted", Arg::Text(taken.wanted.as_str())),
        ("slug", Arg::Text(taken.slug.as_str())),
        ("kept", Arg::Text(taken.kept.as_str())),
        ("name", Arg::Text(taken.name.as_str())),
    ];
    Lang::Fr.ta(key, &args)
}
