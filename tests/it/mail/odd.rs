//! Mails that cannot be read or written, and clock changes: the other mails are still sent.

use quartiers_emploi::domain::{
    contact::Email,
    mail::{MailContent, MailState, Message},
};

use super::{Manner, Peer, round, site};
use crate::given::{allow_noting, forbid_noting, message, seal_with_another_key};

#[tokio::test]
async fn a_mail_that_cannot_be_read_or_made_does_not_keep_the_others() {
    let peer = Peer::start(Manner::Takes).await;
    let app = site(&peer).await;
    let nowhere = Email::from_stored("a..b@example.org").unwrap();
    let unmade = Message { to: nowhere, ..message("anne@example.org") };
    app.app.store.post(&unmade, app.app.clock.now()).await.unwrap();
    app.writes_to("anne@example.org").await;

    assert_eq!(app.sends(&mut round(&app)).await, 2);

    let states: Vec<_> = app.outbox().await.into_iter().map(|mail| mail.state).collect();
    assert!(matches!(states[..], [MailState::Failed(_), MailState::Sent(_)]), "{states:?}");
}

#[tokio::test]
async fn a_mail_sealed_with_a_lost_key_does_not_keep_the_others() {
    let peer = Peer::start(Manner::Takes).await;
    let app = site(&peer).await;
    app.writes_to("anne@example.org").await;
    seal_with_another_key(&app.database()).await;
    app.writes_to("lea@example.org").await;

    assert_eq!(app.sends(&mut round(&app)).await, 2);

    let outbox = app.outbox().await;
    assert_eq!(outbox[0].content, MailContent::Unreadable);
    assert!(matches!(outbox[0].state, MailState::Failed(_)));
    assert_eq!(peer.received()[0].to, ["lea@example.org"]);
}

#[tokio::test]
async fn headers_are_ours_whatever_a_mail_says() {
    let peer = Peer::start(Manner::Takes).await;
    let app = site(&peer).await;
    let subject = "Bonjour\r\nBcc: x@example.org\r\n\r\n<p>\0".to_owned();
    let text = "Une ligne\r\n.\r\nMAIL FROM:<x@example.org>\n.\n.. fin".to_owned();
    let odd = Message { subject, text, ..message("anne@example.org") };
    app.app.store.post(&odd, app.app.clock.now()).await.unwrap();

    app.sends(&mut round(&app)).await;

    let received = peer.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].to, ["anne@example.org"]);
    assert!(!received[0].data.contains("\nBcc:"), "{}", received[0].data);
    assert!(received[0].data.contains("\n.. fin"), "{}", received[0].data);
}

#[tokio::test]
async fn a_clock_set_back_keeps_no_mail_for_long() {
    let peer = Peer::start(Manner::Takes).await;
    let mut app = site(&peer).await;
    app.clock_says("2036-01-01T00:00:00Z");
    app.writes_to("anne@example.org").await;
    app.app.store.claim_mail(app.app.clock.now()).await.unwrap().expect("a mail");

    app.clock_says("2026-11-24T09:00:00Z");
    app.sends(&mut round(&app)).await;

    assert_eq!(peer.received().len(), 1);
}

#[tokio::test]
async fn what_became_of_a_mail_is_noted_before_anything_else_is_sent() {
    let peer = Peer::start(Manner::Takes).await;
    let app = site(&peer).await;
    let mut round = round(&app);
    app.writes_to("anne@example.org").await;
    app.writes_to("lea@example.org").await;

    forbid_noting(&app).await;
    assert!(round.step(&app.app).await.is_err());
    assert!(round.step(&app.app).await.is_err());
    assert_eq!(peer.received().len(), 1, "it is not sent again, and nothing else is");
    allow_noting(&app).await;
    app.sends(&mut round).await;

    assert_eq!(peer.received().len(), 2);
    assert!(app.outbox().await.iter().all(|mail| matches!(mail.state, MailState::Sent(_))));
}
