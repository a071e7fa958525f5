//! Author actions on a proposal: status timeline, withdrawal, erasure, and links by mail.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    bucket::Turn,
    codec::{Moment, hex, moment},
    concern, diff,
    erased::{self, Proposals},
    forgetting::forget,
    history::{MOST, detail},
    proposal,
    sending::{note, set_state, void_confirmations},
};
use crate::domain::{
    contact::Email,
    event::{EventKind, Happened},
    ids::{MailId, ProposalId},
    limit::{Demand, DraftSize, Limit, Network, Quota},
    mail::Message,
    proposal::{Move, Proposal, ProposalState},
    secret::TokenHash,
};

/// A mail with links to proposals.
#[derive(Debug)]
pub struct Links<'a> {
    /// Proposals, each with the hash of its new link.
    pub links: &'a [(ProposalId, TokenHash)],
    pub message: &'a Message,
    pub quota: &'a Quota,
    /// Rate limits for mails without any link. Beyond them no mail is sent, and the sender is not told.
    pub nothing: &'a [Demand],
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
    pub async fn list_happened(&self, id: ProposalId) -> Result<Vec<Happened>> {
        let id = id.get();
        let rows = sqlx::query!(
            r#"
            SELECT at AS "at!: Moment", kind AS "kind!", detail FROM (
                SELECT id, at, kind, detail FROM events WHERE proposal = ?1
                ORDER BY at DESC, id DESC LIMIT ?2
            ) ORDER BY at, id
            "#,
            id,
            MOST
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        Ok(rows.filter_map(|row| told(row.at.into(), &row.kind, row.detail.as_deref())).collect())
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
        step: Move,
        network: Option<&Network>,
        at: Timestamp,
    ) -> Result<Moved> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(Moved::Gone) };
            let kind = match step {
                Move::Correct => EventKind::Reopened,
                Move::Return if found.can_return() => EventKind::Returned,
                Move::Withdraw => EventKind::Withdrawn,
                Move::Send { .. }
                | Move::Confirm
                | Move::Return
                | Move::Publish
                | Move::AskChange
                | Move::Refuse
                | Move::Undo => return Ok(Moved::To(found.state)),
            };
            let Some(next) = found.state.after(step) else { return Ok(Moved::To(found.state)) };
            // Each opening is an event that stays; no other step is taken twice without one.
            let (bytes, confirmed) = (0, found.confirmed_at.is_some());
            let quota = Quota::draft(network, DraftSize { id: Some(id), bytes, confirmed });
            if step == Move::Correct && !self.take_any(tx, &quota, at).await? {
                return Ok(Moved::OverLimit(found.state));
            }
            void_confirmations(tx, id).await?;
            set_state(tx, &found, next, at).await?;
            // A decided proposal may be reopened long after its jurisdiction was computed.
            concern::follow(tx, found.initiative).await?;
            note(tx, &found, kind, at).await?;
            Ok(Moved::To(next))
        })
        .await
    }

    /// Erases a proposal at `at` with its links and the content of its mails. Published data and decisions are kept.
    pub async fn erase_proposal(&self, id: ProposalId, at: Timestamp) -> Result<()> {
        self.write_regardless(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(()) };
            note(tx, &found, EventKind::Erased, at).await?;
            let keys = serde_json::json!([id.get()]).to_string();
            erased::record_proposals(tx, &keys, Proposals::All, at).await?;
            forget(tx, &keys).await?;
            Ok(())
        })
        .await
    }

    /// Latest 50 proposals by an email address, newest first: id, title as typed, state.
    pub async fn list_proposed_by(
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
    pub async fn mail_links(&self, links: &Links<'_>, at: Timestamp) -> Result<bool> {
        let only = match links.links {
            [(id, _)] => Some(*id),
            _ => None,
        };
        let Message { to, purpose, .. } = links.message;
        let about = only.map(|id| id.to_string()).unwrap_or_default();
        let same = format!("{}:{about}:{to}", purpose.as_str());
        self.write(async |tx| {
            let once = Demand::new("same-mail", &same, Limit::SAME_MAIL);
            match self.take_once(tx, once, links.quota, at).await? {
                Turn::Now => {}
                Turn::Before => return Ok(true),
                Turn::OverLimit => return Ok(false),
            }
            if links.links.is_empty() && !self.take(tx, links.nothing, at).await? {
                // Same writes for unknown addresses, so timing reveals nothing.
                return Ok(true);
            }
            let linked = add_links(tx, links.links, at).await?;
            let mail = self.queue(tx, links.message, only, at).await?;
            note_proposals(tx, mail, &linked).await?;
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
    let links = diff::json(links, |(id, link)| serde_json::json!([id.get(), hex(link.as_bytes())]));
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
async fn note_proposals(
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
fn told(at: Timestamp, kind: &str, about: Option<&str>) -> Option<Happened> {
    let what: EventKind = kind.parse().ok()?;
    let words = about.map(detail).and_then(|it| it.words);
    what.is_told_to_author().then_some(Happened { at, what, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_reads_the_words_of_a_moderator_and_nothing_of_members() {
        let at = Timestamp::UNIX_EPOCH;
        let told = |kind, detail| told(at, kind, detail).map(|it| (it.what, it.words));
        let words = |text: &str| Some(text.parse().unwrap());
        let asked = told("changes-asked", Some(r#"{"words":"Il manque l’adresse."}"#));
        assert_eq!(asked, Some((EventKind::ChangesAsked, words("Il manque l’adresse."))));
        let refused = told("refused", Some(r#"{"reason":"hors-sujet","words":"Non."}"#));
        assert_eq!(refused, Some((EventKind::Refused, words("Non."))));
        assert_eq!(told("claimed", None), None);
        assert_eq!(told("member-invited", Some("{}")), None);
        assert_eq!(told("something else", None), None);
    }
}
