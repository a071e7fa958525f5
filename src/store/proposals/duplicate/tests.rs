use jiff::Timestamp;

use super::*;
use crate::domain::account::TokenHash;
use crate::domain::operations::Ceiling;
use crate::domain::proposal::{DerivedFields, Field, ProposalSummary};
use crate::store::NewProposal;

fn entry(title: &str, carrier: &str, street: &str) -> FormData {
    let mut entry = FormData::default();
    let fields = [(Field::Title, title), (Field::CarrierName, carrier)];
    let place = [(Field::Address, street), (Field::Postcode, "37000")];
    fields.into_iter().chain(place).for_each(|(field, text)| entry.set(field, [text]));
    entry
}

/// Store with these proposals pending, numbered from 1.
async fn waiting(entries: &[FormData]) -> (Store, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("test.db")).await.unwrap();
    for (number, entry) in (0_u8..).zip(entries) {
        let title = entry.get(Field::Title).to_owned();
        let heading = ProposalSummary { title, ..ProposalSummary::default() };
        let beginning = NewProposal {
            nonce: TokenHash::of(&[number]),
            link: TokenHash::of(&[number, 0]),
            entry,
            derived: &DerivedFields { summary: heading, spam_score: 0 },
            target: None,
            confirmed_at: None,
            quarantine: None,
            rate_keys: &[],
            network: None,
            ceiling: Ceiling::DRAFTS,
        };
        store.create_proposal(&beginning, Timestamp::UNIX_EPOCH).await.unwrap();
    }
    run(&store, "UPDATE proposals SET state = 'pending'").await;
    (store, folder)
}

async fn run(store: &Store, statement: &'static str) {
    #[expect(clippy::disallowed_methods, reason = "what no form does")]
    let ran = store.write(async |tx| Ok(sqlx::query(statement).execute(tx).await?)).await;
    ran.unwrap();
}

async fn numbers(store: &Store, entry: &FormData, most: usize) -> Vec<i64> {
    let profile =
        DuplicateFingerprint::from_form(entry).with_carrier(entry.get(Field::CarrierName), None);
    let duplicates =
        store.list_waiting_duplicates(&profile, ProposalId::new(1), most).await.unwrap();
    duplicates.iter().map(|it| it.id.get()).collect()
}

fn garage() -> [FormData; 5] {
    [
        entry("Garage solidaire", "Roues libres", "1 rue des Prés"),
        entry("Atelier couture", "Roues libres", "1, rue des PRES"),
        entry("Garages solidaires", "Un autre", ""),
        entry("GARAGE SOLIDAIRE", "Un autre", ""),
        entry("Jardin partagé", "Un autre", "1 rue des Prés"),
    ]
}

#[tokio::test]
async fn the_likeliest_duplicates_come_first_and_no_other_entry_is_read() {
    let all = garage();
    let (store, _folder) = waiting(&all).await;
    // Reading one of these entries would fail.
    run(&store, "INSERT INTO proposals (nonce, state, version, entry, title, departements, title_key, address_key,
        started_at, changed_at)
        SELECT randomblob(32), 'pending', 1, '7', '', '[]', 'jardin ' || value, 'rue ' || value,
            '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'
        FROM json_each('[1, 2, 3, 4, 5, 6, 7, 8]')").await;

    assert_eq!(numbers(&store, &all[0], 5).await, [4, 3, 2]);
    assert_eq!(numbers(&store, &all[0], 1).await, [4]);
}

#[tokio::test]
async fn the_queries_for_duplicates_use_their_indexes() {
    let (store, _folder) = waiting(&garage()).await;
    let plan = async |statement: &'static str| {
        #[expect(clippy::disallowed_methods, reason = "no checked macro explains a statement")]
        let rows = sqlx::query_as::<_, (i64, i64, i64, String)>(statement);
        rows.fetch_all(&store.readers).await.unwrap().remove(0).3
    };
    let titles = plan(
        "EXPLAIN QUERY PLAN SELECT group_concat(id || ' ' || title_key, char(10)) FROM proposals
        WHERE state IN ('pending', 'changes')",
    );
    let addresses = plan(
        "EXPLAIN QUERY PLAN SELECT id FROM proposals
        WHERE state IN ('pending', 'changes') AND address_key != '' AND address_key = 'rue'",
    );
    let lacking = plan("EXPLAIN QUERY PLAN SELECT 1 FROM proposals WHERE title_key IS NULL");
    let read = [titles.await, addresses.await, lacking.await].map(|it| {
        let words: Vec<&str> =
            it.split(' ').filter(|word| word.starts_with("proposals_")).collect();
        (it.contains("COVERING"), words.concat())
    });
    assert_eq!(read[0], (true, "proposals_by_title".to_owned()));
    assert_eq!(read[1], (true, "proposals_by_address".to_owned()));
    assert_eq!(read[2].1, "proposals_without_keys");
}

#[tokio::test]
async fn missing_duplicate_keys_are_filled_at_the_next_start() {
    let all = garage();
    let (store, folder) = waiting(&all).await;
    run(&store, "UPDATE proposals SET title_key = NULL, address_key = NULL").await;
    assert!(numbers(&store, &all[0], 5).await.is_empty());
    store.close().await;

    let store = Store::open(&folder.path().join("test.db")).await.unwrap();

    assert_eq!(numbers(&store, &all[0], 5).await, [4, 3, 2]);
}
