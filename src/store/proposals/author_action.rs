//! Author actions on a proposal: status timeline, withdrawal, erasure, and links by mail.

use jiff::Timestamp;
use sqlx::{Connection as _, SqliteConnection};

use super::link::{ProposalLink, add_links};
use super::proposal::{self, save};
use super::submission::{delete_confirmation_links, record_author_event, set_state};
use crate::domain::directory::{Email, InitiativeId};
use crate::domain::moderation::{AuditEvent, AuditKind, AuthorEvent};
use crate::domain::operations::{DraftSize, MailId, Message, Network, Quota, RateKey, RateLimit};
use crate::domain::proposal::{
    DerivedFields, FormData, Proposal, ProposalId, ProposalState, Transition,
};
use crate::store::common::erasure_record;
use crate::store::common::{
    MAX_EVENTS, ProposalSelection, RateOutcome, anonymise, detail, jurisdiction,
    list_events_of_proposal,
};
use crate::store::sqlite::{Attempt, Moment, Result, Store};

/// A mail with links to proposals.
#[derive(Debug)]
pub struct LinkMail<'a> {
    pub links: &'a [ProposalLink],
    pub message: &'a Message,
    pub quota: &'a Quota,
    /// Rate limits for mails without any link. Beyond them no mail is sent, and the sender is not informed.
    pub without_links: &'a [RateKey],
    /// Author's email address to store in the draft of the only link, unless it is closed by then.
    pub author: Option<AuthorEmail<'a>>,
}

/// Form data of a draft with the author's email address.
#[derive(Debug, Clone, Copy)]
pub struct AuthorEmail<'a> {
    /// Version of the draft that `form` and `derived` were computed from.
    pub base: i64,
    pub form: &'a FormData,
    pub derived: &'a DerivedFields,
}

/// What became of a proposal that its author moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// The state it is in then, moved or not.
    To(ProposalState),
    /// Nothing was done: it was opened again too often, or from a network that writes too much. The state it is in.
    OverLimit(ProposalState),
    /// It is no longer there.
    Gone,
}

/// A proposal, for its author.
#[derive(Debug)]
pub struct TrackedProposal {
    pub proposal: Proposal,
    /// Latest first, those for members only included.
    pub events: Vec<AuditEvent>,
    /// True if the initiative published from it has been withdrawn since.
    pub is_withdrawn: bool,
    /// Open changes of the initiative published from it.
    pub waiting_changes: Vec<WaitingChange>,
}

/// Open change of a published initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingChange {
    /// Nonce from which its first link is derived.
    pub nonce: Vec<u8>,
    pub state: ProposalState,
}

impl TrackedProposal {
    /// Events that the author may see, oldest first.
    #[must_use]
    pub fn author_events(&self) -> Vec<AuthorEvent> {
        let visible = self.events.iter().rev().filter_map(AuthorEvent::of);
        let mut events: Vec<AuthorEvent> = visible.collect();
        events.sort_by_key(|it| it.at);
        events
    }
}

impl Store {
    /// Finds the proposal `id` for its author, in one transaction.
    pub async fn find_tracking(&self, id: ProposalId) -> Result<Option<TrackedProposal>> {
        let mut connection = self.readers.acquire().await?;
        let mut tx = connection.begin().await?;
        let Some(proposal) = proposal::find(&mut tx, id).await? else { return Ok(None) };
        let published = proposal.initiative.filter(|_| proposal.state == ProposalState::Published);
        let (is_withdrawn, waiting_changes) = match published {
            Some(initiative) => (
                is_withdrawn(&mut tx, initiative).await?,
                list_waiting_changes(&mut tx, &proposal, initiative).await?,
            ),
            None => (false, Vec::new()),
        };
        let events = list_events_of_proposal(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Some(TrackedProposal { proposal, events, is_withdrawn, waiting_changes }))
    }

    /// Latest events of a proposal that its author may see, oldest first.
    pub async fn list_author_events(&self, id: ProposalId) -> Result<Vec<AuthorEvent>> {
        let id = id.get();
        let rows = sqlx::query!(
            r#"
            SELECT at AS "at!: Moment", kind AS "kind!", detail FROM (
                SELECT id, at, kind, detail FROM events WHERE proposal = ?1
                ORDER BY at DESC, id DESC LIMIT ?2
            ) ORDER BY at, id
            "#,
            id,
            MAX_EVENTS
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows
            .filter_map(|row| author_event(row.at.into(), &row.kind, row.detail.as_deref()))
            .collect())
    }

    /// Takes `step` for the author of a proposal at `at`, who asks from `network`, if that is known.
    pub async fn move_proposal(
        &self,
        id: ProposalId,
        step: Transition,
        network: Option<&Network>,
        at: Timestamp,
    ) -> Result<Moved> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(Moved::Gone) };
            let kind = match step {
                Transition::Correct => AuditKind::Reopened,
                Transition::Return if found.can_return() => AuditKind::Returned,
                Transition::Withdraw => AuditKind::Withdrawn,
                Transition::Send { .. }
                | Transition::Confirm
                | Transition::Return
                | Transition::Publish
                | Transition::RequestChange
                | Transition::Refuse
                | Transition::Undo => return Ok(Moved::To(found.state)),
            };
            let Some(next) = found.state.after(step) else { return Ok(Moved::To(found.state)) };
            // Each opening is an event that stays; no other step is taken twice without one.
            let (bytes, confirmed) = (0, found.confirmed_at.is_some());
            let quota = Quota::draft(network, DraftSize { id: Some(id), bytes, confirmed });
            if step == Transition::Correct && !self.try_acquire_any(tx, &quota, at).await? {
                return Ok(Moved::OverLimit(found.state));
            }
            delete_confirmation_links(tx, id).await?;
            set_state(tx, &found, next, at).await?;
            // A decided proposal may be reopened long after its jurisdiction was computed.
            jurisdiction::refresh(tx, found.initiative).await?;
            record_author_event(tx, &found, kind, at).await?;
            Ok(Moved::To(next))
        })
        .await
    }

    /// Erases a proposal at `at` with its links and the content of its mails. Published data and decisions are kept.
    pub async fn erase_proposal(&self, id: ProposalId, at: Timestamp) -> Result<()> {
        self.write_on_full_disk(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(()) };
            record_author_event(tx, &found, AuditKind::Erased, at).await?;
            let keys = serde_json::json!([id.get()]).to_string();
            erasure_record::record_proposals(tx, &keys, ProposalSelection::All, at).await?;
            anonymise(tx, &keys).await?;
            Ok(())
        })
        .await
    }

    /// Latest 50 proposals by an email address, newest first: id, title as typed, state.
    pub async fn list_proposals_by_email(
        &self,
        email: &Email,
    ) -> Result<Vec<(ProposalId, String, ProposalState)>> {
        let email = email.as_str();
        let rows = sqlx::query!(
            r#"
            SELECT id AS "id: ProposalId", title, state AS "state: ProposalState"
            FROM proposals WHERE email = ?1 ORDER BY changed_at DESC, id DESC LIMIT 50
            "#,
            email
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.map(|row| (row.id, row.title, row.state)).collect())
    }

    /// Queues a mail with links at `at`. Returns false beyond the rate limits. A repeated request within a short time
    /// leaves the queued mail as it is. Outdated if the draft of `author` has another version by now.
    pub async fn mail_links(
        &self,
        links: &LinkMail<'_>,
        at: Timestamp,
    ) -> Result<Attempt<bool, Proposal>> {
        let only = match links.links {
            [link] => Some(link.proposal),
            _ => None,
        };
        let Message { to, purpose, .. } = links.message;
        let about = only.map(|id| id.to_string()).unwrap_or_default();
        let same = format!("{}:{about}:{to}", purpose.as_str());
        self.write(async |tx| {
            let draft = match (only, links.author) {
                (Some(id), Some(_)) => proposal::find(tx, id).await?,
                (Some(_) | None, None) | (None, Some(_)) => None,
            };
            let draft = draft.filter(|it| it.state.is_editable());
            let draft = match (draft, links.author) {
                (Some(draft), Some(author)) if draft.version != author.base => {
                    return Ok(Attempt::Outdated(draft));
                }
                (draft, _) => draft,
            };
            let once = RateKey::new("same-mail", &same, RateLimit::SAME_MAIL);
            match self.try_acquire_once(tx, once, links.quota, at).await? {
                RateOutcome::Acquired => self.queue_links(tx, links, only, at).await?,
                RateOutcome::Repeated => {}
                RateOutcome::OverLimit => return Ok(Attempt::Done(false)),
            }
            if let (Some(draft), Some(author)) = (draft, links.author) {
                self.store_author_email(tx, draft, author, at).await?;
            }
            Ok(Attempt::Done(true))
        })
        .await
    }

    /// Adds the links and queues their mail, which is about the proposal `only` if there is one link.
    async fn queue_links(
        &self,
        tx: &mut SqliteConnection,
        links: &LinkMail<'_>,
        only: Option<ProposalId>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        if links.links.is_empty() && !self.try_acquire(tx, links.without_links, at).await? {
            // Same writes for unknown addresses, so timing reveals nothing.
            return Ok(());
        }
        let linked = add_links(tx, links.links.iter().copied()).await?;
        let mail = self.queue(tx, links.message, only, at).await?;
        record_mail_proposals(tx, mail, &linked).await
    }

    async fn store_author_email(
        &self,
        tx: &mut SqliteConnection,
        mut draft: Proposal,
        author: AuthorEmail<'_>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        let form = author.form.truncated();
        if form == draft.form {
            return Ok(());
        }
        let derived = self.add_spam_score(tx, &form, author.derived.clone()).await?;
        draft.form = form;
        save(tx, &draft, &derived, at).await
    }
}

async fn is_withdrawn(
    connection: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<bool> {
    let id = initiative.get();
    let withdrawn = sqlx::query_scalar!(
        r#"
        SELECT EXISTS (SELECT 1 FROM initiatives WHERE id = ?1 AND status = 'withdrawn')
            AS "withdrawn!: bool"
        "#,
        id
    );
    withdrawn.fetch_one(connection).await
}

/// Open changes of `initiative`, by the same confirmed email address as `proposal`.
async fn list_waiting_changes(
    connection: &mut SqliteConnection,
    proposal: &Proposal,
    initiative: InitiativeId,
) -> sqlx::Result<Vec<WaitingChange>> {
    let email = proposal.email.as_ref().filter(|_| proposal.confirmed_at.is_some());
    let Some(email) = email.map(Email::as_str) else { return Ok(Vec::new()) };
    let (id, initiative) = (proposal.id.get(), initiative.get());
    let changes = sqlx::query_as!(
        WaitingChange,
        r#"
        SELECT nonce, state AS "state: ProposalState" FROM proposals
        WHERE initiative = ?1 AND email = ?2 AND id != ?3 AND base IS NOT NULL
            AND confirmed_at IS NOT NULL AND state IN ('draft', 'pending', 'changes')
        ORDER BY id
        "#,
        initiative,
        email,
        id
    );
    changes.fetch_all(connection).await
}

/// Records the proposals of `mail`, which is erased with any of them.
async fn record_mail_proposals(
    tx: &mut SqliteConnection,
    mail: MailId,
    proposals: &[i64],
) -> sqlx::Result<()> {
    let (mail, proposals) = (mail.get(), serde_json::json!(proposals).to_string());
    let noted = sqlx::query!(
        "INSERT INTO mail_proposals (mail, proposal) SELECT ?1, value FROM json_each(?2)",
        mail,
        proposals
    );
    noted.execute(tx).await?;
    Ok(())
}

/// Event as shown to the author. `None` if it is for members only.
fn author_event(at: Timestamp, kind: &str, about: Option<&str>) -> Option<AuthorEvent> {
    let what: AuditKind = kind.parse().ok()?;
    let words = about.map(detail).and_then(|it| it.words);
    what.is_visible_to_author().then_some(AuthorEvent { at, kind: what, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_reads_the_words_of_a_moderator_and_nothing_of_members() {
        let at = Timestamp::UNIX_EPOCH;
        let author_event =
            |kind, detail| author_event(at, kind, detail).map(|it| (it.kind, it.words));
        let words = |text: &str| Some(text.parse().unwrap());
        let event = author_event("changes-asked", Some(r#"{"words":"Il manque l’adresse."}"#));
        assert_eq!(event, Some((AuditKind::ChangesRequested, words("Il manque l’adresse."))));
        let refused = author_event("refused", Some(r#"{"reason":"hors-sujet","words":"Non."}"#));
        assert_eq!(refused, Some((AuditKind::Refused, words("Non."))));
        assert_eq!(author_event("claimed", None), None);
        assert_eq!(author_event("member-invited", Some("{}")), None);
        assert_eq!(author_event("something else", None), None);
    }
}
