//! Anonymisation: erasure of proposals and of all personal data about their authors. Decisions remain as audit
//! entries without an author.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::erasure_record::{self, ProposalSelection};
use crate::store::sqlite::{Result, moment};

/// Erases the proposals with ids in the JSON array `keys` as expired at `now`, and records the erasure of `which` of
/// them. Returns their number.
pub async fn expire(
    tx: &mut SqliteConnection,
    keys: &str,
    which: ProposalSelection,
    now: Timestamp,
) -> Result<u64> {
    erasure_record::record_proposals(tx, keys, which, now).await?;
    let at = moment(now);
    sqlx::query!(
        r#"INSERT INTO events (at, kind, proposal) SELECT ?2, 'expired', value FROM json_each(?1)"#,
        keys,
        at
    )
    .execute(&mut *tx)
    .await?;
    Ok(anonymise(tx, keys).await?)
}

/// Erases the proposals with ids in the JSON array `keys`, their links, unsent mails about them, the content of sent
/// mails, and the messages of decisions, which may name the authors. Returns their number.
pub async fn anonymise(tx: &mut SqliteConnection, keys: &str) -> sqlx::Result<u64> {
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

/// Erases the content of mails about these proposals, even if they are about others too. Unsent mails are deleted.
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
