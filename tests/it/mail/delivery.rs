//! Delivery to a mail server that accepts everything.

use quartiers_emploi::domain::operations::MailState;

use super::{Behaviour, FakeSmtpServer, mail_worker, site};

#[tokio::test]
async fn a_mail_arrives_once_and_is_noted_as_sent() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    let attempts = app.deliver_due_mails(&mut round).await;

    let received = peer.received();
    assert_eq!((attempts, received.len()), (1, 1));
    assert_eq!(received[0].from, "annuaire@example.org");
    assert_eq!(received[0].to, ["anne@example.org"]);
    let mail = app.only_mail().await;
    assert_eq!(mail.state, MailState::Sent(app.app.clock.now()));
    assert_eq!(mail.answer.as_deref(), Some("250 2.0.0 Ok: queued"));
}

#[tokio::test]
async fn a_mail_is_text_and_html_without_tracking() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let key = app.only_mail().await.key;
    let received = peer.received().remove(0);
    assert_eq!(received.header("Message-ID"), format!("<{key}@annuaire.example>"));
    assert!(!received.data.contains("<img"), "{}", received.data);
    insta::assert_snapshot!("a_mail_over_the_wire", received.data.replace(&key, "KEY"));
}

#[tokio::test]
async fn mails_leave_in_the_order_in_which_they_were_queued() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    let people = ["anne@example.org", "lea@example.org", "ines@example.org"];
    for to in people {
        app.queue_mail_to(to).await;
    }

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let to: Vec<String> = peer.received().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to, people);
}

#[tokio::test]
async fn the_worker_wakes_up_when_a_mail_is_queued() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;

    let (woken, ()) = tokio::join!(
        tokio::time::timeout(std::time::Duration::from_secs(20), app.app.store.wait_for_mail()),
        async {
            app.queue_mail_to("anne@example.org").await;
        }
    );

    assert!(woken.is_ok());
}

#[tokio::test]
async fn two_workers_share_the_mails_and_send_none_twice() {
    let peer = FakeSmtpServer::start(Behaviour::AcceptAll).await;
    let app = site(&peer).await;
    for number in 0..8 {
        app.queue_mail_to(&format!("anne{number}@example.org")).await;
    }

    let (mut one, mut other) = (mail_worker(&app), mail_worker(&app));
    tokio::join!(app.deliver_due_mails(&mut one), app.deliver_due_mails(&mut other));

    let mut to: Vec<String> = peer.received().into_iter().flat_map(|mail| mail.to).collect();
    to.sort();
    to.dedup();
    assert_eq!((peer.received().len(), to.len()), (8, 8));
}
