//! Delivery to a mail server that refuses, stalls, disconnects or is unreachable.

use std::fs;
use std::time::Duration;

use quartiers_emploi::domain::operations::MailState;

use super::{Behaviour, FakeSmtpServer, impatient_worker, mail_worker, seconds_until_retry, site};

#[tokio::test]
async fn a_mail_refused_for_good_is_given_up_with_the_words_of_the_server() {
    let answer = "550 5.1.1 <anne@example.org>: no such user";
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", answer)).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    assert_eq!(app.deliver_due_mails(&mut round).await, 1);

    let mail = app.only_mail().await;
    assert_eq!(mail.state, MailState::Failed(app.app.clock.now()));
    assert_eq!(mail.answer.as_deref(), Some(answer));
    assert_eq!(app.deliver_due_mails(&mut round).await, 0);
}

#[tokio::test]
async fn replies_of_the_server_are_stored_encrypted() {
    let peer = FakeSmtpServer::start(Behaviour::Reply(
        "RCPT",
        "550 5.1.1 <anne@example.org>: no such user",
    ))
    .await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;

    for name in ["test.db", "test.db-wal"] {
        let bytes = fs::read(app.folder.path().join(name)).unwrap();
        let reported = b"anne@example.org";
        assert!(!bytes.windows(reported.len()).any(|part| part == reported), "{name}");
    }
}

#[tokio::test]
async fn a_mail_put_off_is_tried_again_when_its_wait_is_over() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", "451 4.7.1 greylisted")).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut round).await;
    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30);
    app.set_clock("2026-11-24T09:00:29Z");
    assert_eq!(app.deliver_due_mails(&mut round).await, 0);
    app.set_clock("2026-11-24T09:00:30Z");
    assert_eq!(app.deliver_due_mails(&mut round).await, 1);
    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 120);

    peer.set_behaviour(Behaviour::AcceptAll);
    app.set_clock("2026-11-24T09:02:30Z");
    app.deliver_due_mails(&mut round).await;

    assert_eq!(peer.received().len(), 1);
    assert!(matches!(app.only_mail().await.state, MailState::Sent(_)));
}

#[tokio::test]
async fn a_mail_that_nobody_takes_in_two_days_is_given_up() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", "451 4.7.1 greylisted")).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut round).await;

    app.set_clock("2026-11-26T08:59:59Z");
    app.deliver_due_mails(&mut round).await;
    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 120);
    app.set_clock("2026-11-26T09:01:59Z");
    app.deliver_due_mails(&mut round).await;

    assert!(matches!(app.only_mail().await.state, MailState::Failed(_)));
}

#[tokio::test]
async fn a_server_that_is_silent_or_slow_costs_a_deadline_and_not_the_mail() {
    for behaviour in [
        Behaviour::Silent("GREETING"),
        Behaviour::Silent("EHLO"),
        Behaviour::Silent("MAIL"),
        Behaviour::Silent("DATA"),
        Behaviour::Slow(Duration::from_millis(150)),
    ] {
        let peer = FakeSmtpServer::start(behaviour).await;
        let app = site(&peer).await;
        app.queue_mail_to("anne@example.org").await;

        app.deliver_due_mails(&mut impatient_worker(&app)).await;

        assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30, "{behaviour:?}");
        assert_eq!(peer.received(), [], "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_missing_reply_to_quit_changes_nothing() {
    let peer = FakeSmtpServer::start(Behaviour::Silent("QUIT")).await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert!(matches!(app.only_mail().await.state, MailState::Sent(_)));
}

#[tokio::test]
async fn an_interrupted_mail_is_resent_with_the_same_message_id() {
    let peer = FakeSmtpServer::start(Behaviour::DisconnectAfterData).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut round).await;
    peer.set_behaviour(Behaviour::AcceptAll);
    app.set_clock("2026-11-24T09:00:30Z");
    app.deliver_due_mails(&mut round).await;
    app.set_clock("2026-11-25T09:00:00Z");
    app.deliver_due_mails(&mut round).await;

    let received = peer.received();
    assert_eq!(received.len(), 2, "one more than wanted, and no more");
    assert_eq!(received[0], received[1], "the same bytes, the same Message-ID");
}

#[tokio::test]
async fn a_mail_interrupted_during_data_is_resent_complete() {
    let peer = FakeSmtpServer::start(Behaviour::DisconnectInData).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut round).await;
    assert_eq!(peer.received(), []);
    peer.set_behaviour(Behaviour::AcceptAll);
    app.set_clock("2026-11-24T09:00:30Z");
    app.deliver_due_mails(&mut round).await;

    assert_eq!(peer.received().len(), 1);
}

#[tokio::test]
async fn five_failed_connections_open_the_circuit_breaker() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("GREETING", "554 no service")).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    for number in 0..9 {
        app.queue_mail_to(&format!("anne{number}@example.org")).await;
    }

    app.deliver_due_mails(&mut round).await;
    assert_eq!(peer.connections(), 5);
    app.set_clock("2026-11-24T09:00:59Z");
    app.deliver_due_mails(&mut round).await;
    assert_eq!(peer.connections(), 5);
    app.set_clock("2026-11-24T09:01:00Z");
    app.deliver_due_mails(&mut round).await;
    assert_eq!(peer.connections(), 6, "one probe a minute");

    peer.set_behaviour(Behaviour::AcceptAll);
    app.set_clock("2026-11-24T10:00:00Z");
    app.deliver_due_mails(&mut round).await;
    assert_eq!(peer.received().len(), 9, "no mail was given up for it");
}

#[tokio::test]
async fn a_refused_greeting_fails_no_mail() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("EHLO", "550 go away")).await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30);
}

#[tokio::test]
async fn an_operator_can_retry_a_failed_mail() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", "550 5.1.1 no such user")).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut round).await;
    let failed = app.only_mail().await;

    peer.set_behaviour(Behaviour::AcceptAll);
    app.set_clock("2026-11-28T09:00:00Z");
    assert_eq!(app.app.store.retry_mails(&[failed.id], app.app.clock.now()).await.unwrap(), 1);
    app.deliver_due_mails(&mut round).await;

    assert_eq!(
        peer.received()[0].header("Message-ID"),
        format!("<{}@annuaire.example>", failed.key)
    );
}
