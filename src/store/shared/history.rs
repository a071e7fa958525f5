//! Audit history of proposals and initiatives.

use serde_json::Value;

use crate::domain::directory::Initiative;
use crate::domain::ids::{InitiativeId, ProposalId, RevisionId};
use crate::domain::moderation::{AuditDetail, AuditEvent, AuditKind, RefusalReason, Version};
use crate::domain::proposal::Part;
use crate::domain::text::Line;
use crate::store::directory::initiative;
use crate::store::sqlite::{Moment, Origin, Result, Status, Store};

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

/// An initiative as seen by moderators, published or not.
#[derive(Debug)]
pub struct ModeratedInitiative {
    pub initiative: Initiative,
    /// Current revision.
    pub revision: RevisionId,
    pub is_published: bool,
}

impl Store {
    /// Finds the initiative `id` as of the revision `version`, or as of the current one.
    pub async fn find_initiative(
        &self,
        id: InitiativeId,
        version: Option<RevisionId>,
    ) -> Result<Option<ModeratedInitiative>> {
        let mut connection = self.readers.acquire().await?;
        let stored = initiative::find(&mut connection, id, version).await?;
        Ok(stored.map(|stored| ModeratedInitiative {
            initiative: stored.initiative,
            revision: stored.revision,
            is_published: stored.status == Status::Published,
        }))
    }

    /// Events of a proposal, latest first.
    pub async fn list_events_of_proposal(&self, proposal: ProposalId) -> Result<Vec<AuditEvent>> {
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
        let rows = rows.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(EventRow::into_event).collect())
    }

    /// Edits of an initiative and decisions about changes of it, latest first. Other events of a proposal are in its
    /// own history. Erased proposals are not named.
    pub async fn list_events_of_initiative(
        &self,
        initiative: InitiativeId,
    ) -> Result<Vec<AuditEvent>> {
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
        let rows = rows.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(EventRow::into_event).collect())
    }

    /// Event that created the current revision of an initiative. `None` for the seed import.
    pub async fn find_last_change(&self, initiative: InitiativeId) -> Result<Option<AuditEvent>> {
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
        Ok(row.fetch_optional(&self.readers).await?.map(EventRow::into_event))
    }

    /// All revisions of an initiative, latest first.
    pub async fn list_versions(&self, initiative: InitiativeId) -> Result<Vec<Version>> {
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
        let rows = rows.fetch_all(&self.readers).await?;
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
