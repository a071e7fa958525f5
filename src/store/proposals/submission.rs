//! Submission of a proposal, and the confirmation of the email address.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::proposal;
use crate::domain::account::TokenHash;
use crate::domain::moderation::AuditKind;
use crate::domain::operations::{Message, Quota, RateKey, RateLimit};
use crate::domain::proposal::{Proposal, ProposalId, ProposalState, Transition};
use crate::store::common::{AuditEntry, RateOutcome, audit, claim, jurisdiction};
use crate::store::sqlite::{Result, SqlEnum as _, Store, moment};

/// A submission.
#[derive(Debug)]
pub struct ProposalSubmission<'a> {
    pub proposal: ProposalId,
    /// Version that was validated.
    pub version: i64,
    /// Confirmation mail, used if the email address is not confirmed yet.
    pub confirmation: ConfirmationMail<'a>,
}

/// A mail with a link to confirm an email address.
#[derive(Debug)]
pub struct ConfirmationMail<'a> {
    pub link: TokenHash,
    pub ends_at: Timestamp,
    pub message: &'a Message,
    pub quota: &'a Quota,
}

/// Outcome of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionOutcome {
    /// The proposal moved to this state.
    Moved(ProposalState),
    /// The proposal was in this state already: nothing was done.
    Unchanged(ProposalState),
    /// The proposal has another version now: reload it.
    Changed,
    /// The rate limit for mails is exceeded.
    OverLimit,
    /// The proposal does not exist.
    NotFound,
}

impl Store {
    /// Submits a proposal at `at`: to the queue if its email address is confirmed, otherwise queues the confirmation
    /// mail.
    pub async fn submit_proposal(
        &self,
        sending: &ProposalSubmission<'_>,
        at: Timestamp,
    ) -> Result<SubmissionOutcome> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, sending.proposal).await? else {
                return Ok(SubmissionOutcome::NotFound);
            };
            let confirmed = found.confirmed_at.is_some();
            let Some(next) = found.state.after(Transition::Send { confirmed }) else {
                return Ok(SubmissionOutcome::Unchanged(found.state));
            };
            if found.version != sending.version {
                return Ok(SubmissionOutcome::Changed);
            }
            if !confirmed {
                if !self.try_acquire_any(tx, sending.confirmation.quota, at).await? {
                    return Ok(SubmissionOutcome::OverLimit);
                }
                self.queue_confirmation(tx, found.id, &sending.confirmation, at).await?;
            }
            set_state(tx, &found, next, at).await?;
            record_author_event(tx, &found, AuditKind::Sent, at).await?;
            Ok(SubmissionOutcome::Moved(next))
        })
        .await
    }

    /// Queues another confirmation mail; the former link becomes invalid. A repeated request within a short time
    /// leaves the queued mail as it is.
    pub async fn resend_confirmation(
        &self,
        id: ProposalId,
        confirming: &ConfirmationMail<'_>,
        at: Timestamp,
    ) -> Result<SubmissionOutcome> {
        self.write(async |tx| match proposal::find(tx, id).await? {
            None => Ok(SubmissionOutcome::NotFound),
            Some(found) if found.state != ProposalState::Unconfirmed => {
                Ok(SubmissionOutcome::Unchanged(found.state))
            }
            Some(found) => {
                let once = RateKey::new("ask-again", &id.to_string(), RateLimit::SAME_MAIL);
                match self.try_acquire_once(tx, once, confirming.quota, at).await? {
                    RateOutcome::Acquired => {
                        self.queue_confirmation(tx, id, confirming, at).await?;
                    }
                    RateOutcome::Repeated => {}
                    RateOutcome::OverLimit => return Ok(SubmissionOutcome::OverLimit),
                }
                Ok(SubmissionOutcome::Moved(found.state))
            }
        })
        .await
    }

    /// Replaces the confirmation link and queues its mail.
    async fn queue_confirmation(
        &self,
        tx: &mut SqliteConnection,
        id: ProposalId,
        confirming: &ConfirmationMail<'_>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        delete_confirmation_links(tx, id).await?;
        let (hash, proposal) = (confirming.link.as_bytes().as_slice(), id.get());
        let ends = moment(confirming.ends_at);
        sqlx::query!(
            r#"
            INSERT INTO one_time_links (hash, purpose, proposal, ends_at)
            VALUES (?1, 'confirm', ?2, ?3)
            "#,
            hash,
            proposal,
            ends
        )
        .execute(&mut *tx)
        .await?;
        self.queue(tx, confirming.message, Some(id), at).await?;
        Ok(())
    }
}

/// Deletes the confirmation links of a proposal.
pub(super) async fn delete_confirmation_links(
    tx: &mut SqliteConnection,
    id: ProposalId,
) -> sqlx::Result<()> {
    let id = id.get();
    let void =
        sqlx::query!("DELETE FROM one_time_links WHERE proposal = ?1 AND purpose = 'confirm'", id);
    void.execute(tx).await?;
    Ok(())
}

/// Moves `proposal` to the state `next` for its author, and releases the claim of a moderator.
pub(super) async fn set_state(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    next: ProposalState,
    at: Timestamp,
) -> sqlx::Result<()> {
    let (id, at) = (proposal.id.get(), moment(at));
    let sent = matches!(proposal.state, ProposalState::Draft | ProposalState::ChangesRequested)
        && matches!(next, ProposalState::Unconfirmed | ProposalState::Pending);
    let confirmed = next == ProposalState::Pending && proposal.confirmed_at.is_none();
    // Only a proposal withdrawn from the queue itself keeps its place there, and only if it returns unchanged.
    let keeps_place = proposal.state == ProposalState::Pending || next != ProposalState::Draft;
    let waits = next == ProposalState::Pending && !proposal.can_return();
    let next = next.name();
    let concerned = if sent { Some(jurisdiction::of_proposal(tx, proposal).await?) } else { None };
    sqlx::query!(
        r#"
        UPDATE proposals SET state = ?2, version = version + 1, changed_at = ?3,
            departements = coalesce(?8, departements),
            waiting_since = CASE WHEN ?6 THEN ?3 WHEN ?7 THEN waiting_since END,
            sent_entry = CASE WHEN ?4 THEN NULL ELSE sent_entry END,
            sent_at = CASE WHEN ?4 THEN ?3 ELSE sent_at END,
            confirmed_at = CASE WHEN ?5 THEN ?3 ELSE confirmed_at END
        WHERE id = ?1
        "#,
        id,
        next,
        at,
        sent,
        confirmed,
        waits,
        keeps_place,
        concerned
    )
    .execute(&mut *tx)
    .await?;
    claim::end_claim(tx, proposal.id).await
}

/// Writes an audit entry about an action of the author of `proposal`.
pub(super) async fn record_author_event(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    kind: AuditKind,
    at: Timestamp,
) -> sqlx::Result<()> {
    let entry = AuditEntry {
        kind,
        account: None,
        proposal: Some(proposal.id),
        initiative: proposal.initiative,
        revision: None,
        detail: serde_json::Value::Null,
    };
    audit::record(tx, &entry, at).await
}

impl Store {
    /// Finds the proposal whose address a link confirms, if the link is valid at `now`.
    pub async fn find_unconfirmed(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Proposal>> {
        let (hash, now) = (link.as_bytes().as_slice(), moment(now));
        let id = sqlx::query_scalar!(
            r#"
            SELECT proposal AS "id!: ProposalId" FROM one_time_links
            WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NULL
            "#,
            hash,
            now
        );
        match id.fetch_optional(&self.readers).await? {
            Some(id) => self.find_proposal(id).await,
            None => Ok(None),
        }
    }

    /// Finds the proposal whose address a link has confirmed, until the link expires.
    pub async fn find_confirmed(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<Option<ProposalId>> {
        let mut connection = self.readers.acquire().await?;
        Ok(confirmed_by(&mut connection, link, now).await?)
    }

    /// Confirms the email address of a proposal. The link works once; used again, it returns the same proposal.
    /// `None` if it is invalid.
    pub async fn confirm(&self, link: TokenHash, now: Timestamp) -> Result<Option<ProposalId>> {
        let (hash, ends) = (link.as_bytes().to_vec(), moment(now));
        self.write(async |tx| {
            let id = sqlx::query_scalar!(
                r#"
                UPDATE one_time_links SET used_at = ?2
                WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NULL
                RETURNING proposal AS "id!: ProposalId"
                "#,
                hash,
                ends
            );
            let Some(id) = id.fetch_optional(&mut *tx).await? else {
                return Ok(confirmed_by(tx, link, now).await?);
            };
            let found = proposal::find(tx, id).await?;
            let next = found.and_then(|it| Some((it.state.after(Transition::Confirm)?, it)));
            let Some((next, found)) = next else { return Ok(None) };
            set_state(tx, &found, next, now).await?;
            record_author_event(tx, &found, AuditKind::Confirmed, now).await?;
            Ok(Some(id))
        })
        .await
    }
}

async fn confirmed_by(
    connection: &mut SqliteConnection,
    link: TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<ProposalId>> {
    let (hash, now) = (link.as_bytes().as_slice(), moment(now));
    let id = sqlx::query_scalar!(
        r#"
        SELECT proposal AS "id!: ProposalId" FROM one_time_links
        WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NOT NULL
        "#,
        hash,
        now
    );
    id.fetch_optional(connection).await
}
