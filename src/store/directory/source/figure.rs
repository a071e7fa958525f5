//! Public statistics about places.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::place::{Figure, FigureScope, QpvList};
use crate::domain::text::Line;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, json, text};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Figure>> {
    let figures = sqlx::query_as!(
        Figure,
        r#"
        SELECT scope AS "scope: FigureScope", scope_code AS "scope_code: Line",
            scope_name AS "scope_name: Line", list AS "list: QpvList",
            indicator AS "indicator: Line", value AS "value: Line", unit AS "unit: Line",
            year AS "year: Line", source AS "source: Line"
        FROM figures ORDER BY id
        "#
    );
    figures.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Figure],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM figures").execute(&mut *tx).await?;
    let written = json(wanted, |figure| {
        json!({
            "scope": figure.scope.name(),
            "scope_code": figure.scope_code.as_str(),
            "scope_name": figure.scope_name.as_str(),
            "list": figure.list.name(),
            "indicator": figure.indicator.as_str(),
            "value": figure.value.as_str(),
            "unit": text(figure.unit.as_ref()),
            "year": text(figure.year.as_ref()),
            "source": figure.source.as_str(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO figures
            (id, scope, scope_code, scope_name, list, indicator, value, unit, year, source)
        SELECT key + 1, value ->> 'scope', value ->> 'scope_code', value ->> 'scope_name',
            value ->> 'list', value ->> 'indicator', value ->> 'value', value ->> 'unit',
            value ->> 'year', value ->> 'source'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
