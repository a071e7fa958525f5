//! Lockout of one-time codes: after ten wrong proofs in a day, those of the account are refused for 24 hours. Passkeys
//! and recovery codes go on.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    codec::{Moment, moment},
    event::{self, Note},
};
use crate::domain::{event::EventKind, heartbeat::SET_BACK, ids::AccountId, text::Line};

/// Wrong proofs in a day after which one-time codes are refused.
const MOST: i64 = 10;
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long a lockout is shown to those who administer the site.
const SHOWN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A lockout, as those who administer the site read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lockout {
    pub account: AccountId,
    pub name: Line,
    pub at: Timestamp,
}

impl Store {
    /// The moment until which the one-time codes of `account` are refused at `now`, if they are.
    pub async fn totp_refused_until(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        Ok(refused_until(&mut *self.readers.acquire().await?, account, now).await?)
    }

    /// The lockouts of the last 30 days, the last one first.
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

/// As [`Store::totp_refused_until`]. A lockout that ends later than any made now is of a clock that was ahead.
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
    Ok(until.filter(|until| now < *until && *until <= now + DAY + SET_BACK))
}

/// Counts a wrong proof of `account` at `at`. Gives the end of the lockout that it begins, if it begins one. No right
/// proof takes a wrong one back: who knows the one-time code now and then must not have ten guesses each time.
pub(super) async fn count_wrong_proof(
    tx: &mut SqliteConnection,
    account: AccountId,
    at: Timestamp,
) -> sqlx::Result<Option<Timestamp>> {
    let wrong = note_wrong_proof(tx, account, at).await?;
    if wrong < MOST || refused_until(tx, account, at).await?.is_some() {
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
    let note = Note::of(EventKind::CodesRefused, None).with(json!({ "member": id }));
    event::note(tx, &note, at).await?;
    Ok(Some(until))
}

/// Notes a wrong proof, and gives how many there were in the day before `at`. No more rows are kept than that takes.
async fn note_wrong_proof(
    tx: &mut SqliteConnection,
    account: AccountId,
    at: Timestamp,
) -> sqlx::Result<i64> {
    let id = account.get();
    let (now, day_ago, ahead) = (moment(at), moment(at - DAY), moment(at + SET_BACK));
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
        MOST
    )
    .execute(&mut *tx)
    .await?;
    let wrong = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM wrong_proofs WHERE account = ?1"#,
        id
    );
    wrong.fetch_one(tx).await
}

/// Ends the lockout of `account`, whose authenticator is another one now, or none.
pub(super) async fn lift(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let id = account.get();
    sqlx::query!("DELETE FROM wrong_proofs WHERE account = ?1", id).execute(&mut *tx).await?;
    sqlx::query!("UPDATE accounts SET totp_refused_until = NULL WHERE id = ?1", id)
        .execute(tx)
        .await?;
    Ok(())
}
