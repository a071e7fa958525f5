//! Upgrade: a full database of an older schema opened by the current program.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use quartiers_emploi::domain::proposal::{Proposal, ProposalId};
use quartiers_emploi::import::{SeedFolder, read};
use quartiers_emploi::store::{Store, key_path};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::fixtures::noon;

/// Two places, an initiative that moved from the first (version 1) to the second (version 2), one without a place,
/// and proposals about them.
const ROWS: &str = r#"
BEGIN;
INSERT INTO departements (code, name, outline, in_force) VALUES
    ('18', 'Cher', '[]', 1), ('37', 'Indre-et-Loire', '[]', 1), ('45', 'Loiret', '[]', 1);
INSERT INTO initiatives (id, reference, slug, status, revision) VALUES
    (1, 'init-001', 'garage', 'published', 2), (2, 'init-002', 'bus', 'published', 3);
INSERT INTO revisions (id, initiative, number, origin, made_at, slug, title, summary, coverage, activity, confidence)
VALUES
    (1, 1, 1, 'seed', '2026-01-01T00:00:00Z', 'garage', 'Garage', 'Un garage.', 'commune', 'ongoing', 'high'),
    (2, 1, 2, 'site', '2026-01-02T00:00:00Z', 'garage', 'Garage', 'Un garage.', 'commune', 'ongoing', 'high'),
    (3, 2, 1, 'seed', '2026-01-01T00:00:00Z', 'bus', 'Bus', 'Un bus.', 'region', 'ongoing', 'high');
INSERT INTO revision_departements (revision, position, departement) VALUES (1, 0, '37'), (2, 0, '45');
INSERT INTO proposals
    (id, nonce, state, version, initiative, base, entry, title, departements, started_at, changed_at)
SELECT value ->> 0, randomblob(32), value ->> 1, 1, value ->> 2, value ->> 3, '{}', '', value ->> 4,
    '2026-01-03T00:00:00.000Z', '2026-01-03T00:00:00.000Z'
FROM json_each('[
    [1, "pending", null, null, "[\"18\"]"],
    [2, "pending", 1, 1, "[\"18\"]"],
    [3, "refused", 1, 1, "[\"18\"]"],
    [4, "pending", 1, 2, "[]"],
    [5, "pending", 2, 3, "[\"18\"]"],
    [6, "published", 1, null, "[\"45\"]"]
]');
COMMIT;
"#;

/// Events and a submitted entry, as left by the version before backups.
const LATER_ROWS: &str = r#"
BEGIN;
INSERT INTO events (id, at, kind, proposal, detail) VALUES
    (1, '2026-01-04T00:00:00.000Z', 'sent', 1, NULL),
    (2, '2026-01-05T00:00:00.000Z', 'refused', 3, '{"words":"Non."}');
UPDATE proposals SET sent_entry = '{}' WHERE id = 2;
DELETE FROM proposals WHERE id = 6;
COMMIT;
"#;

/// A bus of the seeds, as imported before its reception was known.
const BUS: &str = "
INSERT INTO kinds (slug, label, networks, what_it_does, in_force)
VALUES ('france-services', 'France services', '[]', 'Aide.', 1);
INSERT INTO organisations
    (id, reference, slug, status, origin, changed_at, name, kind, source_name, source_licence, source_is_open)
VALUES
    (9, 'fs-2613', 'bus', 'published', 'seed', '2026-01-01T00:00:00Z', 'Bus', 'france-services', 'Une liste', 'Libre', 1);
";

/// Creates a database of the older schema.
pub async fn create_old_database(path: &Path) {
    migrate(path, 4).await;
    run(path, ROWS).await;
    fs::write(key_path(path), [7; 32]).unwrap();
}

/// Creates the database at `path`, or migrates it up to the migration `last`.
async fn migrate(path: &Path, last: i64) {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let until = sqlx::migrate!().iter().filter(|it| it.version <= last).cloned().collect();
    sqlx::migrate::Migrator::with_migrations(until).run(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn run(path: &Path, rows: &str) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn opened() -> (Store, TempDir) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    create_old_database(&path).await;
    (Store::open(&path).await.unwrap(), folder)
}

async fn proposal(store: &Store, id: i64) -> Proposal {
    store.find_proposal(ProposalId::new(id)).await.unwrap().unwrap()
}

#[tokio::test]
async fn migrated_changes_concern_the_departements_of_the_initiative() {
    let (store, _folder) = opened().await;
    let mut concerned = Vec::new();
    let mut typed = Vec::new();
    for id in 1..=6 {
        let it = proposal(&store, id).await;
        concerned
            .push(it.departements.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        typed.push(
            it.typed_departements.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        );
    }

    assert_eq!(concerned, ["18", "18 45", "18 37", "", "", "45"]);
    assert_eq!(typed, ["18", "18", "18", "", "18", "45"]);
}

#[tokio::test]
async fn an_older_database_gets_guidance_and_intercommunalities_by_the_next_import() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    migrate(&path, 15).await;
    run(&path, BUS).await;
    fs::write(key_path(&path), [7; 32]).unwrap();
    let seeds = read(&SeedFolder::Embedded, Date::constant(2026, 11, 24)).unwrap();
    let store = Store::open(&path).await.unwrap();
    let before = store.published().await.unwrap();

    store.import_seeds(&seeds, noon()).await.unwrap();

    let after = store.published().await.unwrap();
    assert!(before.organisations[0].facts.reception.is_none() && before.schemes.is_empty());
    let bus = after.organisations.iter().find(|it| it.id == before.organisations[0].id).unwrap();
    assert!(bus.facts.is_mobile());
    assert_eq!(after.schemes, seeds.schemes);
    assert_eq!(after.kind_barriers, seeds.kind_barriers);
    assert_eq!(after.national_numbers, seeds.national_numbers);
    assert_eq!(after.intercommunalities, seeds.intercommunalities);
    assert_eq!(after.former_communes, seeds.former_communes);
}

#[tokio::test]
async fn columns_with_a_new_check_keep_their_values() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.db");
    create_old_database(&path).await;
    migrate(&path, 8).await;
    run(&path, LATER_ROWS).await;

    let store = Store::open(&path).await.unwrap();

    let (first, second) = (proposal(&store, 1).await, proposal(&store, 2).await);
    assert_eq!((first.sent_form.is_some(), second.sent_form.is_some()), (false, true));
    store.close().await;
    let mut connection =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&path)).await.unwrap();
    let details = sqlx::query_scalar!("SELECT detail FROM events ORDER BY id");
    let details = details.fetch_all(&mut connection).await.unwrap();
    assert_eq!(details, [None, Some(r#"{"words":"Non."}"#.to_owned())]);
    #[expect(clippy::disallowed_methods, reason = "the checked macro does not know these tables")]
    let found = sqlx::query_scalar::<_, String>(
        r#"
        SELECT * FROM pragma_integrity_check
        UNION ALL SELECT "table" FROM pragma_foreign_key_check
        UNION ALL SELECT name || ' ' || seq FROM sqlite_sequence WHERE name = 'proposals'
        "#,
    );
    let found = found.fetch_all(&mut connection).await.unwrap();
    assert_eq!(found, ["ok", "proposals 6"], "sound, and no number is given twice");
}
