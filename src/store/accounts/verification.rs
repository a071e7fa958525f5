//! Verification of one-time codes and recovery codes. Each code works once.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::account::{self, sign_in_methods};
use super::session;
use super::totp::{self, TOTP_LABEL};
use crate::domain::account::{
    Account, AccountId, AuthMethod, Member, RecoveryCode, SecondFactor, SessionId, TokenHash,
    TotpSecret,
};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::Message;
use crate::store::common::{AuditEntry, audit, erasure_record};
use crate::store::sqlite::{Attempt, Error, Result, Store, WriteClass, moment};

/// Number of wrong codes that voids a sign-in link or ends a session.
pub(super) const MAX_TRIES: i64 = 5;

/// Typed code and the time of the clock: one-time codes depend on the clock itself, not on its high-water mark.
#[derive(Debug, Clone, Copy)]
pub struct TypedCode<'a> {
    pub proof: &'a SecondFactor,
    pub clock: Timestamp,
}

/// Facts about an account that the mails about a verification name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorFacts {
    pub account: Account,
    /// Unused recovery codes, before the verification.
    pub codes: u32,
}

/// Mails to the holder of an account about a verification, composed from `facts`.
#[derive(Debug)]
pub struct SecurityMails {
    pub facts: SecondFactorFacts,
    /// Says that a recovery code was used, and how many are left.
    pub code_used: Message,
    /// Says until when one-time codes are refused after too many wrong ones: see
    /// [`lockout_end`](crate::domain::account::lockout_end).
    pub locked: Message,
}

/// Outcome of a re-authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReauthOutcome {
    Yes,
    No,
    /// One-time codes are refused until then, right or wrong.
    TotpLocked(Timestamp),
    /// Too many wrong codes: the session ended.
    SignedOut,
}

/// Result of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    Right(AuthMethod),
    Wrong,
    /// One-time codes are refused until then, right or wrong.
    TotpLocked(Timestamp),
}

impl Store {
    /// Facts for the mails about a re-authentication of `account`. `None` if it was removed.
    pub async fn find_second_factor(
        &self,
        account: AccountId,
    ) -> Result<Option<SecondFactorFacts>> {
        let mut connection = self.readers.acquire().await?;
        Ok(find_facts(&mut connection, account).await?)
    }

    /// Re-authenticates `member` with the `typed` code. Outdated if the facts of `mails` are others by now.
    pub async fn reauthenticate(
        &self,
        member: &Member,
        typed: TypedCode<'_>,
        mails: &SecurityMails,
        at: Timestamp,
    ) -> Result<Attempt<ReauthOutcome, Option<SecondFactorFacts>>> {
        self.write_as(WriteClass::SignIn, async |tx| {
            let facts = find_facts(tx, member.account.id).await?;
            if facts.as_ref() != Some(&mails.facts) {
                return Ok(Attempt::Outdated(facts));
            }
            Ok(Attempt::Done(match self.verify(tx, typed, mails, at).await? {
                Verification::Right(_) => {
                    session::record_reauthentication(tx, member.session.id, at).await?;
                    ReauthOutcome::Yes
                }
                Verification::TotpLocked(until) => ReauthOutcome::TotpLocked(until),
                Verification::Wrong => count_wrong_code(tx, member.session.id).await?,
            }))
        })
        .await
    }

    /// Verifies the `typed` code of the account of `mails`, whose facts are up to date. A correct code becomes invalid,
    /// a wrong one is counted.
    pub(in crate::store) async fn verify(
        &self,
        tx: &mut SqliteConnection,
        typed: TypedCode<'_>,
        mails: &SecurityMails,
        at: Timestamp,
    ) -> Result<Verification> {
        let account = mails.facts.account.id;
        let method = match typed.proof {
            SecondFactor::Totp(digits) => {
                if let Some(until) = totp::refused_until(tx, account, at).await? {
                    return Ok(Verification::TotpLocked(until));
                }
                let right = self.verify_totp(tx, account, digits, typed.clock).await?;
                right.then_some(AuthMethod::MailTotp)
            }
            SecondFactor::Recovery(code) => {
                let right = self.use_recovery_code(tx, code, mails, at).await?;
                right.then_some(AuthMethod::Recovery)
            }
        };
        if let Some(method) = method {
            return Ok(Verification::Right(method));
        }
        let Some(until) = totp::count_wrong_proof(tx, account, at).await? else {
            return Ok(Verification::Wrong);
        };
        self.queue(tx, &mails.locked, None, at).await?;
        Ok(match typed.proof {
            SecondFactor::Totp(_) => Verification::TotpLocked(until),
            SecondFactor::Recovery(_) => Verification::Wrong,
        })
    }

    /// Uses a recovery code and queues the mail about it. Returns false if it is wrong or was used before.
    async fn use_recovery_code(
        &self,
        tx: &mut SqliteConnection,
        code: &RecoveryCode,
        mails: &SecurityMails,
        at: Timestamp,
    ) -> Result<bool> {
        let account = mails.facts.account.id;
        if !mark_code_used(tx, account, code, at).await? {
            return Ok(false);
        }
        audit::record(tx, &AuditEntry::of(AuditKind::RecoveryCodeUsed, Some(account)), at).await?;
        self.queue(tx, &mails.code_used, None, at).await?;
        Ok(true)
    }

    /// Verifies a one-time code of `account`. Returns false if it is wrong or was used before.
    async fn verify_totp(
        &self,
        tx: &mut SqliteConnection,
        account: AccountId,
        digits: &str,
        clock: Timestamp,
    ) -> Result<bool> {
        let id = account.get();
        let row = sqlx::query!("SELECT totp, totp_step FROM accounts WHERE id = ?1", id);
        let row = row.fetch_one(&mut *tx).await?;
        let Some(encrypted) = row.totp else { return Ok(false) };
        let secret = self.totp(&encrypted)?;
        let Some(step) = secret.and_then(|it| it.step(digits, clock)) else { return Ok(false) };
        if row.totp_step.is_some_and(|taken| step <= taken) {
            return Ok(false);
        }
        sqlx::query!("UPDATE accounts SET totp_step = ?2 WHERE id = ?1", id, step)
            .execute(tx)
            .await?;
        Ok(true)
    }

    /// Decrypts the stored TOTP secret. `None` if it was encrypted with a lost key; then no code matches.
    fn totp(&self, encrypted: &[u8]) -> Result<Option<TotpSecret>> {
        let Ok(secret) = self.server_key().decrypt(TOTP_LABEL, encrypted) else {
            tracing::error!("cannot decrypt a TOTP secret: it was encrypted with another key");
            return Ok(None);
        };
        let secret = TotpSecret::try_from(secret.as_slice());
        secret.map(Some).map_err(|error| Error::Database(sqlx::Error::Decode(error.into())))
    }
}

/// Facts about `account` for the mails about a verification. `None` if it was removed.
pub(super) async fn find_facts(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> sqlx::Result<Option<SecondFactorFacts>> {
    let Some(account) = account::find(&mut *connection, account).await? else { return Ok(None) };
    let codes = sign_in_methods(connection, account.id).await?.codes;
    Ok(Some(SecondFactorFacts { account, codes }))
}

/// Counts a wrong code in `session`; the last one allowed ends it.
async fn count_wrong_code(
    tx: &mut SqliteConnection,
    session: SessionId,
) -> sqlx::Result<ReauthOutcome> {
    let id = session.get();
    let tries = sqlx::query_scalar!(
        r#"UPDATE sessions SET tries = tries + 1 WHERE id = ?1 RETURNING tries AS "tries!: i64""#,
        id
    );
    if tries.fetch_optional(&mut *tx).await?.is_some_and(|tries| tries < MAX_TRIES) {
        return Ok(ReauthOutcome::No);
    }
    sqlx::query!("DELETE FROM sessions WHERE id = ?1", id).execute(tx).await?;
    Ok(ReauthOutcome::SignedOut)
}

/// Marks a recovery code of `account` as used. Returns false if it is wrong or was used before.
async fn mark_code_used(
    tx: &mut SqliteConnection,
    account: AccountId,
    code: &RecoveryCode,
    at: Timestamp,
) -> sqlx::Result<bool> {
    let hash = TokenHash::of(code.as_bytes());
    let (hash, account, used_at) = (hash.as_bytes().as_slice(), account.get(), moment(at));
    let used = sqlx::query!(
        r#"
        UPDATE recovery_codes SET used_at = ?3 WHERE hash = ?1 AND account = ?2 AND used_at IS NULL
        "#,
        hash,
        account,
        used_at
    );
    let taken = used.execute(&mut *tx).await?.rows_affected() > 0;
    if taken {
        // Recorded as an erasure, so that the restore of an older backup does not revive it.
        erasure_record::record_recovery_code(tx, hash, at).await?;
    }
    Ok(taken)
}
