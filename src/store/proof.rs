//! Proofs of members: the codes of authenticators and those that stand for them. Each serves once.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Error, Result, Store,
    account::ways,
    codec::moment,
    event::{self, Note},
    room::WriteClass,
    session,
};
use crate::domain::{
    account::{Account, Member, Method},
    code::RecoveryCode,
    event::EventKind,
    ids::AccountId,
    mail::Message,
    proof::Proof,
    secret::TokenHash,
    totp::TotpSecret,
};

/// What the secrets of authenticators are sealed under.
pub(super) const SEAL: &str = "totp";
/// Wrong codes after which a link, or a session that asks for one, is dead.
pub(super) const MOST_TRIES: i64 = 5;

/// What somebody typed to prove who they are, and what the clock said then: an authenticator goes by it, whatever the
/// greatest moment seen is.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub proof: &'a Proof,
    pub clock: Timestamp,
}

/// Makes the mail that tells the holder of an account that a recovery code was used, and how many are left.
pub type CodeUsed<'a> = &'a (dyn Fn(&Account, u32) -> Message + Sync);

/// What became of another proof in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    Yes,
    No,
    /// Tried wrong too often: the session is over.
    SignedOut,
}

impl Store {
    /// Takes what is `typed` as another proof of the holder of the session of `member`.
    pub async fn prove_again(
        &self,
        member: &Member,
        typed: Typed<'_>,
        told: CodeUsed<'_>,
        at: Timestamp,
    ) -> Result<Proved> {
        self.write_as(WriteClass::SignIn, async |tx| {
            if self.check(tx, &member.account, typed, (told, at)).await?.is_some() {
                session::prove(tx, member.session.id, at).await?;
                return Ok(Proved::Yes);
            }
            let id = member.session.id.get();
            let tries = sqlx::query_scalar!(
                r#"
                UPDATE sessions SET tries = tries + 1 WHERE id = ?1 RETURNING tries AS "tries!: i64"
                "#,
                id
            );
            if tries.fetch_optional(&mut *tx).await?.is_some_and(|tries| tries < MOST_TRIES) {
                return Ok(Proved::No);
            }
            sqlx::query!("DELETE FROM sessions WHERE id = ?1", id).execute(&mut *tx).await?;
            Ok(Proved::SignedOut)
        })
        .await
    }

    /// How what is `typed` proves `account`, which it does once; none when it does not.
    pub(super) async fn check(
        &self,
        tx: &mut SqliteConnection,
        account: &Account,
        typed: Typed<'_>,
        (told, at): (CodeUsed<'_>, Timestamp),
    ) -> Result<Option<Method>> {
        match typed.proof {
            Proof::Totp(digits) => {
                let right = self.take_digits(tx, account.id, digits, typed.clock).await?;
                Ok(right.then_some(Method::MailTotp))
            }
            Proof::Recovery(code) => {
                if !take_code(tx, account.id, code, at).await? {
                    return Ok(None);
                }
                let left = ways(tx, account.id).await?.codes;
                event::note(tx, &Note::of(EventKind::CodeUsed, Some(account.id)), at).await?;
                self.queue(tx, &told(account, left), None, at).await?;
                Ok(Some(Method::Recovery))
            }
        }
    }

    /// Whether `digits` are a code of the authenticator of `account` that was not taken yet.
    async fn take_digits(
        &self,
        tx: &mut SqliteConnection,
        account: AccountId,
        digits: &str,
        clock: Timestamp,
    ) -> Result<bool> {
        let id = account.get();
        let row = sqlx::query!("SELECT totp, totp_step FROM accounts WHERE id = ?1", id);
        let row = row.fetch_one(&mut *tx).await?;
        let Some(sealed) = row.totp else { return Ok(false) };
        let Some(step) = self.totp(&sealed)?.step(digits, clock) else { return Ok(false) };
        if row.totp_step.is_some_and(|taken| step <= taken) {
            return Ok(false);
        }
        sqlx::query!("UPDATE accounts SET totp_step = ?2 WHERE id = ?1", id, step)
            .execute(tx)
            .await?;
        Ok(true)
    }

    /// The secret that is `sealed` in a row.
    fn totp(&self, sealed: &[u8]) -> Result<TotpSecret> {
        let open = self.vault().unseal(SEAL, sealed);
        let secret = open.map_err(|error| sqlx::Error::Decode(error.into()))?;
        let secret = TotpSecret::try_from(secret.as_slice());
        secret.map_err(|error| Error::Database(sqlx::Error::Decode(error.into())))
    }
}

/// Whether `code` is a recovery code of `account` that was not used yet.
async fn take_code(
    tx: &mut SqliteConnection,
    account: AccountId,
    code: &RecoveryCode,
    at: Timestamp,
) -> sqlx::Result<bool> {
    let hash = TokenHash::of(code.as_bytes());
    let (hash, account, at) = (hash.as_bytes().as_slice(), account.get(), moment(at));
    let used = sqlx::query!(
        r#"
        UPDATE recovery_codes SET used_at = ?3 WHERE hash = ?1 AND account = ?2 AND used_at IS NULL
        "#,
        hash,
        account,
        at
    );
    Ok(used.execute(tx).await?.rows_affected() > 0)
}
