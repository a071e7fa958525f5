//! SQLite store: all SQL is here. Takes and returns domain types.

mod account;
mod backup;
mod bell;
mod bucket;
mod challenge;
mod claim;
mod clearance;
mod codec;
mod concern;
mod confirmation;
mod decided;
mod decision;
mod delivery;
mod diff;
mod draft;
mod draft_proposal;
mod edition;
mod enrolment;
mod erased;
mod erasure;
mod error;
mod event;
mod figure;
mod follow;
mod forgetting;
mod free_address;
mod health;
mod heartbeat;
mod history;
mod initiative;
mod initiative_plant;
mod invited;
mod kept;
mod key_loss;
mod left_out;
mod link;
mod lock;
mod member;
mod names;
mod neighbourhood;
mod next;
mod open;
mod organisation;
mod organisation_plant;
mod outbox;
mod party;
mod passkey;
mod place;
mod plant;
mod planted;
mod private;
mod proof;
mod proposal;
mod publication;
mod published;
mod quarantine;
mod queue;
mod reminder;
mod retired;
mod revision;
mod room;
mod sending;
mod server_key;
mod session;
mod settled;
mod sheet;
mod sign_in;
mod source;
mod spam;
mod still;
mod synonym;
mod totp;
mod totp_lockout;
mod twin;
mod undo;
mod vocabulary;
mod written;

use std::sync::Arc;

use sqlx::{Connection as _, SqliteConnection, sqlite::SqlitePool};

use crate::vault::Vault;

pub use account::Ways;
pub use backup::{
    Backup, BackupError, BackupFolder, Drill, KeyChoice, KeyLoss, Manifest, Restored, restore,
};
pub use challenge::{Challenge, ChallengePurpose};
pub use claim::Claimed;
pub use decision::{Decision, Outcome, Telling};
pub use draft_proposal::Beginning;
pub use edition::{Author, Correction, Edition, Tell};
pub use enrolment::Enrolment;
pub use erasure::AT_ONCE;
pub use error::{Error, Result};
pub use follow::{Links, Moved};
pub use health::Health;
pub use history::Edited;
pub use kept::Taken;
pub use key_loss::{Acceptance, Losses};
pub use link::Asking;
pub use member::{Candidate, Changing, Invitation, MemberChange};
pub use open::newest as newest_migration;
pub use passkey::{NewPasskey, OwnChange, Passkey, PasskeyProof, Removal};
pub use planted::{Noun, Planted, Tally};
pub use private::open_to_others;
pub use reminder::{Expiring, Reminder};
pub use room::{FULL, LEAST_FREE, Space};
pub use server_key::{Loss, check_key, key_path};
pub use sheet::{StepWriting, StepWritten};

use bell::Bell;
use heartbeat::Greatest;
use lock::ServerLock;
pub use proof::{Notice, Proved, Typed, WriteNotice};
pub use publication::Publication;
pub use queue::PAGE as QUEUE_PAGE;
use room::{Room, WriteClass};
pub use sending::{Confirming, Sending, Sent};
pub use session::Opening;
pub use sign_in::{LinkKey, Tried, Try};
pub use totp_lockout::Lockout;

/// Database handle: several reading connections, one writing connection.
#[derive(Debug, Clone)]
pub struct Store {
    readers: SqlitePool,
    writer: SqlitePool,
    /// Read-only immutable connection, used if the disk does not allow any other.
    still: Option<SqlitePool>,
    vault: Arc<Vault>,
    room: Arc<Room>,
    bell: Arc<Bell>,
    greatest: Arc<Greatest>,
    /// Server lock, which keeps other servers off the file.
    _lock: Option<Arc<ServerLock>>,
}

impl Store {
    /// Server key, stored beside the database.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Runs `change` as one transaction of class `Submission`. Fails if the disk is short of space.
    async fn write<T>(
        &self,
        change: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
    ) -> Result<T> {
        self.write_as(WriteClass::Submission, change).await
    }

    /// Like `write`, but allowed on a full disk (see [`WriteClass::Release`]).
    async fn write_regardless<T>(
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
        if let Some(folder) = self.room.lacking(class) {
            return Err(Error::NoRoom(folder.to_owned()));
        }
        let mut connection = self.writer.acquire().await?;
        let outcome = async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let value = change(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        }
        .await;
        self.bell.transaction_over(outcome.is_ok());
        self.room.note(outcome.as_ref().err());
        if let Err(error) = &outcome {
            connection.close_on_drop();
            self.let_go(connection, error).await;
        }
        outcome
    }

    /// Dry run: runs `change` in a transaction and rolls it back.
    async fn try_out<T>(
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
    use crate::domain::{
        seed::Seeds,
        vocabulary::{Synonym, SynonymKind},
    };

    #[tokio::test]
    async fn the_writer_serves_again_once_there_is_room_on_the_disk() {
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

        let failed = store.plant(&seeds, Timestamp::UNIX_EPOCH).await;
        let room = store.has_room();
        let again = store.plant(&seeds, Timestamp::UNIX_EPOCH).await;

        assert!(failed.is_err());
        assert!(!room, "the disk has not taken it, whatever the system says of its space");
        assert!(again.is_ok(), "{again:?}");
        assert!(store.has_room());
        assert_eq!(store.version().await.unwrap(), 1);
    }

    /// Compile-time check that store futures are `Send`.
    #[test]
    fn what_writes_may_move_between_threads() {
        fn movable<T: Send>(_: impl Fn(Store, Seeds) -> T) {}
        movable(|store, seeds| async move {
            store.plant(&seeds, Timestamp::UNIX_EPOCH).await.map(drop)
        });
    }
}
