//! Submission of a proposal, and the mail that asks to confirm the email address.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    bucket::Turn,
    codec::moment,
    concern,
    event::{self, Note},
    names::Named as _,
    proposal,
};
use crate::domain::{
    event::EventKind,
    ids::ProposalId,
    limit::{Demand, Limit, Quota},
    mail::Message,
    proposal::{Move, Proposal, ProposalState},
    secret::TokenHash,
};

/// A submission.
#[derive(Debug)]
pub struct Sending<'a> {
    pub proposal: ProposalId,
    /// Version that was validated.
    pub version: i64,
    /// Confirmation mail, used if the email address is not confirmed yet.
    pub confirming: Confirming<'a>,
}

/// A mail with a link to confirm an email address.
#[derive(Debug)]
pub struct Confirming<'a> {
    pub link: TokenHash,
    pub ends_at: Timestamp,
    pub message: &'a Message,
    pub quota: &'a Quota,
}

/// Outcome of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// The proposal moved to this state.
    Now(ProposalState),
    /// The proposal was in this state already: nothing was done.
    Before(ProposalState),
    /// The proposal has another version now: reload it.
    Changed,
    /// The rate limit for mails is exceeded.
    OverLimit,
    /// The proposal does not exist.
    Gone,
}

impl Store {
    /// Submits a proposal at `at`: to the queue if its email address is confirmed, otherwise queues the confirmation
    /// mail.
    pub async fn send_proposal(&self, sending: &Sending<'_>, at: Timestamp) -> Result<Sent> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, sending.proposal).await? else {
                return Ok(Sent::Gone);
            };
            let confirmed = found.confirmed_at.is_some();
            let Some(next) = found.state.after(Move::Send { confirmed }) else {
                return Ok(Sent::Before(found.state));
            };
            if found.version != sending.version {
                return Ok(Sent::Changed);
            }
            if !confirmed {
                if !self.take_any(tx, sending.confirming.quota, at).await? {
                    return Ok(Sent::OverLimit);
                }
                self.ask(tx, found.id, &sending.confirming, at).await?;
            }
            set_state(tx, &found, next, at).await?;
            note(tx, &found, EventKind::Sent, at).await?;
            Ok(Sent::Now(next))
        })
        .await
    }

    /// Queues another confirmation mail; the former link becomes invalid. A repeated request within a short time
    /// leaves the queued mail as it is.
    pub async fn ask_again(
        &self,
        id: ProposalId,
        confirming: &Confirming<'_>,
        at: Timestamp,
    ) -> Result<Sent> {
        self.write(async |tx| match proposal::find(tx, id).await? {
            None => Ok(Sent::Gone),
            Some(found) if found.state != ProposalState::Unconfirmed => {
                Ok(Sent::Before(found.state))
            }
            Some(found) => {
                let once = Demand::new("ask-again", &id.to_string(), Limit::SAME_MAIL);
                match self.take_once(tx, once, confirming.quota, at).await? {
                    Turn::Now => self.ask(tx, id, confirming, at).await?,
                    Turn::Before => {}
                    Turn::OverLimit => return Ok(Sent::OverLimit),
                }
                Ok(Sent::Now(found.state))
            }
        })
        .await
    }

    /// Replaces the confirmation link and queues its mail.
    async fn ask(
        &self,
        tx: &mut SqliteConnection,
        id: ProposalId,
        confirming: &Confirming<'_>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        void_confirmations(tx, id).await?;
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
pub(super) async fn void_confirmations(
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
    let sent = matches!(proposal.state, ProposalState::Draft | ProposalState::Changes)
        && matches!(next, ProposalState::Unconfirmed | ProposalState::Pending);
    let confirmed = next == ProposalState::Pending && proposal.confirmed_at.is_none();
    // Only a proposal withdrawn from the queue itself keeps its place there, and only if it returns unchanged.
    let keeps_place = proposal.state == ProposalState::Pending || next != ProposalState::Draft;
    let waits = next == ProposalState::Pending && !proposal.can_return();
    let next = next.name();
    let concerned = if sent { Some(concern::of_proposal(tx, proposal).await?) } else { None };
    sqlx::query!(
        r#"
        UPDATE proposals SET state = ?2, version = version + 1, changed_at = ?3,
            departements = coalesce(?8, departements),
            waiting_since = CASE WHEN ?6 THEN ?3 WHEN ?7 THEN waiting_since END,
            sent_entry = CASE WHEN ?4 THEN NULL ELSE sent_entry END,
            sent_at = CASE WHEN ?4 THEN ?3 ELSE sent_at END,
            confirmed_at = CASE WHEN ?5 THEN ?3 ELSE confirmed_at END,
            claimed_by = NULL, claimed_at = NULL
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
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes an audit entry about an action of the author of `proposal`.
pub(super) async fn note(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    kind: EventKind,
    at: Timestamp,
) -> sqlx::Result<()> {
    let note = Note {
        kind,
        account: None,
        proposal: Some(proposal.id),
        initiative: proposal.initiative,
        revision: None,
        detail: serde_json::Value::Null,
    };
    event::note(tx, &note, at).await
}
