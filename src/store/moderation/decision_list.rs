//! Queue tab of decided proposals.

use super::queue::{PAGE, QueueParameters, QueueRow, size};
use crate::domain::ids::{AccountId, ProposalId};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{FormData, ProposalState, QuarantineReason};
use crate::domain::text::Line;
use crate::store::sqlite::{Moment, Result, Store, Texts};

impl Store {
    /// One page of decided proposals, latest decision first, and their number.
    #[expect(clippy::too_many_lines, reason = "one statement, as long as its table is wide")]
    pub(super) async fn decided(
        &self,
        parameters: &QueueParameters,
    ) -> Result<(Vec<QueueRow>, usize)> {
        let QueueParameters { scope, departement, is_change, skipped, .. } = parameters;
        let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let count = sqlx::query_scalar!(
            r#"
            SELECT count(*) AS "count!: i64" FROM proposals
            WHERE state IN ('changes', 'published', 'refused')
                AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                    SELECT 1 FROM json_each(?1) s
                    WHERE instr(departements, '"' || s.value || '"') > 0
                ))
                AND (?2 IS NULL OR instr(departements, '"' || ?2 || '"') > 0)
                AND (?3 IS NULL OR (base IS NOT NULL) = ?3)
            "#,
            scope,
            departement,
            is_change
        );
        let count = size(count.fetch_one(&self.readers).await?);
        let rows = sqlx::query_as!(
            QueueRow,
            r#"
            WITH shown AS (
                SELECT id, changed_at FROM proposals
                WHERE state IN ('changes', 'published', 'refused')
                    AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                        SELECT 1 FROM json_each(?1) s
                        WHERE instr(departements, '"' || s.value || '"') > 0
                    ))
                    AND (?2 IS NULL OR instr(departements, '"' || ?2 || '"') > 0)
                    AND (?3 IS NULL OR (base IS NOT NULL) = ?3)
                ORDER BY changed_at DESC, id DESC LIMIT ?4 OFFSET ?5
            )
            SELECT p.id AS "id!: ProposalId",
                CASE WHEN p.sent_entry IS NULL THEN p.title
                    ELSE coalesce(p.sent_entry ->> '$.titre[0]', '') END AS "title!",
                p.state AS "state!: ProposalState",
                p.base IS NOT NULL AS "is_change!: bool",
                p.departements AS "departements!: Texts<DepartementCode>",
                coalesce(p.sent_entry, p.entry) AS "entry!: FormData", p.quarantine AS "quarantine?: QuarantineReason",
                p.suspicion AS "suspicion!: u32", NULL AS "claimed_by?: AccountId",
                NULL AS "claimed_name?: Line", p.waiting_since AS "waiting_since?: Moment",
                p.changed_at AS "changed_at!: Moment"
            FROM shown JOIN proposals p ON p.id = shown.id
            ORDER BY shown.changed_at DESC, p.id DESC
            "#,
            scope,
            departement,
            is_change,
            page,
            skipped
        );
        Ok((rows.fetch_all(&self.readers).await?, count))
    }
}
