//! Jurisdiction: the départements whose moderators may decide about a proposal, kept up to date.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::account::jurisdiction;
use crate::domain::directory::InitiativeId;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{Proposal, ProposalId};
use crate::store::sqlite::{Texts, texts};

/// Jurisdiction, as a JSON array, of a proposal with the départements `typed`: a new one, or one that changes the
/// initiative `target`.
pub async fn of(
    tx: &mut SqliteConnection,
    typed: &[DepartementCode],
    target: Option<InitiativeId>,
) -> sqlx::Result<String> {
    let there = match target {
        Some(initiative) => Some(in_force(tx, initiative).await?),
        None => None,
    };
    Ok(json!(texts(&jurisdiction(typed, there.as_deref()))).to_string())
}

/// Jurisdiction of `proposal` as stored.
pub async fn of_proposal(tx: &mut SqliteConnection, proposal: &Proposal) -> sqlx::Result<String> {
    of(tx, &proposal.typed_departements, proposal.target_initiative()).await
}

/// Départements of the current revision of `initiative`.
async fn in_force(
    tx: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Vec<DepartementCode>> {
    let id = initiative.get();
    let there = sqlx::query_scalar!(
        r#"
        SELECT d.departement AS "code: DepartementCode"
        FROM initiatives i JOIN revision_departements d ON d.revision = i.revision
        WHERE i.id = ?1 ORDER BY d.position
        "#,
        id
    );
    there.fetch_all(tx).await
}

struct JurisdictionRow {
    id: ProposalId,
    typed: Vec<DepartementCode>,
    there: Vec<DepartementCode>,
}

/// Recomputes the jurisdiction of the open changes of `initiatives`, after their current revision changed. Decided
/// proposals keep theirs.
pub async fn refresh(
    tx: &mut SqliteConnection,
    initiatives: impl IntoIterator<Item = InitiativeId>,
) -> sqlx::Result<()> {
    let initiatives = crate::store::sqlite::codec::json(initiatives, |id| id.get().into());
    let rows = sqlx::query_as!(
        JurisdictionRow,
        r#"
        SELECT id AS "id!: ProposalId",
            typed_departements AS "typed!: Texts<DepartementCode>",
            (SELECT json_group_array(departement) FROM
                (SELECT d.departement FROM initiatives i
                JOIN revision_departements d ON d.revision = i.revision
                WHERE i.id = proposals.initiative ORDER BY d.position)
            ) AS "there!: Texts<DepartementCode>"
        FROM proposals
        WHERE initiative IN (SELECT value FROM json_each(?1)) AND base IS NOT NULL
            AND state IN ('draft', 'unconfirmed', 'pending')
        "#,
        initiatives
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    let read = crate::store::sqlite::codec::json(&rows, |row| {
        json!([row.id.get(), texts(&jurisdiction(&row.typed, Some(&row.there)))])
    });
    sqlx::query!(
        r#"
        UPDATE proposals SET departements = read.value ->> 1
        FROM json_each(?1) read WHERE proposals.id = read.value ->> 0
        "#,
        read
    )
    .execute(tx)
    .await?;
    Ok(())
}
