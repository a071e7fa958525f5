//! Reminders about drafts and unanswered requests that will soon be erased.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::link::{ProposalLink, add_links};
use crate::domain::account::TokenHash;
use crate::domain::directory::Email;
use crate::domain::operations::{EXPIRY_NOTICE, Message, RetentionClass, saturating_sub};
use crate::domain::proposal::ProposalId;
use crate::store::sqlite::{ERASURE_LIMIT, Moment, Result, Store, moment};

/// A proposal that will soon be erased and whose author can be reminded.
#[derive(Debug, Clone)]
pub struct ExpiringProposal {
    /// Retention class: draft, or unanswered request.
    pub what: RetentionClass,
    pub proposal: ProposalId,
    pub email: Email,
    /// Title as typed; may be empty.
    pub title: String,
    pub changed_at: Timestamp,
}

/// Reminder mail, with the hash of the link in it.
#[derive(Debug)]
pub struct Reminder {
    pub expiring: ExpiringProposal,
    pub link: TokenHash,
    pub message: Message,
}

impl Store {
    /// Proposals whose authors must be reminded at `now`; up to `ERASURE_BATCH` of each class.
    pub async fn list_expiring(&self, now: Timestamp) -> Result<Vec<ExpiringProposal>> {
        let mut expiring = self.list_drafts_expiring(now).await?;
        expiring.extend(self.list_unanswered_expiring(now).await?);
        Ok(expiring)
    }

    async fn list_drafts_expiring(&self, now: Timestamp) -> Result<Vec<ExpiringProposal>> {
        let limit = reminder_cutoff(RetentionClass::Draft, now);
        let rows = sqlx::query_as!(
            ExpiringRow,
            r#"
            SELECT id AS "proposal: ProposalId", email AS "email!: Email", title,
                changed_at AS "changed_at: Moment"
            FROM proposals
            WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?1
                AND email IS NOT NULL AND (reminded_at IS NULL OR reminded_at < changed_at)
            ORDER BY changed_at LIMIT ?2
            "#,
            limit,
            ERASURE_LIMIT
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.map(|row| row.expiring(RetentionClass::Draft)).collect())
    }

    async fn list_unanswered_expiring(&self, now: Timestamp) -> Result<Vec<ExpiringProposal>> {
        let limit = reminder_cutoff(RetentionClass::Unanswered, now);
        let rows = sqlx::query_as!(
            ExpiringRow,
            r#"
            SELECT id AS "proposal: ProposalId", email AS "email!: Email", title,
                changed_at AS "changed_at: Moment"
            FROM proposals
            WHERE state = 'changes' AND changed_at <= ?1
                AND email IS NOT NULL AND (reminded_at IS NULL OR reminded_at < changed_at)
            ORDER BY changed_at LIMIT ?2
            "#,
            limit,
            ERASURE_LIMIT
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.map(|row| row.expiring(RetentionClass::Unanswered)).collect())
    }

    /// Queues the reminders at `now`. Skips proposals changed meanwhile.
    pub async fn remind(&self, reminders: &[Reminder], now: Timestamp) -> Result<()> {
        self.write(async |tx| {
            for Reminder { expiring, link, message } in reminders {
                if record_reminder(tx, expiring, now).await? {
                    let proposal = expiring.proposal;
                    add_links(tx, [ProposalLink { proposal, hash: *link, made_at: now }]).await?;
                    self.queue(tx, message, Some(expiring.proposal), now).await?;
                }
            }
            Ok(())
        })
        .await
    }
}

struct ExpiringRow {
    proposal: ProposalId,
    email: Email,
    title: String,
    changed_at: Moment,
}

impl ExpiringRow {
    fn expiring(self, what: RetentionClass) -> ExpiringProposal {
        let Self { proposal, email, title, changed_at } = self;
        ExpiringProposal { what, proposal, email, title, changed_at: changed_at.into() }
    }
}

/// Cutoff of the last change for a reminder at `now`.
fn reminder_cutoff(what: RetentionClass, now: Timestamp) -> String {
    moment(saturating_sub(now, what.lifetime() - EXPIRY_NOTICE))
}

/// Records the reminder. Returns false if the proposal changed, or was reminded already.
async fn record_reminder(
    tx: &mut SqliteConnection,
    expiring: &ExpiringProposal,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let (id, changed_at) = (expiring.proposal.get(), moment(expiring.changed_at));
    let now = moment(now);
    let noted = sqlx::query!(
        r#"
        UPDATE proposals SET reminded_at = ?3
        WHERE id = ?1 AND state IN ('draft', 'changes') AND changed_at = ?2
            AND (reminded_at IS NULL OR reminded_at < changed_at)
        "#,
        id,
        changed_at,
        now
    );
    Ok(noted.execute(tx).await?.rows_affected() == 1)
}
