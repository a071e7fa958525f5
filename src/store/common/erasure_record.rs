//! Erasure records: keyed hashes of erased data, applied again to a restored backup.

use jiff::Timestamp;
use ring::hmac;
use sqlx::SqliteConnection;

use crate::domain::account::{AccountId, PasskeyId};
use crate::domain::operations::ErasedKind;
use crate::store::sqlite::{Result, SqlEnum as _, Store, hex, moment};

/// Selection of the proposals to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalSelection {
    All,
    /// Proposals with an email address. Others are erased again by their retention period alone.
    WithEmail,
}

/// Key of the hashes, stored in the database and so in each backup.
#[derive(Debug)]
pub struct ErasureKey(hmac::Key);

impl ErasureKey {
    pub async fn read(connection: &mut SqliteConnection) -> sqlx::Result<Self> {
        let key = sqlx::query_scalar!("SELECT key FROM erasure_key").fetch_one(connection).await?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &key)))
    }

    /// Keyed hash of the record of type `kind` identified by `value`.
    pub fn hash(&self, kind: ErasedKind, value: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(kind.name().as_bytes());
        context.update(&[0]);
        context.update(value);
        context.sign().as_ref().to_vec()
    }
}

impl Store {
    /// Number of erasure records, which are never deleted.
    pub async fn count_erasures(&self) -> Result<u64> {
        let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!: u64" FROM erasures"#);
        Ok(count.fetch_one(&mut *self.reader().await?).await?)
    }
}

/// Records the erasure at `at` of the proposals with ids in the JSON array `keys`.
pub async fn record_proposals(
    tx: &mut SqliteConnection,
    keys: &str,
    which: ProposalSelection,
    at: Timestamp,
) -> sqlx::Result<()> {
    let all = which == ProposalSelection::All;
    let nonces = sqlx::query_scalar!(
        r#"
        SELECT nonce FROM proposals
        WHERE id IN (SELECT value FROM json_each(?1)) AND (?2 OR email IS NOT NULL)
        "#,
        keys,
        all
    );
    let nonces = nonces.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::Proposal, &nonces, at).await
}

/// Records the removal of the member `id` at `at`.
pub async fn record_account(
    tx: &mut SqliteConnection,
    id: AccountId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let id = id.get();
    let handles = sqlx::query_scalar!("SELECT handle FROM accounts WHERE id = ?1", id);
    let handles = handles.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::Account, &handles, at).await
}

/// Records the removal at `at` of all sign-in methods of the member `id`.
pub async fn record_sign_in_methods(
    tx: &mut SqliteConnection,
    id: AccountId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let key = id.get();
    let passkeys = sqlx::query_scalar!("SELECT credential FROM passkeys WHERE account = ?1", key);
    let passkeys = passkeys.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::Passkey, &passkeys, at).await?;
    record_authenticator(tx, id, at).await?;
    record_recovery_codes(tx, id, at).await
}

/// Records the removal of the passkey `id` at `at`.
pub async fn record_passkey(
    tx: &mut SqliteConnection,
    id: PasskeyId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let id = id.get();
    let passkeys = sqlx::query_scalar!("SELECT credential FROM passkeys WHERE id = ?1", id);
    let passkeys = passkeys.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::Passkey, &passkeys, at).await
}

/// Records the removal of the authenticator of the member `id` at `at`, if there is one.
pub async fn record_authenticator(
    tx: &mut SqliteConnection,
    id: AccountId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let id = id.get();
    let secrets = sqlx::query_scalar!(
        r#"SELECT totp AS "totp!" FROM accounts WHERE id = ?1 AND totp IS NOT NULL"#,
        id
    );
    let secrets = secrets.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::Authenticator, &secrets, at).await
}

/// Records that the recovery codes of the member `id` became invalid at `at`.
pub async fn record_recovery_codes(
    tx: &mut SqliteConnection,
    id: AccountId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let id = id.get();
    let codes = sqlx::query_scalar!("SELECT hash FROM recovery_codes WHERE account = ?1", id);
    let codes = codes.fetch_all(&mut *tx).await?;
    record(tx, ErasedKind::RecoveryCode, &codes, at).await
}

/// Records that the recovery code with this `hash` was used at `at`.
pub async fn record_recovery_code(
    tx: &mut SqliteConnection,
    hash: &[u8],
    at: Timestamp,
) -> sqlx::Result<()> {
    record(tx, ErasedKind::RecoveryCode, &[hash.to_vec()], at).await
}

/// Records erasures at `at`; each of `values` identifies a record of type `kind`.
async fn record(
    tx: &mut SqliteConnection,
    kind: ErasedKind,
    values: &[Vec<u8>],
    at: Timestamp,
) -> sqlx::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let key = ErasureKey::read(tx).await?;
    let hashes: Vec<String> = values.iter().map(|value| hex(&key.hash(kind, value))).collect();
    let (kind, hashes, at) = (kind.name(), serde_json::json!(hashes).to_string(), moment(at));
    let recorded = sqlx::query!(
        r#"
        INSERT OR IGNORE INTO erasures (kind, hash, at)
        SELECT ?1, unhex(value), ?3 FROM json_each(?2)
        "#,
        kind,
        hashes,
        at
    );
    recorded.execute(tx).await?;
    Ok(())
}
