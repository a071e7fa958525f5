//! Tests of the store.

mod disk_space;
mod null_checks;
mod open;
mod outbox;
mod outdated_facts;
mod round_trip;
mod seed_import;
mod server_key;
pub mod upgrade;

use quartiers_emploi::domain::directory::Seeds;
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use crate::fixtures::noon;

/// A store over a temporary database.
struct TestStore {
    store: Store,
    folder: TempDir,
}

async fn store() -> TestStore {
    let folder = TempDir::new().expect("a temporary folder");
    let store = Store::open(&folder.path().join("test.db")).await.expect("a new database");
    TestStore { store, folder }
}

/// A store with `seeds` imported.
async fn with_seeds_imported(seeds: &Seeds) -> TestStore {
    let given = store().await;
    given.store.import_seeds(seeds, noon()).await.expect("valid seeds");
    given
}
