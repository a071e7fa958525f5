//! Passkeys of members; only public keys are stored.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::account::sign_in_methods;
use super::challenge::{self, Challenge};
use super::session::{self, SessionMethod, SessionOpening};
use crate::domain::account::{AccountId, AuthMethod, Member, PasskeyId};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::Message;
use crate::domain::text::Line;
use crate::store::common::audit;
use crate::store::common::{AuditEntry, erasure_record};
use crate::store::sqlite::{Moment, Result, Store, WriteClass, moment};

/// A stored passkey.
#[derive(Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub account: AccountId,
    /// Name given by its holder.
    pub name: Line,
    /// Public key and counters as JSON: see [`crate::passkey`].
    pub key: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// A passkey just created.
#[derive(Debug)]
pub struct NewPasskey {
    pub credential: Vec<u8>,
    pub key: String,
    pub name: Line,
    /// Challenge that it answers.
    pub challenge: Challenge,
}

/// Correct answer of a passkey to a challenge.
#[derive(Debug)]
pub struct PasskeyAssertion {
    pub passkey: Passkey,
    /// New value of the stored key.
    pub key: String,
    pub challenge: Challenge,
}

/// Change by a member of their own account, with the mail about it.
#[derive(Debug)]
pub struct OwnAccountChange<'a> {
    pub member: &'a Member,
    pub message: &'a Message,
    pub at: Timestamp,
}

/// Outcome of a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// Removed, and the current session ended, since it was opened with the removed method.
    SignedOut,
    NotFound,
    /// Refused: it is the last sign-in method.
    LastMethod,
}

struct PasskeyRow {
    id: PasskeyId,
    account: AccountId,
    name: Line,
    key: String,
    made_at: Moment,
    used_at: Option<Moment>,
}

impl From<PasskeyRow> for Passkey {
    fn from(row: PasskeyRow) -> Self {
        let PasskeyRow { id, account, name, key, made_at, used_at } = row;
        let (made_at, used_at) = (made_at.into(), used_at.map(Into::into));
        Self { id, account, name, key, made_at, used_at }
    }
}

impl Store {
    /// Passkeys of `account`, oldest first.
    pub async fn list_passkeys(&self, account: AccountId) -> Result<Vec<Passkey>> {
        let account = account.get();
        let rows = sqlx::query_as!(
            PasskeyRow,
            r#"
            SELECT id AS "id: PasskeyId", account AS "account: AccountId", name AS "name: Line",
                passkey AS key, made_at AS "made_at: Moment", used_at AS "used_at: Moment"
            FROM passkeys WHERE account = ?1 ORDER BY id
            "#,
            account
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(Passkey::from).collect())
    }

    /// Finds the passkey `credential` of the active member with the user handle `handle`.
    pub async fn find_passkey(&self, handle: &[u8], credential: &[u8]) -> Result<Option<Passkey>> {
        let row = sqlx::query_as!(
            PasskeyRow,
            r#"
            SELECT p.id AS "id: PasskeyId", p.account AS "account: AccountId",
                p.name AS "name: Line", p.passkey AS key, p.made_at AS "made_at: Moment",
                p.used_at AS "used_at: Moment"
            FROM passkeys p JOIN accounts a ON a.id = p.account
            WHERE p.credential = ?2 AND a.handle = ?1 AND a.status = 'active'
            "#,
            handle,
            credential
        );
        Ok(row.fetch_optional(&self.readers).await?.map(Passkey::from))
    }

    /// User handle of `account` for authenticators (`WebAuthn`).
    pub async fn user_handle(&self, account: AccountId) -> Result<Vec<u8>> {
        let account = account.get();
        let handle = sqlx::query_scalar!("SELECT handle FROM accounts WHERE id = ?1", account);
        Ok(handle.fetch_one(&self.readers).await?)
    }

    /// Adds a passkey to the account of a member, and activates the account. Returns false if the credential exists
    /// already, or the challenge was used before.
    pub async fn add_passkey(
        &self,
        new: &NewPasskey,
        change: &OwnAccountChange<'_>,
    ) -> Result<bool> {
        let (account, at) = (change.member.account.id, change.at);
        let (id, made_at) = (account.get(), moment(at));
        let (credential, key) = (new.credential.as_slice(), new.key.as_str());
        let name = new.name.as_str();
        self.write_as(WriteClass::SignIn, async |tx| {
            if !challenge::mark_used(tx, &new.challenge, at).await? {
                return Ok(false);
            }
            let added = sqlx::query!(
                r#"
                INSERT INTO passkeys (account, credential, passkey, name, made_at)
                VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (credential) DO NOTHING
                "#,
                id,
                credential,
                key,
                name,
                made_at
            );
            if added.execute(&mut *tx).await?.rows_affected() == 0 {
                return Ok(false);
            }
            let note = AuditEntry::of(AuditKind::PasskeyAdded, Some(account));
            self.record_account_change(tx, note, change).await?;
            activate(tx, change).await?;
            Ok(true)
        })
        .await
    }

    /// Removes the passkey `id` from the account of a member, and ends the sessions opened with it.
    pub async fn remove_passkey(
        &self,
        id: PasskeyId,
        change: &OwnAccountChange<'_>,
    ) -> Result<Removal> {
        let account = change.member.account.id;
        let (key, owner) = (id.get(), account.get());
        self.write_as(WriteClass::SignIn, async |tx| {
            let there = sqlx::query_scalar!(
                "SELECT id FROM passkeys WHERE id = ?1 AND account = ?2",
                key,
                owner
            );
            if there.fetch_optional(&mut *tx).await?.is_none() {
                return Ok(Removal::NotFound);
            }
            let methods = sign_in_methods(tx, account).await?;
            if methods.passkeys == 1 && !methods.totp {
                return Ok(Removal::LastMethod);
            }
            erasure_record::record_passkey(tx, id, change.at).await?;
            let own = change.member.session.id;
            let signed_out = session::end_opened_by_passkey(tx, account, id, own).await?;
            sqlx::query!("DELETE FROM passkeys WHERE id = ?1", key).execute(&mut *tx).await?;
            let note = AuditEntry::of(AuditKind::PasskeyRemoved, Some(account));
            self.record_account_change(tx, note.with(json!({ "passkey": key })), change).await?;
            Ok(if signed_out { Removal::SignedOut } else { Removal::Done })
        })
        .await
    }

    /// Opens a session with a passkey. Returns false if the challenge was used before.
    pub async fn sign_in_by_passkey(
        &self,
        proof: &PasskeyAssertion,
        opening: &SessionOpening,
    ) -> Result<bool> {
        let passkey = &proof.passkey;
        let by = SessionMethod { method: AuthMethod::Passkey, passkey: Some(passkey.id) };
        self.write_as(WriteClass::SignIn, async |tx| {
            if !use_passkey(tx, proof, opening.at).await? {
                return Ok(false);
            }
            session::open(tx, passkey.account, by, opening).await?;
            Ok(true)
        })
        .await
    }

    /// Re-authenticates `member` with a passkey. Returns false if the challenge was used before.
    pub async fn prove_by_passkey(
        &self,
        proof: &PasskeyAssertion,
        member: &Member,
        at: Timestamp,
    ) -> Result<bool> {
        self.write_as(WriteClass::SignIn, async |tx| {
            if !use_passkey(tx, proof, at).await? {
                return Ok(false);
            }
            session::record_reauthentication(tx, member.session.id, at).await?;
            Ok(true)
        })
        .await
    }

    /// Writes the audit entry and queues the mail about a change of an account by its member.
    pub(super) async fn record_account_change(
        &self,
        tx: &mut SqliteConnection,
        note: AuditEntry,
        change: &OwnAccountChange<'_>,
    ) -> sqlx::Result<()> {
        audit::record(tx, &note, change.at).await?;
        self.queue(tx, change.message, None, change.at).await?;
        Ok(())
    }
}

/// Activates an invited member, and counts the change as re-authentication.
pub(super) async fn activate(
    tx: &mut SqliteConnection,
    change: &OwnAccountChange<'_>,
) -> sqlx::Result<()> {
    let account = change.member.account.id.get();
    sqlx::query!(
        "UPDATE accounts SET status = 'active' WHERE id = ?1 AND status = 'invited'",
        account
    )
    .execute(&mut *tx)
    .await?;
    session::record_reauthentication(tx, change.member.session.id, change.at).await
}

/// Marks the challenge and the passkey of `proof` as used at `at`. Returns false if the challenge was used before, or
/// the passkey was removed.
async fn use_passkey(
    tx: &mut SqliteConnection,
    proof: &PasskeyAssertion,
    at: Timestamp,
) -> sqlx::Result<bool> {
    if !challenge::mark_used(tx, &proof.challenge, at).await? {
        return Ok(false);
    }
    let (id, key, at) = (proof.passkey.id.get(), proof.key.as_str(), moment(at));
    let used =
        sqlx::query!("UPDATE passkeys SET passkey = ?2, used_at = ?3 WHERE id = ?1", id, key, at);
    Ok(used.execute(tx).await?.rows_affected() > 0)
}
