//! Undo of the latest decision about a proposal, as long as nothing happened since.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::decision::{
    self, Decision, DecisionCheck, LatestDecision, ModerationOutcome, Notification, Verdict,
};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::Purpose;
use crate::domain::proposal::{Proposal, ProposalState, Transition};
use crate::store::common::{audit, jurisdiction};
use crate::store::directory::increment_version;
use crate::store::proposals::spam;
use crate::store::sqlite::{Result, SqlEnum as _, Store, WriteClass, moment};

impl Store {
    /// Undoes the latest decision: the proposal is pending again, and the revision before its publication is current
    /// again. Deletes its mail from the outbox; if it may have been sent, `notification` is a mail that corrects it.
    pub async fn undo(
        &self,
        decision: &Decision,
        notification: Option<&Notification>,
    ) -> Result<ModerationOutcome> {
        let verdict = Verdict {
            transition: Transition::Undo,
            kind: AuditKind::Undone,
            details: json!({ "version": decision.version }),
        };
        self.write_as(WriteClass::Moderation, async |tx| {
            let (proposal, state) = match decision::find(tx, decision, &verdict).await? {
                DecisionCheck::Ready(proposal, state) => (proposal, state),
                DecisionCheck::Resolved(outcome) => return Ok(outcome),
            };
            // Refuse: a half-edited draft would re-enter the queue.
            if proposal.is_being_corrected() {
                return Ok(ModerationOutcome::Conflict);
            }
            let Some(last) = decision::latest(tx, decision.proposal).await? else {
                return Ok(ModerationOutcome::Conflict);
            };
            if proposal.state == ProposalState::Published
                && !restore_previous(tx, &proposal, &last.detail).await?
            {
                return Ok(ModerationOutcome::Conflict);
            }
            if decision::is_spam(&last.detail) {
                spam::delete_fingerprints(tx, decision.proposal).await?;
            }
            decision::move_to(tx, decision, state).await?;
            jurisdiction::refresh(tx, proposal.initiative).await?;
            note(tx, decision, &proposal, &last).await?;
            if cancel_mail(tx, decision, proposal.state).await? {
                self.queue_notification(tx, proposal.id, notification, decision.at).await?;
            }
            Ok(ModerationOutcome::Done)
        })
        .await
    }
}

/// Makes the revision before the publication of `proposal` current again. Returns false if another one became current
/// since.
async fn restore_previous(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    detail: &Value,
) -> sqlx::Result<bool> {
    let Some((initiative, revision)) = proposal.initiative.zip(proposal.revision) else {
        return Ok(false);
    };
    let before = detail.get("before").and_then(Value::as_i64).unwrap_or(revision.get());
    let as_new = detail.get("before").is_none_or(Value::is_null);
    let hidden = as_new || detail.get("withdrawn").and_then(Value::as_bool).unwrap_or(false);
    let (initiative, revision) = (initiative.get(), revision.get());
    let changed = sqlx::query!(
        r#"
        UPDATE initiatives
        SET revision = ?3, status = CASE WHEN ?4 THEN 'withdrawn' ELSE 'published' END
        WHERE id = ?1 AND revision = ?2 AND status = 'published'
        "#,
        initiative,
        revision,
        before,
        hidden
    );
    if changed.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let id = proposal.id.get();
    sqlx::query!("UPDATE proposals SET revision = NULL WHERE id = ?1", id)
        .execute(&mut *tx)
        .await?;
    increment_version(tx).await?;
    Ok(true)
}

async fn note(
    tx: &mut SqliteConnection,
    decision: &Decision,
    proposal: &Proposal,
    last: &LatestDecision,
) -> sqlx::Result<()> {
    let published = last.kind == AuditKind::Published;
    let mut note = decision.audit_entry(AuditKind::Undone, proposal);
    // The undo of a refusal or of a request changes no revision.
    note.revision = last.revision.filter(|_| published);
    let detail = json!({ "version": decision.version, "of": last.kind.name() });
    audit::record(tx, &note.with(detail), decision.at).await
}

/// Deletes the mail about the decision that led to `state` from the outbox. Returns true if it was sent, or may have
/// been.
async fn cancel_mail(
    tx: &mut SqliteConnection,
    decision: &Decision,
    state: ProposalState,
) -> sqlx::Result<bool> {
    let purpose = match state {
        ProposalState::Published => Purpose::Published,
        ProposalState::ChangesRequested => Purpose::ChangeRequested,
        ProposalState::Refused => Purpose::Refused,
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::Withdrawn => return Ok(false),
    };
    let (proposal, purpose, now) = (decision.proposal.get(), purpose.name(), moment(decision.at));
    let mail = sqlx::query!(
        r#"
        SELECT id, tries, sent_at IS NOT NULL AS "sent!: bool",
            failed_at IS NOT NULL AS "failed!: bool",
            coalesce(leased_until > ?3, 0) AS "leaving!: bool"
        FROM outbox WHERE proposal = ?1 AND purpose = ?2 ORDER BY id DESC LIMIT 1
        "#,
        proposal,
        purpose,
        now
    );
    let Some(mail) = mail.fetch_optional(&mut *tx).await? else { return Ok(false) };
    if mail.sent || mail.leaving {
        return Ok(true);
    }
    let id = mail.id;
    sqlx::query!("DELETE FROM outbox WHERE id = ?1", id).execute(tx).await?;
    // After a lost connection the mail server may have accepted the mail.
    Ok(mail.tries > 0 && !mail.failed)
}
