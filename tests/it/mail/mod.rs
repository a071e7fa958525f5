//! Mail delivery to an unreliable mail server, and to files.

mod delivery;
mod edge_cases;
mod fake_smtp_server;
mod files;
mod messages;
mod retries;
mod server_faults;
mod smtp_session;
mod tls;
mod tls_and_login;

use std::time::Duration;

use quartiers_emploi::domain::operations::{Mail, MailState, Message, Purpose};
use quartiers_emploi::jobs::DeliveryWorker;
use quartiers_emploi::mail::Mailer;

use crate::fixtures::{message, seeds};
use crate::test_app::TestApp;

pub use fake_smtp_server::{Behaviour, FakeSmtpServer};
pub use files::files;

/// A site that sends its mail to `peer`.
async fn site(peer: &FakeSmtpServer) -> TestApp {
    let url = peer.url();
    TestApp::with_settings(&seeds(), &["--smtp", &url, "--mail-from", "annuaire@example.org"]).await
}

/// The mail worker of `app`.
pub fn mail_worker(app: &TestApp) -> DeliveryWorker {
    DeliveryWorker::new(Mailer::new(&app.app.config, &app.app.public_url).expect("valid settings"))
}

/// A mail worker with a short timeout for an unresponsive server.
fn impatient_worker(app: &TestApp) -> DeliveryWorker {
    mail_worker(app).with_timeout(Duration::from_millis(400))
}

impl TestApp {
    /// Queues a mail to `to`.
    pub async fn queue_mail_to(&self, to: &str) {
        self.app
            .store
            .queue_message(&message(to), self.app.clock.now())
            .await
            .expect("the mail is queued");
    }

    /// Queues a mail to `to` with this purpose.
    pub async fn queue_mail_for(&self, purpose: Purpose, to: &str) {
        let message = Message { purpose, ..message(to) };
        self.app
            .store
            .queue_message(&message, self.app.clock.now())
            .await
            .expect("the mail is queued");
    }

    /// Sends all due mails; returns the number of attempts.
    pub async fn deliver_due_mails(&self, mail_worker: &mut DeliveryWorker) -> usize {
        let mut attempts = 0;
        while mail_worker.step(&self.app).await.expect("the store is readable") {
            attempts += 1;
            assert!(attempts < 1_000, "the same mail again and again");
        }
        attempts
    }

    /// The only mail of the outbox.
    pub async fn only_mail(&self) -> Mail {
        let mut mails = self.outbox().await;
        assert_eq!(mails.len(), 1);
        mails.remove(0)
    }
}

/// Seconds until the next attempt.
fn seconds_until_retry(app: &TestApp, mail: &Mail) -> i64 {
    match mail.state {
        MailState::Waiting(due) => due.duration_since(app.app.clock.now()).as_secs(),
        state @ (MailState::Sent(_) | MailState::Failed(_)) => panic!("{state:?}"),
    }
}
