//! Départements, intercommunalities, communes and neighbourhoods.

pub mod intercommunality;
pub mod neighbourhood;

use serde_json::json;
use sqlx::SqliteConnection;

use super::diff::diff;
use crate::domain::place::{Commune, Departement, DepartementCode, InseeCode, Outline, Postcode};
use crate::domain::text::Line;
use crate::store::ImportCounts;
use crate::store::sqlite::{Texts, json, position, texts};

pub(super) async fn list_departements(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<Departement>> {
    let departements = sqlx::query_as!(
        Departement,
        r#"
        SELECT code AS "code: DepartementCode", name AS "name: Line", outline AS "outline: Outline"
        FROM departements WHERE in_force = 1 ORDER BY code
        "#
    );
    departements.fetch_all(connection).await
}

pub(super) async fn import_departements(
    tx: &mut SqliteConnection,
    wanted: &[Departement],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_departements(tx).await?, wanted, |departement| departement.code.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE departements SET in_force = 0 WHERE code IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, |departement| {
        json!({
            "code": departement.code.as_str(),
            "name": departement.name.as_str(),
            "outline": departement.outline.to_string(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO departements (code, name, outline, in_force)
        SELECT value ->> 'code', value ->> 'name', value ->> 'outline', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (code) DO UPDATE
        SET name = excluded.name, outline = excluded.outline, in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}

pub(super) async fn list_communes(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Commune>> {
    let communes = sqlx::query!(
        r#"
        SELECT insee AS "insee: InseeCode", name AS "name: Line",
            postcodes AS "postcodes: Texts<Postcode>",
            departement AS "departement: DepartementCode", lat, lon
        FROM communes WHERE in_force = 1 ORDER BY insee
        "#
    );
    let communes = communes.try_map(|row| {
        Ok(Commune {
            insee: row.insee,
            name: row.name,
            postcodes: row.postcodes.into(),
            departement: row.departement,
            centre: position(row.lat, row.lon)?,
        })
    });
    communes.fetch_all(connection).await
}

pub(super) async fn import_communes(
    tx: &mut SqliteConnection,
    wanted: &[Commune],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_communes(tx).await?, wanted, |commune| commune.insee.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE communes SET in_force = 0 WHERE insee IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, |commune| {
        json!({
            "insee": commune.insee.as_str(),
            "name": commune.name.as_str(),
            "postcodes": texts(&commune.postcodes),
            "departement": commune.departement.as_str(),
            "lat": commune.centre.lat(),
            "lon": commune.centre.lon(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO communes (insee, name, postcodes, departement, lat, lon, in_force)
        SELECT value ->> 'insee', value ->> 'name', value ->> 'postcodes',
            value ->> 'departement', value ->> 'lat', value ->> 'lon', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (insee) DO UPDATE
        SET name = excluded.name, postcodes = excluded.postcodes,
            departement = excluded.departement, lat = excluded.lat, lon = excluded.lon, in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}
