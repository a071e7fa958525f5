//! Wakes the mail worker after a transaction that queued a mail.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Notification of queued mails. There is one writer, so the flag belongs to the running transaction.
#[derive(Debug, Default)]
pub struct OutboxNotify {
    wait: AtomicBool,
    notify: Notify,
}

impl OutboxNotify {
    /// Records that the running transaction queued a mail.
    pub fn mark_queued(&self) {
        self.wait.store(true, Ordering::Release);
    }

    /// Called after each transaction; notifies if it queued a mail and was committed (`committed`).
    pub fn transaction_ended(&self, committed: bool) {
        if self.wait.swap(false, Ordering::AcqRel) && committed {
            self.notify.notify_one();
        }
    }

    /// Waits for a notification; returns at once if one is pending.
    pub async fn wait(&self) {
        self.notify.notified().await;
    }
}
