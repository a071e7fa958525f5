//! TLS and authentication: no credentials or mail reach the wrong server.

use quartiers_emploi::config::{Config, PublicUrl};
use quartiers_emploi::domain::operations::MailState;
use quartiers_emploi::mail::Mailer;

use super::fake_smtp_server::ConnectionSecurity;
use super::tls::{authority, untrusted_authority};
use super::{Behaviour, FakeSmtpServer, mail_worker, seconds_until_retry};
use crate::fixtures::{parsed, seeds};
use crate::test_app::TestApp;

const LOGIN: Option<(&str, &str)> =
    Some(("annuaire@example.org", "un secret, avec « é » & espaces"));

/// A site that sends its mail to `host` at the port of `peer`, with this password.
async fn site(
    peer: &FakeSmtpServer,
    scheme: &str,
    password: &str,
    ca: &std::path::Path,
) -> TestApp {
    let tail = if scheme == "smtp" { "?tls=required" } else { "" };
    let url = format!("{scheme}://annuaire%40example.org@localhost:{}{tail}", peer.port());
    let ca = ca.to_str().expect("a UTF-8 path");
    let settings = [
        "--smtp",
        &url,
        "--smtp-password",
        password,
        "--smtp-ca",
        ca,
        "--mail-from",
        "annuaire@example.org",
    ];
    TestApp::with_settings(&seeds(), &settings).await
}

#[tokio::test]
async fn a_mail_is_sent_with_tls_and_authentication() {
    for (scheme, security) in
        [("smtps", ConnectionSecurity::Tls), ("smtp", ConnectionSecurity::StartTls)]
    {
        let peer = FakeSmtpServer::with(Behaviour::AcceptAll, security, LOGIN).await;
        let app = site(&peer, scheme, LOGIN.unwrap().1, &authority()).await;
        app.queue_mail_to("anne@example.org").await;

        app.deliver_due_mails(&mut mail_worker(&app)).await;

        let received = peer.received();
        assert_eq!(received.len(), 1, "{scheme}: {:?}", app.only_mail().await.answer);
        assert!(received[0].encrypted, "{scheme}");
        assert_eq!(received[0].user.as_deref(), Some("annuaire@example.org"), "{scheme}");
    }
}

#[tokio::test]
async fn a_wrong_password_puts_mails_off() {
    let peer = FakeSmtpServer::with(Behaviour::AcceptAll, ConnectionSecurity::Tls, LOGIN).await;
    let app = site(&peer, "smtps", "un autre", &authority()).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let mail = app.only_mail().await;
    assert_eq!(seconds_until_retry(&app, &mail), 30);
    assert_eq!(mail.answer.as_deref(), Some("535 5.7.8 Authentication failed"));
}

#[tokio::test]
async fn a_server_with_an_untrusted_certificate_receives_nothing() {
    for (scheme, security) in
        [("smtps", ConnectionSecurity::Tls), ("smtp", ConnectionSecurity::StartTls)]
    {
        let peer = FakeSmtpServer::with(Behaviour::AcceptAll, security, LOGIN).await;
        let app = site(&peer, scheme, LOGIN.unwrap().1, &untrusted_authority()).await;
        app.queue_mail_to("anne@example.org").await;

        app.deliver_due_mails(&mut mail_worker(&app)).await;

        assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30, "{scheme}");
        assert_eq!(peer.received(), [], "{scheme}");
    }
}

#[tokio::test]
async fn a_server_without_required_tls_receives_nothing() {
    let peer = FakeSmtpServer::with(Behaviour::AcceptAll, ConnectionSecurity::Clear, LOGIN).await;
    let app = site(&peer, "smtp", LOGIN.unwrap().1, &authority()).await;
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    assert!(matches!(app.only_mail().await.state, MailState::Waiting(_)));
    assert_eq!(peer.received(), []);
}

#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

#[test]
fn inconsistent_settings_are_rejected() {
    let url: PublicUrl = parsed("https://annuaire.example");
    let from = ["--mail-from", "annuaire@example.org"];
    let reported = |line: &[&str]| {
        let line = ["test"].iter().chain(line);
        let Settings { config } = <Settings as clap::Parser>::parse_from(line);
        format!("{:#}", Mailer::new(&config, &url).expect_err("settings that do not fit"))
    };
    let missing = "/nowhere/ca.pem";
    let key = tls_key();
    assert!(
        reported(&["--smtp", "smtps://a@mail.example", from[0], from[1]]).contains("SMTP_PASSWORD")
    );
    assert!(
        reported(&["--smtp", "smtps://mail.example", "--smtp-password", "x", from[0], from[1]])
            .contains("utilisateur")
    );
    assert!(reported(&["--smtp", "smtps://mail.example"]).contains("--mail-from"));
    for ca in [missing, &key] {
        assert!(
            reported(&["--smtp", "smtps://mail.example", "--smtp-ca", ca, from[0], from[1]])
                .contains(ca)
        );
    }
}

/// A PEM file that holds no certificate.
fn tls_key() -> String {
    authority().with_file_name("server.key").to_str().expect("a UTF-8 path").to_owned()
}
