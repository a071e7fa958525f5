//! Erasing proposals, and the people in all that tells of them. What was decided stays, as events that name no author.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result,
    codec::moment,
    erased::{self, Proposals},
};

/// Erases the proposals whose keys stand in the JSON array `keys`, as over at `now`, and records the erasure of `which` of
/// them. Gives how many there were.
pub(super) async fn expire(
    tx: &mut SqliteConnection,
    keys: &str,
    (which, now): (Proposals, Timestamp),
) -> Result<u64> {
    erased::record_proposals(tx, keys, which, now).await?;
    let at = moment(now);
    sqlx::query!(
        r#"INSERT INTO events (at, kind, proposal) SELECT ?2, 'expired', value FROM json_each(?1)"#,
        keys,
        at
    )
    .execute(&mut *tx)
    .await?;
    Ok(forget(tx, keys).await?)
}

/// Erases the proposals whose keys stand in the JSON array `keys`, and all that leads to them: their links, the mails
/// about them that wait, what those that were sent say, and what their authors were told of decisions, which may name
/// them. Gives how many there were.
pub(super) async fn forget(tx: &mut SqliteConnection, keys: &str) -> sqlx::Result<u64> {
    erase_mails_about(tx, keys).await?;
    sqlx::query!(
        r#"
        UPDATE events SET detail = json_remove(detail, '$.words')
        WHERE proposal IN (SELECT value FROM json_each(?1)) AND detail IS NOT NULL
        "#,
        keys
    )
    .execute(&mut *tx)
    .await?;
    let erased =
        sqlx::query!("DELETE FROM proposals WHERE id IN (SELECT value FROM json_each(?1))", keys);
    Ok(erased.execute(tx).await?.rows_affected())
}

/// Erases what mails about these proposals say, be they about others too. Those that were not sent go altogether.
async fn erase_mails_about(tx: &mut SqliteConnection, keys: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        DELETE FROM outbox
        WHERE sent_at IS NULL AND (proposal IN (SELECT value FROM json_each(?1)) OR id IN (
            SELECT mail FROM mail_proposals WHERE proposal IN (SELECT value FROM json_each(?1))
        ))
        "#,
        keys
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        UPDATE outbox SET sealed = NULL, answer = NULL
        WHERE sealed IS NOT NULL AND (proposal IN (SELECT value FROM json_each(?1)) OR id IN (
            SELECT mail FROM mail_proposals WHERE proposal IN (SELECT value FROM json_each(?1))
        ))
        "#,
        keys
    )
    .execute(tx)
    .await?;
    Ok(())
}
