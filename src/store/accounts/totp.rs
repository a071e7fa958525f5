//! Authenticators (TOTP), recovery codes and lockouts of members.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::account::sign_in_methods;
use super::passkey::{OwnAccountChange, Removal, activate};
use super::session;
use crate::domain::account::{
    AccountId, AuthMethod, Member, RecoveryCode, TokenHash, TotpSecret, lockout_end,
};
use crate::domain::moderation::AuditKind;
use crate::domain::text::Line;
use crate::domain::time::MAX_SET_BACK;
use crate::store::common::{AuditEntry, audit, erasure_record};
use crate::store::sqlite::{Moment, Result, Store, WriteClass, hex, moment};

impl Store {
    /// TOTP secret offered to `member` during setup: derived, so it is not stored and stays the same until the setup
    /// ends.
    pub async fn new_totp(&self, member: &Member) -> Result<TotpSecret> {
        let (account, session) = (member.account.id, &member.session);
        let now = self.encrypted_totp(account).await?.unwrap_or_default();
        let seed = format!("{account} {} {} ", session.id, moment(session.made_at));
        let token = self.server_key().derive_token("new totp", &[seed.as_bytes(), &now].concat());
        let bytes = token.hash();
        let bytes =
            bytes.as_bytes().first_chunk().expect("a SHA-256 hash is longer than a TOTP secret");
        Ok(TotpSecret::new(*bytes))
    }

    /// Sets the authenticator of a member, and activates the account. The code of the step `taken` was verified.
    pub async fn set_totp(
        &self,
        secret: &TotpSecret,
        taken: i64,
        change: &OwnAccountChange<'_>,
    ) -> Result<()> {
        let account = change.member.account.id;
        let (id, encrypted) =
            (account.get(), self.server_key().encrypt(TOTP_LABEL, secret.as_bytes()));
        self.write_as(WriteClass::SignIn, async |tx| {
            erasure_record::record_authenticator(tx, account, change.at).await?;
            sqlx::query!(
                "UPDATE accounts SET totp = ?2, totp_step = ?3 WHERE id = ?1",
                id,
                encrypted,
                taken
            )
            .execute(&mut *tx)
            .await?;
            end_lockout(tx, account).await?;
            // Ends the sessions opened with the former authenticator, but for the current one, which has just
            // verified the new one.
            let own = Some(change.member.session.id);
            session::end_opened_by(tx, account, AuthMethod::MailTotp, own).await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::TotpSet, Some(account)),
                change,
            )
            .await?;
            activate(tx, change).await?;
            Ok(())
        })
        .await
    }

    /// Removes the authenticator of a member, and ends the sessions opened with it.
    pub async fn remove_totp(&self, change: &OwnAccountChange<'_>) -> Result<Removal> {
        let account = change.member.account.id;
        self.write_as(WriteClass::SignIn, async |tx| {
            let methods = sign_in_methods(tx, account).await?;
            if !methods.totp {
                return Ok(Removal::NotFound);
            }
            if methods.passkeys == 0 {
                return Ok(Removal::LastMethod);
            }
            erasure_record::record_authenticator(tx, account, change.at).await?;
            delete_secrets(tx, &[account.get()]).await?;
            end_lockout(tx, account).await?;
            session::end_opened_by(tx, account, AuthMethod::MailTotp, None).await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::TotpRemoved, Some(account)),
                change,
            )
            .await?;
            let signed_out = change.member.session.method == AuthMethod::MailTotp;
            Ok(if signed_out { Removal::SignedOut } else { Removal::Done })
        })
        .await
    }

    /// Fingerprint of the current recovery codes, to detect concurrent regeneration. Empty if there are none.
    pub async fn recovery_codes_fingerprint(&self, account: AccountId) -> Result<String> {
        let mut connection = self.readers.acquire().await?;
        Ok(codes_fingerprint(&mut connection, account).await?)
    }

    /// Replaces the recovery codes with the fingerprint `replaced` by `codes`. Returns false, and does nothing, if
    /// they changed meanwhile.
    pub async fn replace_recovery_codes(
        &self,
        codes: &[RecoveryCode],
        replaced: &str,
        change: &OwnAccountChange<'_>,
    ) -> Result<bool> {
        let account = change.member.account.id;
        let id = account.get();
        self.write_as(WriteClass::SignIn, async |tx| {
            if codes_fingerprint(tx, account).await? != replaced {
                return Ok(false);
            }
            erasure_record::record_recovery_codes(tx, account, change.at).await?;
            sqlx::query!("DELETE FROM recovery_codes WHERE account = ?1", id)
                .execute(&mut *tx)
                .await?;
            let hashes: Vec<Value> = codes.iter().map(hash).collect();
            let hashes = Value::Array(hashes).to_string();
            sqlx::query!(
                r#"
                INSERT INTO recovery_codes (hash, account)
                SELECT unhex(value), ?2 FROM json_each(?1) WHERE true
                "#,
                hashes,
                id
            )
            .execute(&mut *tx)
            .await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::RecoveryCodesReplaced, Some(account)),
                change,
            )
            .await?;
            Ok(true)
        })
        .await
    }

    async fn encrypted_totp(&self, account: AccountId) -> Result<Option<Vec<u8>>> {
        let id = account.get();
        let encrypted = sqlx::query_scalar!("SELECT totp FROM accounts WHERE id = ?1", id);
        Ok(encrypted.fetch_one(&self.readers).await?)
    }
}

async fn codes_fingerprint(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> sqlx::Result<String> {
    let id = account.get();
    let hashes = sqlx::query_scalar!(
        r#"SELECT hash AS "hash!" FROM recovery_codes WHERE account = ?1 ORDER BY hash"#,
        id
    );
    let hashes = hashes.fetch_all(connection).await?.concat();
    if hashes.is_empty() {
        return Ok(String::new());
    }
    let hash = TokenHash::of(&hashes);
    Ok(hex(hash.as_bytes().first_chunk::<8>().expect("a SHA-256 hash has 32 bytes")))
}

/// Deletes the TOTP secrets of `accounts`. Returns the number of accounts.
pub async fn delete_secrets(tx: &mut SqliteConnection, accounts: &[i64]) -> sqlx::Result<u64> {
    let ids = serde_json::json!(accounts).to_string();
    let deleted = sqlx::query!(
        r#"
        UPDATE accounts SET totp = NULL, totp_step = NULL
        WHERE id IN (SELECT value FROM json_each(?1))
        "#,
        ids
    );
    Ok(deleted.execute(tx).await?.rows_affected())
}

/// Hash of `code`, in hexadecimal.
fn hash(code: &RecoveryCode) -> Value {
    Value::from(hex(TokenHash::of(code.as_bytes()).as_bytes()))
}

/// Number of wrong codes in a day that starts a lockout.
const MAX_WRONG_CODES: i64 = 10;

/// Period in which wrong codes are counted: 24 hours.
const PERIOD: SignedDuration = SignedDuration::from_hours(24);

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
    Ok(until.filter(|until| now < *until && *until <= lockout_end(now) + MAX_SET_BACK))
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
    let (id, until) = (account.get(), lockout_end(at));
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
    let (now, day_ago, ahead) = (moment(at), moment(at - PERIOD), moment(at + MAX_SET_BACK));
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

/// Encryption label of TOTP secrets.
pub const TOTP_LABEL: &str = "totp";
