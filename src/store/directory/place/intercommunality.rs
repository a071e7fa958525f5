//! Intercommunalities and former communes: replaced as a whole.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::place::{
    FormerCommune, FormerCommuneKind, InseeCode, Intercommunality, IntercommunalityKind, Siren,
};
use crate::domain::text::Line;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, Texts, json, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Intercommunality>> {
    let intercommunalities = sqlx::query_as!(
        Intercommunality,
        r#"
        SELECT siren AS "siren: Siren", name AS "name: Line", kind AS "kind: IntercommunalityKind",
            (SELECT json_group_array(commune) FROM
                (SELECT commune FROM intercommunality_communes
                WHERE intercommunality = siren ORDER BY position)
            ) AS "communes!: Texts<InseeCode>"
        FROM intercommunalities ORDER BY position
        "#
    );
    intercommunalities.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Intercommunality],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM intercommunality_communes").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM intercommunalities").execute(&mut *tx).await?;
    let written = json(wanted, |it| {
        json!({
            "siren": it.siren.as_str(),
            "name": it.name.as_str(),
            "kind": it.kind.name(),
            "communes": texts(&it.communes),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO intercommunalities (siren, position, name, kind)
        SELECT value ->> 'siren', key, value ->> 'name', value ->> 'kind' FROM json_each(?1)
        "#,
        written
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO intercommunality_communes (commune, intercommunality, position)
        SELECT item.value, row.value ->> 'siren', item.key
        FROM json_each(?1) AS row, json_each(row.value, '$.communes') AS item
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}

pub async fn list_former_communes(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<FormerCommune>> {
    let former_communes = sqlx::query_as!(
        FormerCommune,
        r#"
        SELECT insee AS "insee: InseeCode", name AS "name: Line", kind AS "kind: FormerCommuneKind",
            commune AS "commune: InseeCode"
        FROM former_communes ORDER BY position
        "#
    );
    former_communes.fetch_all(connection).await
}

pub async fn import_former_communes(
    tx: &mut SqliteConnection,
    wanted: &[FormerCommune],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list_former_communes(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM former_communes").execute(&mut *tx).await?;
    let written = json(wanted, |it| {
        json!({
            "insee": it.insee.as_str(),
            "name": it.name.as_str(),
            "kind": it.kind.name(),
            "commune": it.commune.as_str(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO former_communes (insee, position, name, kind, commune)
        SELECT value ->> 'insee', key, value ->> 'name', value ->> 'kind', value ->> 'commune'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}
