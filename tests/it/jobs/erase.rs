//! Retention: data is erased when its period ends, not earlier.

use quartiers_emploi::{
    domain::{
        erasure::Perishable,
        heartbeat::ClockState,
        mail::{MailContent, Purpose},
    },
    jobs::{Pass, erase_due, forget_files, remind_due},
};

use crate::{
    app::TestApp,
    given::{count_short_lived, draft, links_by, message, proposals, seeds, short_lived},
    mail::{files, round},
    mails::links,
};

/// A site at this time whose last heartbeat was an hour before.
async fn site(now: &str) -> TestApp {
    let mut app = TestApp::with(&seeds()).await;
    app.clock_says(now);
    let before = app.app.clock.now() - jiff::SignedDuration::from_hours(1);
    app.app.store.beat(before).await.expect("the heartbeat is recorded");
    app
}

async fn pass(app: &TestApp) -> Pass {
    erase_due(&app.app.store, app.app.clock.now(), false).await.expect("the store is readable")
}

async fn agreed(app: &TestApp) -> Pass {
    erase_due(&app.app.store, app.app.clock.now(), true).await.expect("the store is readable")
}

/// Runs the retention job at nine on each of these days.
async fn days_pass(app: &mut TestApp, month: &str, days: std::ops::RangeInclusive<u8>) {
    for day in days {
        app.clock_says(&format!("{month}-{day:02}T09:00:00Z"));
        pass(app).await;
        forget_files(&app.app.store, &app.app.config).await.unwrap().unwrap();
    }
}

fn held(pass: &Pass) -> Vec<Perishable> {
    pass.held().map(|due| due.what).collect()
}

#[tokio::test]
async fn a_draft_goes_after_thirty_days_and_an_unconfirmed_proposal_after_three() {
    let app = site("2026-12-24T09:00:00Z").await;
    draft("2026-11-24T09:00:00Z").in_site(&app).await;
    let kept = [
        draft("2026-11-24T09:00:01Z").in_site(&app).await,
        draft("2026-12-21T09:00:01Z").unconfirmed().of("anne@example.org").in_site(&app).await,
        draft("2026-01-01T09:00:00Z").pending().of("anne@example.org").in_site(&app).await,
    ];
    draft("2026-12-21T09:00:00Z").unconfirmed().of("anne@example.org").in_site(&app).await;

    let pass = pass(&app).await;

    assert_eq!(proposals(&app).await, [kept[0], kept[1], kept[2]]);
    assert_eq!(held(&pass), []);
}

#[tokio::test]
async fn a_draft_without_an_address_that_nobody_opened_again_goes_after_two_days() {
    let app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-22T09:00:00Z").not_reopened().in_site(&app).await;
    let kept = [
        draft("2026-11-22T09:00:01Z").not_reopened().in_site(&app).await,
        draft("2026-11-22T09:00:00Z").in_site(&app).await,
        draft("2026-11-22T09:00:00Z").not_reopened().of("anne@example.org").in_site(&app).await,
    ];

    pass(&app).await;

    assert_eq!(proposals(&app).await, kept);
}

#[tokio::test]
async fn a_flood_of_drafts_goes_without_an_operators_word() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..501 {
        draft("2026-11-22T09:00:00Z").not_reopened().in_site(&app).await;
    }

    let pass = pass(&app).await;

    assert_eq!(proposals(&app).await, []);
    assert_eq!(held(&pass), []);
}

#[tokio::test]
async fn who_can_be_told_is_told_a_week_before_and_once() {
    let mut app = site("2026-12-17T08:59:59Z").await;
    draft("2026-11-24T09:00:00Z").of("anne@example.org").in_site(&app).await;
    draft("2026-11-24T09:00:00Z").in_site(&app).await;

    remind_due(&app.app).await.unwrap();
    assert_eq!(app.mails().await, []);
    app.clock_says("2026-12-17T09:00:00Z");
    remind_due(&app.app).await.unwrap();
    remind_due(&app.app).await.unwrap();

    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].to.as_str(), mails[0].purpose),
        ("anne@example.org", Purpose::DraftExpiring)
    );
    let link = links(&mails[0])[0].to_owned();
    let token = link.strip_prefix("https://annuaire.example/suivi/").unwrap();
    assert_eq!(links_by(&app, token).await, 1);
    insta::assert_snapshot!("a_draft_that_is_erased_soon", mails[0].text.replace(token, "TOKEN"));
}

#[tokio::test]
async fn a_draft_whose_author_was_told_late_ends_late() {
    let mut app = site("2027-01-10T09:00:00Z").await;
    let told = draft("2026-11-24T09:00:00Z").of("anne@example.org").in_site(&app).await;

    pass(&app).await;
    assert_eq!(proposals(&app).await, [told], "nobody has told its author");
    remind_due(&app.app).await.unwrap();
    assert!(
        app.mails().await[0].subject.contains("17 janvier 2027"),
        "{}",
        app.mails().await[0].subject
    );
    app.clock_says("2027-01-11T09:00:00Z");
    app.app.store.beat(app.app.clock.now()).await.unwrap();
    pass(&app).await;
    assert_eq!(proposals(&app).await, [told]);

    days_pass(&mut app, "2027-01", 12..=17).await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn mails_about_a_proposal_that_is_erased_go_with_it() {
    let mut app = site("2026-12-17T09:00:00Z").await;
    draft("2026-11-24T09:00:00Z").of("anne@example.org").in_site(&app).await;
    remind_due(&app.app).await.unwrap();
    app.app.store.post(&message("lea@example.org"), app.app.clock.now()).await.unwrap();
    days_pass(&mut app, "2026-12", 18..=24).await;

    assert_eq!(proposals(&app).await, []);
    let left = app.mails().await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].to.as_str(), "lea@example.org");
}

#[tokio::test]
async fn what_a_mail_says_goes_a_week_after_it_was_sent_with_its_file() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    app.writes_to("anne@example.org").await;
    app.sends(&mut round(&app)).await;
    app.writes_to("lea@example.org").await;
    days_pass(&mut app, "2026-11", 25..=30).await;
    assert_eq!(app.mails().await.len(), 2);
    assert_eq!(files(&app).len(), 1);
    days_pass(&mut app, "2026-12", 1..=1).await;

    let outbox = app.outbox().await;
    assert_eq!(outbox[0].content, MailContent::Erased);
    assert_eq!(outbox[0].answer, None);
    assert!(matches!(outbox[1].content, MailContent::Readable(_)), "it still waits");
    assert_eq!(files(&app).len(), 0);
}

#[tokio::test]
async fn links_sessions_and_buckets_go_when_they_are_over() {
    let app = site("2026-11-24T09:00:00Z").await;
    for moment in ["2026-11-22T09:00:00Z", "2026-11-22T09:00:01Z", "2026-11-24T09:00:01Z"] {
        short_lived(&app, moment).await;
    }

    pass(&app).await;

    assert_eq!(count_short_lived(&app).await, [1, 1, 2]);
}

#[tokio::test]
async fn a_clock_that_jumps_erases_nothing() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-24T08:00:00Z").in_site(&app).await;
    short_lived(&app, "2026-11-24T08:00:00Z").await;
    short_lived(&app, "2036-11-24T08:00:00Z").await;

    for (moment, state) in
        [("2036-11-24T09:00:00Z", ClockState::Ahead), ("2016-11-24T09:00:00Z", ClockState::Behind)]
    {
        app.clock_says(moment);
        assert_eq!(pass(&app).await, Pass { clock: state, seen: Vec::new() });
        assert_eq!(agreed(&app).await.clock, state, "agreeing is no word on the clock");
        assert_eq!(proposals(&app).await.len(), 1, "{state:?}");
        assert_eq!(count_short_lived(&app).await, [2, 2, 2], "{state:?}");
    }

    app.clock_says("2026-11-24T10:00:00Z");
    assert!(pass(&app).await.clock.is_sound(), "it came back");
}

#[tokio::test]
async fn a_server_that_was_off_waits_for_an_operator() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    draft("2026-11-24T08:00:00Z").in_site(&app).await;
    app.clock_says("2027-02-01T09:00:00Z");
    assert_eq!(pass(&app).await.clock, ClockState::Ahead);
    assert_eq!(pass(&app).await.clock, ClockState::Ahead, "waiting alone makes nothing true");

    app.app.store.believe(app.app.clock.now()).await.unwrap();
    pass(&app).await;

    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn a_clock_set_back_revives_nothing() {
    let mut app = site("2026-11-24T09:00:00Z").await;
    app.app.store.beat(app.app.clock.now()).await.unwrap();
    let now = app.app.now();

    app.clock_says("2026-11-20T09:00:00Z");

    assert_eq!(app.app.now(), now);
    app.app.store.beat(app.app.clock.now()).await.unwrap();
    assert_eq!(app.app.now(), now);
}

#[tokio::test]
async fn much_at_once_waits_for_an_operator_and_the_rest_goes() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..21 {
        draft("2026-11-01T09:00:00Z").unconfirmed().in_site(&app).await;
    }
    draft("2026-10-01T09:00:00Z").in_site(&app).await;

    let first = pass(&app).await;
    assert_eq!(held(&first), [Perishable::Unconfirmed]);
    assert_eq!(proposals(&app).await.len(), 21, "the draft went");

    agreed(&app).await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn more_than_fits_one_transaction_goes_in_several() {
    let app = site("2026-11-24T09:00:00Z").await;
    for _ in 0..501 {
        draft("2026-11-01T09:00:00Z").unconfirmed().in_site(&app).await;
    }

    agreed(&app).await;

    assert_eq!(proposals(&app).await, []);
}
