//! Edits of published initiatives without a proposal. Each is a new revision with its audit entry.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::decision::{ModerationOutcome, Notification, contains};
use super::publication::organisations;
use crate::domain::account::{AccountId, TokenHash};
use crate::domain::directory::{Email, InitiativeFacts, InitiativeId, OrganisationId, RevisionId};
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::{Part, ProposalId, ValidProposal};
use crate::domain::text::{Line, Prose};
use crate::store::common::{AuditEntry, audit};
use crate::store::directory::{
    RevisionContext, RevisionDraft, StoredInitiative, increment_version, initiative, retired_slug,
    revision, slug, slug_to_publish,
};
use crate::store::sqlite::{Attempt, Origin, Result, Status, Store, WriteClass};

/// Context of an edit: initiative, revision, member, time.
#[derive(Debug, Clone, Copy)]
pub struct InitiativeEdit {
    pub initiative: InitiativeId,
    /// Current revision that the member saw.
    pub seen: RevisionId,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Correction by a member.
#[derive(Debug)]
pub struct Correction<'a> {
    pub content: &'a ValidProposal,
    /// Hash of the typed form, so that a repeated request is one correction.
    pub fingerprint: TokenHash,
    /// Date on which the facts were verified, if they were.
    pub verified: Option<Date>,
}

/// Author of the latest published proposal for an initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub proposal: ProposalId,
    pub email: Email,
}

/// Mail to the author of an initiative that is withdrawn or published again.
#[derive(Debug)]
pub struct AuthorNotification {
    pub author: Author,
    pub notification: Notification,
}

/// Edit of an initiative: the revision to write.
#[derive(Clone, Copy)]
enum EditKind<'a> {
    Correct(&'a Correction<'a>),
    Withdraw,
    Republish,
    /// The facts of this revision again.
    Restore(RevisionId),
}

/// Audit entry of an edit.
struct EditAudit {
    kind: AuditKind,
    /// Details of the audit entry. A repeated request is recognised by them.
    details: Value,
}

/// Revision to write.
struct NextRevision {
    facts: InitiativeFacts,
    organisations: Vec<(Line, OrganisationId)>,
    status: Status,
}

impl Store {
    /// Author to notify about `initiative`: see [`AuthorNotification`].
    pub async fn find_author(&self, initiative: InitiativeId) -> Result<Option<Author>> {
        let mut connection = self.readers.acquire().await?;
        Ok(author(&mut connection, initiative).await?)
    }

    /// Corrects a published initiative.
    pub async fn correct(
        &self,
        target: &InitiativeEdit,
        correction: &Correction<'_>,
    ) -> Result<ModerationOutcome> {
        let verified = correction.verified.map(|day| day.to_string());
        let print: Vec<u8> = correction.fingerprint.as_bytes().iter().take(8).copied().collect();
        let details = json!({ "seen": target.seen.get(), "print": print, "verified": verified });
        let audit = EditAudit { kind: AuditKind::Edited, details };
        self.edit(target, EditKind::Correct(correction), audit).await
    }

    /// Restores the facts of the revision `of` in a new revision, with the current slug.
    pub async fn restore(
        &self,
        target: &InitiativeEdit,
        of: RevisionId,
    ) -> Result<ModerationOutcome> {
        let details = json!({ "seen": target.seen.get(), "version": of.get() });
        let audit = EditAudit { kind: AuditKind::Restored, details };
        self.edit(target, EditKind::Restore(of), audit).await
    }

    /// Withdraws an initiative for the reason in `words`, and queues the mail `notification`. Outdated if its author is
    /// another one by now.
    pub async fn withdraw(
        &self,
        target: &InitiativeEdit,
        words: &Prose,
        notification: Option<&AuthorNotification>,
    ) -> Result<Attempt<ModerationOutcome, Option<Author>>> {
        let details = json!({ "seen": target.seen.get(), "words": words.as_str() });
        let audit = EditAudit { kind: AuditKind::Unpublished, details };
        self.edit_and_notify(target, EditKind::Withdraw, audit, notification).await
    }

    /// Publishes a withdrawn initiative again, and queues the mail `notification`. Outdated if its author is another
    /// one by now.
    pub async fn republish(
        &self,
        target: &InitiativeEdit,
        notification: Option<&AuthorNotification>,
    ) -> Result<Attempt<ModerationOutcome, Option<Author>>> {
        let details = json!({ "seen": target.seen.get() });
        let audit = EditAudit { kind: AuditKind::Republished, details };
        self.edit_and_notify(target, EditKind::Republish, audit, notification).await
    }

    async fn edit(
        &self,
        target: &InitiativeEdit,
        edit: EditKind<'_>,
        audit: EditAudit,
    ) -> Result<ModerationOutcome> {
        self.write_as(WriteClass::Moderation, async |tx| {
            Ok(match check(tx, target, edit, &audit).await? {
                EditCheck::Ready(ready) => write(tx, target, &ready, audit, None).await?,
                EditCheck::Resolved(outcome) => outcome,
            })
        })
        .await
    }

    async fn edit_and_notify(
        &self,
        target: &InitiativeEdit,
        edit: EditKind<'_>,
        audit: EditAudit,
        notification: Option<&AuthorNotification>,
    ) -> Result<Attempt<ModerationOutcome, Option<Author>>> {
        self.write_as(WriteClass::Moderation, async |tx| {
            let ready = match check(tx, target, edit, &audit).await? {
                EditCheck::Ready(ready) => ready,
                EditCheck::Resolved(outcome) => return Ok(Attempt::Done(outcome)),
            };
            let author = author(tx, target.initiative).await?;
            if author.as_ref() != notification.map(|it| &it.author) {
                return Ok(Attempt::Outdated(author));
            }
            let proposal = author.map(|it| it.proposal);
            let outcome = write(tx, target, &ready, audit, proposal).await?;
            if let Some(notification) = notification {
                let (proposal, notification) =
                    (notification.author.proposal, &notification.notification);
                self.queue_notification(tx, proposal, Some(notification), target.at).await?;
            }
            Ok(Attempt::Done(outcome))
        })
        .await
    }
}

/// Result of the precondition check of an edit.
enum EditCheck {
    Ready(Box<ReadyEdit>),
    Resolved(ModerationOutcome),
}

/// Edit that applies: the current revision, and the one to write.
struct ReadyEdit {
    stored: StoredInitiative,
    next: NextRevision,
}

/// Computes the revision to write, if the current one is the one that the member saw. A repeated request by the same
/// member counts as done.
async fn check(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    edit: EditKind<'_>,
    audit: &EditAudit,
) -> sqlx::Result<EditCheck> {
    let Some(stored) = initiative::find(tx, target.initiative, None).await? else {
        return Ok(EditCheck::Resolved(ModerationOutcome::NotFound));
    };
    if stored.revision != target.seen {
        let repeated = is_repeated(tx, target, audit).await?;
        let outcome = if repeated { ModerationOutcome::Done } else { ModerationOutcome::Conflict };
        return Ok(EditCheck::Resolved(outcome));
    }
    Ok(match next_revision(tx, &stored, edit).await? {
        Some(next) => EditCheck::Ready(Box::new(ReadyEdit { stored, next })),
        None => EditCheck::Resolved(ModerationOutcome::Conflict),
    })
}

/// Revision that follows `stored`. `None` if the edit does not apply to it.
async fn next_revision(
    tx: &mut SqliteConnection,
    stored: &StoredInitiative,
    edit: EditKind<'_>,
) -> sqlx::Result<Option<NextRevision>> {
    let is_published = stored.status == Status::Published;
    Ok(match edit {
        EditKind::Correct(Correction { content, verified, .. }) => {
            let facts = content.corrected_facts(&stored.initiative.facts, *verified);
            let organisations = organisations(content, Some(stored), &facts);
            Some(NextRevision { facts, organisations, status: stored.status })
        }
        EditKind::Withdraw => {
            is_published.then(|| NextRevision { status: Status::Withdrawn, ..unchanged(stored) })
        }
        EditKind::Republish if is_published => None,
        EditKind::Republish => {
            let mut next = unchanged(stored);
            next.facts.slug = slug_to_publish(tx, stored, &next.facts.title, None).await?;
            Some(NextRevision { status: Status::Published, ..next })
        }
        EditKind::Restore(of) => initiative::find(tx, stored.initiative.id, Some(of))
            .await?
            .map(|older| NextRevision { status: stored.status, ..unchanged(&older) }),
    })
}

/// Writes the revision and its audit entry, which names the `proposal` whose author is notified.
async fn write(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    ready: &ReadyEdit,
    audit: EditAudit,
    proposal: Option<ProposalId>,
) -> sqlx::Result<ModerationOutcome> {
    let ReadyEdit { stored, next } = ready;
    let parts = Part::differing(&stored.initiative.facts, &next.facts);
    let parts: Vec<&str> = parts.into_iter().map(Part::name).collect();
    let revision = write_revision(tx, target, stored, next).await?;
    let EditAudit { kind, mut details } = audit;
    if let Some(details) = details.as_object_mut() {
        details.insert("parts".to_owned(), parts.into());
    }
    let entry = AuditEntry {
        initiative: Some(target.initiative),
        revision: Some(revision),
        proposal,
        ..AuditEntry::of(kind, Some(target.by)).with(details)
    };
    audit::record(tx, &entry, target.at).await?;
    Ok(ModerationOutcome::Done)
}

/// Author to notify about `initiative`, if a published proposal with an email address still exists.
async fn author(
    tx: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Option<Author>> {
    let id = initiative.get();
    let author = sqlx::query_as!(
        Author,
        r#"
        SELECT id AS "proposal!: ProposalId", email AS "email!: Email" FROM proposals
        WHERE initiative = ?1 AND state = 'published' AND email IS NOT NULL
        ORDER BY revision DESC LIMIT 1
        "#,
        id
    );
    author.fetch_optional(tx).await
}

async fn write_revision(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    stored: &StoredInitiative,
    next: &NextRevision,
) -> sqlx::Result<RevisionId> {
    let draft = RevisionDraft {
        initiative: target.initiative,
        number: stored.number + 1,
        facts: &next.facts,
        organisations: next.organisations.clone(),
    };
    // Only published initiatives reserve their slug, so the slug of a withdrawn one may be in use by another.
    let context = RevisionContext { origin: Origin::Site, at: target.at };
    let revision = revision::write_as(tx, &[draft], context, next.status).await?;
    let left = retired_slug(&stored.initiative, &next.facts).into_iter().collect();
    slug::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
    increment_version(tx).await?;
    Ok(revision)
}

/// Facts of `stored`, unchanged.
fn unchanged(stored: &StoredInitiative) -> NextRevision {
    let initiative = &stored.initiative;
    let (facts, organisations) = (initiative.facts.clone(), initiative.organisations.clone());
    NextRevision { facts, organisations, status: stored.status }
}

/// True if the latest change of the initiative is this same edit by the same member.
async fn is_repeated(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    audit: &EditAudit,
) -> sqlx::Result<bool> {
    let id = target.initiative.get();
    let last = sqlx::query!(
        r#"
        SELECT kind AS "kind!: AuditKind", account AS "account?: AccountId", detail
        FROM events WHERE initiative = ?1 AND revision IS NOT NULL ORDER BY id DESC LIMIT 1
        "#,
        id
    );
    let Some(last) = last.fetch_optional(tx).await? else { return Ok(false) };
    let detail: Value =
        last.detail.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default();
    Ok(last.kind == audit.kind
        && last.account == Some(target.by)
        && contains(&detail, &audit.details))
}
