//! Tabs of the moderation queue.

use crate::domain::moderation::{QueueSearch, QueueTab};
use crate::i18n::{Key, messages};
use crate::web::{Page, paths};

/// A tab.
#[derive(Debug)]
pub struct TabLink {
    pub label: String,
    pub href: String,
    pub aria_current: bool,
}

/// All tabs, `here` marked as current; `quarantined` is the number of quarantined proposals.
pub fn tabs(page: &Page, here: QueueTab, quarantined: usize) -> Vec<TabLink> {
    let link = |file: QueueTab| TabLink {
        label: label(page, file, quarantined),
        href: paths::queue(&QueueSearch { tab: file, ..QueueSearch::default() }),
        aria_current: file == here,
    };
    [QueueTab::Waiting, QueueTab::Quarantine, QueueTab::Decided].map(link).into()
}

/// Label of a tab; shows the number of quarantined proposals.
fn label(page: &Page, file: QueueTab, quarantined: usize) -> String {
    match file {
        QueueTab::Quarantine if quarantined > 0 => {
            page.tn(messages::MODERATION_APART_COUNT, quarantined)
        }
        QueueTab::Waiting | QueueTab::Quarantine | QueueTab::Decided => {
            page.t(name(file)).into_owned()
        }
    }
}

const fn name(file: QueueTab) -> &'static Key {
    match file {
        QueueTab::Waiting => messages::MODERATION_QUEUE,
        QueueTab::Quarantine => messages::MODERATION_APART,
        QueueTab::Decided => messages::MODERATION_DECIDED,
    }
}
