//! Tabs of the moderation queue.

use crate::{
    domain::queue::{File, QueueSearch},
    i18n::{Key, say},
    web::{Page, paths},
};

/// A tab.
#[derive(Debug)]
pub struct FileLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// All tabs, `here` marked as current; `apart` is the number of quarantined proposals.
pub fn files(page: &Page, here: File, apart: usize) -> Vec<FileLink> {
    let link = |file: File| FileLink {
        label: label(page, file, apart),
        href: paths::queue(&QueueSearch { file, ..QueueSearch::default() }),
        current: file == here,
    };
    [File::Waiting, File::Quarantine, File::Decided].map(link).into()
}

/// Label of a tab; shows the number of quarantined proposals.
fn label(page: &Page, file: File, apart: usize) -> String {
    match file {
        File::Quarantine if apart > 0 => page.tn(say::MODERATION_APART_COUNT, apart),
        File::Waiting | File::Quarantine | File::Decided => page.t(name(file)).into_owned(),
    }
}

const fn name(file: File) -> &'static Key {
    match file {
        File::Waiting => say::MODERATION_QUEUE,
        File::Quarantine => say::MODERATION_APART,
        File::Decided => say::MODERATION_DECIDED,
    }
}
