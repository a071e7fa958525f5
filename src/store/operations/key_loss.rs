//! Accepted loss of the server key: gives up all that the new key cannot decrypt.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::account::AccountId;
use crate::domain::moderation::AuditKind;
use crate::domain::operations::MailId;
use crate::domain::proposal::ProposalId;
use crate::server_key::ServerKey;
use crate::store::accounts::{TOTP_LABEL, totp};
use crate::store::common::{AuditEntry, audit, erasure_record};
use crate::store::proposals::{ProposalLink, add_links};
use crate::store::sqlite::{Moment, moment};
use crate::store::{Loss, outbox};

/// Rows handled by one statement.
const BATCH: i64 = 1_000;

/// Acceptance of a loss by the operator.
#[derive(Debug, Clone, Copy)]
pub struct LossAcceptance<'a> {
    pub at: Timestamp,
    /// Reason shown in the list of mails that were given up.
    pub reason: &'a str,
}

/// Data given up with a key or a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossReport {
    pub loss: Loss,
    /// Waiting mails.
    pub mails: usize,
    /// Authenticators of members (TOTP secrets).
    pub authenticators: usize,
    /// Members left without a sign-in method, who must be invited again.
    pub members: usize,
}

impl LossReport {
    /// Loss without any data given up.
    pub(in crate::store) const fn of(loss: Loss) -> Self {
        Self { loss, mails: 0, authenticators: 0, members: 0 }
    }
}

/// Gives up what `key` cannot decrypt, in the transaction that makes it the key of the database.
pub(super) async fn give_up(
    tx: &mut SqliteConnection,
    key: &ServerKey,
    loss: Loss,
    acceptance: &LossAcceptance<'_>,
) -> sqlx::Result<LossReport> {
    let mails = give_up_mails(tx, key, acceptance).await?;
    let accounts = remove_authenticators(tx, key, acceptance.at).await?;
    let members = count_locked_out(tx, &accounts).await?;
    delete_keyed_hashes(tx).await?;
    derive_links(tx, key).await?;
    Ok(LossReport { loss, mails, authenticators: accounts.len(), members })
}

/// Marks waiting mails that `key` cannot decrypt as failed, with the reason.
async fn give_up_mails(
    tx: &mut SqliteConnection,
    key: &ServerKey,
    acceptance: &LossAcceptance<'_>,
) -> sqlx::Result<usize> {
    let waiting = sqlx::query!(
        r#"
        SELECT id AS "id: MailId", sealed AS "encrypted!" FROM outbox
        WHERE sent_at IS NULL AND failed_at IS NULL AND sealed IS NOT NULL
        "#
    );
    let waiting = waiting.fetch_all(&mut *tx).await?;
    let lost = waiting.iter().filter(|it| key.decrypt(outbox::MAIL_LABEL, &it.encrypted).is_err());
    let lost: Vec<i64> = lost.map(|it| it.id.get()).collect();
    let (ids, now) = (json!(lost).to_string(), moment(acceptance.at));
    let reason = key.encrypt(outbox::ANSWER_LABEL, acceptance.reason.as_bytes());
    sqlx::query!(
        r#"
        UPDATE outbox SET failed_at = ?2, leased_until = NULL, answer = ?3
        WHERE id IN (SELECT value FROM json_each(?1))
        "#,
        ids,
        now,
        reason
    )
    .execute(tx)
    .await?;
    Ok(lost.len())
}

/// Removes authenticators whose secret `key` cannot decrypt, with an audit entry each. Returns the ids of their
/// accounts.
async fn remove_authenticators(
    tx: &mut SqliteConnection,
    key: &ServerKey,
    at: Timestamp,
) -> sqlx::Result<Vec<i64>> {
    let accounts = sqlx::query!(
        r#"SELECT id AS "id!: i64", totp AS "totp!" FROM accounts WHERE totp IS NOT NULL"#
    );
    let accounts = accounts.fetch_all(&mut *tx).await?;
    let lost = accounts.iter().filter(|it| key.decrypt(TOTP_LABEL, &it.totp).is_err());
    let lost: Vec<i64> = lost.map(|it| it.id).collect();
    for member in &lost {
        erasure_record::record_authenticator(tx, AccountId::new(*member), at).await?;
    }
    totp::delete_secrets(tx, &lost).await?;
    for member in &lost {
        let detail = json!({ "member": member, "cause": "key-lost" });
        audit::record(tx, &AuditEntry::of(AuditKind::TotpRemoved, None).with(detail), at).await?;
    }
    Ok(lost)
}

/// Counts active members among `lost` without a passkey: a mailed link alone does not sign in.
async fn count_locked_out(tx: &mut SqliteConnection, lost: &[i64]) -> sqlx::Result<usize> {
    let ids = json!(lost).to_string();
    let members = sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!: u32" FROM accounts
        WHERE id IN (SELECT value FROM json_each(?1)) AND status = 'active'
            AND NOT EXISTS (SELECT 1 FROM passkeys WHERE account = accounts.id)
        "#,
        ids
    );
    let members = members.fetch_one(tx).await?;
    Ok(usize::try_from(members).unwrap_or(usize::MAX))
}

/// Deletes keyed hashes, which only the lost key can match: rate limits, spam fingerprints, sign-in links and their
/// codes.
async fn delete_keyed_hashes(tx: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM buckets").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM spam_marks").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM one_time_links WHERE purpose = 'sign-in'").execute(tx).await?;
    Ok(())
}

/// Adds to each proposal the link derived from `key`, so that links derived later work. Existing links stay valid.
pub(super) async fn derive_links(tx: &mut SqliteConnection, key: &ServerKey) -> sqlx::Result<()> {
    let mut last = 0;
    loop {
        let proposals = sqlx::query!(
            r#"
            SELECT id AS "id!: ProposalId", nonce, started_at AS "started_at!: Moment"
            FROM proposals WHERE id > ?1
            ORDER BY id LIMIT ?2
            "#,
            last,
            BATCH
        );
        let proposals = proposals.fetch_all(&mut *tx).await?;
        let Some(end) = proposals.last() else { return Ok(()) };
        last = end.id.get();
        let links = proposals.into_iter().map(|it| ProposalLink {
            proposal: it.id,
            hash: key.derive_token("proposal", &it.nonce).hash(),
            made_at: it.started_at.into(),
        });
        add_links(tx, links).await?;
    }
}
