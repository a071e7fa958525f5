//! Audit log: who did what, and when. Each entry is written in the transaction of its cause.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::domain::ids::{AccountId, InitiativeId, ProposalId, RevisionId};
use crate::domain::moderation::AuditKind;
use crate::store::sqlite::moment;

/// Audit entry to write. It outlives the person it is about, so it contains ids and our own words, never personal
/// data.
#[derive(Debug)]
pub struct AuditEntry {
    pub kind: AuditKind,
    /// Member who acted. `None` for the carrier, the operator or the program.
    pub account: Option<AccountId>,
    pub proposal: Option<ProposalId>,
    pub initiative: Option<InitiativeId>,
    pub revision: Option<RevisionId>,
    /// Further details as JSON; `Null` if there are none.
    pub detail: Value,
}

impl AuditEntry {
    /// Entry for `kind` by `account`, without proposal, initiative or revision.
    pub const fn of(kind: AuditKind, account: Option<AccountId>) -> Self {
        let (proposal, initiative, revision) = (None, None, None);
        Self { kind, account, proposal, initiative, revision, detail: Value::Null }
    }

    pub fn with(self, detail: Value) -> Self {
        Self { detail, ..self }
    }
}

/// Writes `record` to the audit log, in the transaction of its cause.
pub async fn record(
    tx: &mut SqliteConnection,
    record: &AuditEntry,
    at: Timestamp,
) -> sqlx::Result<()> {
    let (at, kind) = (moment(at), record.kind.as_str());
    let account = record.account.map(AccountId::get);
    let proposal = record.proposal.map(ProposalId::get);
    let initiative = record.initiative.map(InitiativeId::get);
    let revision = record.revision.map(RevisionId::get);
    let detail = (!record.detail.is_null()).then(|| record.detail.to_string());
    sqlx::query!(
        r#"
        INSERT INTO events (at, kind, account, proposal, initiative, revision, detail)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        "#,
        at,
        kind,
        account,
        proposal,
        initiative,
        revision,
        detail
    )
    .execute(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::Store;

    #[tokio::test]
    async fn an_audit_entry_has_time_kind_and_details() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        let told =
            AuditEntry::of(AuditKind::MemberInvited, None).with(serde_json::json!({ "member": 7 }));
        let at = Timestamp::UNIX_EPOCH;
        store.write(async |tx| Ok(record(tx, &told, at).await?)).await.unwrap();
        store
            .write(async |tx| {
                Ok(record(tx, &AuditEntry::of(AuditKind::RecoveryCodeUsed, None), at).await?)
            })
            .await
            .unwrap();

        let events = sqlx::query!("SELECT at, kind, account, detail FROM events ORDER BY id");
        let events = events.fetch_all(&store.readers).await.unwrap();

        let told: Vec<_> =
            events.iter().map(|it| (it.kind.as_str(), it.detail.as_deref())).collect();
        assert_eq!(told, [("member-invited", Some(r#"{"member":7}"#)), ("code-used", None)]);
        assert_eq!(events[0].at, "1970-01-01T00:00:00.000Z");
        assert_eq!(events[0].account, None);
    }
}
