//! Neighbourhoods and their communes.

use std::collections::HashMap;

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::place::{
    DepartementCode, InseeCode, Neighbourhood, Outline, Population, QpvCode,
};
use crate::domain::text::{Line, Slug};
use crate::store::ImportCounts;
use crate::store::directory::diff::diff;
use crate::store::directory::slug;
use crate::store::sqlite::{Texts, json, position, text, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Neighbourhood>> {
    let neighbourhoods = sqlx::query!(
        r#"
        SELECT code AS "code: QpvCode", slug AS "slug: Slug", name AS "name: Line",
            official_name AS "official_name: Line", name_2015 AS "name_2015: Line",
            aliases AS "aliases: Texts<Line>",
            (SELECT json_group_array(commune) FROM
                (SELECT commune FROM neighbourhood_communes
                WHERE neighbourhood = code ORDER BY position)
            ) AS "communes!: Texts<InseeCode>",
            departement AS "departement: DepartementCode", epci AS "epci: Line", lat, lon,
            population AS "population: u32", population_year AS "population_year: i16",
            population_source AS "population_source: Line", outline AS "outline: Outline"
        FROM neighbourhoods WHERE in_force = 1 ORDER BY code
        "#
    );
    let neighbourhoods = neighbourhoods.try_map(|row| {
        let population = row.population.zip(row.population_source);
        Ok(Neighbourhood {
            code: row.code,
            slug: row.slug,
            name: row.name,
            official_name: row.official_name,
            name_2015: row.name_2015,
            aliases: row.aliases.into(),
            communes: row.communes.into(),
            departement: row.departement,
            epci: row.epci,
            centre: position(row.lat, row.lon)?,
            population: population.map(|(count, source)| Population {
                count,
                year: row.population_year,
                source,
            }),
            outline: row.outline,
        })
    });
    neighbourhoods.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Neighbourhood],
) -> sqlx::Result<ImportCounts> {
    let in_force = list(tx).await?;
    let diff = diff(&in_force, wanted, |neighbourhood| neighbourhood.code.as_str());
    withdraw(tx, &json(diff.withdraw, Into::into)).await?;
    write(tx, &diff.written).await?;
    write_communes(tx, &diff.written).await?;
    let slugs: HashMap<&QpvCode, &Slug> =
        in_force.iter().map(|neighbourhood| (&neighbourhood.code, &neighbourhood.slug)).collect();
    let left = diff.written.iter().filter_map(|neighbourhood| {
        let slug = slugs.get(&neighbourhood.code)?;
        (**slug != neighbourhood.slug).then(|| json!([slug.as_str(), neighbourhood.code.as_str()]))
    });
    slug::retire_neighbourhoods(tx, &json(left, |pair| pair)).await?;
    Ok(diff.tally)
}

async fn withdraw(tx: &mut SqliteConnection, codes: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE neighbourhoods SET in_force = 0 WHERE code IN (SELECT value FROM json_each(?1))",
        codes
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write(tx: &mut SqliteConnection, written: &[&Neighbourhood]) -> sqlx::Result<()> {
    let written = json(written, |neighbourhood| row(neighbourhood));
    sqlx::query!(
        r#"
        INSERT INTO neighbourhoods
            (code, slug, name, official_name, name_2015, aliases, departement, epci, lat, lon,
            population, population_year, population_source, outline, in_force)
        SELECT value ->> 'code', value ->> 'slug', value ->> 'name', value ->> 'official_name',
            value ->> 'name_2015', value ->> 'aliases', value ->> 'departement', value ->> 'epci',
            value ->> 'lat', value ->> 'lon', value ->> 'population', value ->> 'population_year',
            value ->> 'population_source', value ->> 'outline', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (code) DO UPDATE
        SET slug = excluded.slug, name = excluded.name, official_name = excluded.official_name,
            name_2015 = excluded.name_2015, aliases = excluded.aliases,
            departement = excluded.departement, epci = excluded.epci, lat = excluded.lat,
            lon = excluded.lon, population = excluded.population,
            population_year = excluded.population_year,
            population_source = excluded.population_source, outline = excluded.outline,
            in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn row(neighbourhood: &Neighbourhood) -> Value {
    let population = neighbourhood.population.as_ref();
    json!({
        "code": neighbourhood.code.as_str(),
        "slug": neighbourhood.slug.as_str(),
        "name": neighbourhood.name.as_str(),
        "official_name": neighbourhood.official_name.as_str(),
        "name_2015": text(neighbourhood.name_2015.as_ref()),
        "aliases": texts(&neighbourhood.aliases),
        "departement": neighbourhood.departement.as_str(),
        "epci": neighbourhood.epci.as_str(),
        "lat": neighbourhood.centre.lat(),
        "lon": neighbourhood.centre.lon(),
        "population": population.map(|population| population.count),
        "population_year": population.and_then(|population| population.year),
        "population_source": population.map(|population| population.source.as_str()),
        "outline": neighbourhood.outline.to_string(),
    })
}

async fn write_communes(tx: &mut SqliteConnection, written: &[&Neighbourhood]) -> sqlx::Result<()> {
    let codes = json(written, |neighbourhood| neighbourhood.code.as_str().into());
    sqlx::query!(
        r#"
        DELETE FROM neighbourhood_communes
        WHERE neighbourhood IN (SELECT value FROM json_each(?1))
        "#,
        codes
    )
    .execute(&mut *tx)
    .await?;
    let communes = written.iter().flat_map(|neighbourhood| {
        let code = neighbourhood.code.as_str();
        let communes = neighbourhood.communes.iter().enumerate();
        communes.map(move |(position, commune)| json!([code, position, commune.as_str()]))
    });
    let communes = json(communes, |row| row);
    sqlx::query!(
        r#"
        INSERT INTO neighbourhood_communes (neighbourhood, position, commune)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        communes
    )
    .execute(tx)
    .await?;
    Ok(())
}
