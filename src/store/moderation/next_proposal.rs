//! Next proposal to read after a decision.

use jiff::Timestamp;

use super::claim::CLAIM_LIFETIME;
use super::queue::scope;
use crate::domain::account::Account;
use crate::domain::ids::ProposalId;
use crate::store::sqlite::{Result, Store, moment};

impl Store {
    /// Oldest pending proposal in the jurisdiction of `member` that is not quarantined and not claimed by another
    /// member at `now`.
    pub async fn find_next(&self, member: &Account, now: Timestamp) -> Result<Option<ProposalId>> {
        let (scope, id, lapsed) = (scope(member), member.id.get(), moment(now - CLAIM_LIFETIME));
        let next = sqlx::query_scalar!(
            r#"
            SELECT id AS "id!: ProposalId" FROM proposals
            WHERE state = 'pending' AND quarantine IS NULL
                AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                    SELECT 1 FROM json_each(?1) s
                    WHERE instr(departements, '"' || s.value || '"') > 0
                ))
                AND (claimed_by IS NULL OR claimed_by = ?2 OR claimed_at <= ?3)
            ORDER BY waiting_since, id LIMIT 1
            "#,
            scope,
            id,
            lapsed
        );
        Ok(next.fetch_optional(&self.readers).await?)
    }
}
