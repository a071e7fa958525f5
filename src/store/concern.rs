//! Whom proposals concern, kept true: a change follows the initiative that it is of.

use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    codec::{Texts, texts},
    diff,
};
use crate::domain::{
    access::concerned,
    ids::{InitiativeId, ProposalId},
    place::DepartementCode,
    proposal::Proposal,
};

/// The départements, as a column spells them, that a proposal typed to be in `typed` concerns: a new one, or one that
/// changes the initiative `over`.
pub(super) async fn of(
    tx: &mut SqliteConnection,
    typed: &[DepartementCode],
    over: Option<InitiativeId>,
) -> sqlx::Result<String> {
    let there = match over {
        Some(initiative) => Some(in_force(tx, initiative).await?),
        None => None,
    };
    Ok(json!(texts(&concerned(typed, there.as_deref()))).to_string())
}

/// The same, of `proposal` as it stands.
pub(super) async fn of_proposal(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
) -> sqlx::Result<String> {
    of(tx, &proposal.typed_departements, proposal.over()).await
}

/// Where `initiative` takes place, as its version in force says.
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

struct Row {
    id: ProposalId,
    typed: Vec<DepartementCode>,
    there: Vec<DepartementCode>,
}

/// Reads anew whom the changes of `initiatives` concern that are not settled, now that other versions are in force. What
/// was decided stays with those who could decide it.
pub(super) async fn follow(
    tx: &mut SqliteConnection,
    initiatives: impl IntoIterator<Item = InitiativeId>,
) -> sqlx::Result<()> {
    let initiatives = diff::json(initiatives, |id| id.get().into());
    let rows = sqlx::query_as!(
        Row,
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
    let read = diff::json(&rows, |row| {
        json!([row.id.get(), texts(&concerned(&row.typed, Some(&row.there)))])
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
