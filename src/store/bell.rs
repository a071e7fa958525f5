//! Wakes the mail worker after a transaction that queued a mail.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Notification of queued mails. There is one writer, so the flag belongs to the running transaction.
#[derive(Debug, Default)]
pub struct Bell {
    queued: AtomicBool,
    rings: Notify,
}

impl Bell {
    /// Records that the running transaction queued a mail.
    pub fn note(&self) {
        self.queued.store(true, Ordering::Release);
    }

    /// Called after each transaction; notifies if it queued a mail and was committed (`kept`).
    pub fn transaction_over(&self, kept: bool) {
        if self.queued.swap(false, Ordering::AcqRel) && kept {
            self.rings.notify_one();
        }
    }

    /// Waits for a notification; returns at once if one is pending.
    pub async fn queued(&self) {
        self.rings.notified().await;
    }
}
