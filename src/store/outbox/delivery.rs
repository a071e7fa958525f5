//! Delivery of mails: lease, result, retry, state of the mail server.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{ANSWER_LABEL, MailRow};
use crate::domain::operations::{
    Attempt, AttemptResult, LEASE, MAX_BACKOFF, Mail, MailId, MailServerFault, MailServerRecord,
    MailServerStatus, OutboxHealth, Purpose, RetryDecision, SERVER_RETRY_PERIOD, saturating_add,
};
use crate::domain::proposal::ProposalId;
use crate::store::sqlite::{Moment, Result, Store, moment};

impl Store {
    /// Waits until this store queues a mail.
    pub async fn wait_for_mail(&self) {
        self.outbox_notify.wait().await;
    }

    /// True if a mail is due at `now`, whichever process queued it.
    pub async fn has_due_mail(&self, now: Timestamp) -> Result<bool> {
        let (at, lease, wait) = time_bounds(now);
        let due = sqlx::query_scalar!(
            r#"
            SELECT EXISTS (
                SELECT 1 FROM outbox
                WHERE sent_at IS NULL AND failed_at IS NULL AND (due_at <= ?1 OR due_at > ?3)
                    AND (leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?2)
            ) AS "due!: bool"
            "#,
            at,
            lease,
            wait
        );
        Ok(due.fetch_one(&self.readers).await?)
    }

    /// Leases the next due mail for [`LEASE`]. Order: sign-in links and invitations, then mails never tried, then the
    /// oldest due time. Times beyond any lease or retry delay were written by a wrong clock and are ignored.
    pub async fn claim_mail(&self, now: Timestamp) -> Result<Option<Mail>> {
        let (at, lease, wait) = time_bounds(now);
        let claimed = self.write_on_full_disk(async |tx| {
            let id = sqlx::query_scalar!(
                r#"
                UPDATE outbox SET leased_until = ?2, tries = tries + 1
                WHERE id = (
                    SELECT id FROM outbox
                    WHERE sent_at IS NULL AND failed_at IS NULL AND (due_at <= ?1 OR due_at > ?3)
                        AND (leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?2)
                    ORDER BY purpose NOT IN ('sign-in', 'invitation'), tries > 0, due_at, id
                    LIMIT 1
                )
                RETURNING id AS "id!: MailId"
                "#,
                at,
                lease,
                wait
            );
            Ok(id.fetch_optional(&mut *tx).await?)
        });
        match claimed.await? {
            Some(id) => self.find_mail(id).await,
            None => Ok(None),
        }
    }

    /// Finds the mail `id`.
    pub async fn find_mail(&self, id: MailId) -> Result<Option<Mail>> {
        let id = id.get();
        let row = sqlx::query_as!(
            MailRow,
            r#"
            SELECT id AS "id: MailId", message_id, purpose AS "purpose: Purpose",
                proposal AS "proposal: ProposalId", sealed AS encrypted, queued_at AS "queued_at: Moment",
                due_at AS "due_at: Moment", tries AS "tries: u32", sent_at AS "sent_at: Moment",
                failed_at AS "failed_at: Moment", answer
            FROM outbox WHERE id = ?1
            "#,
            id
        );
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.open(self.server_key())))
    }

    /// Records the result of `attempt` to send the mail `id` at `now`, and the `verdict` on it. An erased mail stays
    /// erased.
    pub async fn record_attempt(
        &self,
        id: MailId,
        attempt: &Attempt,
        verdict: &AttemptResult,
        now: Timestamp,
    ) -> Result<()> {
        let id = id.get();
        let answer = self.server_key().encrypt(ANSWER_LABEL, attempt.answer.as_bytes());
        let (sent, failed, due) = match verdict.next {
            RetryDecision::Done => (Some(moment(now)), None, None),
            RetryDecision::GiveUp => (None, Some(moment(now)), None),
            RetryDecision::RetryAt(at) => (None, None, Some(moment(at))),
        };
        self.write_on_full_disk(async |tx| {
            sqlx::query!(
                r#"
                UPDATE outbox
                SET sent_at = ?2, failed_at = ?3, due_at = coalesce(?4, due_at), leased_until = NULL,
                    answer = ?5
                WHERE id = ?1
                "#,
                id,
                sent,
                failed,
                due,
                answer
            )
            .execute(&mut *tx)
            .await?;
            if verdict.requeues_failed {
                requeue_failed(tx, now).await?;
            }
            record_server_state(tx, verdict.server, &attempt.status, now).await?;
            Ok(())
        })
        .await
    }

    /// Releases the leases of a former server, which has ended, since only one server runs on a file.
    pub async fn release_mails(&self) -> Result<()> {
        self.write_on_full_disk(async |tx| {
            sqlx::query!(
                r#"
                UPDATE outbox SET leased_until = NULL
                WHERE sent_at IS NULL AND failed_at IS NULL AND leased_until IS NOT NULL
                "#
            )
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
        .await
    }

    /// Queues failed mails again at `now`: those of `ids`, or all if empty. Returns their number.
    pub async fn retry_mails(&self, ids: &[MailId], now: Timestamp) -> Result<u64> {
        let (all, now) = (ids.is_empty(), moment(now));
        let ids = json!(ids.iter().map(|id| id.get()).collect::<Vec<_>>()).to_string();
        self.write(async |tx| {
            let retried = sqlx::query!(
                r#"
                UPDATE outbox
                SET failed_at = NULL, queued_at = ?3, due_at = ?3, tries = 0, leased_until = NULL
                WHERE failed_at IS NOT NULL AND sealed IS NOT NULL
                    AND (?1 OR id IN (SELECT value FROM json_each(?2)))
                "#,
                all,
                ids,
                now
            );
            Ok(retried.execute(&mut *tx).await?.rows_affected())
        })
        .await
    }

    /// Record of the mail server in the outbox: last accepted mail, and whether there is a fault.
    pub async fn mail_server_record(&self) -> Result<MailServerRecord> {
        let record = sqlx::query!(
            r#"
            SELECT max(sent_at) AS "taken_at: Moment",
                EXISTS (SELECT 1 FROM mail_server_fault) AS "has_fault!: bool"
            FROM outbox
            "#
        );
        let record = record.fetch_one(&self.readers).await?;
        Ok(MailServerRecord {
            accepted_at: record.taken_at.map(Into::into),
            has_fault: record.has_fault,
        })
    }

    /// Health of the outbox.
    pub async fn outbox_health(&self) -> Result<OutboxHealth> {
        outbox_health(&mut *self.readers.acquire().await?).await
    }
}

/// Health of the outbox, read through `connection`.
pub async fn outbox_health(connection: &mut SqliteConnection) -> Result<OutboxHealth> {
    let waiting = sqlx::query!(
        r#"
        SELECT count(*) AS "count!: u64", min(queued_at) AS "oldest: Moment"
        FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL
        "#
    );
    let waiting = waiting.fetch_one(&mut *connection).await?;
    let failed = sqlx::query!(
        r#"
        SELECT purpose AS "purpose: Purpose", count(*) AS "count!: u64"
        FROM outbox WHERE failed_at IS NOT NULL AND sealed IS NOT NULL GROUP BY purpose ORDER BY purpose
        "#
    );
    let failed = failed.fetch_all(&mut *connection).await?;
    let fault = sqlx::query!(r#"SELECT status, since AS "since: Moment" FROM mail_server_fault"#);
    let fault = fault.fetch_optional(connection).await?;
    Ok(OutboxHealth {
        waiting: waiting.count,
        oldest: waiting.oldest.map(Into::into),
        failed: failed.into_iter().map(|row| (row.purpose, row.count)).collect(),
        fault: fault.map(|row| MailServerFault { status: row.status, since: row.since.into() }),
    })
}

/// Queues again the mails that failed since the last accepted one, unless they were queued more than
/// [`SERVER_RETRY_PERIOD`] ago.
async fn requeue_failed(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<()> {
    let oldest = now.checked_sub(SERVER_RETRY_PERIOD).unwrap_or(Timestamp::MIN);
    let (now, oldest) = (moment(now), moment(oldest));
    sqlx::query!(
        r#"
        UPDATE outbox SET failed_at = NULL, due_at = ?1
        WHERE failed_at > coalesce((SELECT max(sent_at) FROM outbox), '')
            AND sealed IS NOT NULL AND queued_at > ?2
        "#,
        now,
        oldest
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Records whether the mail server accepts mails at all. The start of a fault is kept.
async fn record_server_state(
    tx: &mut SqliteConnection,
    news: MailServerStatus,
    status: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    let now = moment(now);
    match news {
        MailServerStatus::Unknown => {}
        MailServerStatus::Works => {
            sqlx::query!("DELETE FROM mail_server_fault").execute(tx).await?;
        }
        MailServerStatus::Fails => {
            sqlx::query!(
                r#"
                INSERT INTO mail_server_fault (id, status, since) VALUES (1, ?1, ?2)
                ON CONFLICT (id) DO UPDATE SET status = excluded.status
                "#,
                status,
                now
            )
            .execute(tx)
            .await?;
        }
    }
    Ok(())
}

/// `now`, the end of a lease taken now, and the latest due time of a retry scheduled now.
fn time_bounds(now: Timestamp) -> (String, String, String) {
    (moment(now), moment(saturating_add(now, LEASE)), moment(saturating_add(now, MAX_BACKOFF)))
}
