//! Barriers that the kinds of organisations help with: replaced as a whole.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::directory::{BarrierStrength, KindBarrier, WebUrl};
use crate::domain::text::{Line, Slug};
use crate::domain::time::PartialDate;
use crate::store::ImportCounts;
use crate::store::directory::diff::compare_unkeyed;
use crate::store::sqlite::{SqlEnum as _, Texts, json, text, texts};

pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<KindBarrier>> {
    let kind_barriers = sqlx::query_as!(
        KindBarrier,
        r#"
        SELECT kind AS "kind: Slug", barrier AS "barrier: Slug",
            strength AS "strength: BarrierStrength",
            (SELECT json_group_array(audience) FROM
                (SELECT audience FROM kind_barrier_audiences
                WHERE kind_barrier = id ORDER BY position)
            ) AS "audiences_only!: Texts<Slug>",
            why AS "why: Line", source_url AS "source_url: WebUrl", as_of AS "as_of: PartialDate"
        FROM kind_barriers ORDER BY id
        "#
    );
    kind_barriers.fetch_all(connection).await
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[KindBarrier],
) -> sqlx::Result<ImportCounts> {
    let tally = compare_unkeyed(&list(tx).await?, wanted);
    if !tally.is_change() {
        return Ok(tally);
    }
    sqlx::query!("DELETE FROM kind_barrier_audiences").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM kind_barriers").execute(&mut *tx).await?;
    let written = json(wanted, row);
    sqlx::query!(
        r#"
        INSERT INTO kind_barriers (id, kind, barrier, strength, why, source_url, as_of)
        SELECT key + 1, value ->> 'kind', value ->> 'barrier', value ->> 'strength',
            value ->> 'why', value ->> 'source_url', value ->> 'as_of'
        FROM json_each(?1)
        "#,
        written
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO kind_barrier_audiences (kind_barrier, position, audience)
        SELECT row.key + 1, item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.audiences') AS item
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(tally)
}

fn row(it: &KindBarrier) -> Value {
    json!({
        "kind": it.kind.as_str(),
        "barrier": it.barrier.as_str(),
        "strength": it.strength.name(),
        "audiences": texts(&it.audiences_only),
        "why": it.why.as_str(),
        "source_url": it.source_url.as_str(),
        "as_of": text(it.as_of.as_ref()),
    })
}
