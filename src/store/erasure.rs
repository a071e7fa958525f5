//! Retention: erases data past its retention period, in batches.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store, codec::moment, erased::Proposals, forgetting::expire, link, session, settled,
    spam,
};
use crate::domain::erasure::{Due, NOTICE, Perishable, before};

/// Maximum number of rows erased or reminded of in one transaction, so that writers do not wait.
pub const AT_ONCE: u64 = 500;

/// [`AT_ONCE`] as an SQLite integer.
pub(super) const LIMIT: i64 = 500;

/// SQLite value for no limit.
const ALL: i64 = -1;

impl Store {
    /// Numbers of rows past their retention period at `now`, by retention class.
    pub async fn list_due(&self, now: Timestamp) -> Result<Vec<Due>> {
        let mut connection = self.readers.acquire().await?;
        list_due(&mut connection, now).await
    }

    /// Erases up to [`AT_ONCE`] rows of the class `what` that are past their retention period at `now`. Returns their
    /// number; fewer if none is left.
    pub async fn erase(&self, what: Perishable, now: Timestamp) -> Result<u64> {
        let limit = moment(what.limit(now));
        self.write_regardless(async |tx| match what {
            Perishable::Draft => {
                let notice = moment(before(now, NOTICE));
                let over = drafts_over(tx, &limit, &notice).await?;
                expire(tx, &over, (Proposals::OfSomebody, now)).await
            }
            Perishable::DraftWithoutEmail => {
                let over = drafts_without_email_over(tx, &limit).await?;
                expire(tx, &over, (Proposals::OfSomebody, now)).await
            }
            Perishable::Unconfirmed => {
                let over = unconfirmed_over(tx, &limit, &moment(now)).await?;
                expire(tx, &over, (Proposals::OfSomebody, now)).await
            }
            Perishable::Unanswered | Perishable::Closed | Perishable::Superseded => {
                let over = settled::over(tx, what, (now, LIMIT)).await?;
                expire(tx, &over.keys, (Proposals::OfSomebody, now)).await
            }
            Perishable::MailBody => erase_bodies(tx, &limit).await,
            Perishable::Link => Ok(link::erase(tx, now).await?),
            Perishable::Session => erase_sessions(tx, now).await,
            Perishable::Bucket => erase_buckets(tx, &limit).await,
            Perishable::SpamMark => Ok(spam::erase(tx, &limit).await?),
        })
        .await
    }
}

/// Numbers of rows past their retention period at `now`, read through `connection`.
pub(super) async fn list_due(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<Vec<Due>> {
    let mut counts = proposals_due(connection, now).await?;
    counts.extend(others_due(connection, now).await?);
    Ok(counts)
}

async fn proposals_due(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> sqlx::Result<Vec<Due>> {
    let kinds = [Perishable::Draft, Perishable::DraftWithoutEmail, Perishable::Unconfirmed];
    let [draft, bare, unconfirmed] = kinds.map(|what| moment(what.limit(now)));
    let (notice, live) = (moment(before(now, NOTICE)), moment(now));
    let counts = sqlx::query!(
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
    let it = counts.fetch_one(&mut *connection).await?;
    let one = |what, due| Due { what, due, all: it.all };
    let mut due = vec![
        one(Perishable::Draft, it.drafts),
        one(Perishable::DraftWithoutEmail, it.bare_drafts),
        one(Perishable::Unconfirmed, it.unconfirmed),
    ];
    for what in [Perishable::Unanswered, Perishable::Closed, Perishable::Superseded] {
        let over = settled::over(connection, what, (now, ALL)).await?;
        due.push(one(what, over.count));
    }
    Ok(due)
}

async fn others_due(connection: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<Vec<Due>> {
    let limit = |what: Perishable| moment(what.limit(now));
    let (body, bucket) = (limit(Perishable::MailBody), limit(Perishable::Bucket));
    let mark = limit(Perishable::SpamMark);
    let (week_ago, last_end) = (link::invitations_end(now), session::last_end(now));
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
        last_end,
        mark
    );
    let it = counts.fetch_one(connection).await?;
    Ok(vec![
        Due { what: Perishable::MailBody, due: it.bodies, all: it.mails },
        Due { what: Perishable::Link, due: it.links, all: it.all_links },
        Due { what: Perishable::Session, due: it.sessions, all: it.all_sessions },
        Due { what: Perishable::Bucket, due: it.buckets, all: it.all_buckets },
        Due { what: Perishable::SpamMark, due: it.marks, all: it.all_marks },
    ])
}

/// Ids, as a JSON array, of drafts unchanged since `limit`. Authors with an email address were reminded before
/// `notice`.
async fn drafts_over(tx: &mut SqliteConnection, limit: &str, notice: &str) -> sqlx::Result<String> {
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
        LIMIT
    );
    keys.fetch_one(tx).await
}

/// Ids, as a JSON array, of drafts without email address unchanged since `limit` and never opened again.
async fn drafts_without_email_over(tx: &mut SqliteConnection, limit: &str) -> sqlx::Result<String> {
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
        LIMIT
    );
    keys.fetch_one(tx).await
}

/// Ids, as a JSON array, of proposals submitted before `limit` without a confirmed address or a valid confirmation
/// link at `now`.
async fn unconfirmed_over(
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
        LIMIT,
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
        LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}

/// Includes sessions opened by a clock that was ahead, which would become valid again one day.
async fn erase_sessions(tx: &mut SqliteConnection, now: Timestamp) -> Result<u64> {
    let (limit, last_end) = (moment(now), session::last_end(now));
    let erased = sqlx::query!(
        r#"
        DELETE FROM sessions
        WHERE id IN (SELECT id FROM sessions WHERE ends_at <= ?1 OR ends_at > ?2 LIMIT ?3)
        "#,
        limit,
        last_end,
        LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}

async fn erase_buckets(tx: &mut SqliteConnection, limit: &str) -> Result<u64> {
    let erased = sqlx::query!(
        "DELETE FROM buckets WHERE key IN (SELECT key FROM buckets WHERE at <= ?1 LIMIT ?2)",
        limit,
        LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}
