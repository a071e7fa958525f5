//! Source records that were deliberately left out of the directory.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::directory::{Exclusion, ExclusionKind};
use crate::domain::text::{Line, Prose, Reference};
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, json};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Exclusion>> {
    let left_out = sqlx::query_as!(
        Exclusion,
        r#"
        SELECT noun AS "noun: ExclusionKind", reference AS "reference: Reference",
            name AS "name: Line", reason AS "reason: Prose"
        FROM left_out ORDER BY id
        "#
    );
    left_out.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Exclusion],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM left_out").execute(&mut *tx).await?;
    let written = json(wanted, |left_out| {
        json!({
            "noun": left_out.noun.name(),
            "reference": left_out.reference.as_str(),
            "name": left_out.name.as_str(),
            "reason": left_out.reason.as_str(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO left_out (id, noun, reference, name, reason)
        SELECT key + 1, value ->> 'noun', value ->> 'reference', value ->> 'name',
            value ->> 'reason'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
