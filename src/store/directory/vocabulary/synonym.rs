//! Terms of searches: synonyms, acronyms, frequent misspellings, and words that point to values.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::directory::{Meaning, Synonym, SynonymKind};
use crate::domain::text::Line;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, Texts, json, text, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Synonym>> {
    let synonyms = sqlx::query_as!(
        Synonym,
        r#"
        SELECT term AS "term: Line", expansion AS "expansion: Line", kind AS "kind: SynonymKind",
            leads_to AS "leads_to: Texts<Meaning>"
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
            "expansion": text(synonym.expansion.as_ref()),
            "kind": synonym.kind.name(),
            "leads_to": texts(&synonym.leads_to),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO synonyms (id, term, expansion, kind, leads_to)
        SELECT key + 1, value ->> 'term', value ->> 'expansion', value ->> 'kind',
            value ->> 'leads_to'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
