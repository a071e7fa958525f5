//! The passkeys of members: what is kept of them is public keys.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    account::ways,
    codec::{Moment, moment},
    erased,
    event::{self, Note},
    session::{self, Opening},
};
use crate::domain::{
    account::{Member, Method},
    event::EventKind,
    ids::{AccountId, PasskeyId},
    mail::Message,
    text::Line,
};

/// A passkey as it is kept.
#[derive(Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub account: AccountId,
    /// What its holder calls it.
    pub name: Line,
    /// The public key with its counters, as JSON: see [`crate::passkey`].
    pub key: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// A passkey just made.
#[derive(Debug)]
pub struct NewPasskey {
    pub credential: Vec<u8>,
    pub key: String,
    pub name: Line,
}

/// What a member changes in their own account, and the mail that tells of it.
#[derive(Debug)]
pub struct OwnChange<'a> {
    pub member: &'a Member,
    pub message: &'a Message,
    pub at: Timestamp,
}

/// What became of something to be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Done,
    NotThere,
    /// It is the last way to sign in.
    LastWay,
}

struct Row {
    id: PasskeyId,
    account: AccountId,
    name: Line,
    key: String,
    made_at: Moment,
    used_at: Option<Moment>,
}

impl From<Row> for Passkey {
    fn from(row: Row) -> Self {
        let Row { id, account, name, key, made_at, used_at } = row;
        let (made_at, used_at) = (made_at.into(), used_at.map(Into::into));
        Self { id, account, name, key, made_at, used_at }
    }
}

impl Store {
    /// The passkeys of `account`, the first made first.
    pub async fn list_passkeys(&self, account: AccountId) -> Result<Vec<Passkey>> {
        let account = account.get();
        let rows = sqlx::query_as!(
            Row,
            r#"
            SELECT id AS "id: PasskeyId", account AS "account: AccountId", name AS "name: Line",
                passkey AS key, made_at AS "made_at: Moment", used_at AS "used_at: Moment"
            FROM passkeys WHERE account = ?1 ORDER BY id
            "#,
            account
        );
        Ok(rows.fetch_all(&self.readers).await?.into_iter().map(Passkey::from).collect())
    }

    /// The passkey `credential` of the member whom authenticators know by `handle`.
    pub async fn find_passkey(&self, handle: &[u8], credential: &[u8]) -> Result<Option<Passkey>> {
        let row = sqlx::query_as!(
            Row,
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

    /// What authenticators know `account` by.
    pub async fn handle(&self, account: AccountId) -> Result<Vec<u8>> {
        let account = account.get();
        let handle = sqlx::query_scalar!("SELECT handle FROM accounts WHERE id = ?1", account);
        Ok(handle.fetch_one(&self.readers).await?)
    }

    /// Adds a passkey to the account of a member, who from then on can sign in. False when somebody has it already.
    pub async fn add_passkey(&self, new: &NewPasskey, change: &OwnChange<'_>) -> Result<bool> {
        let (account, at) = (change.member.account.id, change.at);
        let (id, made_at) = (account.get(), moment(at));
        let (credential, key) = (new.credential.as_slice(), new.key.as_str());
        let name = new.name.as_str();
        self.write(async |tx| {
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
            let note = Note::of(EventKind::PasskeyAdded, Some(account));
            self.changed(tx, note, change).await?;
            activate(tx, change).await?;
            Ok(true)
        })
        .await
    }

    /// Takes the passkey `id` out of the account of a member.
    pub async fn remove_passkey(&self, id: PasskeyId, change: &OwnChange<'_>) -> Result<Removal> {
        let account = change.member.account.id;
        let (key, owner) = (id.get(), account.get());
        self.write(async |tx| {
            let there = sqlx::query_scalar!(
                "SELECT id FROM passkeys WHERE id = ?1 AND account = ?2",
                key,
                owner
            );
            if there.fetch_optional(&mut *tx).await?.is_none() {
                return Ok(Removal::NotThere);
            }
            let ways = ways(tx, account).await?;
            if ways.passkeys == 1 && !ways.totp {
                return Ok(Removal::LastWay);
            }
            erased::record_passkey(tx, id, change.at).await?;
            sqlx::query!("DELETE FROM passkeys WHERE id = ?1", key).execute(&mut *tx).await?;
            let note = Note::of(EventKind::PasskeyRemoved, Some(account));
            self.changed(tx, note.with(json!({ "passkey": key })), change).await?;
            Ok(Removal::Done)
        })
        .await
    }

    /// Signs in the holder of `passkey`, whose key is `key` from now on.
    pub async fn sign_in_by_passkey(
        &self,
        passkey: &Passkey,
        key: &str,
        opening: &Opening,
    ) -> Result<()> {
        self.write(async |tx| {
            use_passkey(tx, passkey, key, opening.at).await?;
            Ok(session::open(tx, passkey.account, Method::Passkey, opening).await?)
        })
        .await
    }

    /// Takes `passkey`, whose key is `key` from now on, as another proof of its holder in the session of `member`.
    pub async fn prove_by_passkey(
        &self,
        passkey: &Passkey,
        key: &str,
        member: &Member,
        at: Timestamp,
    ) -> Result<()> {
        self.write(async |tx| {
            use_passkey(tx, passkey, key, at).await?;
            Ok(session::prove(tx, member.session.id, at).await?)
        })
        .await
    }

    /// Notes what a member changed in their own account, and queues the mail that tells of it.
    pub(super) async fn changed(
        &self,
        tx: &mut SqliteConnection,
        note: Note,
        change: &OwnChange<'_>,
    ) -> sqlx::Result<()> {
        event::note(tx, &note, change.at).await?;
        self.queue(tx, change.message, None, change.at).await?;
        Ok(())
    }
}

/// The member who was invited can sign in from now on; setting up a way is a proof of who they are.
pub(super) async fn activate(
    tx: &mut SqliteConnection,
    change: &OwnChange<'_>,
) -> sqlx::Result<()> {
    let account = change.member.account.id.get();
    sqlx::query!(
        "UPDATE accounts SET status = 'active' WHERE id = ?1 AND status = 'invited'",
        account
    )
    .execute(&mut *tx)
    .await?;
    session::prove(tx, change.member.session.id, change.at).await
}

async fn use_passkey(
    tx: &mut SqliteConnection,
    passkey: &Passkey,
    key: &str,
    at: Timestamp,
) -> sqlx::Result<()> {
    let (id, at) = (passkey.id.get(), moment(at));
    sqlx::query!("UPDATE passkeys SET passkey = ?2, used_at = ?3 WHERE id = ?1", id, key, at)
        .execute(tx)
        .await?;
    Ok(())
}
