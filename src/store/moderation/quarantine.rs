//! Quarantine: count, release, and erasure by the operator.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::claim::CLAIM_LIFETIME;
use crate::domain::account::AccountId;
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::{ProposalId, ProposalState, QuarantineReason};
use crate::store::common::{AuditEntry, ProposalSelection, audit, expire};
use crate::store::proposals::proposal;
use crate::store::sqlite::{ERASURE_LIMIT, Result, Store, WriteClass, moment};

impl Store {
    /// Counts, by reason, the unread quarantined proposals unchanged since `limit` and unclaimed at `now`.
    pub async fn count_quarantined(
        &self,
        limit: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<(QuarantineReason, u64)>> {
        let (limit, lapsed) = (moment(limit), moment(now - CLAIM_LIFETIME));
        let rows = sqlx::query!(
            r#"
            SELECT quarantine AS "why!: QuarantineReason", count(*) AS "count!: u64"
            FROM proposals
            WHERE quarantine IS NOT NULL AND changed_at <= ?1
                AND state IN ('draft', 'unconfirmed', 'pending')
                AND (claimed_at IS NULL OR claimed_at <= ?2)
                AND NOT EXISTS (
                    SELECT 1 FROM events
                    WHERE proposal = proposals.id AND kind IN ('changes-asked', 'cleared')
                )
            GROUP BY quarantine ORDER BY quarantine
            "#,
            limit,
            lapsed
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.map(|row| (row.why, row.count)).collect())
    }

    /// Erases up to [`ERASURE_BATCH`](crate::store::ERASURE_BATCH) of them at `now` as expired. Returns their number; fewer if none is left.
    pub async fn erase_quarantined(&self, limit: Timestamp, now: Timestamp) -> Result<u64> {
        let (limit, lapsed) = (moment(limit), moment(now - CLAIM_LIFETIME));
        self.write_on_full_disk(async |tx| {
            let keys = sqlx::query_scalar!(
                r#"
                SELECT json_group_array(id) AS "keys!: String"
                FROM (
                    SELECT id FROM proposals
                    WHERE quarantine IS NOT NULL AND changed_at <= ?1
                        AND state IN ('draft', 'unconfirmed', 'pending')
                        AND (claimed_at IS NULL OR claimed_at <= ?3)
                        AND NOT EXISTS (
                            SELECT 1 FROM events
                            WHERE proposal = proposals.id AND kind IN ('changes-asked', 'cleared')
                        )
                    LIMIT ?2
                )
                "#,
                limit,
                ERASURE_LIMIT,
                lapsed
            );
            let keys = keys.fetch_one(&mut *tx).await?;
            expire(tx, &keys, ProposalSelection::All, now).await
        })
        .await
    }
}

impl Store {
    /// Releases a pending proposal from quarantine: `by` found that it was not written by a robot. Its place in the
    /// queue depends on its age. Does nothing if it is not quarantined.
    pub async fn release_from_quarantine(
        &self,
        id: ProposalId,
        by: AccountId,
        at: Timestamp,
    ) -> Result<()> {
        self.write_as(WriteClass::Moderation, async |tx| {
            let found = proposal::find(tx, id).await?;
            let Some(found) = found.filter(|it| it.state == ProposalState::Pending) else {
                return Ok(());
            };
            if release(tx, id).await? {
                let (proposal, initiative) = (Some(id), found.initiative);
                let note = AuditEntry::of(AuditKind::ReleasedFromQuarantine, Some(by));
                audit::record(tx, &AuditEntry { proposal, initiative, ..note }, at).await?;
            }
            Ok(())
        })
        .await
    }
}

/// Releases a proposal from quarantine. Returns false if it was not quarantined.
pub(super) async fn release(tx: &mut SqliteConnection, id: ProposalId) -> sqlx::Result<bool> {
    let id = id.get();
    let cleared = sqlx::query!(
        "UPDATE proposals SET quarantine = NULL WHERE id = ?1 AND quarantine IS NOT NULL",
        id
    );
    Ok(cleared.execute(tx).await?.rows_affected() > 0)
}
