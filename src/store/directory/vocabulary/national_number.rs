//! National telephone numbers: replaced as a whole.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::directory::{CallCost, NationalNumber, NationalPhone, WebUrl};
use crate::domain::text::{Line, Prose, Slug};
use crate::domain::time::PartialDate;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, Texts, json, text, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<NationalNumber>> {
    let numbers = sqlx::query_as!(
        NationalNumber,
        r#"
        SELECT number AS "number: NationalPhone", name AS "name: Line",
            for_what AS "for_what: Prose", hours AS "hours: Prose", cost AS "cost: CallCost",
            emergency AS "emergency: bool", position AS "position: u8",
            (SELECT json_group_array(barrier) FROM
                (SELECT barrier FROM national_number_barriers
                WHERE national_number = id ORDER BY position)
            ) AS "barriers!: Texts<Slug>",
            (SELECT json_group_array(audience) FROM
                (SELECT audience FROM national_number_audiences
                WHERE national_number = id ORDER BY position)
            ) AS "audiences_only!: Texts<Slug>",
            source_url AS "source_url: WebUrl", as_of AS "as_of: PartialDate",
            called_first_source AS "called_first_source: WebUrl"
        FROM national_numbers ORDER BY id
        "#
    );
    numbers.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[NationalNumber],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    let written = json(wanted, row);
    write(tx, &written).await?;
    write_lists(tx, &written).await?;
    Ok(tally)
}

async fn write(tx: &mut SqliteConnection, written: &str) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM national_number_barriers").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM national_number_audiences").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM national_numbers").execute(&mut *tx).await?;
    sqlx::query!(
        r#"
        INSERT INTO national_numbers
            (id, number, name, for_what, hours, cost, emergency, position, source_url, as_of,
            called_first_source)
        SELECT key + 1, value ->> 'number', value ->> 'name', value ->> 'for_what',
            value ->> 'hours', value ->> 'cost', value ->> 'emergency', value ->> 'position',
            value ->> 'source_url', value ->> 'as_of', value ->> 'called_first_source'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_lists(tx: &mut SqliteConnection, written: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO national_number_barriers (national_number, position, barrier)
        SELECT row.key + 1, item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.barriers') AS item
        "#,
        written
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO national_number_audiences (national_number, position, audience)
        SELECT row.key + 1, item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.audiences') AS item
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn row(number: &NationalNumber) -> Value {
    json!({
        "number": number.number.as_str(),
        "name": number.name.as_str(),
        "for_what": number.for_what.as_str(),
        "hours": text(number.hours.as_ref()),
        "cost": number.cost.name(),
        "emergency": number.emergency,
        "barriers": texts(&number.barriers),
        "audiences": texts(&number.audiences_only),
        "position": number.position,
        "source_url": number.source_url.as_str(),
        "as_of": text(number.as_of.as_ref()),
        "called_first_source": text(number.called_first_source.as_ref()),
    })
}
