//! `quartiers-emploi purge`

use std::process::ExitCode;

use quartiers_emploi::{
    cli::purge::{self, Purge},
    clock::Clock,
    domain::heartbeat::ClockState,
    store::Store,
};
use tempfile::TempDir;

use super::{line, settings};
use crate::given::{message, noon, the};

/// A week and a day after [`noon`].
const LATER: &str = "2026-06-23T10:00:00Z";

async fn run(confirm: bool, data: &TempDir) -> String {
    let mut out = Vec::new();
    let clock = Clock::stopped_at(the(LATER));
    let code = purge::run(&Purge { confirm }, &settings(data), &clock, &mut out).await.unwrap();
    assert_eq!(code, ExitCode::SUCCESS);
    String::from_utf8(out).unwrap()
}

/// A folder with a database, seen last at [`noon`], and a mail given up then.
async fn given() -> TempDir {
    let data = TempDir::new().unwrap();
    let store = open(&data).await;
    store.beat(noon()).await.unwrap();
    store.post(&message("anne@example.org"), noon()).await.unwrap();
    let mail = store.claim_mail(noon()).await.unwrap().expect("a mail");
    let attempt = quartiers_emploi::domain::delivery::Attempt {
        outcome: quartiers_emploi::domain::delivery::Outcome::Refused,
        status: "550".to_owned(),
        answer: "550 no".to_owned(),
    };
    let next = quartiers_emploi::domain::delivery::Next::GiveUp;
    store.note_attempt(mail.id, &attempt, &next.into(), noon()).await.unwrap();
    store.close().await;
    data
}

async fn open(data: &TempDir) -> Store {
    Store::open(&settings(data).database()).await.unwrap()
}

#[tokio::test]
async fn what_is_over_is_shown_and_stays() {
    let data = given().await;

    let text = run(false, &data).await;

    assert!(text.contains("plus de 36 heures après"), "{text}");
    assert_eq!(line(&text, "Contenus de courriels"), "Contenus de courriels 1 1");
    assert!(text.contains("purge --confirm"), "{text}");
    assert_eq!(open(&data).await.outbox_health().await.unwrap().failed.len(), 1);
}

#[tokio::test]
async fn an_operators_word_erases_it_and_settles_the_clock() {
    let data = given().await;

    let text = run(true, &data).await;

    assert_eq!(line(&text, "Contenus de courriels"), "Contenus de courriels 1");
    let store = open(&data).await;
    assert_eq!(store.outbox_health().await.unwrap().failed.len(), 0);
    assert_eq!(store.clock_state(the(LATER)).await.unwrap(), ClockState::Sound);
    assert!(run(false, &data).await.contains("Il n’y a rien à effacer"));
}
