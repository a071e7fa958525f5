//! Claims: a moderator reserves a proposal, so that others take another one.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use crate::domain::account::AccountId;
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::ProposalId;
use crate::domain::text::Line;
use crate::store::common::{AuditEntry, audit};
use crate::store::sqlite::{Moment, Result, Store, WriteClass, moment};

/// Duration of an idle claim: 30 minutes.
pub(super) const CLAIM_LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// Claim of a member on a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub by: AccountId,
    pub name: Line,
    pub since: Timestamp,
}

/// Outcome of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimOutcome {
    Granted,
    /// Claimed by another member, since then.
    HeldBy(Line, Timestamp),
    /// The proposal is not pending.
    NotFound,
}

impl Store {
    /// Claims a proposal for `by`, or renews the claim.
    pub async fn claim(
        &self,
        proposal: ProposalId,
        by: AccountId,
        at: Timestamp,
    ) -> Result<ClaimOutcome> {
        let (id, account, lapsed) = (proposal.get(), by.get(), moment(at - CLAIM_LIFETIME));
        let now = moment(at);
        self.write_as(WriteClass::Moderation, async |tx| {
            let row = sqlx::query!(
                r#"
                SELECT p.claimed_by AS "by?: AccountId", p.claimed_at AS "at?: Moment",
                    a.name AS "name?: Line", coalesce(p.claimed_at <= ?2, 0) AS "lapsed!: bool"
                FROM proposals p LEFT JOIN accounts a ON a.id = p.claimed_by
                WHERE p.id = ?1 AND p.state = 'pending'
                "#,
                id,
                lapsed
            );
            let Some(row) = row.fetch_optional(&mut *tx).await? else {
                return Ok(ClaimOutcome::NotFound);
            };
            let held = row.by.filter(|_| !row.lapsed);
            if held.is_some_and(|held| held != by)
                && let (Some(name), Some(since)) = (row.name, row.at)
            {
                return Ok(ClaimOutcome::HeldBy(name, since.into()));
            }
            let change = sqlx::query!(
                "UPDATE proposals SET claimed_by = ?2, claimed_at = ?3 WHERE id = ?1",
                id,
                account,
                now
            );
            change.execute(&mut *tx).await?;
            if held.is_none() {
                audit::record(tx, &about(AuditKind::Claimed, proposal, by), at).await?;
            }
            Ok(ClaimOutcome::Granted)
        })
        .await
    }

    /// Releases the claim of `by`.
    pub async fn release(&self, proposal: ProposalId, by: AccountId, at: Timestamp) -> Result<()> {
        let (id, account) = (proposal.get(), by.get());
        self.write_as(WriteClass::Moderation, async |tx| {
            let change = sqlx::query!(
                r#"
                UPDATE proposals SET claimed_by = NULL, claimed_at = NULL
                WHERE id = ?1 AND claimed_by = ?2
                "#,
                id,
                account
            );
            if change.execute(&mut *tx).await?.rows_affected() > 0 {
                audit::record(tx, &about(AuditKind::Released, proposal, by), at).await?;
            }
            Ok(())
        })
        .await
    }
}

/// Member who holds the claim on a proposal at `now`.
pub(super) async fn find_claim(
    connection: &mut SqliteConnection,
    proposal: ProposalId,
    now: Timestamp,
) -> sqlx::Result<Option<Claim>> {
    let (id, lapsed) = (proposal.get(), moment(now - CLAIM_LIFETIME));
    let row = sqlx::query!(
        r#"
        SELECT a.id AS "id!: AccountId", a.name AS "name!: Line", p.claimed_at AS "at!: Moment"
        FROM proposals p JOIN accounts a ON a.id = p.claimed_by
        WHERE p.id = ?1 AND p.claimed_at > ?2
        "#,
        id,
        lapsed
    );
    let row = row.fetch_optional(connection).await?;
    Ok(row.map(|row| Claim { by: row.id, name: row.name, since: row.at.into() }))
}

fn about(kind: AuditKind, proposal: ProposalId, by: AccountId) -> AuditEntry {
    AuditEntry { proposal: Some(proposal), ..AuditEntry::of(kind, Some(by)) }
}
