//! SQLite store: all SQL is here. Takes and returns domain types.

mod accounts;
mod backup;
mod directory;
mod moderation;
mod operations;
mod outbox;
mod proposals;
mod shared;
mod sqlite;

use std::sync::Arc;

use sqlx::sqlite::SqlitePool;
use sqlx::{Connection as _, SqliteConnection};

use crate::server_key::ServerKey;

pub use accounts::{
    Candidate, Challenge, ChallengePurpose, ChangeContext, Enrolment, Invitation, LinkKey, Lockout,
    MemberChangeOutcome, NewPasskey, Notice, NoticeComposer, OwnAccountChange, Passkey,
    PasskeyAssertion, ReauthOutcome, Removal, SessionOpening, SignInAttempt, SignInMethods,
    SignInOutcome, SignInRequest, TypedCode,
};
pub use backup::{
    Backup, BackupError, BackupFolder, Drill, KeyChoice, KeyLoss, Manifest, Restored, restore,
};
pub use directory::{ImportCounts, ImportReport, RecordType, SlugConflict};
pub use moderation::{
    Author, ClaimOutcome, Correction, Decision, InitiativeEdit, ModerationOutcome, Notification,
    Notifier, PAGE as QUEUE_PAGE, Publication,
};
pub use operations::{
    ERASURE_BATCH, Health, Loss, LossAcceptance, LossReport, check_key, key_path, newest_migration,
};
pub use proposals::{
    ConfirmationMail, ExpiringProposal, LinkMail, Moved, NewProposal, ProposalSubmission, Reminder,
    StepInput, StepOutcome, SubmissionOutcome,
};
pub use shared::ModeratedInitiative;
pub use sqlite::{DEFAULT_MIN_FREE, DiskSpace, Error, FULL_DISK, Result, open_to_others};

use shared::HighWaterMark;
use sqlite::{DiskGuard, OutboxNotify, ServerLock, WriteClass};

/// Database handle: several reading connections, one writing connection.
#[derive(Debug, Clone)]
pub struct Store {
    readers: SqlitePool,
    writer: SqlitePool,
    /// Read-only immutable connection, used if the disk does not allow any other.
    immutable_reader: Option<SqlitePool>,
    server_key: Arc<ServerKey>,
    disk: Arc<DiskGuard>,
    outbox_notify: Arc<OutboxNotify>,
    high_water_mark: Arc<HighWaterMark>,
    /// Server lock, which keeps other servers off the file.
    _lock: Option<Arc<ServerLock>>,
}

impl Store {
    /// Server key, stored beside the database.
    #[must_use]
    pub fn server_key(&self) -> &ServerKey {
        &self.server_key
    }

    /// Runs `change` as one transaction of class `Submission`. Fails if the disk is short of space.
    async fn write<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_as(WriteClass::Submission, change).await
    }

    /// Like `write`, but allowed on a full disk (see [`WriteClass::Release`]).
    async fn write_on_full_disk<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_as(WriteClass::Release, change).await
    }

    /// Runs `change` as one `BEGIN IMMEDIATE` transaction of this class. All writes go through here.
    ///
    /// After an error the connection is closed, since after a full disk it would reject all later transactions. The
    /// next write opens a new one.
    async fn write_as<T>(
        &self,
        class: WriteClass,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        if let Some(folder) = self.disk.shortage(class) {
            return Err(Error::NoSpace(folder.to_owned()));
        }
        let mut connection = self.writer.acquire().await?;
        let outcome = async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let value = change(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        }
        .await;
        self.outbox_notify.transaction_ended(outcome.is_ok());
        self.disk.record_result(outcome.as_ref().err());
        if let Err(error) = &outcome {
            connection.close_on_drop();
            self.close_stale_connections(connection, error).await;
        }
        outcome
    }

    /// Dry run: runs `change` in a transaction and rolls it back.
    async fn dry_run<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        let mut connection = self.writer.acquire().await?;
        let outcome = async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let value = change(&mut tx).await?;
            tx.rollback().await?;
            Ok(value)
        }
        .await;
        if outcome.is_err() {
            connection.close_on_drop();
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::directory::{Seeds, Synonym, SynonymKind};

    #[tokio::test]
    async fn the_writer_recovers_once_there_is_space_on_the_disk() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        let synonym = |n: usize| Synonym {
            term: format!("mot {n}").parse().unwrap(),
            expansion: "le mot que disent les textes".parse().unwrap(),
            kind: SynonymKind::Synonym,
        };
        let seeds = Seeds { synonyms: (0..2_000).map(synonym).collect(), ..Seeds::default() };
        let full = store.write(async |tx| {
            // The limit applies to this connection only: closing the connection has the effect of freeing disk space.
            #[expect(clippy::disallowed_methods, reason = "no checked macro takes this pragma")]
            let limit = sqlx::query("PRAGMA max_page_count = 1");
            limit.execute(&mut *tx).await?;
            Ok(())
        });
        full.await.unwrap();

        let failed = store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await;
        let room = store.has_disk_space();
        let again = store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await;

        assert!(failed.is_err());
        assert!(!room, "the disk has not taken it, whatever the system says of its space");
        assert!(again.is_ok(), "{again:?}");
        assert!(store.has_disk_space());
        assert_eq!(store.version().await.unwrap(), 1);
    }

    /// Compile-time check that store futures are `Send`.
    #[test]
    fn store_futures_are_send() {
        fn movable<T: Send>(_: impl Fn(Store, Seeds) -> T) {}
        movable(|store, seeds| async move {
            store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await.map(drop)
        });
    }
}
