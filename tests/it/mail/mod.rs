//! Mail delivery to an unreliable mail server, and to files.

mod delivery;
mod faults;
mod files;
mod letters;
mod odd;
mod peer;
mod refusals;
mod safety;
mod session;
mod tls;

use std::time::Duration;

use quartiers_emploi::{
    domain::mail::{Mail, MailState, Message, Purpose},
    jobs::Round,
    mail::Courier,
};

use crate::{
    app::TestApp,
    given::{message, seeds},
};

pub use files::files;
pub use peer::{Manner, Peer};

/// A site that sends its mail to `peer`.
async fn site(peer: &Peer) -> TestApp {
    let url = peer.url();
    TestApp::set(&seeds(), &["--smtp", &url, "--mail-from", "annuaire@example.org"]).await
}

/// The mail worker of `app`.
pub fn round(app: &TestApp) -> Round {
    Round::new(Courier::new(&app.app.config, &app.app.public_url).expect("valid settings"))
}

/// A mail worker with a short timeout for an unresponsive server.
fn hasty_round(app: &TestApp) -> Round {
    round(app).within(Duration::from_millis(400))
}

impl TestApp {
    /// Queues a mail to `to`.
    pub async fn writes_to(&self, to: &str) {
        self.app.store.post(&message(to), self.app.clock.now()).await.expect("the mail is queued");
    }

    /// Queues a mail to `to` with this purpose.
    pub async fn writes_for(&self, purpose: Purpose, to: &str) {
        let message = Message { purpose, ..message(to) };
        self.app.store.post(&message, self.app.clock.now()).await.expect("the mail is queued");
    }

    /// Sends all due mails; returns the number of attempts.
    pub async fn sends(&self, round: &mut Round) -> usize {
        let mut attempts = 0;
        while round.step(&self.app).await.expect("the store is readable") {
            attempts += 1;
            assert!(attempts < 1_000, "the same mail again and again");
        }
        attempts
    }

    /// The only mail of the outbox.
    pub async fn mail(&self) -> Mail {
        let mut mails = self.outbox().await;
        assert_eq!(mails.len(), 1);
        mails.remove(0)
    }
}

/// Seconds until the next attempt.
fn wait(app: &TestApp, mail: &Mail) -> i64 {
    match mail.state {
        MailState::Waiting(due) => due.duration_since(app.app.clock.now()).as_secs(),
        state @ (MailState::Sent(_) | MailState::Failed(_)) => panic!("{state:?}"),
    }
}
