//! Decided or unanswered proposals past their retention period.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::operations::{EXPIRY_NOTICE, RetentionClass, saturating_sub};
use crate::store::sqlite::moment;

/// Proposals past their retention period.
#[derive(Debug)]
pub(super) struct ExpiredProposals {
    pub count: u64,
    /// Ids, as a JSON array.
    pub keys: String,
}

/// Up to `most` proposals of the class `what` past their retention period at `now`. Empty for the classes handled
/// elsewhere.
pub(super) async fn list_expired(
    connection: &mut SqliteConnection,
    what: RetentionClass,
    (now, most): (Timestamp, i64),
) -> sqlx::Result<ExpiredProposals> {
    let limit = moment(what.cutoff(now));
    match what {
        RetentionClass::Unanswered => {
            let notice = moment(saturating_sub(now, EXPIRY_NOTICE));
            unanswered(connection, (&limit, &notice), most).await
        }
        RetentionClass::Closed => closed(connection, &limit, most).await,
        RetentionClass::Superseded => superseded(connection, &limit, most).await,
        RetentionClass::Draft
        | RetentionClass::DraftWithoutEmail
        | RetentionClass::Unconfirmed
        | RetentionClass::MailBody
        | RetentionClass::Link
        | RetentionClass::Session
        | RetentionClass::Bucket
        | RetentionClass::SpamFingerprint => {
            Ok(ExpiredProposals { count: 0, keys: "[]".to_owned() })
        }
    }
}

/// Authors with an email address were reminded before `notice`.
async fn unanswered(
    connection: &mut SqliteConnection,
    (limit, notice): (&str, &str),
    most: i64,
) -> sqlx::Result<ExpiredProposals> {
    let list_expired = sqlx::query_as!(
        ExpiredProposals,
        r#"
        SELECT count(*) AS "count!: u64", json_group_array(id) AS "keys!: String"
        FROM (
            SELECT id FROM proposals
            WHERE state = 'changes' AND changed_at <= ?1
                AND (email IS NULL OR (reminded_at >= changed_at AND reminded_at <= ?2))
            ORDER BY changed_at LIMIT ?3
        )
        "#,
        limit,
        notice,
        most
    );
    list_expired.fetch_one(connection).await
}

async fn closed(
    connection: &mut SqliteConnection,
    limit: &str,
    most: i64,
) -> sqlx::Result<ExpiredProposals> {
    let list_expired = sqlx::query_as!(
        ExpiredProposals,
        r#"
        SELECT count(*) AS "count!: u64", json_group_array(id) AS "keys!: String"
        FROM (
            SELECT id FROM proposals
            WHERE state IN ('refused', 'withdrawn') AND changed_at <= ?1
            ORDER BY changed_at LIMIT ?2
        )
        "#,
        limit,
        most
    );
    list_expired.fetch_one(connection).await
}

/// Published proposals whose initiative is withdrawn and unchanged since `limit`, or has a newer proposal published
/// by then.
async fn superseded(
    connection: &mut SqliteConnection,
    limit: &str,
    most: i64,
) -> sqlx::Result<ExpiredProposals> {
    let list_expired = sqlx::query_as!(
        ExpiredProposals,
        r#"
        SELECT count(*) AS "count!: u64", json_group_array(id) AS "keys!: String"
        FROM (
            SELECT p.id FROM proposals p JOIN initiatives i ON i.id = p.initiative
            WHERE p.state = 'published' AND p.changed_at <= ?1 AND (EXISTS (
                SELECT 1 FROM proposals newer
                WHERE newer.initiative = p.initiative AND newer.state = 'published'
                    AND newer.revision > p.revision AND newer.changed_at <= ?1
            ) OR (i.status = 'withdrawn' AND ?1 >= (
                SELECT max(at) FROM events WHERE initiative = i.id AND revision IS NOT NULL
            )))
            ORDER BY p.changed_at LIMIT ?2
        )
        "#,
        limit,
        most
    );
    list_expired.fetch_one(connection).await
}
