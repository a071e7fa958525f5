//! Mails that cannot be read or written, and clock changes: the other mails are still sent.

use quartiers_emploi::domain::directory::Email;
use quartiers_emploi::domain::operations::{MailContent, MailState, Message};

use super::{Behaviour, FakeSmtpServer, mail_worker, site};
use crate::fixtures::{
    allow_outbox_updates, block_outbox_updates, corrupt_encrypted_mails, message,
};

#[tokio::test]
async fn an_unreadable_mail_does_not_block_the_others() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let nowhere = Email::from_stored("a..b@example.org").unwrap();
    let unmade = Message { to: nowhere, ..message("anne@example.org") };
    app.app.store.queue_message(&unmade, app.app.clock.now()).await.unwrap();
    app.queue_mail_to("anne@example.org").await;

    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 2);

    let states: Vec<_> = app.outbox().await.into_iter().map(|mail| mail.state).collect();
    assert!(matches!(states[..], [MailState::Failed(_), MailState::Sent(_)]), "{states:?}");
}

#[tokio::test]
async fn a_mail_encrypted_with_a_lost_key_does_not_block_the_others() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;
    corrupt_encrypted_mails(&app.database()).await;
    app.queue_mail_to("lea@example.org").await;

    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 2);

    let outbox = app.outbox().await;
    assert_eq!(outbox[0].content, MailContent::Unreadable);
    assert!(matches!(outbox[0].state, MailState::Failed(_)));
    assert_eq!(peer.received()[0].to, ["lea@example.org"]);
}

#[tokio::test]
async fn no_mail_text_injects_headers() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let subject = "Bonjour\r\nBcc: x@example.org\r\n\r\n<p>\0".to_owned();
    let text = "Une ligne\r\n.\r\nMAIL FROM:<x@example.org>\n.\n.. fin".to_owned();
    let odd = Message { subject, text, ..message("anne@example.org") };
    app.app.store.queue_message(&odd, app.app.clock.now()).await.unwrap();

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let received = peer.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].to, ["anne@example.org"]);
    assert!(!received[0].data.contains("\nBcc:"), "{}", received[0].data);
    assert!(received[0].data.contains("\n.. fin"), "{}", received[0].data);
}

#[tokio::test]
async fn a_clock_set_back_delays_no_mail_for_long() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let mut app = site(&peer).await;
    app.set_clock("2036-01-01T00:00:00Z");
    app.queue_mail_to("anne@example.org").await;
    app.app.store.claim_mail(app.app.clock.now()).await.unwrap().expect("a mail");

    app.set_clock("2026-11-24T09:00:00Z");
    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert_eq!(peer.received().len(), 1);
}

#[tokio::test]
async fn the_result_of_a_mail_is_stored_before_the_next_is_sent() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    app.queue_mail_to("lea@example.org").await;

    block_outbox_updates(&app).await;
    assert!(round.step(&app.app).await.is_err());
    assert!(round.step(&app.app).await.is_err());
    assert_eq!(peer.received().len(), 1, "it is not sent again, and nothing else is");
    allow_outbox_updates(&app).await;
    app.deliver_due_mails(&mut round).await;

    assert_eq!(peer.received().len(), 2);
    assert!(app.outbox().await.iter().all(|mail| matches!(mail.state, MailState::Sent(_))));
}
