//! A mail server that refuses every mail is at fault, not the mails; with a suspicious clock no mail fails for good.

use quartiers_emploi::domain::operations::{MailServerFault, MailState, Purpose};

use super::{Behaviour, FakeSmtpServer, mail_worker, seconds_until_retry, site};
use crate::fixtures::{forget_sent_mails, parsed};
use crate::test_app::TestApp;

/// Fault of the mail server, as shown by the health report and `doctor`.
async fn fault(app: &TestApp) -> Option<MailServerFault> {
    app.app.store.outbox_health().await.expect("the store is readable").fault
}

#[tokio::test]
async fn demands_for_tls_or_login_and_refused_senders_are_retried_and_reported() {
    for (command, answer, status) in [
        ("GREETING", "554 5.3.2 no service for you", "554"),
        ("EHLO", "550 5.7.1 go away", "550"),
        ("MAIL", "530 5.7.0 Must issue a STARTTLS command first", "530"),
        ("MAIL", "553 5.7.1 sender not allowed", "553"),
        ("RCPT", "530 5.7.1 Authentication required", "530"),
        (".", "530 5.7.0 Authentication required", "530"),
    ] {
        let peer = FakeSmtpServer::start(Behaviour::Reply(command, answer)).await;
        let mut app = site(&peer).await;
        let mut round = mail_worker(&app);
        app.queue_mail_to("anne@example.org").await;

        app.deliver_due_mails(&mut round).await;

        assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30, "{command} {answer}");
        let since = app.app.clock.now();
        let reported = MailServerFault { status: status.to_owned(), since };
        assert_eq!(fault(&app).await, Some(reported), "{command} {answer}");
        let health = app.health().await.json();
        assert_eq!(health["status"], "degraded", "{command} {answer}");
        assert_eq!(health["mail"]["server_fault"]["status"], status, "{command} {answer}");
        assert_eq!(health["mail"]["failed"], serde_json::json!({}), "{command} {answer}");

        peer.set_behaviour(Behaviour::AcceptAll);
        app.set_clock("2026-11-24T09:00:30Z");
        app.deliver_due_mails(&mut round).await;
        assert_eq!(peer.received().len(), 1, "{command} {answer}");
        assert_eq!(fault(&app).await, None, "{command} {answer}");
        assert_eq!(app.health().await.json()["status"], "ok", "{command} {answer}");
        assert_eq!(app.get("/healthz").await.body, r#"{"status":"ok"}"#, "{command} {answer}");
    }
}

#[tokio::test]
async fn a_refused_login_is_reported_as_a_server_fault() {
    let peer = FakeSmtpServer::with(
        Behaviour::AcceptAll,
        super::fake_smtp_server::ConnectionSecurity::Clear,
        Some(("a", "b")),
    )
    .await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30, "it was not given a login");
    assert_eq!(fault(&app).await.map(|it| it.status), Some("530".to_owned()));
}

#[tokio::test]
async fn a_server_that_refuses_every_recipient_loses_no_mail() {
    for answer in ["550 no", "550 5.1.1 no such user", "554 5.7.1 <a@b.fr>: Relay access denied"] {
        let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", answer)).await;
        let mut app = site(&peer).await;
        let mut round = mail_worker(&app);
        for number in 0..4 {
            app.queue_mail_to(&format!("anne@example{number}.org")).await;
        }

        app.deliver_due_mails(&mut round).await;

        let states: Vec<_> = app.outbox().await.into_iter().map(|mail| mail.state).collect();
        let waiting = states.iter().all(|state| matches!(state, MailState::Waiting(_)));
        assert!(waiting, "{answer}: {states:?}");
        assert!(fault(&app).await.is_some(), "{answer}");
        peer.set_behaviour(Behaviour::AcceptAll);
        app.set_clock("2026-11-24T10:00:00Z");
        app.deliver_due_mails(&mut round).await;
        assert_eq!(peer.received().len(), 4, "{answer}");
        assert_eq!(fault(&app).await, None, "{answer}");
    }
}

#[tokio::test]
async fn mails_given_up_before_a_restart_are_put_back_when_the_server_refuses_all() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let mut app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    peer.set_behaviour(Behaviour::Reply("RCPT", "550 5.1.1 no such user"));
    app.set_clock("2026-11-24T12:00:00Z");
    app.queue_mail_to("lea@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    assert!(matches!(app.outbox().await[1].state, MailState::Failed(_)));

    app.set_clock("2026-11-25T12:00:00Z");
    for number in 0..3 {
        app.queue_mail_to(&format!("anne@example{number}.org")).await;
    }
    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let states: Vec<_> = app.outbox().await.into_iter().map(|mail| mail.state).collect();
    let waiting = states[1..].iter().all(|state| matches!(state, MailState::Waiting(_)));
    assert!(waiting, "{states:?}");
    assert!(fault(&app).await.is_some());
}

#[tokio::test]
async fn many_bogus_recipients_delay_no_other_mail() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut round).await;
    peer.set_behaviour(Behaviour::Reply("RCPT", "550 5.1.1 no such user"));
    for number in 0..50 {
        app.queue_mail_to(&format!("nobody@example{number}.org")).await;
    }
    assert_eq!(app.deliver_due_mails(&mut round).await, 50, "each is tried once, without a pause");
    assert_eq!(app.health().await.json()["mail"]["failed"], serde_json::json!({ "confirm": 50 }));
    assert_eq!(fault(&app).await, None);

    peer.set_behaviour(Behaviour::AcceptAll);
    app.queue_mail_to("lea@example.org").await;
    app.queue_mail_for(Purpose::SignIn, "anne@example.org").await;
    assert!(round.step(&app.app).await.unwrap());

    let received = peer.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[1].to, ["anne@example.org"], "the link to sign in leaves first");
}

#[tokio::test]
async fn the_record_of_the_server_is_read_once_a_batch() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    for number in 0..2 {
        app.queue_mail_to(&format!("anne@example{number}.org")).await;
    }
    assert!(round.step(&app.app).await.unwrap());
    // The sent rows are erased, so a new worker treats the server as unknown.
    forget_sent_mails(&app).await;
    peer.set_behaviour(Behaviour::Reply("RCPT", "550 5.7.1 relaying denied"));

    // The same batch remembers that the server works: the refusal is about the mail.
    assert!(round.step(&app.app).await.unwrap());
    assert!(matches!(app.only_mail().await.state, MailState::Failed(_)));
    assert!(!round.step(&app.app).await.unwrap(), "the batch is over");

    // The next one reads anew, and puts the mail off.
    app.queue_mail_to("lea@example.org").await;
    assert!(round.step(&app.app).await.unwrap());
    let mails = app.outbox().await;
    let waits = mails.iter().filter(|mail| matches!(mail.state, MailState::Waiting(_)));
    assert_eq!((mails.len(), waits.count()), (2, 1));
}

#[tokio::test]
async fn a_server_that_refuses_all_recipients_is_still_tried_without_a_pause() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", "550 5.1.1 no such user")).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    for number in 0..50 {
        app.queue_mail_to(&format!("nobody@example{number}.org")).await;
    }
    app.deliver_due_mails(&mut round).await;
    assert!(fault(&app).await.is_some(), "it has taken no mail ever");

    peer.set_behaviour(Behaviour::AcceptAll);
    app.queue_mail_for(Purpose::SignIn, "anne@example.org").await;
    assert!(round.step(&app.app).await.unwrap());

    assert_eq!(peer.received()[0].to, ["anne@example.org"]);
}

#[tokio::test]
async fn member_mails_and_refused_recipients_do_not_change_the_public_status() {
    for refusal in [("RCPT", "550 5.1.1 no such user"), ("RCPT", "451 later"), (".", "554 spam")] {
        let peer =
            FakeSmtpServer::start(Behaviour::Reply("MAIL", "530 5.7.0 Authentication required"))
                .await;
        let mut app = site(&peer).await;
        let mut round = mail_worker(&app);
        app.queue_mail_to("lea@example.org").await;
        app.deliver_due_mails(&mut round).await;
        app.set_clock("2026-11-24T09:30:00Z");
        let late = r#"{"status":"late"}"#;
        assert_eq!(app.get("/healthz").await.body, late);

        peer.set_behaviour(Behaviour::AcceptAll);
        app.queue_mail_for(Purpose::SignIn, "anne@example.org").await;
        assert!(round.step(&app.app).await.unwrap());
        assert_eq!(peer.received()[0].to, ["anne@example.org"]);
        assert_eq!(app.get("/healthz").await.body, late, "a member’s mail was taken");

        peer.set_behaviour(Behaviour::Reply(refusal.0, refusal.1));
        app.deliver_due_mails(&mut round).await;
        assert_eq!(app.get("/healthz").await.body, late, "{refusal:?}");

        peer.set_behaviour(Behaviour::AcceptAll);
        app.queue_mail_to("ines@example.org").await;
        app.deliver_due_mails(&mut round).await;
        assert_eq!(app.get("/healthz").await.body, r#"{"status":"ok"}"#, "{refusal:?}");
    }
}

#[tokio::test]
async fn refused_recipients_never_make_the_status_late() {
    let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", "550 5.1.1 no such user")).await;
    let mut app = site(&peer).await;
    for number in 0..5 {
        app.queue_mail_to(&format!("nobody@example{number}.org")).await;
    }
    app.deliver_due_mails(&mut mail_worker(&app)).await;

    app.set_clock("2026-11-24T12:00:00Z");

    assert_eq!(app.get("/healthz").await.body, r#"{"status":"ok"}"#);
}

#[tokio::test]
async fn a_text_refused_by_a_server_that_never_took_one_is_tried_for_two_days() {
    let peer = FakeSmtpServer::start(Behaviour::Reply(".", "554 5.7.1 looks like spam")).await;
    let mut app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30);
    assert_eq!(fault(&app).await, None);

    app.set_clock("2026-11-26T09:00:00Z");
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert_eq!(app.only_mail().await.state, MailState::Failed(app.app.clock.now()));
}

#[tokio::test]
async fn a_text_refused_by_a_server_that_works_is_given_up_even_after_a_restart() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    peer.set_behaviour(Behaviour::Reply(".", "554 5.7.1 looks like spam"));
    app.queue_mail_to("lea@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert!(matches!(app.outbox().await[1].state, MailState::Failed(_)));
}

#[tokio::test]
async fn a_recipient_who_is_refused_by_a_server_that_takes_others_is_given_up() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut round).await;

    peer.set_behaviour(Behaviour::Reply("RCPT", "550 no"));
    app.queue_mail_to("lea@example.org").await;
    app.deliver_due_mails(&mut round).await;

    let states: Vec<_> = app.outbox().await.into_iter().map(|mail| mail.state).collect();
    assert!(matches!(states[..], [MailState::Sent(_), MailState::Failed(_)]), "{states:?}");
    assert_eq!(fault(&app).await, None, "one recipient is not the server");
}

#[tokio::test]
async fn no_mail_fails_while_the_clock_is_suspicious() {
    for answer in ["451 4.7.1 greylisted", "550 5.1.1 no such user", "530 5.7.0 login"] {
        let peer = FakeSmtpServer::start(Behaviour::Reply("RCPT", answer)).await;
        let mut app = site(&peer).await;
        let mut round = mail_worker(&app);
        app.app.store.tick(app.app.clock.now()).await.unwrap();
        app.queue_mail_to("anne@example.org").await;
        for moment in ["2036-11-24T09:00:00Z", "2016-11-24T09:00:00Z"] {
            app.set_clock(moment);
            app.deliver_due_mails(&mut round).await;
            let state = app.only_mail().await.state;
            assert!(matches!(state, MailState::Waiting(_)), "{answer} at {moment}: {state:?}");
        }

        peer.set_behaviour(Behaviour::AcceptAll);
        app.set_clock("2026-11-24T09:10:00Z");
        app.deliver_due_mails(&mut round).await;

        assert_eq!(peer.received().len(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_mail_waits_a_week_for_a_server_that_takes_none() {
    let peer =
        FakeSmtpServer::start(Behaviour::Reply("MAIL", "530 5.7.0 Authentication required")).await;
    let mut app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;
    for day in 24..=30 {
        app.set_clock(&format!("2026-11-{day}T10:00:00Z"));
        app.app.store.tick(app.app.clock.now()).await.unwrap();
        app.deliver_due_mails(&mut round).await;
        assert!(matches!(app.only_mail().await.state, MailState::Waiting(_)), "{day}");
    }
    app.set_clock("2026-12-01T10:00:00Z");

    app.deliver_due_mails(&mut round).await;

    assert_eq!(app.only_mail().await.state, MailState::Failed(parsed("2026-12-01T10:00:00Z")));
}
