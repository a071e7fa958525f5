//! Source records that were deliberately left out of the directory.

use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    Tally,
    diff::{json, tally_of_whole},
    names::Named as _,
};
use crate::domain::{
    seed::{LeftOut, LeftOutNoun},
    text::{Line, Prose, Reference},
};

pub(super) async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<LeftOut>> {
    let left_out = sqlx::query_as!(
        LeftOut,
        r#"
        SELECT noun AS "noun: LeftOutNoun", reference AS "reference: Reference",
            name AS "name: Line", reason AS "reason: Prose"
        FROM left_out ORDER BY id
        "#
    );
    left_out.fetch_all(connection).await
}

pub(super) async fn plant(tx: &mut SqliteConnection, wanted: &[LeftOut]) -> sqlx::Result<Tally> {
    let tally = tally_of_whole(&list(tx).await?, wanted);
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
