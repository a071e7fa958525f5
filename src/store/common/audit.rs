//! Audit log: who did what, and when. Each entry is written in the transaction of its cause.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::domain::account::AccountId;
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::moderation::{AuditDetail, AuditEvent, AuditKind, RefusalReason, Version};
use crate::domain::proposal::{Part, ProposalId};
use crate::domain::text::Line;
use crate::store::sqlite::{Moment, Origin, moment};

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

/// Maximum number of events read for one record; the latest ones.
pub const MAX_EVENTS: i64 = 200;

struct EventRow {
    at: Moment,
    kind: AuditKind,
    by: Option<Line>,
    proposal: Option<ProposalId>,
    number: Option<i64>,
    detail: Option<String>,
}

/// Events of a proposal, latest first.
pub async fn list_events_of_proposal(
    connection: &mut SqliteConnection,
    proposal: ProposalId,
) -> sqlx::Result<Vec<AuditEvent>> {
    let proposal = proposal.get();
    let rows = sqlx::query_as!(
        EventRow,
        r#"
        SELECT e.at AS "at!: Moment", e.kind AS "kind!: AuditKind", a.name AS "by?: Line",
            e.proposal AS "proposal?: ProposalId", r.number AS "number?", e.detail
        FROM events e LEFT JOIN accounts a ON a.id = e.account
        LEFT JOIN revisions r ON r.id = e.revision
        WHERE e.proposal = ?1 ORDER BY e.id DESC LIMIT ?2
        "#,
        proposal,
        MAX_EVENTS
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows.into_iter().map(EventRow::into_event).collect())
}

/// Edits of an initiative and decisions about changes of it, latest first. Other events of a proposal are in its
/// own history. Erased proposals are not named.
pub async fn list_events_of_initiative(
    connection: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Vec<AuditEvent>> {
    let initiative = initiative.get();
    let rows = sqlx::query_as!(
        EventRow,
        r#"
        SELECT e.at AS "at!: Moment", e.kind AS "kind!: AuditKind", a.name AS "by?: Line",
            p.id AS "proposal?: ProposalId", r.number AS "number?", e.detail
        FROM events e LEFT JOIN accounts a ON a.id = e.account
        LEFT JOIN revisions r ON r.id = e.revision LEFT JOIN proposals p ON p.id = e.proposal
        WHERE e.initiative = ?1
            AND (e.revision IS NOT NULL OR e.kind IN ('changes-asked', 'refused', 'undone'))
        ORDER BY e.id DESC LIMIT ?2
        "#,
        initiative,
        MAX_EVENTS
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows.into_iter().map(EventRow::into_event).collect())
}

/// Event that created the current revision of an initiative. `None` for the seed import.
pub async fn find_last_change(
    connection: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Option<AuditEvent>> {
    let initiative = initiative.get();
    let row = sqlx::query_as!(
        EventRow,
        r#"
        SELECT e.at AS "at!: Moment", e.kind AS "kind!: AuditKind", a.name AS "by?: Line",
            p.id AS "proposal?: ProposalId", r.number AS "number?", e.detail
        FROM events e LEFT JOIN accounts a ON a.id = e.account
        LEFT JOIN revisions r ON r.id = e.revision LEFT JOIN proposals p ON p.id = e.proposal
        WHERE e.initiative = ?1 AND e.revision IS NOT NULL ORDER BY e.id DESC LIMIT 1
        "#,
        initiative
    );
    Ok(row.fetch_optional(connection).await?.map(EventRow::into_event))
}

/// All revisions of an initiative, latest first.
pub async fn list_versions(
    connection: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Vec<Version>> {
    let id = initiative.get();
    let rows = sqlx::query!(
        r#"
        SELECT r.id AS "id!: RevisionId", r.number, r.made_at AS "made_at!: Moment",
            r.origin AS "origin!: Origin", r.title AS "title!: Line",
            (SELECT p.id FROM events e JOIN proposals p ON p.id = e.proposal
                WHERE e.initiative = r.initiative AND e.revision = r.id AND e.kind = 'published'
                ORDER BY e.id DESC LIMIT 1) AS "proposal?: ProposalId",
            r.id = i.revision AS "in_force!: bool"
        FROM revisions r JOIN initiatives i ON i.id = r.initiative
        WHERE r.initiative = ?1 ORDER BY r.number DESC
        "#,
        id
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|row| Version {
            id: row.id,
            number: row.number,
            made_at: row.made_at.into(),
            is_from_site: row.origin == Origin::Site,
            title: row.title,
            proposal: row.proposal,
            in_force: row.in_force,
        })
        .collect())
}

impl EventRow {
    fn into_event(self) -> AuditEvent {
        AuditEvent {
            at: self.at.into(),
            kind: self.kind,
            by: self.by,
            proposal: self.proposal,
            number: self.number,
            detail: self.detail.as_deref().map(detail).unwrap_or_default(),
        }
    }
}

/// Parses the details of an event. Unknown values are left out.
pub fn detail(text: &str) -> AuditDetail {
    let detail: Value = serde_json::from_str(text).unwrap_or_default();
    let texts = |name: &str| detail.get(name).and_then(Value::as_str);
    let parts = |name: &str| {
        let names = detail.get(name).and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).filter_map(Part::from_name).collect()
    };
    AuditDetail {
        words: texts("words").and_then(|it| it.parse().ok()),
        reason: texts("reason").and_then(RefusalReason::from_code),
        parts: parts("parts"),
        unpublished_parts: parts("left"),
        undone_kind: texts("of").and_then(|it| it.parse().ok()),
        was_quarantined: detail.get("cleared").and_then(Value::as_bool).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::Store;

    #[tokio::test]
    async fn an_audit_entry_has_time_kind_and_details() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        let entry =
            AuditEntry::of(AuditKind::MemberInvited, None).with(serde_json::json!({ "member": 7 }));
        let at = Timestamp::UNIX_EPOCH;
        store.write(async |tx| Ok(record(tx, &entry, at).await?)).await.unwrap();
        store
            .write(async |tx| {
                Ok(record(tx, &AuditEntry::of(AuditKind::RecoveryCodeUsed, None), at).await?)
            })
            .await
            .unwrap();

        let events = sqlx::query!("SELECT at, kind, account, detail FROM events ORDER BY id");
        let events = events.fetch_all(&store.readers).await.unwrap();

        let entry: Vec<_> =
            events.iter().map(|it| (it.kind.as_str(), it.detail.as_deref())).collect();
        assert_eq!(entry, [("member-invited", Some(r#"{"member":7}"#)), ("code-used", None)]);
        assert_eq!(events[0].at, "1970-01-01T00:00:00.000Z");
        assert_eq!(events[0].account, None);
    }
}
