//! Retention: lists and erases data past its retention period, in batches.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::operations::{EXPIRY_NOTICE, PurgeCount, RetentionClass, saturating_sub};
use crate::store::accounts::{session, sign_in_link};
use crate::store::common::{ProposalSelection, expire};
use crate::store::proposals::spam;
use crate::store::sqlite::{ERASURE_LIMIT, Result, Store, moment};

/// SQLite value for no limit.
const NO_LIMIT: i64 = -1;

impl Store {
    /// Numbers of rows past their retention period at `now`, by retention class.
    pub async fn list_due(&self, now: Timestamp) -> Result<Vec<PurgeCount>> {
        let mut connection = self.readers.acquire().await?;
        list_due(&mut connection, now).await
    }

    /// Erases up to `ERASURE_BATCH` rows of the class `what` that are past their retention period at `now`. Returns their
    /// number; fewer if none is left.
    pub async fn erase(&self, what: RetentionClass, now: Timestamp) -> Result<u64> {
        let limit = moment(what.cutoff(now));
        self.write_on_full_disk(async |tx| match what {
            RetentionClass::Draft => {
                let notice = moment(saturating_sub(now, EXPIRY_NOTICE));
                let expired = expired_drafts(tx, &limit, &notice).await?;
                expire(tx, &expired, ProposalSelection::WithEmail, now).await
            }
            RetentionClass::DraftWithoutEmail => {
                let expired = expired_drafts_without_email(tx, &limit).await?;
                expire(tx, &expired, ProposalSelection::WithEmail, now).await
            }
            RetentionClass::Unconfirmed => {
                let expired = expired_unconfirmed(tx, &limit, &moment(now)).await?;
                expire(tx, &expired, ProposalSelection::WithEmail, now).await
            }
            RetentionClass::Unanswered | RetentionClass::Closed | RetentionClass::Superseded => {
                let expired = list_expired(tx, what, now, ERASURE_LIMIT).await?;
                expire(tx, &expired.keys, ProposalSelection::WithEmail, now).await
            }
            RetentionClass::MailBody => erase_bodies(tx, &limit).await,
            RetentionClass::Link => Ok(sign_in_link::erase(tx, now).await?),
            RetentionClass::Session => erase_sessions(tx, now).await,
            RetentionClass::Bucket => erase_buckets(tx, &limit).await,
            RetentionClass::SpamFingerprint => Ok(spam::erase(tx, &limit).await?),
        })
        .await
    }
}

/// Numbers of rows past their retention period at `now`, read through `connection`.
pub(super) async fn list_due(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<Vec<PurgeCount>> {
    let mut counts = proposals_due(connection, now).await?;
    counts.extend(others_due(connection, now).await?);
    Ok(counts)
}

async fn proposals_due(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<Vec<PurgeCount>> {
    use RetentionClass::{Closed, Draft, DraftWithoutEmail, Superseded, Unanswered, Unconfirmed};
    let it = count_proposals(connection, now).await?;
    let count = |class, due| PurgeCount { class, due, all: it.all };
    let mut counts = vec![
        count(Draft, it.drafts),
        count(DraftWithoutEmail, it.bare_drafts),
        count(Unconfirmed, it.unconfirmed),
    ];
    for class in [Unanswered, Closed, Superseded] {
        let expired = list_expired(connection, class, now, NO_LIMIT).await?;
        counts.push(count(class, expired.count));
    }
    Ok(counts)
}

/// Number of all proposals, and of those past their retention period before they are submitted.
struct ProposalCounts {
    all: u64,
    drafts: u64,
    bare_drafts: u64,
    unconfirmed: u64,
}

async fn count_proposals(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> sqlx::Result<ProposalCounts> {
    use RetentionClass::{Draft, DraftWithoutEmail, Unconfirmed};
    let classes = [Draft, DraftWithoutEmail, Unconfirmed];
    let [draft, bare, unconfirmed] = classes.map(|class| moment(class.cutoff(now)));
    let [notice, live] = [saturating_sub(now, EXPIRY_NOTICE), now].map(moment);
    let counts = sqlx::query_as!(
        ProposalCounts,
        r#"
        SELECT
            (SELECT count(*) FROM proposals) AS "all!: u64",
            (SELECT count(*) FROM proposals
                WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?1
                    AND CASE WHEN email IS NULL THEN opened_again_at IS NOT NULL
                        ELSE reminded_at >= changed_at AND reminded_at <= ?3 END) AS "drafts!: u64",
            (SELECT count(*) FROM proposals
                WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?5
                    AND email IS NULL AND opened_again_at IS NULL) AS "bare_drafts!: u64",
            (SELECT count(*) FROM proposals
                WHERE state IN ('draft', 'unconfirmed') AND state = 'unconfirmed'
                    AND coalesce(sent_at, changed_at) <= ?2
                    AND NOT EXISTS (SELECT 1 FROM one_time_links l
                        WHERE l.proposal = proposals.id AND l.ends_at > ?4)) AS "unconfirmed!: u64"
        "#,
        draft,
        unconfirmed,
        notice,
        live,
        bare
    );
    counts.fetch_one(connection).await
}

async fn others_due(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> sqlx::Result<Vec<PurgeCount>> {
    let limit = |what: RetentionClass| moment(what.cutoff(now));
    let (body, bucket) = (limit(RetentionClass::MailBody), limit(RetentionClass::Bucket));
    let mark = limit(RetentionClass::SpamFingerprint);
    let (week_ago, latest_end) = (sign_in_link::renewal_cutoff(now), session::latest_end(now));
    let now = moment(now);
    let counts = sqlx::query!(
        r#"
        SELECT
            (SELECT count(*) FROM outbox WHERE sealed IS NOT NULL) AS "mails!: u64",
            (SELECT count(*) FROM outbox WHERE sealed IS NOT NULL
                AND coalesce(sent_at, failed_at) <= ?1) AS "bodies!: u64",
            (SELECT count(*) FROM one_time_links) AS "all_links!: u64",
            (SELECT count(*) FROM one_time_links
                WHERE ends_at <= ?2 AND (purpose != 'enrol' OR ends_at <= ?4)) AS "links!: u64",
            (SELECT count(*) FROM sessions) AS "all_sessions!: u64",
            (SELECT count(*) FROM sessions WHERE ends_at <= ?2 OR ends_at > ?5) AS "sessions!: u64",
            (SELECT count(*) FROM buckets) AS "all_buckets!: u64",
            (SELECT count(*) FROM buckets WHERE at <= ?3) AS "buckets!: u64",
            (SELECT count(*) FROM spam_marks) AS "all_marks!: u64",
            (SELECT count(*) FROM spam_marks WHERE noted_at <= ?6) AS "marks!: u64"
        "#,
        body,
        now,
        bucket,
        week_ago,
        latest_end,
        mark
    );
    let it = counts.fetch_one(connection).await?;
    Ok(vec![
        PurgeCount { class: RetentionClass::MailBody, due: it.bodies, all: it.mails },
        PurgeCount { class: RetentionClass::Link, due: it.links, all: it.all_links },
        PurgeCount { class: RetentionClass::Session, due: it.sessions, all: it.all_sessions },
        PurgeCount { class: RetentionClass::Bucket, due: it.buckets, all: it.all_buckets },
        PurgeCount { class: RetentionClass::SpamFingerprint, due: it.marks, all: it.all_marks },
    ])
}

/// Ids, as a JSON array, of drafts unchanged since `limit`. Authors with an email address were reminded before
/// `notice`.
async fn expired_drafts(
    tx: &mut SqliteConnection,
    limit: &str,
    notice: &str,
) -> sqlx::Result<String> {
    let keys = sqlx::query_scalar!(
        r#"
        SELECT json_group_array(id) AS "keys!: String"
        FROM (
            SELECT id FROM proposals
            WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?1
                AND CASE WHEN email IS NULL THEN opened_again_at IS NOT NULL
                    ELSE reminded_at >= changed_at AND reminded_at <= ?2 END
            ORDER BY changed_at LIMIT ?3
        )
        "#,
        limit,
        notice,
        ERASURE_LIMIT
    );
    keys.fetch_one(tx).await
}

/// Ids, as a JSON array, of drafts without email address unchanged since `limit` and never opened again.
async fn expired_drafts_without_email(
    tx: &mut SqliteConnection,
    limit: &str,
) -> sqlx::Result<String> {
    let keys = sqlx::query_scalar!(
        r#"
        SELECT json_group_array(id) AS "keys!: String"
        FROM (
            SELECT id FROM proposals
            WHERE state IN ('draft', 'unconfirmed') AND state = 'draft' AND changed_at <= ?1
                AND email IS NULL AND opened_again_at IS NULL
            ORDER BY changed_at LIMIT ?2
        )
        "#,
        limit,
        ERASURE_LIMIT
    );
    keys.fetch_one(tx).await
}

/// Ids, as a JSON array, of proposals submitted before `limit` without a confirmed address or a valid confirmation
/// link at `now`.
async fn expired_unconfirmed(
    tx: &mut SqliteConnection,
    limit: &str,
    now: &str,
) -> sqlx::Result<String> {
    let keys = sqlx::query_scalar!(
        r#"
        SELECT json_group_array(id) AS "keys!: String"
        FROM (
            SELECT id FROM proposals
            WHERE state IN ('draft', 'unconfirmed') AND state = 'unconfirmed'
                AND coalesce(sent_at, changed_at) <= ?1
                AND NOT EXISTS (SELECT 1 FROM one_time_links l
                    WHERE l.proposal = proposals.id AND l.ends_at > ?3)
            LIMIT ?2
        )
        "#,
        limit,
        ERASURE_LIMIT,
        now
    );
    keys.fetch_one(tx).await
}

async fn erase_bodies(tx: &mut SqliteConnection, limit: &str) -> Result<u64> {
    let erased = sqlx::query!(
        r#"
        UPDATE outbox SET sealed = NULL, answer = NULL
        WHERE id IN (
            SELECT id FROM outbox
            WHERE sealed IS NOT NULL AND coalesce(sent_at, failed_at) <= ?1
            LIMIT ?2
        )
        "#,
        limit,
        ERASURE_LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}

/// Includes sessions opened by a clock that was ahead, which would become valid again one day.
async fn erase_sessions(tx: &mut SqliteConnection, now: Timestamp) -> Result<u64> {
    let (limit, latest_end) = (moment(now), session::latest_end(now));
    let erased = sqlx::query!(
        r#"
        DELETE FROM sessions
        WHERE id IN (SELECT id FROM sessions WHERE ends_at <= ?1 OR ends_at > ?2 LIMIT ?3)
        "#,
        limit,
        latest_end,
        ERASURE_LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}

async fn erase_buckets(tx: &mut SqliteConnection, limit: &str) -> Result<u64> {
    let erased = sqlx::query!(
        "DELETE FROM buckets WHERE key IN (SELECT key FROM buckets WHERE at <= ?1 LIMIT ?2)",
        limit,
        ERASURE_LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}

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
    now: Timestamp,
    most: i64,
) -> sqlx::Result<ExpiredProposals> {
    let limit = moment(what.cutoff(now));
    match what {
        RetentionClass::Unanswered => {
            let notice = moment(saturating_sub(now, EXPIRY_NOTICE));
            unanswered(connection, &limit, &notice, most).await
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
    limit: &str,
    notice: &str,
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
