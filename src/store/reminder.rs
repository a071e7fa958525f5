//! Drafts that are erased soon: who is to be told, and the links that they are told.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    codec::{Moment, moment},
    erasure::LIMIT,
};
use crate::domain::{
    contact::Email,
    erasure::{NOTICE, Perishable, before},
    ids::ProposalId,
    mail::Message,
    secret::TokenHash,
};

/// A draft that is erased soon, whose author can be told.
#[derive(Debug, Clone)]
pub struct Expiring {
    pub proposal: ProposalId,
    pub email: Email,
    /// Empty when it has none yet.
    pub title: String,
    pub changed_at: Timestamp,
}

/// The mail about a draft that is erased soon, and the link in it.
#[derive(Debug)]
pub struct Reminder {
    pub expiring: Expiring,
    pub link: TokenHash,
    pub message: Message,
}

impl Store {
    /// The drafts whose authors are to be told at `now` that they are erased soon, [`super::AT_ONCE`] at most.
    pub async fn list_expiring(&self, now: Timestamp) -> Result<Vec<Expiring>> {
        let limit = moment(before(now, Perishable::Draft.lifetime() - NOTICE));
        let rows = sqlx::query!(
            r#"
            SELECT id AS "proposal: ProposalId", email AS "email!: Email", title,
                changed_at AS "changed_at: Moment"
            FROM proposals
            WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?1
                AND email IS NOT NULL AND (reminded_at IS NULL OR reminded_at < changed_at)
            ORDER BY changed_at LIMIT ?2
            "#,
            limit,
            LIMIT
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        let expiring = rows.map(|row| Expiring {
            proposal: row.proposal,
            email: row.email,
            title: row.title,
            changed_at: row.changed_at.into(),
        });
        Ok(expiring.collect())
    }

    /// Tells the authors of drafts at `now` that they are erased soon; who has gone on writing meanwhile is not told.
    pub async fn remind(&self, reminders: &[Reminder], now: Timestamp) -> Result<()> {
        self.write(async |tx| {
            for Reminder { expiring, link, message } in reminders {
                if note_reminder(tx, expiring, now).await? {
                    add_link(tx, expiring.proposal, *link, now).await?;
                    self.queue(tx, message, Some(expiring.proposal), now).await?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// Whether `expiring` is as it was read, and its author told for the first time since.
async fn note_reminder(
    tx: &mut SqliteConnection,
    expiring: &Expiring,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let (id, changed_at) = (expiring.proposal.get(), moment(expiring.changed_at));
    let now = moment(now);
    let noted = sqlx::query!(
        r#"
        UPDATE proposals SET reminded_at = ?3
        WHERE id = ?1 AND state = 'draft' AND changed_at = ?2
            AND (reminded_at IS NULL OR reminded_at < changed_at)
        "#,
        id,
        changed_at,
        now
    );
    Ok(noted.execute(tx).await?.rows_affected() == 1)
}

async fn add_link(
    tx: &mut SqliteConnection,
    proposal: ProposalId,
    link: TokenHash,
    now: Timestamp,
) -> sqlx::Result<()> {
    let (proposal, hash, now) = (proposal.get(), link.as_bytes().to_vec(), moment(now));
    sqlx::query!(
        "INSERT INTO proposal_links (hash, proposal, made_at) VALUES (?1, ?2, ?3)",
        hash,
        proposal,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}
