//! Is the program up, and what does it hold?

use quartiers_emploi::domain::{contact::Email, mail::Message};

use crate::{
    app::TestApp,
    given::{initiative, message, seeds_with, the},
    mail::round,
};

#[tokio::test]
async fn health_counts_what_the_catalogue_holds() {
    let app = TestApp::with(&seeds_with([initiative("Garage"), initiative("Un toit")])).await;

    for path in ["/healthz", "/sante"] {
        let health = app.get(path).await.assert_status(200);

        let json = health.json();
        assert_eq!(json["status"], "ok");
        assert_eq!(json["catalogue"]["initiatives"], 2);
        assert_eq!(json["catalogue"]["neighbourhoods"], 2);
        assert_eq!(json["catalogue"]["communes"], 3);
        assert_eq!(json["catalogue"]["version"], app.app.catalogue().version());
        assert_eq!(json["catalogue"]["day"], "2026-11-24");
        assert_eq!(json["program"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(health.header("cache-control"), "private, no-store");
    }
}

#[tokio::test]
async fn health_tells_what_waits_and_names_nobody() {
    let mut app = TestApp::with(&seeds_with([initiative("Garage")])).await;
    app.writes_to("anne@example.org").await;
    app.clock_says("2026-11-24T09:00:00Z");

    let health = app.get("/healthz").await.assert_status(200);

    let json = health.json();
    assert_eq!(json["status"], "ok");
    assert_eq!(json["mail"]["waiting"], 1);
    assert_eq!(json["mail"]["oldest_seconds"], 0);
    assert_eq!(json["mail"]["failed"], serde_json::json!({}));
    assert_eq!(json["clock"], "sound");
    assert_eq!(json["held"], serde_json::json!({}));
    assert_eq!(json["writable"], true);
    assert!(!health.body.contains("anne"), "{}", health.body);
}

#[tokio::test]
async fn health_tells_which_mails_were_given_up_and_that_the_clock_is_doubted() {
    let app = TestApp::with(&seeds_with([initiative("Garage")])).await;
    let nowhere = Email::from_stored("a..b@example.org").unwrap();
    let nowhere = Message { to: nowhere, ..message("anne@example.org") };
    app.app.store.post(&nowhere, app.app.clock.now()).await.unwrap();
    app.sends(&mut round(&app)).await;
    app.app.store.beat(the("2036-01-01T00:00:00Z")).await.unwrap();

    let json = app.get("/healthz").await.assert_status(200).json();

    assert_eq!(json["status"], "degraded");
    assert_eq!(json["mail"]["failed"], serde_json::json!({ "confirm": 1 }));
    assert_eq!(json["clock"], "behind");
}
