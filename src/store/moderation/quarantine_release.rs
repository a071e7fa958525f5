//! Release from quarantine.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::ids::{AccountId, ProposalId};
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::ProposalState;
use crate::store::proposals::proposal;
use crate::store::shared::AuditEntry;
use crate::store::shared::audit;
use crate::store::sqlite::{Result, Store, WriteClass};

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
