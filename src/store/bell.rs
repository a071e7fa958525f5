//! Tells who sends mails that there is one, once the transaction of its cause is done.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Rung by a transaction that has queued a mail. There is one writer: what it queues is its own.
#[derive(Debug, Default)]
pub struct Bell {
    queued: AtomicBool,
    rings: Notify,
}

impl Bell {
    /// A mail is queued in the transaction that runs.
    pub fn note(&self) {
        self.queued.store(true, Ordering::Release);
    }

    /// The transaction that ran is over: rings if it has `kept` a mail.
    pub fn transaction_over(&self, kept: bool) {
        if self.queued.swap(false, Ordering::AcqRel) && kept {
            self.rings.notify_one();
        }
    }

    /// Waits until it rings; at once if it has rung since.
    pub async fn queued(&self) {
        self.rings.notified().await;
    }
}
