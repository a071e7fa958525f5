//! Schemes. One that leaves the seeds is withdrawn, not deleted: its address answers that it is gone.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::directory::{NumberedScheme, Scheme, SchemeId, SchemeStatus, WebUrl};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;
use crate::store::ImportCounts;
use crate::store::directory::diff::diff;
use crate::store::sqlite::{SqlEnum as _, Texts, json, text, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Scheme>> {
    let schemes = sqlx::query_as!(
        Scheme,
        r#"
        SELECT slug AS "slug: Slug", title AS "title: Line", acronym AS "acronym: Line",
            summary AS "summary: Prose", given_by AS "given_by: Line",
            conditions AS "conditions: Prose", amount AS "amount: Prose",
            how_to_ask AS "how_to_ask: Prose", official_url AS "official_url: WebUrl",
            source_url AS "source_url: WebUrl", as_of AS "as_of: PartialDate",
            status AS "status: SchemeStatus", doubt AS "caveat: Prose",
            (SELECT json_group_array(barrier) FROM
                (SELECT barrier FROM scheme_barriers WHERE scheme = slug ORDER BY position)
            ) AS "barriers!: Texts<Slug>",
            (SELECT json_group_array(audience) FROM
                (SELECT audience FROM scheme_audiences WHERE scheme = slug ORDER BY position)
            ) AS "audiences!: Texts<Slug>",
            (SELECT json_group_array(kind) FROM
                (SELECT kind FROM scheme_kinds WHERE scheme = slug ORDER BY position)
            ) AS "kinds!: Texts<Slug>",
            (SELECT json_group_array(initiative) FROM
                (SELECT initiative FROM scheme_initiatives WHERE scheme = slug ORDER BY position)
            ) AS "initiatives!: Texts<Reference>"
        FROM schemes WHERE in_force = 1 ORDER BY schemes.position
        "#
    );
    schemes.fetch_all(connection).await
}

/// Reads the numbers of all schemes, withdrawn ones included.
pub async fn list_numbers(connection: &mut SqliteConnection) -> sqlx::Result<Vec<NumberedScheme>> {
    let numbers = sqlx::query_as!(
        NumberedScheme,
        r#"
        SELECT number AS "id!: SchemeId", slug AS "slug: Slug", in_force AS "in_force: bool"
        FROM schemes WHERE number IS NOT NULL ORDER BY number
        "#
    );
    numbers.fetch_all(connection).await
}

/// Brings the schemes in line with those `wanted`. A change of their order alone is a change too.
pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[Scheme],
) -> sqlx::Result<ImportCounts> {
    let stored = list(tx).await?;
    let mut tally = diff(&stored, wanted, |scheme| scheme.slug.as_str()).tally;
    if stored == wanted {
        return Ok(tally);
    }
    if !tally.is_change() {
        tally.changed = stored.iter().zip(wanted).filter(|(one, other)| one != other).count();
        tally.unchanged -= tally.changed;
    }
    let written = json(wanted, row);
    write(tx, &written).await?;
    write_lists(tx, &written).await?;
    Ok(tally)
}

async fn write(tx: &mut SqliteConnection, written: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE schemes SET in_force = 0").execute(&mut *tx).await?;
    sqlx::query!(
        r#"
        INSERT INTO schemes
            (slug, position, title, acronym, summary, given_by, conditions, amount, how_to_ask,
            official_url, source_url, as_of, status, doubt, in_force, number)
        SELECT value ->> 'slug', key, value ->> 'title', value ->> 'acronym', value ->> 'summary',
            value ->> 'given_by', value ->> 'conditions', value ->> 'amount',
            value ->> 'how_to_ask', value ->> 'official_url', value ->> 'source_url',
            value ->> 'as_of', value ->> 'status', value ->> 'doubt', 1,
            (SELECT coalesce(max(number), 0) FROM schemes) + key + 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (slug) DO UPDATE
        SET position = excluded.position, title = excluded.title, acronym = excluded.acronym,
            summary = excluded.summary, given_by = excluded.given_by,
            conditions = excluded.conditions, amount = excluded.amount,
            how_to_ask = excluded.how_to_ask, official_url = excluded.official_url,
            source_url = excluded.source_url, as_of = excluded.as_of, status = excluded.status,
            doubt = excluded.doubt, in_force = 1, number = coalesce(schemes.number, excluded.number)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Replaces the lists of all schemes.
async fn write_lists(tx: &mut SqliteConnection, written: &str) -> sqlx::Result<()> {
    delete_lists(tx).await?;
    let barriers = sqlx::query!(
        r#"
        INSERT INTO scheme_barriers (scheme, position, barrier)
        SELECT row.value ->> 'slug', item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.barriers') AS item
        "#,
        written
    );
    barriers.execute(&mut *tx).await?;
    let audiences = sqlx::query!(
        r#"
        INSERT INTO scheme_audiences (scheme, position, audience)
        SELECT row.value ->> 'slug', item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.audiences') AS item
        "#,
        written
    );
    audiences.execute(&mut *tx).await?;
    let kinds = sqlx::query!(
        r#"
        INSERT INTO scheme_kinds (scheme, position, kind)
        SELECT row.value ->> 'slug', item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.kinds') AS item
        "#,
        written
    );
    kinds.execute(&mut *tx).await?;
    let initiatives = sqlx::query!(
        r#"
        INSERT INTO scheme_initiatives (scheme, position, initiative)
        SELECT row.value ->> 'slug', item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.initiatives') AS item
        "#,
        written
    );
    initiatives.execute(tx).await?;
    Ok(())
}

async fn delete_lists(tx: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM scheme_barriers").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM scheme_audiences").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM scheme_kinds").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM scheme_initiatives").execute(tx).await?;
    Ok(())
}

fn row(scheme: &Scheme) -> Value {
    json!({
        "slug": scheme.slug.as_str(),
        "title": scheme.title.as_str(),
        "acronym": text(scheme.acronym.as_ref()),
        "summary": scheme.summary.as_str(),
        "barriers": texts(&scheme.barriers),
        "audiences": texts(&scheme.audiences),
        "given_by": text(scheme.given_by.as_ref()),
        "kinds": texts(&scheme.kinds),
        "conditions": scheme.conditions.as_str(),
        "amount": text(scheme.amount.as_ref()),
        "how_to_ask": text(scheme.how_to_ask.as_ref()),
        "initiatives": texts(&scheme.initiatives),
        "official_url": scheme.official_url.as_str(),
        "source_url": scheme.source_url.as_str(),
        "as_of": scheme.as_of.to_string(),
        "status": scheme.status.name(),
        "doubt": text(scheme.caveat.as_ref()),
    })
}
