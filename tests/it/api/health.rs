//! Health endpoint: one word for the public, a full report for the operator.

use axum::body::Body;
use axum::http::Request;
use quartiers_emploi::domain::directory::Email;
use quartiers_emploi::domain::operations::{Message, Purpose};
use serde_json::{Value, json};

use crate::fixtures::{initiative, member, message, parsed, seeds, seeds_with};
use crate::mail::mail_worker;
use crate::test_app::{TestApp, TestPage};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A site with an operator token and an unreachable mail server.
async fn with_operator_token() -> TestApp {
    let settings = [
        "--operator-token",
        TOKEN,
        "--smtp",
        "smtp://127.0.0.1:1",
        "--mail-from",
        "annuaire@example.org",
    ];
    TestApp::with_settings(&seeds(), &settings).await
}

/// Response of `/healthz` to a request with this `Authorization` header.
async fn report_with(app: &TestApp, authorization: &str) -> TestPage {
    let request = Request::get("/healthz").header("authorization", authorization);
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Public status word.
async fn status(app: &TestApp) -> String {
    let Value::Object(mut health) = app.get("/healthz").await.assert_status(200).json() else {
        panic!("an object");
    };
    let status = health.remove("status").unwrap();
    assert!(health.is_empty(), "{health:?}");
    status.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_public_report_is_one_word() {
    let app = with_operator_token().await;

    for path in ["/healthz", "/sante"] {
        let health = app.get(path).await.assert_status(200);

        assert_eq!(health.body, r#"{"status":"ok"}"#);
        assert_eq!(health.header("cache-control"), "private, no-store");
    }
}

#[tokio::test]
async fn the_operator_reads_what_the_catalogue_holds() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage"), initiative("Un toit")])).await;

    let json = app.health().await.assert_status(200).json();

    assert_eq!(json["status"], "ok");
    assert_eq!(json["catalogue"]["initiatives"], 2);
    assert_eq!(json["catalogue"]["neighbourhoods"], 2);
    assert_eq!(json["catalogue"]["communes"], 3);
    assert_eq!(json["catalogue"]["version"], app.app.catalogue().version());
    assert_eq!(json["catalogue"]["day"], "2026-11-24");
    assert_eq!(json["program"]["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn the_token_opens_the_full_report_and_nothing_else_does() {
    let app = with_operator_token().await;

    let full = report_with(&app, &format!("Bearer {TOKEN}")).await.assert_status(200);
    assert_eq!(full.body, app.health().await.body);
    assert_eq!(full.header("cache-control"), "private, no-store");
    report_with(&app, &format!("bearer {TOKEN}")).await.assert_status(200);

    let longer = format!("{TOKEN}0");
    for token in ["", &TOKEN[1..], &longer, &TOKEN.to_uppercase()] {
        let refused = report_with(&app, &format!("Bearer {token}")).await.assert_status(401);
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_eq!(refused.json()["status"], 401);
        assert_eq!(refused.json()["title"], "Secret refusé");
        assert!(refused.json().get("mail").is_none(), "{}", refused.body);
    }
    let other = report_with(&app, "Basic dXNlcjpwYXNz").await.assert_status(200);
    assert_eq!(other.body, r#"{"status":"ok"}"#);
}

#[tokio::test]
async fn without_a_token_in_force_none_opens_the_report() {
    let app = TestApp::with_seeds(&seeds()).await;

    for token in ["", TOKEN] {
        report_with(&app, &format!("Bearer {token}")).await.assert_status(401);
    }
}

#[tokio::test]
async fn no_peer_address_or_forwarded_header_opens_the_report() {
    let app = with_operator_token().await;

    for (name, value) in
        [("x-forwarded-for", "127.0.0.1"), ("forwarded", "for=127.0.0.1"), ("host", "127.0.0.1")]
    {
        let request = Request::get("/healthz").header(name, value).body(Body::empty()).unwrap();
        assert_eq!(app.send(request).await.body, r#"{"status":"ok"}"#, "{name}");
    }
}

#[tokio::test]
async fn the_full_report_has_mail_counts_and_no_recipients() {
    let mut app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    app.queue_mail_to("anne@example.org").await;
    app.set_clock("2026-11-24T09:00:00Z");

    let health = app.health().await.assert_status(200);

    let json = health.json();
    assert_eq!(json["status"], "ok");
    assert_eq!(json["mail"]["waiting"], 1);
    assert_eq!(json["mail"]["oldest_seconds"], 0);
    assert_eq!(json["mail"]["failed"], json!({}));
    assert_eq!(json["clock"], "sound");
    assert_eq!(json["held"], json!({}));
    assert_eq!(json["writable"], true);
    assert!(!health.body.contains("anne"), "{}", health.body);
}

#[tokio::test]
async fn failed_mails_and_a_suspicious_clock_are_reported() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let nowhere = Email::from_stored("a..b@example.org").unwrap();
    let nowhere = Message { to: nowhere, ..message("anne@example.org") };
    app.app.store.queue_message(&nowhere, app.app.clock.now()).await.unwrap();
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    app.app.store.tick(parsed("2036-01-01T00:00:00Z")).await.unwrap();

    let json = app.health().await.assert_status(200).json();

    assert_eq!(json["status"], "degraded");
    assert_eq!(json["mail"]["failed"], json!({ "confirm": 1 }));
    assert_eq!(json["clock"], "behind");
    assert_eq!(status(&app).await, "degraded");
}

#[tokio::test]
async fn a_mail_server_that_is_not_reached_for_half_an_hour_makes_the_site_late() {
    let mut app = with_operator_token().await;
    app.queue_mail_to("anne@example.org").await;
    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 1);

    app.advance_seconds(29 * 60);
    assert_eq!(status(&app).await, "ok");
    app.advance_seconds(60);
    assert_eq!(status(&app).await, "late");
    assert_eq!(app.health().await.json()["status"], "late");
}

#[tokio::test]
async fn the_public_status_does_not_reveal_membership() {
    let mut app = with_operator_token().await;
    member("anne@example.org").insert_active(&app).await;
    let ask = |to: &'static str| [("adresse", to)];
    let unknown = app.post("/connexion/lien", &ask("lea@example.org")).await;
    let before = app.get("/healthz").await.body;

    let known = app.post("/connexion/lien", &ask("anne@example.org")).await;

    assert_eq!((unknown.status, unknown.body), (known.status, known.body));
    assert_eq!(app.get("/healthz").await.body, before);
    let written = app.mails().await.into_iter().map(|mail| mail.purpose);
    assert_eq!(written.filter(|it| *it == Purpose::SignIn).count(), 1);
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    app.advance_seconds(3 * 3_600);
    assert_eq!(status(&app).await, "ok", "a mail that waits for a member");
    assert_eq!(app.health().await.json()["status"], "late");
}

#[tokio::test]
async fn strangers_cannot_change_the_public_status() {
    let app = TestApp::with_seeds(&seeds()).await;
    let nowhere = Email::from_stored("a..b@example.org").unwrap();
    let nowhere = Message { to: nowhere, ..message("anne@example.org") };
    app.app.store.queue_message(&nowhere, app.app.clock.now()).await.unwrap();
    assert_eq!(app.deliver_due_mails(&mut mail_worker(&app)).await, 1);
    assert_eq!(app.health().await.json()["mail"]["failed"], json!({ "confirm": 1 }));

    assert_eq!(status(&app).await, "ok");
}

#[tokio::test]
async fn only_mails_that_anybody_may_cause_count_for_the_public() {
    let known = [Purpose::SignIn, Purpose::Links, Purpose::Invitation, Purpose::AccountChanged];
    for purpose in Purpose::ALL {
        assert_eq!(purpose.is_for_known_addresses_only(), known.contains(&purpose), "{purpose:?}");
        let mut app = with_operator_token().await;
        let message = Message { purpose, ..message("anne@example.org") };
        app.app.store.queue_message(&message, app.app.clock.now()).await.unwrap();
        app.deliver_due_mails(&mut mail_worker(&app)).await;
        app.advance_seconds(3_600);

        let expected = if known.contains(&purpose) { "ok" } else { "late" };
        assert_eq!(status(&app).await, expected, "{purpose:?}");
    }
}
