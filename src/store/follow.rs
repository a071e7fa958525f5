//! Following a proposal: what happened to it, taking it back, erasing it, and the links to all that somebody proposed.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    bucket::Turn,
    codec::Moment,
    draft_proposal::add_link,
    erasure::erase_mails_about,
    event::EventKind,
    proposal,
    sending::{note, set_state, void_confirmations},
};
use crate::domain::{
    contact::Email,
    history::{Happened, Happening},
    ids::ProposalId,
    limit::{Demand, Limit},
    mail::Message,
    proposal::{Move, ProposalState},
    secret::TokenHash,
};

/// A mail with links to proposals.
#[derive(Debug)]
pub struct Links<'a> {
    /// Each with its new link.
    pub links: &'a [(ProposalId, TokenHash)],
    pub message: &'a Message,
    pub demands: &'a [Demand],
}

impl Store {
    /// What happened to a proposal, the oldest first.
    pub async fn list_happened(&self, id: ProposalId) -> Result<Vec<Happened>> {
        let id = id.get();
        let rows = sqlx::query!(
            r#"
            SELECT at AS "at: Moment", kind, detail FROM events WHERE proposal = ?1
            ORDER BY at, id
            "#,
            id
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        let happened = rows.filter_map(|row| {
            let what = happening(&row.kind, row.detail.as_deref())?;
            Some(Happened { at: row.at.into(), what })
        });
        Ok(happened.collect())
    }

    /// Takes `step` for the author of a proposal at `at`. Gives the state it is in then, moved or not; none when it is
    /// not there.
    pub async fn move_proposal(
        &self,
        id: ProposalId,
        step: Move,
        at: Timestamp,
    ) -> Result<Option<ProposalState>> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(None) };
            let kind = match step {
                Move::Correct => EventKind::Reopened,
                Move::Withdraw => EventKind::Withdrawn,
                Move::Send { .. }
                | Move::Confirm
                | Move::Publish
                | Move::AskChange
                | Move::Refuse
                | Move::Undo => return Ok(Some(found.state)),
            };
            let Some(next) = found.state.after(step) else { return Ok(Some(found.state)) };
            void_confirmations(tx, id).await?;
            set_state(tx, &found, next, at).await?;
            note(tx, &found, kind, at).await?;
            Ok(Some(next))
        })
        .await
    }

    /// Erases a proposal at `at`, its links, and what its mails say. What was published stays, and so does what was
    /// decided.
    pub async fn erase_proposal(&self, id: ProposalId, at: Timestamp) -> Result<()> {
        self.write(async |tx| {
            let Some(found) = proposal::find(tx, id).await? else { return Ok(()) };
            note(tx, &found, EventKind::Erased, at).await?;
            let id = id.get();
            erase_mails_about(tx, &serde_json::json!([id]).to_string()).await?;
            sqlx::query!("DELETE FROM proposals WHERE id = ?1", id).execute(&mut *tx).await?;
            Ok(())
        })
        .await
    }

    /// All that was proposed from an address: number, title as typed, state; the newest first.
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

    /// Mails links at `at`, if that is within the limits. The same to the same person a moment later leaves the mail that
    /// is on its way as it is.
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
            match self.take_once(tx, once, links.demands, at).await? {
                Turn::Now => {}
                Turn::Before => return Ok(true),
                Turn::OverLimit => return Ok(false),
            }
            add_links(tx, links.links, at).await?;
            self.queue(tx, links.message, only, at).await?;
            Ok(true)
        })
        .await
    }
}

async fn add_links(
    tx: &mut SqliteConnection,
    links: &[(ProposalId, TokenHash)],
    at: Timestamp,
) -> sqlx::Result<()> {
    for (id, link) in links {
        // A proposal erased meanwhile has no link any more.
        if proposal::find(tx, *id).await?.is_some() {
            add_link(tx, *id, *link, at).await?;
        }
    }
    Ok(())
}

/// What its author is told of an event; nothing of what concerns members only.
fn happening(kind: &str, detail: Option<&str>) -> Option<Happening> {
    let detail: Value = detail.and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default();
    let text = |name: &str| detail.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind {
        "sent" => Some(Happening::Sent),
        "confirmed" => Some(Happening::Confirmed),
        "reopened" => Some(Happening::Reopened),
        "withdrawn" => Some(Happening::Withdrawn),
        "published" => Some(Happening::Published),
        "changes-asked" => Some(Happening::ChangesAsked(text("words"))),
        "refused" => Some(Happening::Refused { reason: text("reason"), words: text("words") }),
        "undone" => Some(Happening::Undone),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_reads_the_words_of_a_moderator_and_nothing_of_members() {
        let asked = happening("changes-asked", Some(r#"{"words":"Il manque l’adresse."}"#));
        assert_eq!(asked, Some(Happening::ChangesAsked("Il manque l’adresse.".to_owned())));
        let refused = happening("refused", Some(r#"{"reason":"hors-sujet","words":"Non."}"#));
        let (reason, words) = ("hors-sujet".to_owned(), "Non.".to_owned());
        assert_eq!(refused, Some(Happening::Refused { reason, words }));
        assert_eq!(happening("claimed", None), None);
        assert_eq!(happening("member-invited", Some("{}")), None);
    }
}
