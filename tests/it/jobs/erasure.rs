//! Retention: data is erased when its period ends, not earlier.

use quartiers_emploi::domain::operations::{MailContent, Purpose, RetentionClass};
use quartiers_emploi::domain::time::ClockState;
use quartiers_emploi::jobs::{RetentionPass, delete_mail_files, erase_expired, send_reminders};

use crate::fixtures::{
    count_expiring_rows, count_links_by_token, draft, insert_expiring_rows, message, proposals,
    seeds,
};
use crate::mail::{files, mail_worker};
use crate::outbox::links;
use crate::test_app::TestApp;

/// A site at this time whose last heartbeat was an hour before.
async fn site(now: &str) -> TestApp {
    let mut app = TestApp::with_seeds(&seeds()).await;
    app.set_clock(now);
    let before = app.app.clock.now() - jiff::SignedDuration::from_hours(1);
    app.app.store.tick(before).await.expect("the heartbeat is recorded");
    app
}

async fn pass(app: &TestApp) -> RetentionPass {
    erase_expired(&app.app.store, app.app.clock.now(), false).await.expect("the store is readable")
}

async fn erase_confirmed(app: &TestApp) -> RetentionPass {
    erase_expired(&app.app.store, app.app.clock.now(), true).await.expect("the store is readable")
}

/// Runs the retention job at nine on each of these days.
async fn run_job_daily(app: &mut TestApp, month: &str, days: std::ops::RangeInclusive<u8>) {
    for day in days {
        app.set_clock(&format!("{month}-{day:02}T09:00:00Z"));
        pass(app).await;
        delete_mail_files(&app.app.store, &app.app.config).await.unwrap().unwrap();
    }
}

fn suspended(pass: &RetentionPass) -> Vec<RetentionClass> {
    pass.unconfirmed().map(|due| due.class).collect()
}

#[tokio::test]
async fn a_draft_is_erased_after_thirty_days_and_an_unconfirmed_proposal_after_three() {
    let app = site("2026-12-24T09:00:00Z").await;
    draft("2026-11-24T09:00:00Z").insert_into(&app).await;
    let preserved = [
        draft("2026-11-24T09:00:01Z").insert_into(&app).await,
        draft("2026-12-21T09:00:01Z")
            .unconfirmed()
            .with_email("anne@example.org")
            .insert_into(&app)
            .await,
        draft("2026-01-01T09:00:00Z")
            .pending()
            .with_email("anne@example.org")
            .insert_into(&app)
            .await,
    ];
    draft("2026-12-21T09:00:00Z")
        .unconfirmed()
        .with_email("anne@example.org")
        .insert_into(&app)
        .await;

    let pass = pass(&app).await;

    assert_eq!(proposals(&app).await, [preserved[0], preserved[1], preserved[2]]);
    assert_eq!(suspended(&pass), []);
}

#[tokio::test]
async fn a_draft_without_address_that_was_not_reopened_is_erased_after_two_days() {
    let app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-22T09:00:00Z").never_reopened().insert_into(&app).await;
    let preserved = [
        draft("2026-11-22T09:00:01Z").never_reopened().insert_into(&app).await,
        draft("2026-11-22T09:00:00Z").insert_into(&app).await,
        draft("2026-11-22T09:00:00Z")
            .never_reopened()
            .with_email("anne@example.org")
            .insert_into(&app)
            .await,
    ];

    pass(&app).await;

    assert_eq!(proposals(&app).await, preserved);
}

#[tokio::test]
async fn a_flood_of_drafts_is_erased_without_confirmation() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..501 {
        draft("2026-11-22T09:00:00Z").never_reopened().insert_into(&app).await;
    }

    let pass = pass(&app).await;

    assert_eq!(proposals(&app).await, []);
    assert_eq!(suspended(&pass), []);
}

#[tokio::test]
async fn an_author_with_an_address_is_notified_once_a_week_before_erasure() {
    let mut app = site("2026-12-17T08:59:59Z").await;
    draft("2026-11-24T09:00:00Z").with_email("anne@example.org").insert_into(&app).await;
    draft("2026-11-24T09:00:00Z").insert_into(&app).await;

    send_reminders(&app.app).await.unwrap();
    assert_eq!(app.mails().await, []);
    app.set_clock("2026-12-17T09:00:00Z");
    send_reminders(&app.app).await.unwrap();
    send_reminders(&app.app).await.unwrap();

    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].to.as_str(), mails[0].purpose),
        ("anne@example.org", Purpose::DraftExpiring)
    );
    let link = links(&mails[0])[0].to_owned();
    let token = link.strip_prefix("https://annuaire.example/suivi/").unwrap();
    assert_eq!(count_links_by_token(&app, token).await, 1);
    insta::assert_snapshot!("a_draft_that_is_erased_soon", mails[0].text.replace(token, "TOKEN"));
}

#[tokio::test]
async fn a_late_notification_postpones_the_erasure_of_a_draft() {
    let mut app = site("2027-01-10T09:00:00Z").await;
    let reported =
        draft("2026-11-24T09:00:00Z").with_email("anne@example.org").insert_into(&app).await;

    pass(&app).await;
    assert_eq!(proposals(&app).await, [reported], "nobody has told its author");
    send_reminders(&app.app).await.unwrap();
    assert!(
        app.mails().await[0].subject.contains("17 janvier 2027"),
        "{}",
        app.mails().await[0].subject
    );
    app.set_clock("2027-01-11T09:00:00Z");
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    pass(&app).await;
    assert_eq!(proposals(&app).await, [reported]);

    run_job_daily(&mut app, "2027-01", 12..=17).await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn mails_about_a_proposal_that_is_erased_go_with_it() {
    let mut app = site("2026-12-17T09:00:00Z").await;
    draft("2026-11-24T09:00:00Z").with_email("anne@example.org").insert_into(&app).await;
    send_reminders(&app.app).await.unwrap();
    app.app.store.queue_message(&message("lea@example.org"), app.app.clock.now()).await.unwrap();
    run_job_daily(&mut app, "2026-12", 18..=24).await;

    assert_eq!(proposals(&app).await, []);
    let left = app.mails().await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].to.as_str(), "lea@example.org");
}

#[tokio::test]
async fn the_text_and_file_of_a_mail_are_erased_a_week_after_sending() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    app.queue_mail_to("lea@example.org").await;
    run_job_daily(&mut app, "2026-11", 25..=30).await;
    assert_eq!(app.mails().await.len(), 2);
    assert_eq!(files(&app).len(), 1);
    run_job_daily(&mut app, "2026-12", 1..=1).await;

    let outbox = app.outbox().await;
    assert_eq!(outbox[0].content, MailContent::Erased);
    assert_eq!(outbox[0].answer, None);
    assert!(matches!(outbox[1].content, MailContent::Readable(_)), "it still waits");
    assert_eq!(files(&app).len(), 0);
}

#[tokio::test]
async fn expired_links_sessions_and_buckets_are_erased() {
    let app = site("2026-11-24T09:00:00Z").await;
    for moment in ["2026-11-22T09:00:00Z", "2026-11-22T09:00:01Z", "2026-11-24T09:00:01Z"] {
        insert_expiring_rows(&app, moment).await;
    }

    pass(&app).await;

    assert_eq!(count_expiring_rows(&app).await, [1, 1, 2]);
}

#[tokio::test]
async fn a_clock_that_jumps_erases_nothing() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-24T08:00:00Z").insert_into(&app).await;
    insert_expiring_rows(&app, "2026-11-24T08:00:00Z").await;
    insert_expiring_rows(&app, "2036-11-24T08:00:00Z").await;

    for (moment, state) in
        [("2036-11-24T09:00:00Z", ClockState::Ahead), ("2016-11-24T09:00:00Z", ClockState::Behind)]
    {
        app.set_clock(moment);
        assert_eq!(pass(&app).await, RetentionPass { clock: state, counts: Vec::new() });
        assert_eq!(erase_confirmed(&app).await.clock, state, "agreeing is no word on the clock");
        assert_eq!(proposals(&app).await.len(), 1, "{state:?}");
        assert_eq!(count_expiring_rows(&app).await, [2, 2, 2], "{state:?}");
    }

    app.set_clock("2026-11-24T10:00:00Z");
    assert!(pass(&app).await.clock.is_sound(), "it came back");
}

#[tokio::test]
async fn a_server_that_was_off_waits_for_an_operator() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-24T08:00:00Z").insert_into(&app).await;
    app.set_clock("2027-02-01T09:00:00Z");
    assert_eq!(pass(&app).await.clock, ClockState::Ahead);
    assert_eq!(pass(&app).await.clock, ClockState::Ahead, "waiting alone makes nothing true");

    app.app.store.accept_clock(app.app.clock.now()).await.unwrap();
    pass(&app).await;

    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn a_clock_set_back_makes_no_expired_token_valid() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    let now = app.app.now();

    app.set_clock("2026-11-20T09:00:00Z");

    assert_eq!(app.app.now(), now);
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    assert_eq!(app.app.now(), now);
}

#[tokio::test]
async fn a_mass_erasure_waits_while_other_erasures_proceed() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..21 {
        draft("2026-11-01T09:00:00Z").unconfirmed().insert_into(&app).await;
    }
    draft("2026-10-01T09:00:00Z").insert_into(&app).await;

    let first = pass(&app).await;
    assert_eq!(suspended(&first), [RetentionClass::Unconfirmed]);
    assert_eq!(proposals(&app).await.len(), 21, "the draft went");

    erase_confirmed(&app).await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn a_large_erasure_is_split_into_transactions() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..501 {
        draft("2026-11-01T09:00:00Z").unconfirmed().insert_into(&app).await;
    }

    erase_confirmed(&app).await;

    assert_eq!(proposals(&app).await, []);
}
