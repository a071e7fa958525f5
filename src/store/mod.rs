//! SQLite store: all SQL is here. Takes and returns domain types.

mod accounts;
mod backup;
mod common;
mod directory;
mod moderation;
mod operations;
mod outbox;
mod proposals;
mod sqlite;

pub use crate::domain::operations::{ImportCounts, ImportReport, RecordType};
pub use accounts::{
    Candidate, Challenge, ChallengePurpose, ChangeContext, Enrolment, Invitation, LinkKey, Lockout,
    MemberChangeOutcome, NewPasskey, OwnAccountChange, Passkey, PasskeyAssertion, ReauthOutcome,
    Removal, SecondFactorFacts, SecurityMails, SessionOpening, SignInAttempt, SignInMethods,
    SignInOutcome, SignInRequest, TypedCode,
};
pub use backup::{
    Backup, BackupError, BackupFolder, Drill, KeyChoice, KeyLoss, Manifest, Restored, restore,
};
pub use moderation::{
    Author, AuthorNotification, Claim, ClaimOutcome, Correction, Decision, InitiativeEdit,
    InitiativeHistory, LatestEdit, ModeratedInitiative, ModerationOutcome, Notification,
    PAGE as QUEUE_PAGE, Publication, Review,
};
pub use operations::{Health, LossAcceptance, LossReport, check_key};
pub use proposals::{
    AuthorEmail, ConfirmationMail, ExpiringProposal, LinkMail, Moved, NewProposal, ProposalLink,
    ProposalSubmission, Reminder, StepInput, StepOutcome, SubmissionOutcome, TrackedProposal,
    WaitingChange, WaitingDuplicate,
};
pub use sqlite::{
    Attempt, DEFAULT_MIN_FREE, DiskSpace, ERASURE_BATCH, Error, FULL_DISK, Loss, MAX_ATTEMPTS,
    Result, Store, key_path, newest_migration, open_to_others,
};

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
            expansion: Some("le mot que disent les textes".parse().unwrap()),
            kind: SynonymKind::Synonym,
            leads_to: Vec::new(),
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
        fn assert_send<T: Send>(_: impl Fn(Store, Seeds) -> T) {}
        assert_send(|store, seeds| async move {
            store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await.map(drop)
        });
    }
}
