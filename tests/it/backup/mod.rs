//! Backup of a running site, and restore.

mod create;
mod documented_commands;
mod erasures;
mod job;
mod messages;
mod process;
mod restore;

use std::fs;
use std::path::{Path, PathBuf};

use quartiers_emploi::domain::proposal::ProposalId;
use quartiers_emploi::store::{
    Backup, BackupError, BackupFolder, KeyChoice, Restored, Store, restore,
};
use tempfile::TempDir;

use crate::fixtures::{message, proposal, seeds};
use crate::test_app::TestApp;

/// A site, its backup folder, and a place to restore to.
struct Site {
    app: TestApp,
    place: TempDir,
}

impl Site {
    /// A site with a mail in the outbox.
    async fn new() -> Self {
        let app = TestApp::with_seeds(&seeds()).await;
        app.app
            .store
            .queue_message(&message("anne@example.org"), app.app.clock.now())
            .await
            .unwrap();
        Self { app, place: TempDir::new().unwrap() }
    }

    fn folder(&self) -> BackupFolder {
        BackupFolder::new(self.backups())
    }

    fn backups(&self) -> PathBuf {
        self.place.path().join("backups")
    }

    /// The server key, stored separately.
    fn key(&self) -> KeyChoice {
        KeyChoice::File(self.app.folder().join("secret.key"))
    }

    async fn make_backup(&self) -> Backup {
        let made = self.folder().create(&self.app.database(), self.app.app.clock.now(), 0).await;
        made.unwrap()
    }

    /// Restores the newest backup to the folder `name`.
    async fn restore_to(&self, name: &str) -> Result<(Restored, Store), BackupError> {
        let data = self.place.path().join(name);
        let now = self.app.app.clock.now();
        let restored = restore(&self.backups(), &data, &self.key(), now).await?;
        let store = Store::open(&data.join("directory.db")).await.unwrap();
        Ok((restored, store))
    }

    /// Error of a failing restore of the newest backup; asserts that no files remain.
    async fn restore_error(&self, key: &KeyChoice) -> BackupError {
        let data = self.place.path().join("refused");
        let now = self.app.app.clock.now();
        let error = restore(&self.backups(), &data, key, now).await.unwrap_err();
        assert!(!data.exists(), "nothing is left behind");
        error
    }
}

/// Titles of at most `most` proposals in `store`.
async fn titles(store: &Store, most: i64) -> Vec<String> {
    let mut titles = Vec::new();
    for id in 1..=most {
        if let Some(found) = store.find_proposal(ProposalId::new(id)).await.unwrap() {
            titles
                .push(found.form.get(quartiers_emploi::domain::proposal::Field::Title).to_owned());
        }
    }
    titles
}

/// Creates `count` drafts, one after the other.
async fn write_drafts(app: &TestApp, count: usize) {
    for n in 1..=count {
        proposal(&format!("Atelier {n}")).insert_draft(app).await;
    }
}

/// Replaces the first `word` in the file at `path` by `other`, of the same length.
fn change_word(path: &Path, word: &str, other: &str) {
    assert_eq!(word.len(), other.len());
    let mut bytes = fs::read(path).unwrap();
    let found = bytes.windows(word.len()).rposition(|at| at == word.as_bytes());
    let at = found.expect("the word occurs in the file");
    bytes[at..at + word.len()].copy_from_slice(other.as_bytes());
    fs::write(path, bytes).unwrap();
}
