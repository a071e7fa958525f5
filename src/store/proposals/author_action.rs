//! Author actions on a proposal: status timeline, withdrawal, erasure, and links by mail.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::proposal;
use super::submission::{delete_confirmation_links, record_author_event, set_state};
use crate::domain::account::TokenHash;
use crate::domain::directory::Email;
use crate::domain::moderation::{AuditKind, AuthorEvent};
use crate::domain::operations::{DraftSize, MailId, Message, Network, Quota, RateKey, RateLimit};
use crate::domain::proposal::{Proposal, ProposalId, ProposalState, Transition};
use crate::store::shared::erasure_record;
use crate::store::shared::{
    MAX_EVENTS, ProposalSelection, RateOutcome, anonymise, detail, jurisdiction,
};
use crate::store::sqlite::{Moment, Result, Store, hex, moment};

/// A mail with links to proposals.
#[derive(Debug)]
pub struct LinkMail<'a> {
    /// Proposals, each with the hash of its new link.
    pub links: &'a [(ProposalId, TokenHash)],
    pub message: &'a Message,
    pub quota: &'a Quota,
    /// Rate limits for mails without any link. Beyond them no mail is sent, and the sender is not told.
    pub without_links: &'a [RateKey],
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

impl Store {
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

    /// Open changes, by the same confirmed email address, of the initiative that `proposal` became: nonce for the
    /// link, and state.
    pub async fn list_waiting_changes(
        &self,
        proposal: &Proposal,
    ) -> Result<Vec<(Vec<u8>, ProposalState)>> {
        let (Some(initiative), Some(email), true) =
            (proposal.initiative, &proposal.email, proposal.confirmed_at.is_some())
        else {
            return Ok(Vec::new());
        };
        let (id, initiative, email) = (proposal.id.get(), initiative.get(), email.as_str());
        let rows = sqlx::query!(
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
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.map(|row| (row.nonce, row.state)).collect())
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
    /// leaves the queued mail as it is.
    pub async fn mail_links(&self, links: &LinkMail<'_>, at: Timestamp) -> Result<bool> {
        let only = match links.links {
            [(id, _)] => Some(*id),
            _ => None,
        };
        let Message { to, purpose, .. } = links.message;
        let about = only.map(|id| id.to_string()).unwrap_or_default();
        let same = format!("{}:{about}:{to}", purpose.as_str());
        self.write(async |tx| {
            let once = RateKey::new("same-mail", &same, RateLimit::SAME_MAIL);
            match self.try_acquire_once(tx, once, links.quota, at).await? {
                RateOutcome::Acquired => {}
                RateOutcome::Repeated => return Ok(true),
                RateOutcome::OverLimit => return Ok(false),
            }
            if links.links.is_empty() && !self.try_acquire(tx, links.without_links, at).await? {
                // Same writes for unknown addresses, so timing reveals nothing.
                return Ok(true);
            }
            let linked = add_links(tx, links.links, at).await?;
            let mail = self.queue(tx, links.message, only, at).await?;
            record_mail_proposals(tx, mail, &linked).await?;
            Ok(true)
        })
        .await
    }
}

/// Adds the links. Returns the ids of their proposals; proposals erased meanwhile are skipped.
async fn add_links(
    tx: &mut SqliteConnection,
    links: &[(ProposalId, TokenHash)],
    at: Timestamp,
) -> sqlx::Result<Vec<i64>> {
    let links = crate::store::sqlite::codec::json(links, |(id, link)| {
        serde_json::json!([id.get(), hex(link.as_bytes())])
    });
    let at = moment(at);
    let linked = sqlx::query_scalar!(
        r#"
        INSERT OR IGNORE INTO proposal_links (hash, proposal, made_at)
        SELECT unhex(l.value ->> 1), p.id, ?2
        FROM json_each(?1) l JOIN proposals p ON p.id = l.value ->> 0
        RETURNING proposal AS "proposal!: i64"
        "#,
        links,
        at
    );
    linked.fetch_all(tx).await
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
        let asked = author_event("changes-asked", Some(r#"{"words":"Il manque l’adresse."}"#));
        assert_eq!(asked, Some((AuditKind::ChangesRequested, words("Il manque l’adresse."))));
        let refused = author_event("refused", Some(r#"{"reason":"hors-sujet","words":"Non."}"#));
        assert_eq!(refused, Some((AuditKind::Refused, words("Non."))));
        assert_eq!(author_event("claimed", None), None);
        assert_eq!(author_event("member-invited", Some("{}")), None);
        assert_eq!(author_event("something else", None), None);
    }
}
