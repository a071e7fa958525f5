//! Ends of claims on proposals, with another change.

use sqlx::SqliteConnection;

use crate::domain::account::AccountId;
use crate::domain::proposal::ProposalId;

/// Ends the claim on a proposal that changes its state.
pub async fn end_claim(tx: &mut SqliteConnection, proposal: ProposalId) -> sqlx::Result<()> {
    let id = proposal.get();
    sqlx::query!("UPDATE proposals SET claimed_by = NULL, claimed_at = NULL WHERE id = ?1", id)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends all claims of `account`.
pub async fn end_claims_of(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let id = account.get();
    sqlx::query!(
        "UPDATE proposals SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = ?1",
        id
    )
    .execute(tx)
    .await?;
    Ok(())
}
