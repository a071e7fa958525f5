//! Lockout of one-time codes: ten wrong codes within a day block them for 24 hours. Passkeys and recovery codes still
//! work.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::ids::AccountId;
use crate::domain::moderation::AuditKind;
use crate::domain::text::Line;
use crate::domain::time::MAX_SET_BACK;
use crate::store::shared::AuditEntry;
use crate::store::shared::audit;
use crate::store::sqlite::{Moment, Result, Store, moment};

/// Number of wrong codes in a day that starts a lockout.
const MAX_WRONG_CODES: i64 = 10;
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Time for which lockouts are shown to administrators: 30 days.
const SHOWN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A lockout, as shown to administrators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lockout {
    pub account: AccountId,
    pub name: Line,
    pub at: Timestamp,
}

impl Store {
    /// End of the lockout of `account`, if there is one at `now`.
    pub async fn totp_refused_until(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        Ok(refused_until(&mut *self.readers.acquire().await?, account, now).await?)
    }

    /// Lockouts of the last 30 days, latest first.
    pub async fn list_lockouts(&self, now: Timestamp) -> Result<Vec<Lockout>> {
        let since = moment(now - SHOWN);
        let rows = sqlx::query!(
            r#"
            SELECT a.id AS "account!: AccountId", a.name AS "name!: Line", e.at AS "at!: Moment"
            FROM events e JOIN accounts a ON a.id = json_extract(e.detail, '$.member')
            WHERE e.kind = 'codes-refused' AND e.at > ?1 AND a.status != 'removed'
            ORDER BY e.at DESC, e.id DESC LIMIT 20
            "#,
            since
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        let lockout = rows.map(|row| {
            let (account, name, at) = (row.account, row.name, row.at.into());
            Lockout { account, name, at }
        });
        Ok(lockout.collect())
    }
}

/// See [`Store::totp_refused_until`]. A lockout that ends later than any started now (by a clock that was ahead) is
/// ignored.
pub(super) async fn refused_until(
    connection: &mut SqliteConnection,
    account: AccountId,
    now: Timestamp,
) -> sqlx::Result<Option<Timestamp>> {
    let id = account.get();
    let until = sqlx::query_scalar!(
        r#"SELECT totp_refused_until AS "until: Moment" FROM accounts WHERE id = ?1"#,
        id
    );
    let until = until.fetch_optional(connection).await?.flatten().map(Timestamp::from);
    Ok(until.filter(|until| now < *until && *until <= now + DAY + MAX_SET_BACK))
}

/// Counts a wrong code of `account` at `at`. Returns the end of the lockout if it starts one. A correct code does not
/// reset the count: otherwise whoever knows a one-time code from time to time would get ten guesses each time.
pub(super) async fn count_wrong_proof(
    tx: &mut SqliteConnection,
    account: AccountId,
    at: Timestamp,
) -> sqlx::Result<Option<Timestamp>> {
    let wrong = note_wrong_proof(tx, account, at).await?;
    if wrong < MAX_WRONG_CODES || refused_until(tx, account, at).await?.is_some() {
        return Ok(None);
    }
    let (id, until) = (account.get(), at + DAY);
    let end = moment(until);
    let refused = sqlx::query!(
        "UPDATE accounts SET totp_refused_until = ?2 WHERE id = ?1 AND totp IS NOT NULL",
        id,
        end
    );
    if refused.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(None);
    }
    let note = AuditEntry::of(AuditKind::TotpLockedOut, None).with(json!({ "member": id }));
    audit::record(tx, &note, at).await?;
    Ok(Some(until))
}

/// Records a wrong code and counts those of the day before `at`. Keeps at most [`MAX_WRONG_CODES`] rows.
async fn note_wrong_proof(
    tx: &mut SqliteConnection,
    account: AccountId,
    at: Timestamp,
) -> sqlx::Result<i64> {
    let id = account.get();
    let (now, day_ago, ahead) = (moment(at), moment(at - DAY), moment(at + MAX_SET_BACK));
    sqlx::query!("DELETE FROM wrong_proofs WHERE at <= ?1 OR at > ?2", day_ago, ahead)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("INSERT INTO wrong_proofs (account, at) VALUES (?1, ?2)", id, now)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        r#"
        DELETE FROM wrong_proofs
        WHERE account = ?1 AND id NOT IN (
            SELECT id FROM wrong_proofs WHERE account = ?1 ORDER BY id DESC LIMIT ?2
        )
        "#,
        id,
        MAX_WRONG_CODES
    )
    .execute(&mut *tx)
    .await?;
    let wrong = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM wrong_proofs WHERE account = ?1"#,
        id
    );
    wrong.fetch_one(tx).await
}

/// Ends the lockout of `account`, after its authenticator was replaced or removed.
pub(super) async fn end_lockout(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let id = account.get();
    sqlx::query!("DELETE FROM wrong_proofs WHERE account = ?1", id).execute(&mut *tx).await?;
    sqlx::query!("UPDATE accounts SET totp_refused_until = NULL WHERE id = ?1", id)
        .execute(tx)
        .await?;
    Ok(())
}
