//! Sending a proposal, and confirming the address that it came from.

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

/// What goes with a proposal that is sent.
#[derive(Debug)]
pub struct Sending<'a> {
    pub proposal: ProposalId,
    /// The version that was found sound.
    pub version: i64,
    /// How its author is asked to confirm their address, where they have not.
    pub confirming: Confirming<'a>,
}

/// A mail with the link that confirms an address.
#[derive(Debug)]
pub struct Confirming<'a> {
    pub link: TokenHash,
    pub ends_at: Timestamp,
    pub message: &'a Message,
    pub quota: &'a Quota,
}

/// What became of a proposal that its author sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It moved there.
    Now(ProposalState),
    /// It was there already: nothing was done.
    Before(ProposalState),
    /// It changed meanwhile: look again.
    Changed,
    /// More mails were asked for than are sent.
    OverLimit,
    /// It is no longer there.
    Gone,
}

impl Store {
    /// Sends a proposal at `at`: to a moderator when its address is confirmed, else to its author, to be confirmed.
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

    /// Sends the mail that asks to confirm an address once more; the link of the one before serves no more. Asked again a
    /// moment later, it leaves the mail that is on its way as it is.
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

    /// Writes the mail with its link, in the place of those before.
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

/// Links that confirm the address of a proposal serve no more.
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

/// Moves `proposal`, which its author did, to `next`; no moderator looks at it any more.
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
    // Only what is taken out of the queue itself keeps its place there, and only if it returns as it was.
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

/// Notes what its author did to `proposal`.
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
