//! `quartiers-emploi purge`

use std::process::ExitCode;

use quartiers_emploi::cli::purge::{self, Purge};
use quartiers_emploi::clock::Clock;
use quartiers_emploi::domain::time::ClockState;
use quartiers_emploi::store::Store;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tempfile::TempDir;

use super::{line, settings};
use crate::fixtures::{message, noon, parsed};

/// A week and a day after [`noon`].
const LATER: &str = "2026-06-23T10:00:00Z";

async fn run(confirm: bool, data: &TempDir) -> String {
    run_as(Purge { confirm, ..Purge::default() }, data).await
}

async fn run_as(purge: Purge, data: &TempDir) -> String {
    let mut out = Vec::new();
    let clock = Clock::stopped_at(parsed(LATER));
    let code = purge::run(&purge, &settings(data), &clock, &mut out).await.unwrap();
    assert_eq!(code, ExitCode::SUCCESS);
    String::from_utf8(out).unwrap()
}

/// A data folder last used at [`noon`], with a mail that failed then.
async fn with_failed_mail() -> TempDir {
    let data = TempDir::new().unwrap();
    let store = open(&data).await;
    store.tick(noon()).await.unwrap();
    store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    let mail = store.claim_mail(noon()).await.unwrap().expect("a mail");
    let attempt = quartiers_emploi::domain::operations::Attempt {
        outcome: quartiers_emploi::domain::operations::SendOutcome::Refused,
        status: "550".to_owned(),
        answer: "550 no".to_owned(),
    };
    let next = quartiers_emploi::domain::operations::RetryDecision::GiveUp;
    store.record_attempt(mail.id, &attempt, &next.into(), noon()).await.unwrap();
    store.close().await;
    data
}

async fn open(data: &TempDir) -> Store {
    Store::open(&settings(data).database()).await.unwrap()
}

#[tokio::test]
async fn purge_lists_expired_data_without_erasing() {
    let data = with_failed_mail().await;

    let text = run(false, &data).await;

    assert!(text.contains("plus de 36 heures après"), "{text}");
    assert_eq!(line(&text, "Contenus de courriels"), "Contenus de courriels 1 1");
    assert!(text.contains("purge --confirm"), "{text}");
    assert_eq!(open(&data).await.outbox_health().await.unwrap().failed.len(), 1);
}

#[tokio::test]
async fn purge_confirm_erases_and_accepts_the_clock() {
    let data = with_failed_mail().await;

    let text = run(true, &data).await;

    assert_eq!(line(&text, "Contenus de courriels"), "Contenus de courriels 1");
    let store = open(&data).await;
    assert_eq!(store.outbox_health().await.unwrap().failed.len(), 0);
    assert_eq!(store.clock_state(parsed(LATER)).await.unwrap(), ClockState::Sound);
    assert!(run(false, &data).await.contains("Il n’y a rien à effacer"));
}

async fn connection(data: &TempDir) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(settings(data).database());
    options.connect().await.unwrap()
}

/// Proposals: three in quarantine for long, one for an hour, one in the regular queue, and one in quarantine for
/// which a moderator requested a change.
async fn quarantined() -> TempDir {
    let data = TempDir::new().unwrap();
    open(&data).await.close().await;
    let rows = sqlx::query!(
        r#"
        INSERT INTO proposals
            (nonce, state, version, entry, title, departements, quarantine, started_at, changed_at)
        SELECT randomblob(32), value ->> 0, 1, '{}', '', '[]', value ->> 1, value ->> 2, value ->> 2
        FROM json_each('[
            ["draft", "trap", "2026-06-01T10:00:00.000Z"],
            ["unconfirmed", "trap", "2026-06-01T10:00:00.000Z"],
            ["pending", "too-fast", "2026-06-01T10:00:00.000Z"],
            ["pending", "over-limit", "2026-06-23T09:00:00.000Z"],
            ["pending", null, "2026-06-01T10:00:00.000Z"],
            ["pending", "trap", "2026-06-01T10:00:00.000Z"]
        ]')
        "#
    );
    rows.execute(&mut connection(&data).await).await.unwrap();
    let insert = sqlx::query!(
        r#"
        INSERT INTO events (at, kind, proposal)
        VALUES ('2026-06-02T10:00:00.000Z', 'changes-asked', 6)
        "#
    );
    insert.execute(&mut connection(&data).await).await.unwrap();
    data
}

/// Ids of the remaining proposals, and the number of logged erasures.
async fn remaining(data: &TempDir) -> (Vec<i64>, i64) {
    let mut connection = connection(data).await;
    let remaining = sqlx::query_scalar!("SELECT id FROM proposals ORDER BY id");
    let remaining = remaining.fetch_all(&mut connection).await.unwrap();
    let noted = sqlx::query_scalar!("SELECT count(*) FROM events WHERE kind = 'expired'");
    (remaining, noted.fetch_one(&mut connection).await.unwrap())
}

#[tokio::test]
async fn the_quarantine_is_counted_and_stays_until_an_operator_confirms() {
    let data = quarantined().await;
    let all = Purge { quarantine: true, ..Purge::default() };

    let text = run_as(all.clone(), &data).await;

    assert_eq!(line(&text, "Champ caché rempli"), "Champ caché rempli 2");
    assert_eq!(line(&text, "Envoyées trop vite"), "Envoyées trop vite 1");
    assert!(text.contains("4 propositions en quarantaine, que personne n’a lues."), "{text}");
    assert_eq!(remaining(&data).await, (vec![1, 2, 3, 4, 5, 6], 0));

    let text = run_as(Purge { confirm: true, ..all.clone() }, &data).await;

    assert!(text.contains("4 propositions en quarantaine sont effacées."), "{text}");
    assert_eq!(remaining(&data).await, (vec![5, 6], 4));
    assert!(run_as(all, &data).await.contains("Il n’y a rien à effacer"));
}

#[tokio::test]
async fn older_than_keeps_recent_quarantined_proposals() {
    let data = quarantined().await;
    let purge = Purge { confirm: true, quarantine: true, older_than: Some(7) };

    let text = run_as(purge, &data).await;

    assert!(text.contains("3 propositions en quarantaine sont effacées."), "{text}");
    assert_eq!(remaining(&data).await, (vec![4, 5, 6], 3));
}

#[tokio::test]
async fn claimed_quarantined_proposals_stay_and_erasures_are_recorded() {
    let data = quarantined().await;
    // Foreign keys off: no member is needed here.
    let options = SqliteConnectOptions::new().filename(settings(&data).database());
    let mut connection = options.foreign_keys(false).connect().await.unwrap();
    let claimed = sqlx::query!(
        r#"
        UPDATE proposals SET claimed_by = 1, claimed_at = CASE id
            WHEN 3 THEN '2026-06-23T09:31:00.000Z' ELSE '2026-06-23T09:29:00.000Z'
        END WHERE id IN (3, 4)
        "#
    );
    claimed.execute(&mut connection).await.unwrap();
    let purge = Purge { confirm: true, quarantine: true, ..Purge::default() };

    let text = run_as(purge, &data).await;

    assert!(text.contains("3 propositions en quarantaine sont effacées."), "{text}");
    assert_eq!(remaining(&data).await.0, [3, 5, 6]);
    assert_eq!(open(&data).await.count_erasures().await.unwrap(), 3, "without an address too");
}

#[tokio::test]
async fn an_age_is_refused_while_the_clock_is_doubted() {
    let data = quarantined().await;
    open(&data).await.tick(noon()).await.unwrap();
    let purge = Purge { confirm: true, quarantine: true, older_than: Some(7) };
    let (mut out, clock) = (Vec::new(), Clock::stopped_at(parsed(LATER)));

    let code = purge::run(&purge, &settings(&data), &clock, &mut out).await.unwrap();

    let text = String::from_utf8(out).unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("plus de 36 heures après") && text.contains("Retirez --older-than"));
    assert_eq!(remaining(&data).await.0, [1, 2, 3, 4, 5, 6]);
}
