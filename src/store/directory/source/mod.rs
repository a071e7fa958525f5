//! Data sets from which the facts come.

pub mod exclusion;
pub mod figure;

use serde_json::json;
use sqlx::SqliteConnection;

use super::diff::compare_unkeyed;
use crate::domain::directory::{DataSource, WebUrl};
use crate::domain::text::{Line, Prose};
use crate::store::ImportCounts;
use crate::store::sqlite::{json, text};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<DataSource>> {
    let sources = sqlx::query_as!(
        DataSource,
        r#"
        SELECT name AS "name: Line", publisher AS "publisher: Line", licence AS "licence: Line",
            as_of AS "as_of: Line", gives AS "gives: Prose", row_count AS "rows: u32",
            url AS "url: WebUrl", doubts AS "caveats: Prose"
        FROM sources ORDER BY id
        "#
    );
    sources.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[DataSource],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM sources").execute(&mut *tx).await?;
    let written = json(wanted, |source| {
        json!({
            "name": source.name.as_str(),
            "publisher": source.publisher.as_str(),
            "licence": source.licence.as_str(),
            "as_of": text(source.as_of.as_ref()),
            "gives": source.gives.as_str(),
            "rows": source.rows,
            "url": text(source.url.as_ref()),
            "doubts": text(source.caveats.as_ref()),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO sources (id, name, publisher, licence, as_of, gives, row_count, url, doubts)
        SELECT key + 1, value ->> 'name', value ->> 'publisher', value ->> 'licence',
            value ->> 'as_of', value ->> 'gives', value ->> 'rows', value ->> 'url',
            value ->> 'doubts'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
