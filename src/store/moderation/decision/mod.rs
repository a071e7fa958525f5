//! Decisions of moderators. Each is one transaction with its audit entry and its mail.

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::quarantine;
use crate::domain::account::{AccountId, TokenHash};
use crate::domain::directory::RevisionId;
use crate::domain::moderation::{AuditKind, RefusalReason};
use crate::domain::operations::Message;
use crate::domain::proposal::{Proposal, ProposalId, ProposalState, Transition};
use crate::domain::text::Prose;
use crate::store::common::{AuditEntry, audit, claim};
use crate::store::proposals::{ProposalLink, add_links, proposal};
use crate::store::sqlite::{Result, SqlEnum as _, Store, WriteClass, moment};

/// Context of a decision: proposal, version, member, time.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    pub proposal: ProposalId,
    /// Version of the proposal that the moderator saw.
    pub version: i64,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Outcome of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModerationOutcome {
    /// Done now, or already done by the same request.
    Done,
    /// Conflict: the proposal changed meanwhile. Nothing was done.
    Conflict,
    NotFound,
}

/// Mail about a decision, and the hash of the link in it.
#[derive(Debug, Clone)]
pub struct Notification {
    pub message: Message,
    pub link: TokenHash,
}

/// State change of a decision, with its audit entry.
pub(super) struct Verdict {
    pub transition: Transition,
    pub kind: AuditKind,
    /// Details of the audit entry. A repeated request is recognised by them.
    pub details: Value,
}

/// Result of the precondition check of a decision.
pub(super) enum DecisionCheck {
    /// The proposal, and the state after the decision.
    Ready(Box<Proposal>, ProposalState),
    Resolved(ModerationOutcome),
}

/// Latest decision about a proposal.
pub(super) struct LatestDecision {
    pub kind: AuditKind,
    pub account: Option<AccountId>,
    pub revision: Option<RevisionId>,
    pub detail: Value,
}

impl Store {
    /// Requests a change; the author reads `words`.
    pub async fn request_change(
        &self,
        decision: &Decision,
        words: &Prose,
        notification: Option<&Notification>,
    ) -> Result<ModerationOutcome> {
        let (transition, kind) = (Transition::RequestChange, AuditKind::ChangesRequested);
        let details =
            json!({ "version": decision.version, "words": words.as_str(), "reason": null });
        self.decide(decision, Verdict { transition, kind, details }, notification).await
    }

    /// Refuses for `reason`; the author reads `words`.
    pub async fn refuse(
        &self,
        decision: &Decision,
        reason: RefusalReason,
        words: &Prose,
        notification: Option<&Notification>,
    ) -> Result<ModerationOutcome> {
        let (transition, kind) = (Transition::Refuse, AuditKind::Refused);
        let (version, words) = (decision.version, words.as_str());
        let details = json!({ "version": version, "words": words, "reason": reason.code() });
        self.decide(decision, Verdict { transition, kind, details }, notification).await
    }

    /// Decision that changes only the state of the proposal.
    async fn decide(
        &self,
        decision: &Decision,
        verdict: Verdict,
        notification: Option<&Notification>,
    ) -> Result<ModerationOutcome> {
        self.write_as(WriteClass::Moderation, async |tx| {
            let (proposal, state) = match find(tx, decision, &verdict).await? {
                DecisionCheck::Ready(proposal, state) => (proposal, state),
                DecisionCheck::Resolved(outcome) => return Ok(outcome),
            };
            let Verdict { transition, kind, mut details } = verdict;
            if is_spam(&details) {
                self.record_spam(tx, &proposal, decision.at).await?;
            }
            if transition == Transition::RequestChange
                && quarantine::release(tx, proposal.id).await?
                && let Some(details) = details.as_object_mut()
            {
                details.insert("cleared".to_owned(), true.into());
            }
            move_to(tx, decision, state).await?;
            let entry = decision.audit_entry(kind, &proposal).with(details);
            audit::record(tx, &entry, decision.at).await?;
            self.queue_notification(tx, proposal.id, notification, decision.at).await?;
            Ok(ModerationOutcome::Done)
        })
        .await
    }

    /// Queues the mail about a decision on `proposal` at `at`, and adds its link.
    pub(super) async fn queue_notification(
        &self,
        tx: &mut SqliteConnection,
        proposal: ProposalId,
        notification: Option<&Notification>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        let Some(notification) = notification else { return Ok(()) };
        self.queue(tx, &notification.message, Some(proposal), at).await?;
        add_links(tx, [ProposalLink { proposal, hash: notification.link, made_at: at }]).await?;
        Ok(())
    }
}

impl Decision {
    /// Audit entry for a decision of this kind about `proposal`.
    pub(super) fn audit_entry(&self, kind: AuditKind, proposal: &Proposal) -> AuditEntry {
        let (id, initiative) = (Some(proposal.id), proposal.initiative);
        AuditEntry { proposal: id, initiative, ..AuditEntry::of(kind, Some(self.by)) }
    }
}

/// Finds the proposal if `decision` still applies to its version and state. A repeated request by the same member
/// counts as done, so a double click is one decision.
pub async fn find(
    tx: &mut SqliteConnection,
    decision: &Decision,
    verdict: &Verdict,
) -> sqlx::Result<DecisionCheck> {
    let Some(proposal) = proposal::find(tx, decision.proposal).await? else {
        return Ok(DecisionCheck::Resolved(ModerationOutcome::NotFound));
    };
    let state = proposal.state.after(verdict.transition);
    let state = state.filter(|_| proposal.version == decision.version);
    if let Some(state) = state {
        return Ok(DecisionCheck::Ready(Box::new(proposal), state));
    }
    let latest = latest(tx, decision.proposal).await?;
    let repeated = latest.is_some_and(|latest| {
        latest.kind == verdict.kind
            && latest.account == Some(decision.by)
            && contains(&latest.detail, &verdict.details)
    });
    Ok(DecisionCheck::Resolved(if repeated {
        ModerationOutcome::Done
    } else {
        ModerationOutcome::Conflict
    }))
}

/// True if the reason in `details` is spam.
pub(super) fn is_spam(details: &Value) -> bool {
    let reason = details.get("reason").and_then(Value::as_str);
    reason.and_then(RefusalReason::from_code).is_some_and(RefusalReason::is_spam)
}

/// True if `detail` contains all fields of `expected`.
pub fn contains(detail: &Value, expected: &Value) -> bool {
    let mut expected = expected.as_object().into_iter().flatten();
    expected.all(|(name, value)| detail.get(name).unwrap_or(&Value::Null) == value)
}

/// Latest decision about `proposal`, or its undo.
pub async fn latest(
    tx: &mut SqliteConnection,
    proposal: ProposalId,
) -> sqlx::Result<Option<LatestDecision>> {
    let proposal = proposal.get();
    let row = sqlx::query!(
        r#"
        SELECT kind AS "kind!: AuditKind", account AS "account?: AccountId",
            revision AS "revision?: RevisionId", detail
        FROM events
        WHERE proposal = ?1 AND kind IN ('published', 'changes-asked', 'refused', 'undone')
        ORDER BY id DESC LIMIT 1
        "#,
        proposal
    );
    let row = row.fetch_optional(tx).await?;
    Ok(row.map(|row| LatestDecision {
        kind: row.kind,
        account: row.account,
        revision: row.revision,
        detail: row.detail.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default(),
    }))
}

/// Moves the proposal to `state` and ends the claim.
pub(super) async fn move_to(
    tx: &mut SqliteConnection,
    decision: &Decision,
    state: ProposalState,
) -> sqlx::Result<()> {
    let (id, state, at) = (decision.proposal.get(), state.name(), moment(decision.at));
    sqlx::query!(
        r#"
        UPDATE proposals
        SET state = ?2, version = version + 1, changed_at = ?3
        WHERE id = ?1
        "#,
        id,
        state,
        at
    )
    .execute(&mut *tx)
    .await?;
    claim::end_claim(tx, decision.proposal).await
}

#[cfg(test)]
mod tests;
