//! Synonyms, acronyms and frequent misspellings.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::directory::{Synonym, SynonymKind};
use crate::domain::text::Line;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, json};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Synonym>> {
    let synonyms = sqlx::query_as!(
        Synonym,
        r#"
        SELECT term AS "term: Line", expansion AS "expansion: Line", kind AS "kind: SynonymKind"
        FROM synonyms ORDER BY id
        "#
    );
    synonyms.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Synonym],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM synonyms").execute(&mut *tx).await?;
    let written = json(wanted, |synonym| {
        json!({
            "term": synonym.term.as_str(),
            "expansion": synonym.expansion.as_str(),
            "kind": synonym.kind.name(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO synonyms (id, term, expansion, kind)
        SELECT key + 1, value ->> 'term', value ->> 'expansion', value ->> 'kind'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
